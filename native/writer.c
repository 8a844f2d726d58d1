// The pool of chunks between the threads that read and the one that writes; files, rings of files, limits, counts.
#define _GNU_SOURCE
#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CHUNKS 8
#define COUNTS_MS 10
#define COUNTS_IDLE_MS 500
#define RING_PATH_MAX 4200

// Under the lock: all that threads share.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t chunk_is_free = PTHREAD_COND_INITIALIZER;
static struct chunk *free_chunks, *full_chunks, **full_end = &full_chunks;
static bool finishing;
static const char *end_reason;

// The rest belongs to the writing thread once it runs.
static struct writer_options o;
static pthread_t thread;
static int wake[2];
static uint8_t *header;
static size_t header_size;
static int file = -1;
static char path[RING_PATH_MAX];
static char **kept;
static uint64_t file_index, file_bytes, file_packets, written, captured;
static int64_t file_began, counts_said;
static bool counts_due, file_full, failed;

struct chunk *writer_take(struct interface *interface)
{
	pthread_mutex_lock(&lock);
	// Waiting is right: what finds no room meanwhile is counted by the kernel.
	while (free_chunks == NULL)
		pthread_cond_wait(&chunk_is_free, &lock);
	struct chunk *chunk = free_chunks;
	free_chunks = chunk->next;
	pthread_mutex_unlock(&lock);
	chunk->interface = interface;
	chunk->filled = (struct extent){ 0, 0, 0, 0 };
	return chunk;
}

void writer_give(struct chunk *chunk)
{
	chunk->next = NULL;
	pthread_mutex_lock(&lock);
	*full_end = chunk;
	full_end = &chunk->next;
	pthread_mutex_unlock(&lock);
	// A full pipe wakes as well.
	if (write(wake[1], "", 1) < 0 && errno != EAGAIN)
		abort();
}

void writer_publish(struct interface *interface, struct counters counters)
{
	pthread_mutex_lock(&lock);
	interface->counters = counters;
	pthread_mutex_unlock(&lock);
}

const char *writer_reason(void)
{
	pthread_mutex_lock(&lock);
	const char *reason = end_reason;
	pthread_mutex_unlock(&lock);
	return reason;
}

static struct counters counters_of(const struct interface *interface)
{
	pthread_mutex_lock(&lock);
	struct counters counters = interface->counters;
	pthread_mutex_unlock(&lock);
	// What is written was received, even where it was counted last before it came.
	if (counters.received < interface->written + counters.dropped)
		counters.received = interface->written + counters.dropped;
	return counters;
}

// The writer's own reason to end; the first one counts.
static void end(const char *reason)
{
	pthread_mutex_lock(&lock);
	bool first = end_reason == NULL;
	if (first)
		end_reason = reason;
	pthread_mutex_unlock(&lock);
	if (first && write(o.notify, "w", 1) < 0 && errno != EAGAIN)
		abort();
}

static void say_counts(void)
{
	struct line line;
	line_begin(&line);
	fprintf(line.out, "{\"event\":\"counts\",\"fileBytes\":%llu,\"written\":%llu,\"bytes\":%llu,\"interfaces\":[", (unsigned long long)file_bytes,
	        (unsigned long long)written, (unsigned long long)captured);
	for (int i = 0; i < o.count; i++) {
		const struct interface *one = &o.interfaces[i];
		struct counters counters = counters_of(one);
		fprintf(line.out, "%s{\"received\":%llu,\"dropped\":%llu,\"ifdropped\":%llu,\"seen\":%lld,\"written\":%llu,\"truncated\":%llu,\"bufferBytes\":%llu}", i ? "," : "",
		        (unsigned long long)counters.received, (unsigned long long)counters.dropped, (unsigned long long)counters.ifdropped, (long long)counters.seen,
		        (unsigned long long)one->written, (unsigned long long)one->truncated, (unsigned long long)one->buffer_bytes);
	}
	fputs("]}", line.out);
	line_send(&line);
	counts_said = now_ms();
	counts_due = false;
}

static void say_file(const char *event, const char *name)
{
	struct line line;
	line_begin(&line);
	fprintf(line.out, "{\"event\":\"%s\",\"file\":", event);
	line_json(&line, name);
	if (*event == 'f')
		fprintf(line.out, ",\"index\":%llu,\"before\":%llu", (unsigned long long)file_index, (unsigned long long)written);
	fputc('}', line.out);
	line_send(&line);
}

