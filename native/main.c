// Netloupe's capture program: the one part that may need a privilege. It opens devices by libpcap and writes what they give; it parses nothing.
#define _GNU_SOURCE
#include "capture.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif

static const char USAGE[] =
	"netloupe-capture version | interfaces\n"
	"netloupe-capture device -i IF [--netns PATH] [-I]\n"
	"netloupe-capture compile [-y DLT] [-s SNAPLEN] -- EXPR\n"
	"netloupe-capture capture -w FILE [-c N] [-a packets:N|bytes:N|seconds:N|files:N]… [-b packets:N|bytes:N|seconds:N|files:N]… [--application TEXT]\n"
	"    -i IF [-f FILTER] [-s SNAPLEN] [-B BYTES] [-p] [-I] [-y DLT] [-j TSTYPE] [--time-stamp-precision nano|micro] [--netns PATH] [-i IF …]\n"
	"It ends on a line \"stop\" on standard input or the end of it, SIGTERM and SIGINT.\n"
	"Everything it says is JSON, one object a line.\n";

static _Noreturn void usage(const char *why)
{
	fprintf(stderr, "netloupe-capture: %s\n%s", why, USAGE);
	exit(2);
}

static _Noreturn void usage_of(const char *option)
{
	fprintf(stderr, "netloupe-capture: %s is not understood here\n%s", option, USAGE);
	exit(2);
}

// A whole number of least … most; anything else ends the program.
static uint64_t number(const char *text, uint64_t least, uint64_t most)
{
	char *end = NULL;
	unsigned long long value = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != 0 || value < least || value > most)
		usage("a number is out of range");
	return value;
}

// The word after an option; moves on to it.
static const char *word_after(int count, char **words, int *at)
{
	if (++*at >= count)
		usage("an option's value is missing");
	return words[*at];
}

static int device_verb(int count, char **words)
{
	struct device_options options = { .snaplen = MAX_SNAPLEN, .buffer = 1024 * 1024 };
	for (int i = 0; i < count; i++) {
		if (strcmp(words[i], "-i") == 0)
			options.name = word_after(count, words, &i);
		else if (strcmp(words[i], "--netns") == 0)
			options.netns = word_after(count, words, &i);
		else if (strcmp(words[i], "-I") == 0)
			options.monitor = true;
		else
			usage_of(words[i]);
	}
	if (options.name == NULL)
		usage("-i is missing");
	return print_device(&options);
}

// The expression stands behind "--", for it may be spelt like an option.
static int compile_verb(int count, char **words)
{
	const char *linktype = NULL;
	int snaplen = MAX_SNAPLEN, at = 0;
	for (; at < count && strcmp(words[at], "--") != 0; at++) {
		if (strcmp(words[at], "-y") == 0)
			linktype = word_after(count, words, &at);
		else if (strcmp(words[at], "-s") == 0)
			snaplen = (int)number(word_after(count, words, &at), 1, MAX_SNAPLEN);
		else
			usage_of(words[at]);
	}
	if (count - at != 2)
		usage("one expression behind -- is needed");
	return print_compiled(linktype, snaplen, words[at + 1]);
}

// `packets:100` and its like.
static void set_limit(struct limits *limits, const char *text)
{
	static const char *const names[] = { "packets", "bytes", "seconds", "files" };
	uint64_t *const values[] = { &limits->packets, &limits->bytes, &limits->seconds, &limits->files };
	for (int i = 0; i < 4; i++) {
		size_t length = strlen(names[i]);
		if (strncmp(text, names[i], length) == 0 && text[length] == ':') {
			*values[i] = number(text + length + 1, 1, i < 2 ? INT64_MAX : i == 2 ? UINT32_MAX : 100000);
			return;
		}
	}
	usage("a limit is packets, bytes, seconds or files");
}

// An option of one device; false: it is none.
static bool device_option(struct device_options *device, int count, char **words, int *at)
{
	const char *word = words[*at];
	if (strcmp(word, "-f") == 0)
		device->filter = word_after(count, words, at);
	else if (strcmp(word, "-s") == 0)
		device->snaplen = (int)number(word_after(count, words, at), 1, MAX_SNAPLEN);
	else if (strcmp(word, "-B") == 0)
		device->buffer = (int)number(word_after(count, words, at), 1, INT32_MAX);
	else if (strcmp(word, "-p") == 0)
		device->promiscuous = false;
	else if (strcmp(word, "-I") == 0)
		device->monitor = true;
	else if (strcmp(word, "-y") == 0)
		device->linktype = word_after(count, words, at);
	else if (strcmp(word, "-j") == 0)
		device->timestamp_type = word_after(count, words, at);
	else if (strcmp(word, "--netns") == 0)
		device->netns = word_after(count, words, at);
	else if (strcmp(word, "--time-stamp-precision") == 0)
		device->micro = strcmp(word_after(count, words, at), "micro") == 0;
	else
		return false;
	return true;
}

// An option of the capture as a whole; anything else ends the program.
static void capture_option(struct writer_options *options, int count, char **words, int *at)
{
	const char *word = words[*at];
	if (strcmp(word, "-w") == 0)
		options->path = word_after(count, words, at);
	else if (strcmp(word, "-c") == 0)
		options->stop.packets = number(word_after(count, words, at), 1, INT64_MAX);
	else if (strcmp(word, "-a") == 0)
		set_limit(&options->stop, word_after(count, words, at));
	else if (strcmp(word, "--application") == 0)
		options->application = word_after(count, words, at);
	else if (strcmp(word, "-b") == 0) {
		set_limit(&options->ring, word_after(count, words, at));
		options->has_ring = true;
	} else
		usage_of(word);
}

static int capture_verb(int count, char **words)
{
	static struct device_options devices[MAX_INTERFACES];
	struct writer_options options = { .application = "Netloupe" };
	int devices_count = 0;
	for (int i = 0; i < count; i++) {
		if (strcmp(words[i], "-i") == 0) {
			if (devices_count == MAX_INTERFACES)
				usage("too many interfaces");
			devices[devices_count++] =
				(struct device_options){ .name = word_after(count, words, &i), .snaplen = MAX_SNAPLEN, .buffer = DEFAULT_BUFFER, .promiscuous = true };
		} else if (devices_count == 0 || !device_option(&devices[devices_count - 1], count, words, &i)) {
			capture_option(&options, count, words, &i);
		}
	}
	if (devices_count == 0 || options.path == NULL)
		usage("-i and -w are needed");
	return capture(devices, devices_count, &options);
}

// No device and no file may become one of the standard descriptors, and nothing comes from the environment of a program with privileges.
static void close_doors(void)
{
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			exit(1);
#ifdef __linux__
	if (getauxval(AT_SECURE) != 0)
		clearenv();
#endif
}

int main(int count, char **words)
{
	char text[PCAP_ERRBUF_SIZE];
	close_doors();
	signal(SIGPIPE, SIG_IGN);
	if (pcap_init(PCAP_CHAR_ENC_UTF_8, text) != 0)
		usage(text);
	const char *verb = count > 1 ? words[1] : "";
	// Only these two open a device.
	if (strcmp(verb, "device") == 0)
		return device_verb(count - 2, words + 2);
	if (strcmp(verb, "capture") == 0)
		return capture_verb(count - 2, words + 2);
	privileges_drop(0);
	if (strcmp(verb, "version") == 0)
		return print_version();
	if (strcmp(verb, "interfaces") == 0)
		return print_interfaces();
	if (strcmp(verb, "compile") == 0)
		return compile_verb(count - 2, words + 2);
	usage("which verb?");
}
