// The verbs that tell without capturing: version, interfaces, device, compile.
#define _GNU_SOURCE
#include "capture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int print_version(void)
{
	struct line line;
	line_begin(&line);
	fputs("{\"libpcap\":", line.out);
	line_json(&line, pcap_lib_version());
	fputc('}', line.out);
	line_send(&line);
	return 0;
}

// `"problem":{…}`
static void add_problem(struct line *line, const char *code, const char *text)
{
	fprintf(line->out, "\"problem\":{\"code\":\"%s\",\"text\":", code);
	line_json(line, text);
	fputc('}', line->out);
}

// The answer of a verb that cannot tell.
static int fail(const char *code, const char *text)
{
	struct line line;
	line_begin(&line);
	fputc('{', line.out);
	add_problem(&line, code, text);
	fputc('}', line.out);
	line_send(&line);
	return 1;
}

// IPv4 first, then IPv6, as people look for them.
static void add_addresses(struct line *line, const pcap_addr_t *addresses)
{
	static const int families[] = { AF_INET, AF_INET6 };
	const char *comma = "";
	for (int i = 0; i < 2; i++) {
		for (const pcap_addr_t *a = addresses; a != NULL; a = a->next) {
			char text[INET6_ADDRSTRLEN];
			if (a->addr == NULL || a->addr->sa_family != families[i])
				continue;
			const void *bytes = families[i] == AF_INET ? (const void *)&((const struct sockaddr_in *)(const void *)a->addr)->sin_addr
			                                           : (const void *)&((const struct sockaddr_in6 *)(const void *)a->addr)->sin6_addr;
			if (inet_ntop(families[i], bytes, text, sizeof text) == NULL)
				continue;
			fprintf(line->out, "%s\"%s\"", comma, text);
			comma = ",";
		}
	}
}

static const char *connection(bpf_u_int32 flags)
{
	switch (flags & PCAP_IF_CONNECTION_STATUS) {
	case PCAP_IF_CONNECTION_STATUS_CONNECTED:
		return "connected";
	case PCAP_IF_CONNECTION_STATUS_DISCONNECTED:
		return "disconnected";
	default:
		return "unknown";
	}
}

static const char *truth(bool value)
{
	return value ? "true" : "false";
}

int print_interfaces(void)
{
	char text[PCAP_ERRBUF_SIZE] = "";
	pcap_if_t *all = NULL;
	if (pcap_findalldevs(&all, text) != 0)
		return fail("other", text);
	struct line line;
	line_begin(&line);
	fputs("{\"interfaces\":[", line.out);
	for (const pcap_if_t *one = all; one != NULL; one = one->next) {
		fprintf(line.out, "%s{\"name\":", one == all ? "" : ",");
		line_json(&line, one->name);
		fputs(",\"description\":", line.out);
		line_json(&line, one->description);
		fprintf(line.out, ",\"loopback\":%s,\"up\":%s,\"running\":%s,\"wireless\":%s,\"connection\":\"%s\",\"addresses\":[",
		        truth(one->flags & PCAP_IF_LOOPBACK), truth(one->flags & PCAP_IF_UP), truth(one->flags & PCAP_IF_RUNNING),
		        truth(one->flags & PCAP_IF_WIRELESS), connection(one->flags));
		add_addresses(&line, one->addresses);
		fputs("]}", line.out);
	}
	fputs("]}", line.out);
	line_send(&line);
	pcap_freealldevs(all);
	return 0;
}

// `"linktypes":[…]` of an activated handle; NULL = it could not be.
static void add_linktypes(struct line *line, pcap_t *handle)
{
	int *types = NULL;
	int count = handle == NULL ? 0 : pcap_list_datalinks(handle, &types);
	fputs("\"linktypes\":[", line->out);
	for (int i = 0; i < count; i++) {
		fprintf(line->out, "%s{\"number\":%d,\"name\":", i ? "," : "", types[i]);
		line_json(line, pcap_datalink_val_to_name(types[i]));
		fputs(",\"description\":", line->out);
		line_json(line, pcap_datalink_val_to_description(types[i]));
		fputc('}', line->out);
	}
	fputc(']', line->out);
	if (count > 0)
		pcap_free_datalinks(types);
}