// A file could not be written: the capture ends, the file stays readable.
static void fail(int error)
{
	char text[RING_PATH_MAX + 128];
	snprintf(text, sizeof text, "%s: %s", path, strerror(error));
	if (!failed)
		report_problem(-1, "write", text, true);
	failed = true;
	end("problem");
}

// Writes whole packet blocks; where that fails the file is cut back to the last block that is whole. What is in the file then.
static struct extent write_blocks(const uint8_t *data, struct extent wanted)
{
	size_t done = 0;
	int error = 0;
	while (done < wanted.bytes && error == 0) {
		ssize_t n = write(file, data + done, wanted.bytes - done);
		if (n > 0)
			done += (size_t)n;
		else if (n == 0 || errno != EINTR)
			error = n == 0 ? ENOSPC : errno;
	}
	if (error != 0) {
		wanted = pcapng_measure(data, done, UINT64_MAX, UINT64_MAX);
		if (ftruncate(file, (off_t)(file_bytes + wanted.bytes)) == 0)
			lseek(file, 0, SEEK_END);
		fail(error);
	}
	file_bytes += wanted.bytes;
	return wanted;
}

// Statistics at the end of a file; an error is reported by closing at the latest.
static void close_file(void)
{
	uint8_t block[STATISTICS_BLOCK_MAX];
	if (file < 0)
		return;
	for (int i = 0; i < o.count; i++) {
		struct counters counters = counters_of(&o.interfaces[i]);
		struct extent extent = { pcapng_statistics(block, &o.interfaces[i], &counters), 0, 0, 0 };
		write_blocks(block, extent);
	}
	if (close(file) != 0 && errno != EINTR)
		fail(errno);
	file = -1;
}

// dumpcap's names: NAME_00001_20260131235959.pcapng
static void name_file(void)
{
	if (!o.has_ring) {
		snprintf(path, sizeof path, "%s", o.path);
		return;
	}
	time_t now = time(NULL);
	struct tm parts;
	char stamp[32];
	strftime(stamp, sizeof stamp, "%Y%m%d%H%M%S", localtime_r(&now, &parts));
	const char *name = strrchr(o.path, '/');
	const char *dot = strrchr(name ? name : o.path, '.');
	int stem = dot ? (int)(dot - o.path) : (int)strlen(o.path);
	snprintf(path, sizeof path, "%.*s_%05llu_%s%s", stem, o.path, (unsigned long long)file_index % 100000, stamp, dot ? dot : "");
}

// Deletes the ring's oldest file when it is full, and remembers the new one.
static void keep_in_ring(void)
{
	if (kept == NULL)
		return;
	char **slot = &kept[file_index % o.ring.files];
	if (*slot != NULL && unlink(*slot) == 0)
		say_file("deleted", *slot);
	free(*slot);
	*slot = strdup(path);
}

// Begins the next file; false: it could not be.
static bool next_file(void)
{
	close_file();
	file_index++;
	name_file();
	file_bytes = file_packets = 0;
	file_full = false;
	file_began = now_ms();
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (file < 0) {
		fail(errno);
		return false;
	}
	// A header that is not whole is of no use: an empty file is cut back to.
	struct extent extent = { header_size, 0, 0, 0 };
	write_blocks(header, extent);
	if (failed)
		return false;
	say_file("file", path);
	keep_in_ring();
	return true;
}

// Least of those limits that are set, given what is used up of each already.
static uint64_t left(uint64_t limit, uint64_t used, uint64_t other)
{
	uint64_t rest = limit == 0 ? UINT64_MAX : limit > used ? limit - used : 0;
	return rest < other ? rest : other;
}

static void check_limits(void)
{
	bool ring_full = (o.ring.packets && file_packets >= o.ring.packets) || (o.ring.bytes && file_bytes >= o.ring.bytes);
	if (o.stop.packets && written >= o.stop.packets)
		end("packets");
	else if (o.stop.bytes && file_bytes >= o.stop.bytes)
		end("bytes");
	else if (ring_full && o.stop.files && file_index >= o.stop.files)
		end("files");
	file_full = ring_full;
}

