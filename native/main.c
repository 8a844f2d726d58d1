// Netloupe's capture program: the one part that may need a privilege. It opens devices by libpcap and writes what they give; it parses nothing.
#define _GNU_SOURCE
#include "capture.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
	"netloupe-capture version | interfaces\n"
	"netloupe-capture device -i IF [--netns PATH] [-I]\n"
	"netloupe-capture compile [-y DLT] [-s SNAPLEN] EXPR\n"
	"Everything it says is JSON, one object a line.\n";

static _Noreturn void usage(const char *why)
{
	fprintf(stderr, "netloupe-capture: %s\n%s", why, USAGE);
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
			usage(words[i]);
	}
	if (options.name == NULL)
		usage("-i is missing");
	return print_device(&options);
}

static int compile_verb(int count, char **words)
{
	const char *linktype = NULL, *expression = NULL;
	int snaplen = MAX_SNAPLEN;
	for (int i = 0; i < count; i++) {
		if (strcmp(words[i], "-y") == 0 && expression == NULL)
			linktype = word_after(count, words, &i);
		else if (strcmp(words[i], "-s") == 0 && expression == NULL)
			snaplen = (int)number(word_after(count, words, &i), 1, MAX_SNAPLEN);
		else if (expression == NULL)
			expression = words[i];
		else
			usage("one expression, please");
	}
	if (expression == NULL)
		usage("the expression is missing");
	return print_compiled(linktype, snaplen, expression);
}

int main(int count, char **words)
{
	char text[PCAP_ERRBUF_SIZE];
	signal(SIGPIPE, SIG_IGN);
	if (pcap_init(PCAP_CHAR_ENC_UTF_8, text) != 0)
		usage(text);
	const char *verb = count > 1 ? words[1] : "";
	if (strcmp(verb, "version") == 0)
		return print_version();
	if (strcmp(verb, "interfaces") == 0)
		return print_interfaces();
	if (strcmp(verb, "device") == 0)
		return device_verb(count - 2, words + 2);
	if (strcmp(verb, "compile") == 0)
		return compile_verb(count - 2, words + 2);
	usage("which verb?");
}
