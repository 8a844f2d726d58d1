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
// Runs in the namespace `path` until device_netns_leave; false: `problem` says why. '' or NULL = stay.
bool device_netns_enter(const char *path, int *back, struct problem *problem);
void device_netns_leave(int back);
// Code of what pcap_activate answered.
const char *device_problem_code(int status);

// ---- describe.c: the verbs that only tell; each returns the exit status.

int print_version(void);
int print_interfaces(void);
int print_device(const struct device_options *options);
int print_compiled(const char *linktype, int snaplen, const char *expression);

#endif
