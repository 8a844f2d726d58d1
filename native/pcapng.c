// Blocks of pcapng: section header, interface description, enhanced packet, interface statistics.
#define _GNU_SOURCE
#include "capture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

enum { SECTION = 0x0a0d0d0a, DESCRIPTION = 1, STATISTICS = 5, PACKET = 6 };
enum { SECTION_OS = 3, SECTION_APPLICATION = 4 };
enum { IF_NAME = 2, IF_DESCRIPTION = 3, IF_RESOLUTION = 9, IF_FILTER = 11, IF_OS = 12 };
enum { ISB_START = 2, ISB_END = 3, ISB_RECEIVED = 4, ISB_DROPPED = 5, ISB_ACCEPTED = 6, ISB_OS_DROPPED = 7, ISB_DELIVERED = 8 };
#define OPTION_MAX 65535u
#define PACKET_HEAD 28

static size_t padded(size_t length)
{
	return (length + 3) & ~(size_t)3;
}

static uint8_t *put32(uint8_t *to, uint32_t value)
{
	memcpy(to, &value, 4);
	return to + 4;
}

static uint8_t *put_bytes(uint8_t *to, const void *data, size_t length)
{
	memcpy(to, data, length);
	memset(to + length, 0, padded(length) - length);
	return to + padded(length);
}

// An option; `prefix` ≥ 0 is a byte in front of the text (if_filter's kind).
static uint8_t *put_option(uint8_t *to, uint16_t code, int prefix, const void *data, size_t length)
{
	uint8_t kind = (uint8_t)prefix;
	size_t before = prefix >= 0;
	uint16_t total = (uint16_t)(length + before);
	memcpy(to, &code, 2);
	memcpy(to + 2, &total, 2);
	memcpy(to + 4, &kind, before);
	memcpy(to + 4 + before, data, length);
	memset(to + 4 + total, 0, padded(total) - total);
	return to + 4 + padded(total);
}

static uint8_t *put_text(uint8_t *to, uint16_t code, int prefix, const char *text)
{
	size_t length = text == NULL ? 0 : strnlen(text, OPTION_MAX - 1);
	return length == 0 ? to : put_option(to, code, prefix, text, length);
}

// Ends the options and the block that begins at `block`; the end of the block.
static uint8_t *end_block(uint8_t *block, uint8_t *to)
{
	to = put32(to, 0);
	uint32_t length = (uint32_t)(to - block) + 4;
	put32(block + 4, length);
	return put32(to, length);
}

static uint8_t *put_section(uint8_t *block, const char *application, const char *os)
{
	uint8_t *to = put32(block, SECTION) + 4;
	to = put32(to, 0x1a2b3c4d);
	uint16_t version[2] = { 1, 0 };
	to = put_bytes(to, version, 4);
	int64_t length = -1;
	to = put_bytes(to, &length, 8);
	to = put_text(to, SECTION_OS, -1, os);
	to = put_text(to, SECTION_APPLICATION, -1, application);
	return end_block(block, to);
}

static uint8_t *put_description(uint8_t *block, const struct interface *interface, const char *os)
{
	uint8_t *to = put32(block, DESCRIPTION) + 4;
	to = put32(to, (uint32_t)interface->linktype & 0xffff);
	to = put32(to, (uint32_t)interface->snaplen);
	to = put_text(to, IF_NAME, -1, interface->options.name);
	to = put_text(to, IF_DESCRIPTION, -1, interface->description);
	uint8_t resolution = interface->nano ? 9 : 6;
	to = put_option(to, IF_RESOLUTION, -1, &resolution, 1);
	to = put_text(to, IF_FILTER, 0, interface->options.filter);
	to = put_text(to, IF_OS, -1, os);
	return end_block(block, to);
}

uint8_t *pcapng_header(const struct interface *interfaces, int count, const char *application, size_t *size)
{
	struct utsname name;
	char os[sizeof name.sysname + sizeof name.release] = "";
	if (uname(&name) == 0)
		snprintf(os, sizeof os, "%s %s", name.sysname, name.release);
	size_t room = 1024 + OPTION_MAX + sizeof os;
	for (int i = 0; i < count; i++)
		room += 1024 + 2 * OPTION_MAX + sizeof interfaces[i].description + sizeof os;
	uint8_t *block = malloc(room);
	if (block == NULL)
		abort();
	uint8_t *to = put_section(block, application, os);
	for (int i = 0; i < count; i++)
		to = put_description(to, &interfaces[i], os);
	*size = (size_t)(to - block);
	return block;
}

size_t pcapng_packet(uint8_t *to, const struct interface *interface, const struct pcap_pkthdr *header, const uint8_t *data)
{
	uint64_t unit = interface->nano ? 1000000000 : 1000000;
	uint64_t time = (uint64_t)header->ts.tv_sec * unit + (uint64_t)header->ts.tv_usec;
	uint32_t length = (uint32_t)(PACKET_HEAD + padded(header->caplen) + 4);
	uint32_t head[7] = { PACKET, length, (uint32_t)interface->index, (uint32_t)(time >> 32), (uint32_t)time, header->caplen, header->len };
	memcpy(to, head, sizeof head);
	put32(put_bytes(to + sizeof head, data, header->caplen), length);
	return length;
}

uint64_t pcapng_now(bool nano)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return nano ? (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec : (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static uint8_t *put_time(uint8_t *to, uint16_t code, uint64_t time)
{
	uint32_t halves[2] = { (uint32_t)(time >> 32), (uint32_t)time };
	return put_option(to, code, -1, halves, 8);
}

size_t pcapng_statistics(uint8_t *block, const struct interface *interface, const struct counters *counters)
{
	uint64_t now = pcapng_now(interface->nano), lost = counters->dropped + counters->ifdropped;
	uint32_t time[2] = { (uint32_t)(now >> 32), (uint32_t)now };
	uint8_t *to = put32(block, STATISTICS) + 4;
	to = put32(to, (uint32_t)interface->index);
	to = put_bytes(to, time, 8);
	to = put_time(to, ISB_START, interface->started);
	to = put_time(to, ISB_END, now);
	to = put_option(to, ISB_RECEIVED, -1, &counters->received, 8);
	// As dumpcap writes it: Wireshark shows this one as the packets dropped.
	to = put_option(to, ISB_DROPPED, -1, &lost, 8);
	to = put_option(to, ISB_ACCEPTED, -1, &counters->received, 8);
	to = put_option(to, ISB_OS_DROPPED, -1, &counters->dropped, 8);
	to = put_option(to, ISB_DELIVERED, -1, &interface->written, 8);
	return (size_t)(end_block(block, to) - block);
}

struct extent pcapng_measure(const uint8_t *data, size_t size, uint64_t packets, uint64_t bytes)
{
	struct extent extent = { 0, 0, 0, 0 };
	while (extent.bytes + PACKET_HEAD <= size && extent.packets < packets && extent.bytes < bytes) {
		uint32_t head[7];
		memcpy(head, data + extent.bytes, sizeof head);
		if (extent.bytes + head[1] > size)
			break;
		extent.bytes += head[1];
		extent.packets++;
		extent.captured += head[5];
		extent.truncated += head[5] < head[6];
	}
	return extent;
}
