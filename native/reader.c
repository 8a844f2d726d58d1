// Reads one device each: a thread that turns its packets into blocks, counts them, and notices that it went down, came up or is gone.
#define _GNU_SOURCE
#include "capture.h"

#include <errno.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <sys/socket.h>
#endif

#define DISPATCH_PACKETS 4096
#define HAND_OVER_BYTES (1024 * 1024)
#define HAND_OVER_MS 10
#define STATISTICS_MS 100
#define IDLE_MS 200
#define DOWN_MS 50
// A block of the kernel's ring is given to us after two of its timeouts at the latest.
#define DRAIN_MS (3 * READ_TIMEOUT_MS)

// What one thread owns; the main thread before it begins.
struct reader {
	struct interface *interface;
	pthread_t thread;
	struct chunk *chunk;
	struct pcap_stat last;
	struct counters counters;
	uint64_t handed;
	int64_t given, counted;
	// Packets of the device when counting began; -1 = not known.
	int64_t seen_before;
	// The kernel's count is not that of packets which we are to be given: some filtering is libpcap's.
	bool down, derive;
};

static struct reader readers[MAX_INTERFACES];
static atomic_int alive;
static atomic_bool stopping;
// Set before the first thread begins: where the end of a device is told, and a pipe whose closing wakes all.
static int notify, stop[2];

static void hand_over(struct reader *r)
{
	if (r->chunk != NULL)
		writer_give(r->chunk);
	r->chunk = NULL;
	r->given = now_ms();
}

// libpcap's callback: the packet becomes a block at the end of the chunk.
static void keep_packet(u_char *reader, const struct pcap_pkthdr *head, const u_char *data)
{
	struct reader *r = (struct reader *)(void *)reader;
	if (r->chunk != NULL && r->chunk->filled.bytes > CHUNK_BYTES - PACKET_BLOCK_MAX)
		hand_over(r);
	if (r->chunk == NULL)
		r->chunk = writer_take(r->interface);
	struct extent *filled = &r->chunk->filled;
	filled->bytes += pcapng_packet(r->chunk->data + filled->bytes, r->interface, head, data);
	filled->packets++;
	filled->captured += head->caplen;
	filled->truncated += head->caplen < head->len;
	r->handed++;
}

static void leave_packet(u_char *reader, const struct pcap_pkthdr *head, const u_char *data)
{
	(void)head;
	(void)data;
	((struct reader *)(void *)reader)->handed++;
}

// Hands on packets that are there; how many, negative: the device cannot be read.
static int dispatch(struct reader *r, pcap_handler handler)
{
	errno = 0;
	int status = pcap_dispatch(r->interface->handle, DISPATCH_PACKETS, handler, (u_char *)r);
	// Some devices (nflog) call it an error that there is nothing.
	return status < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? 0 : status;
}

// Brings the counters up to date; libpcap's are 32 bits wide and begin again.
static void update_counters(struct reader *r)
{
	struct pcap_stat now = { 0 };
	r->counted = now_ms();
	bool known = pcap_stats(r->interface->handle, &now) == 0;
	uint32_t received = now.ps_recv - r->last.ps_recv, dropped = now.ps_drop - r->last.ps_drop;
	if (known) {
		r->counters.received += received;
		r->counters.dropped += dropped;
		// In another namespace libpcap would read the counter of our device of that name.
		if (r->interface->options.netns == NULL)
			r->counters.ifdropped += now.ps_ifdrop - r->last.ps_ifdrop;
		r->last = now;
	}
	int64_t seen = device_packets(r->interface->device_counts, r->interface->options.name);
	r->counters.seen = seen < r->seen_before || r->seen_before < 0 ? -1 : seen - r->seen_before;
	struct counters told = r->counters;
	if (r->derive || !known)
		told.received = r->handed + told.dropped;
	writer_publish(r->interface, told);
}

