// What the generator and the feed share: one UDP packet that says when it was made, and a clock that paces in chunks of a millisecond.
#ifndef BENCH_TRAFFIC_H
#define BENCH_TRAFFIC_H

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HEADERS = 14 + 20 + 8, LEAST = HEADERS + 16, MOST = 1514 };
static const uint64_t SECOND = 1000000000;

static inline uint64_t now_ns(clockid_t which)
{
	struct timespec now;
	clock_gettime(which, &now);
	return (uint64_t)now.tv_sec * SECOND + (uint64_t)now.tv_nsec;
}

static inline void put16(uint8_t *to, unsigned value)
{
	to[0] = (uint8_t)(value >> 8);
	to[1] = (uint8_t)value;
}

static inline void put64(uint8_t *to, uint64_t value)
{
	for (int i = 0; i < 8; i++)
		to[i] = (uint8_t)(value >> (56 - 8 * i));
}

// Ethernet to nobody here, IPv4 with its checksum, UDP without one. The stack drops it before it looks further.
static inline void packet_make(uint8_t *packet, unsigned size)
{
	static const uint8_t addresses[] = { 2, 0, 0, 0, 0, 0x99, 2, 0, 0, 0, 0, 0x01, 8, 0 };
	uint8_t *ip = packet + 14;
	uint32_t sum = 0;
	memset(packet, 0, size);
	memcpy(packet, addresses, sizeof addresses);
	memcpy(ip, "\x45\0\0\0\0\0\x40\0\x40\x11\0\0\x0a\x4d\x00\x02\x0a\x4d\x00\x01", 20);
	put16(ip + 2, size - 14);
	for (int i = 0; i < 20; i += 2)
		sum += (uint32_t)ip[i] << 8 | ip[i + 1];
	sum = (sum & 0xffff) + (sum >> 16);
	put16(ip + 10, ~((sum & 0xffff) + (sum >> 16)) & 0xffff);
	put16(ip + 20, 40000);
	put16(ip + 22, 40001);
	put16(ip + 24, size - 34);
}

// Payload: number of the chunk's first packet, and nanoseconds since 1970 when the chunk was made. Gives back the latter.
static inline uint64_t packet_stamp(uint8_t *packet, uint64_t number)
{
	uint64_t made = now_ns(CLOCK_REALTIME);
	put64(packet + HEADERS, number);
	put64(packet + HEADERS + 8, made);
	return made;
}

// How much of `total` is due at `rate` packets a second since `began`; waits for the next millisecond where nothing is. Rate 0: all at once.
static inline uint64_t pace(uint64_t began, uint64_t rate, uint64_t sent, uint64_t total, uint64_t most)
{
	uint64_t due = total;
	while (rate > 0) {
		uint64_t gone = (now_ns(CLOCK_MONOTONIC) - began) / (SECOND / 1000) + 1;
		due = rate * gone / 1000;
		if (due > sent)
			break;
		uint64_t next = began + gone * (SECOND / 1000);
		struct timespec until = { (time_t)(next / SECOND), (long)(next % SECOND) };
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
	}
	if (due > total)
		due = total;
	return due - sent < most ? due - sent : most;
}

static inline uint64_t number_of(const char *text, uint64_t least, uint64_t most)
{
	char *end = NULL;
	unsigned long long value = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != 0 || value < least || value > most) {
		fprintf(stderr, "%s is not a number of %llu to %llu\n", text, (unsigned long long)least, (unsigned long long)most);
		exit(2);
	}
	return value;
}

#endif
