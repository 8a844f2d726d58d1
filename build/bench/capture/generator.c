// Sends packets so that they arrive at a device, from within the kernel: an XDP program that lets all pass is run on live frames
// (BPF_PROG_TEST_RUN), millions a second, by a thread on each of two processors, as a card with two queues gives them to the system.
// Where that is not permitted: sendmmsg on a packet socket.
//   generator DEVICE SIZE PACKETS RATE [sendmmsg]     RATE 0: as fast as it goes. Prints one line of JSON at the end.
#define _GNU_SOURCE
#include "traffic.h"

#include <errno.h>
#include <linux/bpf.h>
#include <linux/if_link.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BATCH = 64, CHUNK_MOST = 4096, MESSAGES = 256, QUEUES = 2 };

static unsigned device, size;
static int program = -1, sender = -1;
static uint64_t began;

// A thread's part of what is to be sent.
struct queue {
	pthread_t thread;
	int processor;
	uint64_t total, rate, latest;
};

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

static bool bpf_send(const uint8_t *packet, uint64_t count)
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

static void socket_open(void)
{
	struct sockaddr_ll address = { .sll_family = AF_PACKET, .sll_ifindex = (int)device };
	sender = socket(AF_PACKET, SOCK_RAW, 0);
	if (sender < 0 || bind(sender, (struct sockaddr *)&address, sizeof address) != 0) {
		perror("packet socket");
		exit(1);
	}
}

// A capture of the device sees them as they leave.
static bool socket_send(uint8_t *packet, uint64_t count)
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

// A network card's interrupts wait for nobody, and each queue has its processor.
static void go_first(int processor)
{
	cpu_set_t one;
	CPU_ZERO(&one);
	CPU_SET(processor, &one);
	// Refused where there is no such processor.
	sched_setaffinity(0, sizeof one, &one);
	if (setpriority(PRIO_PROCESS, 0, -20) != 0)
		perror("priority");
}

static void *send_all(void *argument)
{
	struct queue *queue = argument;
	uint8_t packet[2048];
	packet_make(packet, size);
	go_first(queue->processor);
	for (uint64_t sent = 0, chunk; sent < queue->total; sent += chunk) {
		chunk = pace(began, queue->rate, sent, queue->total, CHUNK_MOST);
		packet_stamp(packet, sent);
		if (!(sender < 0 ? bpf_send(packet, chunk) : socket_send(packet, chunk))) {
			perror("sending");
			exit(1);
		}
		int64_t late = queue->rate > 0 ? (int64_t)(now_ns(CLOCK_MONOTONIC) - began - (sent + chunk) * SECOND / queue->rate) : 0;
		if (late > (int64_t)queue->latest)
			queue->latest = (uint64_t)late;
	}
	return NULL;
}

int main(int count, char **words)
{
	if (count < 5 || (device = if_nametoindex(words[1])) == 0) {
		fprintf(stderr, "generator DEVICE SIZE PACKETS RATE [sendmmsg]\n");
		return 2;
	}
	size = (unsigned)number_of(words[2], LEAST, MOST);
	uint64_t total = number_of(words[3], 1, UINT32_MAX), rate = number_of(words[4], 0, 100000000), latest = 0;
	bool in_kernel = count == 5 && bpf_open();
	// One packet of the total is the trial.
	uint8_t trial[2048];
	packet_make(trial, size);
	packet_stamp(trial, 0);
	in_kernel = in_kernel && bpf_send(trial, 1);
	if (!in_kernel)
		socket_open();
	began = now_ns(CLOCK_MONOTONIC);
	// A socket's packets are sent by one.
	int queues = in_kernel ? QUEUES : 1;
	struct queue all[QUEUES];
	for (int i = 0; i < queues; i++) {
		uint64_t left = total - in_kernel;
		all[i] = (struct queue){ .processor = i, .total = left / queues + (i < (int)(left % queues)), .rate = rate / queues };
		if (pthread_create(&all[i].thread, NULL, send_all, &all[i]) != 0)
			abort();
	}
	for (int i = 0; i < queues; i++) {
		pthread_join(all[i].thread, NULL);
		latest = all[i].latest > latest ? all[i].latest : latest;
	}
	double seconds = (double)(now_ns(CLOCK_MONOTONIC) - began) / 1e9;
	printf("{\"way\":\"%s\",\"sent\":%llu,\"seconds\":%.6f,\"latestMs\":%.1f,\"endedMs\":%.3f}\n", in_kernel ? "bpf" : "sendmmsg", (unsigned long long)total,
	       seconds, (double)latest / 1e6, (double)now_ns(CLOCK_REALTIME) / 1e6);
	return 0;
}