#ifdef __linux__
static bool attach(pcap_t *handle, struct sock_filter *filter, size_t length)
{
	struct sock_fprog program = { (unsigned short)length, filter };
	return setsockopt(pcap_fileno(handle), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}
#endif

// Lets no further packet into the socket, and hands on what is in it, until all that was received is accounted for.
static void drain(struct reader *r, pcap_handler handler)
{
	pcap_t *handle = r->interface->handle;
#ifdef __linux__
	struct sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
	attach(handle, &nothing, 1);
#endif
	int64_t until = now_ms() + DRAIN_MS;
	for (int quiet = 0; quiet < 2;) {
		struct pollfd fd = { pcap_get_selectable_fd(handle), POLLIN, 0 };
		if (dispatch(r, handler) > 0)
			continue;
		update_counters(r);
		bool complete = !r->derive && r->handed + r->counters.dropped >= r->counters.received;
		// Twice: a packet may be on its way through the filter on another processor.
		quiet = complete ? quiet + 1 : now_ms() >= until ? 2 : 0;
		poll(&fd, 1, complete || fd.fd < 0 ? 1 : 5);
	}
}

// Whether the device is up, as far as can be known.
static bool is_up(const struct interface *interface)
{
	struct ifreq request = { 0 };
	snprintf(request.ifr_name, sizeof request.ifr_name, "%s", interface->options.name);
	return ioctl(pcap_fileno(interface->handle), SIOCGIFFLAGS, &request) != 0 || (request.ifr_flags & IFF_UP) != 0;
}

static void say_up(int interface)
{
	struct line line;
	line_begin(&line);
	fprintf(line.out, "{\"event\":\"up\",\"interface\":%d}", interface);
	line_send(&line);
}

// The device cannot be read any more: what the kernel holds of it is kept, the others go on.
static void leave_device(struct reader *r)
{
	const char *words = pcap_geterr(r->interface->handle);
	bool gone = r->down || strstr(words, "disappeared") || strstr(words, "No such device") || strstr(words, "Network is down");
	char text[PCAP_ERRBUF_SIZE];
	snprintf(text, sizeof text, "%s", words);
	drain(r, keep_packet);
	hand_over(r);
	update_counters(r);
	report_problem(r->interface->index, gone ? "gone" : "other", text, atomic_fetch_sub(&alive, 1) == 1);
	if (write(notify, "g", 1) < 0 && errno != EAGAIN)
		abort();
}

// libpcap says nothing of a device that is down but an error condition on its descriptor; it goes on by itself when it is up.
static void watch_state(struct reader *r, short events)
{
	if ((events & POLLERR) && !r->down) {
		r->down = true;
		report_problem(r->interface->index, "down", "The interface went down", false);
	} else if (r->down && is_up(r->interface)) {
		r->down = false;
		say_up(r->interface->index);
	}
}

static int wait_of(const struct reader *r, int fd)
{
	int wait = fd < 0 ? READ_TIMEOUT_MS : r->down ? DOWN_MS : IDLE_MS;
	return r->chunk != NULL && wait > HAND_OVER_MS ? HAND_OVER_MS : wait;
}

static void *read_device(void *argument)
{
	struct reader *r = argument;
	int fd = pcap_get_selectable_fd(r->interface->handle), status = 0;
	while (!atomic_load_explicit(&stopping, memory_order_relaxed)) {
		struct pollfd fds[2] = { { fd, POLLIN, 0 }, { stop[0], POLLIN, 0 } };
		// Only when there was nothing: under load no call of the system is spent on waiting.
		if (status == 0)
			poll(fds, 2, wait_of(r, fd));
		status = dispatch(r, keep_packet);
		int64_t now = now_ms();
		if (r->chunk != NULL && (r->chunk->filled.bytes >= HAND_OVER_BYTES || now - r->given >= HAND_OVER_MS))
			hand_over(r);
		if (status < 0) {
			leave_device(r);
			return NULL;
		}
		if (r->down || (fds[0].revents & POLLERR))
			watch_state(r, fds[0].revents);
		if (now - r->counted >= STATISTICS_MS)
			update_counters(r);
	}
	drain(r, keep_packet);
	hand_over(r);
	return NULL;
}

#ifdef __linux__
#define PREFIX 5
// The capture filter as libpcap gave it to the kernel, behind one that refuses what the loopback device sends: each packet there is received
// as well, libpcap leaves out the first of both, and yet the kernel would count two. The number of instructions, 0 = the kernel has no filter.
static size_t kernel_filter(const struct interface *one, struct sock_filter *filter)
{
	int fd = pcap_fileno(one->handle);
	socklen_t length = BPF_MAXINSNS - PREFIX;
	if (getsockopt(fd, SOL_SOCKET, SO_GET_FILTER, filter + PREFIX, &length) != 0 || length == 0)
		return 0;
	struct ifreq lo = { .ifr_name = "lo" };
	bool has_loopback = strcmp(one->options.name, "lo") == 0 || strcmp(one->options.name, "any") == 0;
	if (!has_loopback || ioctl(fd, SIOCGIFINDEX, &lo) != 0) {
		memmove(filter, filter + PREFIX, length * sizeof *filter);
		return length;
	}
	const struct sock_filter prefix[PREFIX] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, SKF_AD_OFF + SKF_AD_PKTTYPE),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PACKET_OUTGOING, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, SKF_AD_OFF + SKF_AD_IFINDEX),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)lo.ifr_ifindex, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	memcpy(filter, prefix, sizeof prefix);
	return PREFIX + length;
}

// libpcap filters what it finds in the ring's first blocks once more, by itself, where it knows nothing of `inbound` and its like, so that they
// are lost. It gets a filter that lets all pass; the kernel alone has the real one. False: libpcap has to filter.
static bool filter_in_kernel(const struct interface *one, struct sock_filter *filter, size_t *length)
{
	struct bpf_insn all = BPF_STMT(BPF_RET | BPF_K, MAX_SNAPLEN);
	struct bpf_program everything = { 1, &all };
	*length = kernel_filter(one, filter);
	return *length > 0 && pcap_setfilter(one->handle, &everything) == 0;
}
#endif

void reader_prepare(struct interface *one)
{
	struct reader *r = &readers[one->index];
	*r = (struct reader){ .interface = one, .derive = true, .seen_before = -1 };
#ifdef __linux__
	static struct sock_filter filter[BPF_MAXINSNS];
	size_t length;
	r->derive = !filter_in_kernel(one, filter, &length);
	// Nothing comes in until what came before is thrown away and counting begins; then all that the filter lets pass.
	drain(r, leave_packet);
	if (r->derive)
		setsockopt(pcap_fileno(one->handle), SOL_SOCKET, SO_DETACH_FILTER, &(int){ 0 }, sizeof(int));
	else
		r->derive = !attach(one->handle, filter, length);
#endif
	r->handed = 0;
	r->seen_before = device_packets(one->device_counts, one->options.name);
	r->counters = (struct counters){ .seen = r->seen_before < 0 ? -1 : 0 };
	writer_publish(one, r->counters);
}

void readers_start(int count, int told)
{
	notify = told;
	make_pipe(stop);
	atomic_store(&alive, count);
	for (int i = 0; i < count; i++)
		if (pthread_create(&readers[i].thread, NULL, read_device, &readers[i]) != 0)
			abort();
}

int readers_alive(void)
{
	return atomic_load(&alive);
}

void readers_finish(int count)
{
	atomic_store(&stopping, true);
	close(stop[1]);
	for (int i = 0; i < count; i++)
		pthread_join(readers[i].thread, NULL);
}
