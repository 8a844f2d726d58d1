// Carries Ethernet frames between two devices and does to them what bad networks do: it loses, doubles, delays and reorders TCP segments.
// The same seed decides the same. What is not TCP, and each connection's first frames, pass as they are.
//   fault-forwarder plain DEVICE                                  takes the device's offloads away, so that each frame is one packet, and ends
//   fault-forwarder A B SEED LOSS DOUBLED REORDERED DELAY_MS      shares in per mille; says "ready" and carries until it is ended
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/ethtool.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_WAITING = 4096, MOST_BYTES = 2048, HANDSHAKE_FRAMES = 6, REORDER_US = 4000 };

struct waiting {
	uint64_t due_us;
	uint64_t order;
	int out;
	size_t size;
	uint8_t bytes[MOST_BYTES];
};

static struct waiting queue[MOST_WAITING];
static size_t waiting_count;
static uint64_t order, random_state;
static unsigned loss, doubled, reordered, delay_us, seen_tcp;

static uint64_t now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static unsigned per_mille(void)
{
	random_state += 0x9e3779b97f4a7c15;
	uint64_t z = random_state;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (unsigned)((z ^ (z >> 31)) % 1000);
}

static void set_feature(int s, const char *device, uint32_t command)
{
	struct ethtool_value value = {.cmd = command, .data = 0};
	struct ifreq request = {0};
	strncpy(request.ifr_name, device, IFNAMSIZ - 1);
	request.ifr_data = (void *)&value;
	if (ioctl(s, SIOCETHTOOL, &request) < 0 && errno != EOPNOTSUPP)
		die(device);
}

static int make_plain(const char *device)
{
	int s = socket(AF_INET, SOCK_DGRAM, 0);
	if (s < 0)
		die("socket");
	set_feature(s, device, ETHTOOL_STSO);
	set_feature(s, device, ETHTOOL_SGSO);
	set_feature(s, device, ETHTOOL_SGRO);
	set_feature(s, device, ETHTOOL_STXCSUM);
	return 0;
}

static int open_device(const char *device)
{
	int s = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
	if (s < 0)
		die("socket");
	struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = (int)if_nametoindex(device)};
	if (address.sll_ifindex == 0 || bind(s, (struct sockaddr *)&address, sizeof address) < 0)
		die(device);
	int size = 8 << 20;
	setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
	return s;
}

static void push(const uint8_t *bytes, size_t size, int out, uint64_t due_us)
{
	if (waiting_count == MOST_WAITING)
		return;
	struct waiting *w = &queue[waiting_count++];
	w->due_us = due_us;
	w->order = order++;
	w->out = out;
	w->size = size;
	memcpy(w->bytes, bytes, size);
}

static int is_tcp(const uint8_t *frame, size_t size)
{
	return size > 34 && frame[12] == 8 && frame[13] == 0 && frame[23] == 6;
}

static void take(int in, int out)
{
	uint8_t frame[MOST_BYTES];
	struct sockaddr_ll from;
	socklen_t from_size = sizeof from;
	for (;;) {
		ssize_t size = recvfrom(in, frame, sizeof frame, MSG_DONTWAIT, (struct sockaddr *)&from, &from_size);
		if (size <= 0)
			return;
		if (from.sll_pkttype == PACKET_OUTGOING)
			continue;
		uint64_t due = now_us() + delay_us;
		if (!is_tcp(frame, (size_t)size) || ++seen_tcp <= HANDSHAKE_FRAMES) {
			push(frame, (size_t)size, out, due);
			continue;
		}
		if (per_mille() < loss)
			continue;
		if (per_mille() < reordered)
			due += REORDER_US;
		push(frame, (size_t)size, out, due);
		if (per_mille() < doubled)
			push(frame, (size_t)size, out, due + 200);
	}
}

// In the order in which they are due.
static int send_due(void)
{
	for (;;) {
		size_t next = waiting_count;
		for (size_t i = 0; i < waiting_count; i++)
			if (next == waiting_count || queue[i].due_us < queue[next].due_us || (queue[i].due_us == queue[next].due_us && queue[i].order < queue[next].order))
				next = i;
		if (next == waiting_count)
			return 50;
		uint64_t now = now_us();
		if (queue[next].due_us > now)
			return (int)((queue[next].due_us - now + 999) / 1000);
		(void)!send(queue[next].out, queue[next].bytes, queue[next].size, 0);
		queue[next] = queue[--waiting_count];
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "plain") == 0)
		return make_plain(argv[2]);
	if (argc != 8)
		return 2;
	int a = open_device(argv[1]), b = open_device(argv[2]);
	random_state = (uint64_t)atoll(argv[3]);
	loss = (unsigned)atoi(argv[4]);
	doubled = (unsigned)atoi(argv[5]);
	reordered = (unsigned)atoi(argv[6]);
	delay_us = (unsigned)atoi(argv[7]) * 1000;
	puts("ready");
	fflush(stdout);
	for (int wait_ms = 50;;) {
		struct pollfd polled[] = {{.fd = a, .events = POLLIN}, {.fd = b, .events = POLLIN}};
		if (poll(polled, 2, wait_ms) < 0 && errno != EINTR)
			die("poll");
		take(a, b);
		take(b, a);
		wait_ms = send_due();
	}
}