// Writes a chunk, in pieces where a limit or the end of a file lies within; what is behind the end of the capture is left out.
static void write_chunk(const struct chunk *chunk)
{
	struct extent all = chunk->filled;
	for (size_t at = 0; at < all.bytes && writer_reason() == NULL;) {
		if (file_full && !next_file())
			return;
		uint64_t packets = left(o.stop.packets, written, left(o.ring.packets, file_packets, UINT64_MAX));
		uint64_t bytes = left(o.stop.bytes, file_bytes, left(o.ring.bytes, file_bytes, UINT64_MAX));
		bool whole = at == 0 && packets >= all.packets && bytes >= all.bytes;
		struct extent piece = write_blocks(chunk->data + at, whole ? all : pcapng_measure(chunk->data + at, all.bytes - at, packets, bytes));
		at += piece.bytes;
		written += piece.packets;
		file_packets += piece.packets;
		captured += piece.captured;
		chunk->interface->written += piece.packets;
		chunk->interface->truncated += piece.truncated;
		check_limits();
	}
	counts_due = true;
}

// Takes the oldest full chunk; NULL: none. `last` says whether there will be no more.
static struct chunk *next_chunk(bool *last)
{
	pthread_mutex_lock(&lock);
	struct chunk *chunk = full_chunks;
	if (chunk != NULL) {
		full_chunks = chunk->next;
		if (full_chunks == NULL)
			full_end = &full_chunks;
	}
	*last = chunk == NULL && finishing;
	pthread_mutex_unlock(&lock);
	return chunk;
}

static void release(struct chunk *chunk)
{
	pthread_mutex_lock(&lock);
	// On top: the same few chunks stay in the processor's cache.
	chunk->next = free_chunks;
	free_chunks = chunk;
	pthread_cond_signal(&chunk_is_free);
	pthread_mutex_unlock(&lock);
}

// Milliseconds until something is due without a chunk.
static int wait_ms(void)
{
	int64_t due = counts_said + (counts_due ? COUNTS_MS : COUNTS_IDLE_MS);
	if (o.ring.seconds && file_began + (int64_t)o.ring.seconds * 1000 < due)
		due = file_began + (int64_t)o.ring.seconds * 1000;
	int64_t wait = due - now_ms();
	return wait < 0 ? 0 : (int)wait;
}

static void check_clock(void)
{
	int64_t now = now_ms();
	if (o.ring.seconds && writer_reason() == NULL && now - file_began >= (int64_t)o.ring.seconds * 1000) {
		if (o.stop.files && file_index >= o.stop.files)
			end("files");
		else
			next_file();
	}
	if (now - counts_said < (counts_due ? COUNTS_MS : COUNTS_IDLE_MS))
		return;
	// A parent that does not keep up gets the next ones: counts never hold up writing.
	if (line_has_room())
		say_counts();
	else
		counts_said = now;
}

static void *write_files(void *unused)
{
	(void)unused;
	for (bool last = false; !last;) {
		char bytes[64];
		struct pollfd fd = { wake[0], POLLIN, 0 };
		if (poll(&fd, 1, wait_ms()) > 0 && read(wake[0], bytes, sizeof bytes) < 0 && errno != EAGAIN && errno != EINTR)
			abort();
		for (struct chunk *chunk; (chunk = next_chunk(&last)) != NULL; release(chunk)) {
			write_chunk(chunk);
			check_clock();
		}
		check_clock();
	}
	close_file();
	say_counts();
	return NULL;
}

bool writer_open(const struct writer_options *options)
{
	o = *options;
	for (int i = 0; i < CHUNKS; i++) {
		struct chunk *chunk = malloc(sizeof *chunk);
		if (chunk == NULL)
			abort();
		release(chunk);
	}
	if (o.has_ring && o.ring.files && (kept = calloc(o.ring.files, sizeof *kept)) == NULL)
		abort();
	make_pipe(wake);
	header = pcapng_header(o.interfaces, o.count, o.application, &header_size);
	return next_file();
}

void writer_start(void)
{
	counts_said = now_ms();
	if (pthread_create(&thread, NULL, write_files, NULL) != 0)
		abort();
}

void writer_finish(void)
{
	pthread_mutex_lock(&lock);
	finishing = true;
	pthread_mutex_unlock(&lock);
	if (write(wake[1], "", 1) < 0 && errno != EAGAIN)
		abort();
	pthread_join(thread, NULL);
	while (free_chunks != NULL) {
		struct chunk *chunk = free_chunks;
		free_chunks = chunk->next;
		free(chunk);
	}
	for (uint64_t i = 0; kept != NULL && i < o.ring.files; i++)
		free(kept[i]);
	free(kept);
	free(header);
}
