// Live capture: a thread for each device that turns packets into blocks, and the main thread, which hears commands and ends it all.
#define _GNU_SOURCE
#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <sys/socket.h>
#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif
#endif

#define DISPATCH_PACKETS 4096
#define HAND_OVER_BYTES (1024 * 1024)
#define HAND_OVER_MS 10
#define STATISTICS_MS 100
#define IDLE_MS 200
#define DOWN_MS 50
// A block of the kernel's ring is given to us after two of its timeouts at the latest.
#define DRAIN_MS (3 * READ_TIMEOUT_MS + 10)

// What one reading thread owns; the main thread before it begins.
struct reader {
	struct interface *interface;
	pthread_t thread;
	struct chunk *chunk;
	struct pcap_stat last;
	struct counters counters;
	uint64_t handed;
	int64_t given, counted;
	bool down, halve, derive;
};

static struct interface interfaces[MAX_INTERFACES];
static struct reader readers[MAX_INTERFACES];
static int interface_count;
static atomic_int alive;
static atomic_bool stopping;
// The main thread hears of signals, of the writer's end and of devices that went by `notify`; closing `stop` wakes every reader.
static int notify[2], stop[2];

int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void make_pipe(int ends[2])
{
	if (pipe(ends) != 0)
		abort();
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
	}
}

// ---- one device

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

// Brings the counters up to date; libpcap's are 32 bits wide and begin again.
static void count(struct reader *r)
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
	struct counters told = r->counters;
	if (r->halve) {
		told.received /= 2;
		told.dropped /= 2;
	}
	if (r->derive || !known)
		told.received = r->handed + told.dropped;
	writer_publish(r->interface, told);
}

