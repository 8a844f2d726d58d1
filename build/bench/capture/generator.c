// Sends packets so that they arrive at a device, from within the kernel: an XDP program that lets all pass is run on live frames
// (BPF_PROG_TEST_RUN), millions a second. Where that is not permitted: sendmmsg on a packet socket.
//   generator DEVICE SIZE PACKETS RATE [sendmmsg]     RATE 0: as fast as it goes. Prints one line of JSON at the end.
#define _GNU_SOURCE
#include "traffic.h"

#include <errno.h>
#include <linux/bpf.h>
#include <linux/if_link.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BATCH = 64, CHUNK_MOST = 4096, MESSAGES = 256, ETHERTYPE_ALL = 3 };

static unsigned device, size;
static uint8_t packet[2048];
static int program = -1;

static int bpf(int command, union bpf_attr *attributes)
{
	return (int)syscall(SYS_bpf, command, attributes, sizeof *attributes);
}

// The program, and a link that keeps it in the kernel's table of XDP programs: without one each run changes that table, which takes 20 ms.
// The link is on the namespace's loopback device, where nothing passes.
static bool bpf_open(void)
{
	static struct bpf_insn pass[] = { { .code = BPF_ALU64 | BPF_MOV | BPF_K, .imm = XDP_PASS }, { .code = BPF_JMP | BPF_EXIT } };
	union bpf_attr load = { .prog_type = BPF_PROG_TYPE_XDP, .insns = (uintptr_t)pass, .insn_cnt = 2, .license = (uintptr_t) "GPL" };
	program = bpf(BPF_PROG_LOAD, &load);
	if (program < 0)
		return false;
	union bpf_attr link = { .link_create = { .prog_fd = (uint32_t)program, .target_ifindex = if_nametoindex("lo"), .attach_type = BPF_XDP } };
	link.link_create.flags = XDP_FLAGS_SKB_MODE;
	if (bpf(BPF_LINK_CREATE, &link) < 0)
		fprintf(stderr, "no link: %s; chunks come every 20 ms\n", strerror(errno));
	return true;
}

static bool bpf_send(uint64_t count)
{
	struct xdp_md context = { .data_end = size, .ingress_ifindex = device };
	union bpf_attr run;
	memset(&run, 0, sizeof run);
	run.test.prog_fd = (uint32_t)program;
	run.test.data_in = (uintptr_t)packet;
	run.test.data_size_in = size;
	run.test.ctx_in = (uintptr_t)&context;
	run.test.ctx_size_in = sizeof context;
	run.test.repeat = (uint32_t)count;
	run.test.flags = BPF_F_TEST_XDP_LIVE_FRAMES;
	run.test.batch_size = BATCH;
	return bpf(BPF_PROG_TEST_RUN, &run) == 0;
}

static int socket_open(void)
{
	int sender = socket(AF_PACKET, SOCK_RAW, 0);
	struct sockaddr_ll address = { .sll_family = AF_PACKET, .sll_ifindex = (int)device };
	if (sender < 0 || bind(sender, (struct sockaddr *)&address, sizeof address) != 0) {
		perror("packet socket");
		exit(1);
	}
	return sender;
}

// A capture of the device sees them as they leave.
static bool socket_send(int sender, uint64_t count)
{
	static struct mmsghdr messages[MESSAGES];
	struct iovec piece = { packet, size };
	for (int i = 0; i < MESSAGES; i++)
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &piece, .msg_iovlen = 1 };
	while (count > 0) {
		int sent = sendmmsg(sender, messages, count < MESSAGES ? (unsigned)count : MESSAGES, 0);
		if (sent < 0 && errno != ENOBUFS && errno != EINTR && errno != EAGAIN)
			return false;
		count -= sent > 0 ? (uint64_t)sent : 0;
	}
	return true;
}

int main(int count, char **words)
{
	if (count < 5 || (device = if_nametoindex(words[1])) == 0) {
		fprintf(stderr, "generator DEVICE SIZE PACKETS RATE [sendmmsg]\n");
		return 2;
	}
	size = (unsigned)number_of(words[2], LEAST, MOST);
	uint64_t total = number_of(words[3], 1, UINT32_MAX), rate = number_of(words[4], 0, 100000000), sent = 0;
	packet_make(packet, size);
	// A network card's interrupts wait for nobody.
	if (setpriority(PRIO_PROCESS, 0, -20) != 0)
		perror("priority");
	bool in_kernel = count == 5 && bpf_open();
	// One packet of the total is the trial.
	packet_stamp(packet, 0);
	in_kernel = in_kernel && bpf_send(1);
	int sender = in_kernel ? -1 : socket_open();
	sent = in_kernel;
	uint64_t began = now_ns(CLOCK_MONOTONIC), latest = 0;
	while (sent < total) {
		uint64_t chunk = pace(began, rate, sent, total, CHUNK_MOST);
		packet_stamp(packet, sent);
		if (!(in_kernel ? bpf_send(chunk) : socket_send(sender, chunk))) {
			perror("sending");
			return 1;
		}
		sent += chunk;
		uint64_t late = rate > 0 ? now_ns(CLOCK_MONOTONIC) - began - sent * SECOND / rate : 0;
		if ((int64_t)late > (int64_t)latest)
			latest = late;
	}
	double seconds = (double)(now_ns(CLOCK_MONOTONIC) - began) / 1e9;
	printf("{\"way\":\"%s\",\"sent\":%llu,\"seconds\":%.6f,\"latestMs\":%.1f,\"endedMs\":%.3f}\n", in_kernel ? "bpf" : "sendmmsg", (unsigned long long)sent,
	       seconds, (double)latest / 1e6, (double)now_ns(CLOCK_REALTIME) / 1e6);
	return 0;
}
