// What the capture program says: one JSON object a line on stdout. Every string is escaped, whatever bytes it has.
#define _GNU_SOURCE
#include "capture.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PIPE_RESERVE 32768

static pthread_mutex_t output = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool closed;

void line_begin(struct line *line)
{
	line->out = open_memstream(&line->text, &line->size);
	if (line->out == NULL)
		abort();
}

// Length of the UTF-8 sequence at `s`, 0 where it is none (overlong, surrogate, cut off).
static int utf8_length(const unsigned char *s)
{
	if (s[0] < 0x80)
		return 1;
	int length = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	for (int i = 1; i < length; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return length;
}

// Adds a JSON string; bytes that are no UTF-8 become U+FFFD.
void line_json(struct line *line, const char *value)
{
	fputc('"', line->out);
	for (const unsigned char *s = (const unsigned char *)(value ? value : ""); *s != 0;) {
		int length = utf8_length(s);
		if (length == 0)
			fputs("\\ufffd", line->out);
		else if (*s == '"' || *s == '\\')
			fprintf(line->out, "\\%c", *s);
		else if (*s < 0x20 || *s == 0x7f)
			fprintf(line->out, "\\u%04x", *s);
		else
			fwrite(s, 1, (size_t)length, line->out);
		s += length == 0 ? 1 : length;
	}
	fputc('"', line->out);
}

void line_send(struct line *line)
{
	fputc('\n', line->out);
	if (fclose(line->out) != 0)
		abort();
	pthread_mutex_lock(&output);
	for (size_t done = 0; done < line->size;) {
		ssize_t n = write(STDOUT_FILENO, line->text + done, line->size - done);
		if (n >= 0) {
			done += (size_t)n;
		} else if (errno == EAGAIN) {
			struct pollfd fd = { STDOUT_FILENO, POLLOUT, 0 };
			poll(&fd, 1, -1);
		} else if (errno != EINTR) {
			atomic_store(&closed, true);
			break;
		}
	}
	pthread_mutex_unlock(&output);
	free(line->text);
}

bool line_has_room(void)
{
	struct pollfd fd = { STDOUT_FILENO, POLLOUT, 0 };
	int waiting = 0;
	if (poll(&fd, 1, 0) != 1 || !(fd.revents & POLLOUT))
		return (fd.revents & (POLLERR | POLLNVAL)) != 0;
	// A pipe says how much waits in it; half of it stays free for what must be said. A socket keeps room by itself.
	return ioctl(STDOUT_FILENO, FIONREAD, &waiting) != 0 || waiting < PIPE_RESERVE;
}

bool events_closed(void)
{
	return atomic_load(&closed);
}

void report_problem(int interface, const char *code, const char *text, bool fatal)
{
	struct line line;
	line_begin(&line);
	fprintf(line.out, "{\"event\":\"problem\",\"interface\":%d,\"code\":\"%s\",\"text\":", interface, code);
	line_json(&line, text);
	fprintf(line.out, ",\"fatal\":%s}", fatal ? "true" : "false");
	line_send(&line);
}