// Lets no further packet into the socket, and hands on what is in it, until all that was received is accounted for.
static void drain(struct reader *r, pcap_handler handler)
{
	pcap_t *handle = r->interface->handle;
#ifdef __linux__
	struct sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog program = { 1, &nothing };
	setsockopt(pcap_fileno(handle), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
#endif
	int64_t until = now_ms() + DRAIN_MS;
	for (int quiet = 0; quiet < 2;) {
		struct pollfd fd = { pcap_get_selectable_fd(handle), POLLIN, 0 };
		bool more = pcap_dispatch(handle, DISPATCH_PACKETS, handler, (u_char *)r) > 0;
		if (more)
			continue;
		count(r);
		bool complete = r->halve || r->derive ? false : r->handed + r->counters.dropped >= r->counters.received;
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
	bool gone = strstr(words, "disappeared") != NULL || errno == ENODEV || errno == ENXIO || r->down;
	char text[PCAP_ERRBUF_SIZE];
	snprintf(text, sizeof text, "%s", words);
	drain(r, keep_packet);
	hand_over(r);
	count(r);
	report_problem(r->interface->index, gone ? "gone" : "other", text, atomic_fetch_sub(&alive, 1) == 1);
	if (write(notify[1], "g", 1) < 0 && errno != EAGAIN)
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
	pcap_t *handle = r->interface->handle;
	int fd = pcap_get_selectable_fd(handle), status = 0;
	while (!atomic_load_explicit(&stopping, memory_order_relaxed)) {
		struct pollfd fds[2] = { { fd, POLLIN, 0 }, { stop[0], POLLIN, 0 } };
		// Only when there was nothing: under load no call of the system is spent on waiting.
		if (status == 0)
			poll(fds, 2, wait_of(r, fd));
		status = pcap_dispatch(handle, DISPATCH_PACKETS, keep_packet, (u_char *)r);
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
			count(r);
	}
	drain(r, keep_packet);
	hand_over(r);
	return NULL;
}

// ---- opening

static uint64_t ring_bytes(pcap_t *handle, uint64_t otherwise)
{
	uint64_t bytes = otherwise;
#ifdef __linux__
	// libpcap takes a smaller ring where memory is short and does not say so; the mapping does.
	struct stat socket_stat;
	char line[512], mark[64];
	FILE *maps = fstat(pcap_fileno(handle), &socket_stat) == 0 ? fopen("/proc/self/maps", "re") : NULL;
	snprintf(mark, sizeof mark, "socket:[%llu]", maps ? (unsigned long long)socket_stat.st_ino : 0);
	while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
		unsigned long long from, to;
		if (strstr(line, mark) != NULL && sscanf(line, "%llx-%llx", &from, &to) == 2)
			bytes = to - from;
	}
	if (maps != NULL)
		fclose(maps);
#else
	(void)handle;
#endif
	return bytes;
}

// Compiles and sets the capture filter; the netmask is the device's where it has one.
static bool set_filter(struct interface *one, struct problem *problem)
{
	struct bpf_program program;
	bpf_u_int32 net, mask;
	char text[PCAP_ERRBUF_SIZE];
	if (pcap_lookupnet(one->options.name, &net, &mask, text) != 0)
		mask = 0;
	if (pcap_compile(one->handle, &program, one->options.filter ? one->options.filter : "", 1, mask) == 0) {
		int status = pcap_setfilter(one->handle, &program);
		pcap_freecode(&program);
		if (status == 0)
			return true;
	}
	problem->code = "filter";
	snprintf(problem->text, sizeof problem->text, "%s: %s", one->options.name, pcap_geterr(one->handle));
	return false;
}

// How packets of this device are counted, and that counting begins with its capture filter.
static void begin_counting(struct reader *r)
{
	struct interface *one = r->interface;
#ifdef __linux__
	int yes = 1;
	// Each packet of the loopback device is there twice, sent and received; libpcap leaves the first out but the kernel counts both, unless it
	// is told to pass on one. An older kernel's counts are halved.
	if (strcmp(one->options.name, "lo") == 0)
		r->halve = setsockopt(pcap_fileno(one->handle), SOL_PACKET, PACKET_IGNORE_OUTGOING, &yes, sizeof yes) != 0;
#endif
	// `any` has loopback's packets among others: what was received is what we were given, and what was dropped.
	r->derive = strcmp(one->options.name, "any") == 0;
	drain(r, leave_packet);
	r->handed = 0;
	r->counters = (struct counters){ 0, 0, 0 };
}

static bool open_interface(int index, const struct device_options *options, struct problem *problem)
{
	struct interface *one = &interfaces[index];
	struct reader *r = &readers[index];
	char warning[PCAP_ERRBUF_SIZE], text[PCAP_ERRBUF_SIZE];
	int back;
	*one = (struct interface){ .options = *options, .index = index };
	*r = (struct reader){ .interface = one };
	if (!device_netns_enter(options->netns, &back, problem))
		return false;
	one->handle = device_open(options, warning, problem);
	bool opened = one->handle != NULL;
	if (opened) {
		pcap_setnonblock(one->handle, 1, text);
		begin_counting(r);
		opened = set_filter(one, problem);
	}
	device_netns_leave(back);
	if (!opened)
		return false;
	one->linktype = pcap_datalink(one->handle);
	one->snaplen = pcap_snapshot(one->handle);
	one->nano = pcap_get_tstamp_precision(one->handle) == PCAP_TSTAMP_PRECISION_NANO;
	one->buffer_bytes = ring_bytes(one->handle, (uint64_t)options->buffer);
	one->started = pcapng_now(one->nano);
	struct line line;
	line_begin(&line);
	fprintf(line.out, "{\"event\":\"opened\",\"interface\":%d,\"name\":", index);
	line_json(&line, options->name);
	fprintf(line.out, ",\"linktype\":%d,\"linktypeName\":", one->linktype);
	line_json(&line, pcap_datalink_val_to_name(one->linktype));
	fprintf(line.out, ",\"snaplen\":%d,\"precision\":\"%s\",\"bufferBytes\":%llu,\"warning\":", one->snaplen, one->nano ? "nano" : "micro",
	        (unsigned long long)one->buffer_bytes);
	line_json(&line, warning);
	fputc('}', line.out);
	line_send(&line);
	return true;
}

static bool open_all(struct device_options *devices, int count_of_devices)
{
	for (interface_count = 0; interface_count < count_of_devices; interface_count++) {
		struct problem problem;
		if (open_interface(interface_count, &devices[interface_count], &problem))
			continue;
		if (interfaces[interface_count].handle != NULL)
			pcap_close(interfaces[interface_count].handle);
		report_problem(interface_count, problem.code, problem.text, true);
		return false;
	}
	return true;
}

static void close_all(void)
{
	for (int i = 0; i < interface_count; i++)
		pcap_close(interfaces[i].handle);
}

// ---- commands

static void hear_signal(int number)
{
	int error = errno;
	(void)number;
	if (write(notify[1], "s", 1) < 0)
		errno = error;
	errno = error;
}

// What standard input says: NULL = go on.
static const char *hear_parent(void)
{
	static char line[16];
	static size_t length;
	char bytes[256];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
	if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
		return "parent";
	for (ssize_t i = 0; i < n; i++) {
		if (bytes[i] == '\n') {
			bool is_stop = length == 4 && memcmp(line, "stop", 4) == 0;
			length = 0;
			if (is_stop)
				return "stopped";
		} else if (length < sizeof line) {
			line[length++] = bytes[i];
		}
	}
	return NULL;
}

// Waits for a reason to end.
static const char *wait_for_end(uint64_t seconds)
{
	int64_t until = now_ms() + (int64_t)seconds * 1000;
	for (;;) {
		struct pollfd fds[2] = { { STDIN_FILENO, POLLIN, 0 }, { notify[0], POLLIN, 0 } };
		int64_t wait = seconds ? until - now_ms() : IDLE_MS;
		poll(fds, 2, wait < 0 ? 0 : wait > IDLE_MS ? IDLE_MS : (int)wait);
		char what = 0;
		const char *reason = writer_reason();
		if (reason != NULL)
			return reason;
		if ((fds[1].revents & POLLIN) && read(notify[0], &what, 1) == 1 && what == 's')
			return "stopped";
		if (atomic_load(&alive) == 0)
			return "problem";
		if (fds[0].revents != 0 && (reason = hear_parent()) != NULL)
			return reason;
		if (events_closed())
			return "parent";
		if (seconds && now_ms() >= until)
			return "seconds";
	}
}

static int end_with(const char *reason)
{
	struct line line;
	line_begin(&line);
	fprintf(line.out, "{\"event\":\"ended\",\"reason\":\"%s\"}", reason);
	line_send(&line);
	return strcmp(reason, "problem") == 0;
}

static void start_threads(void)
{
	sigset_t all, before;
	sigfillset(&all);
	// Signals are the main thread's alone.
	pthread_sigmask(SIG_SETMASK, &all, &before);
	writer_start();
	for (int i = 0; i < interface_count; i++)
		if (pthread_create(&readers[i].thread, NULL, read_device, &readers[i]) != 0)
			abort();
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int capture(struct device_options *devices, int count_of_devices, struct writer_options *options)
{
	uint64_t of_root = 0, of_monitor = 0;
	make_pipe(notify);
	make_pipe(stop);
	struct sigaction action = { .sa_handler = hear_signal, .sa_flags = SA_RESTART };
	for (size_t i = 0; i < 3; i++)
		sigaction((int[]){ SIGTERM, SIGINT, SIGHUP }[i], &action, NULL);
	signal(SIGXFSZ, SIG_IGN);
#ifdef __linux__
	// Root's own right to write anywhere lasts until the file is open, with a ring to the end: without it root could not write into a folder
	// of somebody else. A device in monitor mode has to be set back at the end.
	of_root = getuid() == 0 ? KEEP(CAP_DAC_OVERRIDE) : 0;
	for (int i = 0; i < count_of_devices; i++)
		of_monitor |= devices[i].monitor ? KEEP(CAP_NET_ADMIN) : 0;
#endif
	bool opened = open_all(devices, count_of_devices);
	privileges_drop(of_root | of_monitor);
	options->interfaces = interfaces;
	options->count = interface_count;
	options->notify = notify[1];
	if (!opened || !writer_open(options)) {
		close_all();
		return end_with("problem");
	}
	privileges_drop((options->has_ring ? of_root : 0) | of_monitor);
	struct line line;
	line_begin(&line);
	fputs("{\"event\":\"started\"}", line.out);
	line_send(&line);
	atomic_store(&alive, interface_count);
	start_threads();
	const char *reason = wait_for_end(options->stop.seconds);
	atomic_store(&stopping, true);
	close(stop[1]);
	for (int i = 0; i < interface_count; i++)
		pthread_join(readers[i].thread, NULL);
	writer_finish();
	close_all();
	// The last packets may have met a limit, or a full disk.
	return end_with(writer_reason() != NULL ? writer_reason() : reason);
}
