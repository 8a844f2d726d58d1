// A capture program with a simulated device, which the engine takes for ours (NETLOUPE_CAPTURE): it writes packets made by itself into a
// pcapng file in chunks of a millisecond, each with the time of its making, and says what the real one says. No system call but writing.
//   NETLOUPE_FEED="PACKETS RATE" feed capture -w FILE …
#define _GNU_SOURCE
#include "traffic.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { SIZE = 64, BLOCK = 32 + SIZE, CHUNK_MOST = 4096, COUNTS_MS = 10 };

static int file;
static uint64_t file_bytes, sent;

static void put32(uint8_t *to, uint32_t value)
{
	memcpy(to, &value, 4);
}

static void write_all(const uint8_t *data, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t n = write(file, data + done, size - done);
		if (n <= 0) {
			perror("writing");
			exit(1);
		}
		done += (size_t)n;
	}
	file_bytes += size;
}

// Section header; Ethernet interface with nanoseconds.
static void write_header(void)
{
	static const uint32_t words[] = {
		0x0a0d0d0a, 28, 0x1a2b3c4d, 1, UINT32_MAX, UINT32_MAX, 28, //
		1, 32, 1, 262144, 9 | 1 << 16, 9, 0, 32,
	};
	write_all((const uint8_t *)words, sizeof words);
}

static void write_chunk(uint8_t *blocks, uint64_t count)
{
	for (uint64_t i = 0; i < count; i++) {
		uint8_t *block = blocks + i * BLOCK;
		uint64_t made = packet_stamp(block + 28, sent + i);
		put32(block + 12, (uint32_t)(made >> 32));
		put32(block + 16, (uint32_t)made);
	}
	write_all(blocks, count * BLOCK);
	sent += count;
}

static void say_counts(void)
{
	unsigned long long n = sent;
	printf("{\"event\":\"counts\",\"fileBytes\":%llu,\"written\":%llu,\"bytes\":%llu,\"interfaces\":[{\"received\":%llu,\"dropped\":0,\"ifdropped\":0,\"seen\":-1,"
	       "\"written\":%llu,\"truncated\":0,\"bufferBytes\":0}]}\n",
	       (unsigned long long)file_bytes, n, n * SIZE, n, n);
	fflush(stdout);
}

static uint8_t *make_blocks(void)
{
	uint8_t *blocks = calloc(CHUNK_MOST, BLOCK);
	if (blocks == NULL)
		abort();
	for (int i = 0; i < CHUNK_MOST; i++) {
		uint8_t *block = blocks + i * BLOCK;
		put32(block, 6);
		put32(block + 4, BLOCK);
		put32(block + 20, SIZE);
		put32(block + 24, SIZE);
		packet_make(block + 28, SIZE);
		put32(block + BLOCK - 4, BLOCK);
	}
	return blocks;
}

static void feed(uint64_t total, uint64_t rate)
{
	uint8_t *blocks = make_blocks();
	uint64_t began = now_ns(CLOCK_MONOTONIC), said = began;
	while (sent < total) {
		write_chunk(blocks, pace(began, rate, sent, total, CHUNK_MOST));
		uint64_t now = now_ns(CLOCK_MONOTONIC);
		if (now - said < COUNTS_MS * (SECOND / 1000))
			continue;
		said = now;
		say_counts();
	}
	say_counts();
}

int main(int count, char **words)
{
	const char *path = NULL, *amount = getenv("NETLOUPE_FEED");
	char total[24] = "", rate[24] = "";
	for (int i = 1; i + 1 < count; i++)
		if (strcmp(words[i], "-w") == 0)
			path = words[i + 1];
	if (path == NULL || amount == NULL || sscanf(amount, "%23s %23s", total, rate) != 2) {
		fprintf(stderr, "NETLOUPE_FEED=\"PACKETS RATE\" feed capture -w FILE\n");
		return 2;
	}
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (file < 0) {
		perror(path);
		return 1;
	}
	write_header();
	printf("{\"event\":\"file\",\"file\":\"%s\",\"index\":1}\n{\"event\":\"started\"}\n", path);
	fflush(stdout);
	feed(number_of(total, 1, UINT32_MAX), number_of(rate, 1, 100000000));
	// Until it is told to stop, as the real one.
	struct pollfd parent = { STDIN_FILENO, POLLIN, 0 };
	poll(&parent, 1, 60000);
	printf("{\"event\":\"ended\",\"reason\":\"stopped\"}\n");
	return 0;
}