static void add_timestamp_types(struct line *line, const int *types, int count)
{
	fputs(",\"timestampTypes\":[", line->out);
	for (int i = 0; i < count; i++) {
		fprintf(line->out, "%s{\"name\":", i ? "," : "");
		line_json(line, pcap_tstamp_type_val_to_name(types[i]));
		fputs(",\"description\":", line->out);
		line_json(line, pcap_tstamp_type_val_to_description(types[i]));
		fputc('}', line->out);
	}
	fputc(']', line->out);
}

int print_device(const struct device_options *options)
{
	struct problem problem;
	char warning[PCAP_ERRBUF_SIZE];
	int back, *types = NULL;
	if (!device_netns_enter(options->netns, &back, &problem))
		return fail(problem.code, problem.text);
	pcap_t *handle = device_create(options, &problem);
	if (handle == NULL)
		return fail(problem.code, problem.text);
	// Both are asked of a handle that is not active yet: they are told also of a device that is down or may not be opened.
	int monitor = pcap_can_set_rfmon(handle);
	int count = pcap_list_tstamp_types(handle, &types);
	pcap_close(handle);
	handle = device_open(options, warning, &problem);
	device_netns_leave(back);
	if (handle == NULL && strcmp(problem.code, "nodevice") == 0) {
		if (count > 0)
			pcap_free_tstamp_types(types);
		return fail(problem.code, problem.text);
	}
	struct line line;
	line_begin(&line);
	fputc('{', line.out);
	add_linktypes(&line, handle);
	add_timestamp_types(&line, types, count);
	fprintf(line.out, ",\"monitor\":%s", truth(monitor == 1));
	if (handle == NULL) {
		fputc(',', line.out);
		add_problem(&line, problem.code, problem.text);
	}
	fputc('}', line.out);
	line_send(&line);
	if (count > 0)
		pcap_free_tstamp_types(types);
	if (handle == NULL)
		return 1;
	pcap_close(handle);
	return 0;
}

// The program as `tcpdump -d` prints it.
static char *program_text(const struct bpf_program *program)
{
	struct line text;
	line_begin(&text);
	for (u_int i = 0; i < program->bf_len; i++)
		fprintf(text.out, "%s\n", bpf_image(&program->bf_insns[i], (int)i));
	fclose(text.out);
	return text.text;
}

int print_compiled(const char *linktype, int snaplen, const char *expression)
{
	struct line line;
	struct bpf_program program;
	int number = linktype == NULL ? DLT_EN10MB : pcap_datalink_name_to_val(linktype);
	pcap_t *dead = number < 0 ? NULL : pcap_open_dead(number, snaplen);
	// Netmask 0, as tcpdump -d has it: `ip broadcast` compiles here as it does on a device.
	bool compiled = dead != NULL && pcap_compile(dead, &program, expression, 1, 0) == 0;
	line_begin(&line);
	if (compiled) {
		fputs("{\"instructions\":[", line.out);
		for (u_int i = 0; i < program.bf_len; i++) {
			const struct bpf_insn *one = &program.bf_insns[i];
			fprintf(line.out, "%s[%u,%u,%u,%u]", i ? "," : "", one->code, one->jt, one->jf, one->k);
		}
		fputs("],\"text\":", line.out);
		char *text = program_text(&program);
		line_json(&line, text);
		free(text);
		pcap_freecode(&program);
	} else {
		fputs("{\"error\":", line.out);
		line_json(&line, dead == NULL ? "no such link type" : pcap_geterr(dead));
	}
	fputc('}', line.out);
	line_send(&line);
	if (dead != NULL)
		pcap_close(dead);
	return 0;
}
