// Live capture by the main thread: opens the devices, gives up privileges, starts the other threads, hears commands and ends it all.
#define _GNU_SOURCE
#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/capability.h>
#endif

// How often it is looked whether the parent still reads.
#define LOOK_MS 200

static struct interface interfaces[MAX_INTERFACES];
static int interface_count;
// The main thread hears of signals, of the writer's end and of devices that went by this pipe.
static int notify[2];

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

// Compiles and sets the capture filter.
static bool set_filter(struct interface *one, struct problem *problem)
{
	struct bpf_program program;
	if (pcap_compile(one->handle, &program, one->options.filter ? one->options.filter : "", 1, one->netmask) == 0) {
		int status = pcap_setfilter(one->handle, &program);
		pcap_freecode(&program);
		if (status == 0)
			return true;
	}
	problem->code = "filter";
	snprintf(problem->text, sizeof problem->text, "%s: %s", one->options.name, pcap_geterr(one->handle));
	return false;
}

// What needs the privilege, and the namespace.
static bool open_interface(int index, const struct device_options *options, struct problem *problem)
{
	struct interface *one = &interfaces[index];
	bpf_u_int32 net;
	char text[PCAP_ERRBUF_SIZE];
	int back;
	*one = (struct interface){ .options = *options, .index = index };
	if (!device_netns_enter(options->netns, &back, problem))
		return false;
	one->handle = device_open(options, one->warning, problem);
	one->device_counts = device_counts_open();
	if (pcap_lookupnet(options->name, &net, &one->netmask, text) != 0)
		one->netmask = 0;
	if (strcmp(options->name, "any") == 0)
		device_names(one->description, sizeof one->description);
	device_netns_leave(back);
	return one->handle != NULL;
}

static void say_opened(const struct interface *one)
{
	struct line line;
	line_begin(&line);
	fprintf(line.out, "{\"event\":\"opened\",\"interface\":%d,\"name\":", one->index);
	line_json(&line, one->options.name);
	fprintf(line.out, ",\"linktype\":%d,\"linktypeName\":", one->linktype);
	line_json(&line, pcap_datalink_val_to_name(one->linktype));
	fprintf(line.out, ",\"snaplen\":%d,\"precision\":\"%s\",\"bufferBytes\":%llu,\"warning\":", one->snaplen, one->nano ? "nano" : "micro",
	        (unsigned long long)one->buffer_bytes);
	line_json(&line, one->warning);
	fputc('}', line.out);
	line_send(&line);
}

// The rest: its capture filter, which is parsed without any privilege, and the beginning of counting.
static bool begin_interface(struct interface *one, struct problem *problem)
{
	char text[PCAP_ERRBUF_SIZE];
	pcap_setnonblock(one->handle, 1, text);
	if (!set_filter(one, problem))
		return false;
	reader_prepare(one);
	one->linktype = pcap_datalink(one->handle);
	one->snaplen = pcap_snapshot(one->handle);
	one->nano = pcap_get_tstamp_precision(one->handle) == PCAP_TSTAMP_PRECISION_NANO;
	one->buffer_bytes = ring_bytes(one->handle, (uint64_t)one->options.buffer);
	one->started = pcapng_now(one->nano);
	say_opened(one);
	return true;
}

// Opens every device, gives up all privileges but `keep`, and begins; false: the problem was reported.
static bool open_all(struct device_options *devices, int count_of_devices, uint64_t keep)
{
	struct problem problem;
	int failed = -1;
	for (; interface_count < count_of_devices && failed < 0; interface_count++)
		if (!open_interface(interface_count, &devices[interface_count], &problem))
			failed = interface_count;
	privileges_drop(keep);
	for (int i = 0; i < interface_count && failed < 0; i++)
		if (!begin_interface(&interfaces[i], &problem))
			failed = i;
	if (failed >= 0)
		report_problem(failed, problem.code, problem.text, true);
	return failed < 0;
}

static void close_all(void)
{
	for (int i = 0; i < interface_count; i++) {
		if (interfaces[i].handle != NULL)
			pcap_close(interfaces[i].handle);
		if (interfaces[i].device_counts != NULL)
			fclose(interfaces[i].device_counts);
	}
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
		int64_t wait = seconds ? until - now_ms() : LOOK_MS;
		poll(fds, 2, wait < 0 ? 0 : wait > LOOK_MS ? LOOK_MS : (int)wait);
		char what = 0;
		const char *reason = writer_reason();
		if (reason != NULL)
			return reason;
		if ((fds[1].revents & POLLIN) && read(notify[0], &what, 1) == 1 && what == 's')
			return "stopped";
		if (readers_alive() == 0)
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
	readers_start(interface_count, notify[1]);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int capture(struct device_options *devices, int count_of_devices, struct writer_options *options)
{
	uint64_t of_root = 0, of_monitor = 0;
	make_pipe(notify);
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
	bool opened = open_all(devices, count_of_devices, of_root | of_monitor);
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
	start_threads();
	const char *reason = wait_for_end(options->stop.seconds);
	readers_finish(interface_count);
	writer_finish();
	close_all();
	// The last packets may have met a limit, or a full disk.
	return end_with(writer_reason() != NULL ? writer_reason() : reason);
}
