// What the parts of the capture program know of each other. README.md says which thread owns what.
#ifndef NETLOUPE_CAPTURE_H
#define NETLOUPE_CAPTURE_H

#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define MAX_INTERFACES 64
#define MAX_SNAPLEN 262144
#define DEFAULT_BUFFER (32 * 1024 * 1024)
#define READ_TIMEOUT_MS 20

// ---- events.c: one JSON object a line on stdout; may be called by every thread.

// A line being made. `out` takes what is printed; nothing is seen before line_send.
struct line {
	FILE *out;
	char *text;
	size_t size;
};
void line_begin(struct line *line);
void line_json(struct line *line, const char *value);
void line_send(struct line *line);
// The parent keeps up: there is room for a line that may be left out.
bool line_has_room(void);
// `interface` -1: of the capture as a whole.
void report_problem(int interface, const char *code, const char *text, bool fatal);
// Nobody reads our events any more.
bool events_closed(void);

// ---- device.c: opening a device as libpcap does; main thread only.

struct device_options {
	const char *name, *netns, *filter, *linktype, *timestamp_type;
	int snaplen, buffer;
	bool promiscuous, monitor, micro;
};
// Why a device was not opened.
struct problem {
	const char *code;
	char text[PCAP_ERRBUF_SIZE + 64];
};
// An activated handle without a capture filter, in its network namespace; NULL: `problem` says why. `warning` takes PCAP_ERRBUF_SIZE.
pcap_t *device_open(const struct device_options *options, char *warning, struct problem *problem);
// A handle that is not activated yet; NULL: `problem` says why.
pcap_t *device_create(const struct device_options *options, struct problem *problem);
// The devices of this namespace as `1: lo, 2: eth0`, as many as there is room for.
void device_names(char *text, size_t size);
// Runs in the namespace `path` until device_netns_leave; false: `problem` says why. '' or NULL = stay.
bool device_netns_enter(const char *path, int *back, struct problem *problem);
void device_netns_leave(int back);
// What the system counts of the devices of this namespace; it stays with the namespace when the thread leaves. NULL: this system tells nothing.
FILE *device_counts_open(void);
// Packets that a device (`any`: each of them) took and sent so far; those of a loopback device once. -1 = not known.
int64_t device_packets(FILE *counts, const char *name);
// Code of what pcap_activate answered.
const char *device_problem_code(int status);

// ---- privileges.c

// Real user and group again, no capability but those of `keep` (bits; of those that there are), no new ones by any exec.
void privileges_drop(uint64_t keep);
#define KEEP(capability) (UINT64_C(1) << (capability))

// ---- pcapng.c: blocks, little or big endian as this machine is.

struct counters {
	uint64_t received, dropped, ifdropped;
	// Packets that the device saw, whatever the capture filter says of them; -1 = not known.
	int64_t seen;
};
// One interface of a capture. README.md says who owns which part.
struct interface {
	struct device_options options;
	pcap_t *handle;
	FILE *device_counts;
	int index, linktype, snaplen;
	bool nano;
	uint64_t buffer_bytes, started;
	bpf_u_int32 netmask;
	char warning[PCAP_ERRBUF_SIZE];
	// Of `any`: which index is which device, for its packets have the index alone.
	char description[2048];
	// Shared under the writer's lock.
	struct counters counters;
	// The writer's own.
	uint64_t written, truncated;
};
#define PACKET_BLOCK_MAX (MAX_SNAPLEN + 32)
#define STATISTICS_BLOCK_MAX 160
// Section header and an interface description each; malloc'ed.
uint8_t *pcapng_header(const struct interface *interfaces, int count, const char *application, size_t *size);
// An enhanced packet block at `to`; its length.
size_t pcapng_packet(uint8_t *to, const struct interface *interface, const struct pcap_pkthdr *header, const uint8_t *data);
size_t pcapng_statistics(uint8_t *to, const struct interface *interface, const struct counters *counters);
// What lies in whole packet blocks.
struct extent {
	size_t bytes;
	uint64_t packets, captured, truncated;
};
// The whole packet blocks at the start of `data`, up to that by which `packets` or `bytes` is reached.
struct extent pcapng_measure(const uint8_t *data, size_t size, uint64_t packets, uint64_t bytes);
// Now, in the interface's time stamp unit.
uint64_t pcapng_now(bool nano);

// ---- writer.c: the pool of chunks, the thread that writes them into files, and counts.

#define CHUNK_BYTES (4 * 1024 * 1024)
// Finished packet blocks of one interface.
struct chunk {
	struct chunk *next;
	struct interface *interface;
	struct extent filled;
	uint8_t data[CHUNK_BYTES];
};
struct limits {
	uint64_t packets, bytes, seconds, files;
};
struct writer_options {
	const char *path, *application;
	struct limits stop, ring;
	// In several files, whose names are made from the path.
	bool has_ring;
	struct interface *interfaces;
	int count;
	// A byte is written here when the writer has its reason to end.
	int notify;
};
// Makes the pool and begins the first file; false: the problem was reported.
bool writer_open(const struct writer_options *options);
void writer_start(void);
// An empty chunk; waits for one.
struct chunk *writer_take(struct interface *interface);
void writer_give(struct chunk *chunk);
void writer_publish(struct interface *interface, struct counters counters);
// Why it ended by itself; NULL while it has not.
const char *writer_reason(void);
// Writes what it was given, ends the file, says the last counts. Every reader must have ended.
void writer_finish(void);

// ---- reader.c: a thread for each device.

// Counting begins: what came before is thrown away. The device is open and has its capture filter; main thread.
void reader_prepare(struct interface *interface);
// A byte is written to `told` when a device cannot be read any more.
void readers_start(int count, int told);
int readers_alive(void);
// Each hands on what the kernel holds, and ends.
void readers_finish(int count);

// ---- capture.c: the whole of a capture; returns the exit status.

int capture(struct device_options *devices, int count, struct writer_options *options);
// A pipe whose ends do not block and are not inherited.
void make_pipe(int ends[2]);
// Milliseconds of a clock that only goes forward.
int64_t now_ms(void);

// ---- describe.c: the verbs that only tell; each returns the exit status.

int print_version(void);
int print_interfaces(void);
int print_device(const struct device_options *options);
int print_compiled(const char *linktype, int snaplen, const char *expression);

#endif
