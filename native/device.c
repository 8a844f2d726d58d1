// Opens a device by libpcap, in a network namespace where one is named. Main thread only: a namespace belongs to a thread.
#define _GNU_SOURCE
#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#ifdef __linux__
#include <sched.h>
#endif
#include <string.h>
#include <unistd.h>

// Fills in a problem; NULL, so that it can be returned.
static void *refuse(struct problem *problem, const char *code, const char *what, const char *text)
{
	problem->code = code;
	snprintf(problem->text, sizeof problem->text, "%s%s%s", what, *what ? ": " : "", text);
	return NULL;
}

bool device_netns_enter(const char *path, int *back, struct problem *problem)
{
	*back = -1;
	if (path == NULL || *path == 0)
		return true;
#ifdef __linux__
	int here = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	int there = open(path, O_RDONLY | O_CLOEXEC);
	int error = here < 0 || there < 0 || setns(there, CLONE_NEWNET) != 0 ? errno : 0;
	if (there >= 0)
		close(there);
	*back = here;
	if (error == 0)
		return true;
	if (here >= 0)
		close(here);
	*back = -1;
	refuse(problem, error == EPERM || error == EACCES ? "permission" : "netns", path, strerror(error));
#else
	refuse(problem, "netns", path, "this system has no network namespaces");
#endif
	return false;
}

void device_netns_leave(int back)
{
#ifdef __linux__
	if (back < 0)
		return;
	// Ours cannot be refused; going on in the wrong namespace would be worse than ending.
	if (setns(back, CLONE_NEWNET) != 0)
		_exit(1);
	close(back);
#else
	(void)back;
#endif
}

FILE *device_counts_open(void)
{
#ifdef __linux__
	return fopen("/proc/thread-self/net/dev", "re");
#else
	return NULL;
#endif
}

int64_t device_packets(FILE *counts, const char *name)
{
	char line[512], device[64];
	unsigned long long received, sent;
	int64_t sum = -1;
	if (counts == NULL)
		return -1;
	rewind(counts);
	while (fgets(line, sizeof line, counts) != NULL) {
		// Name, then of both directions: bytes, packets and six more.
		if (sscanf(line, " %63[^:]: %*u %llu %*u %*u %*u %*u %*u %*u %*u %llu", device, &received, &sent) != 3)
			continue;
		if (strcmp(name, "any") != 0 && strcmp(name, device) != 0)
			continue;
		// What the loopback device sends it receives too; a capture sees it once.
		sum = (sum < 0 ? 0 : sum) + (int64_t)received + (strcmp(device, "lo") == 0 ? 0 : (int64_t)sent);
	}
	return sum;
}

const char *device_problem_code(int status)
{
	switch (status) {
	case PCAP_ERROR_PERM_DENIED:
	case PCAP_ERROR_PROMISC_PERM_DENIED:
		return "permission";
	case PCAP_ERROR_NO_SUCH_DEVICE:
		return "nodevice";
	case PCAP_ERROR_IFACE_NOT_UP:
		return "down";
	case PCAP_ERROR_RFMON_NOTSUP:
		return "monitor";
	case PCAP_ERROR_CANTSET_TSTAMP_TYPE:
		return "timestamp";
	default:
		return "other";
	}
}

pcap_t *device_create(const struct device_options *options, struct problem *problem)
{
	char text[PCAP_ERRBUF_SIZE] = "";
	pcap_t *handle = pcap_create(options->name, text);
	if (handle == NULL)
		return refuse(problem, "nodevice", options->name, text);
	if (options->monitor) {
		int able = pcap_can_set_rfmon(handle);
		if (able != 1) {
			refuse(problem, able == 0 ? "monitor" : device_problem_code(able), options->name,
			       able == 0 || able == PCAP_ERROR_RFMON_NOTSUP ? "That device doesn't support monitor mode" : pcap_statustostr(able));
			pcap_close(handle);
			return NULL;
		}
		pcap_set_rfmon(handle, 1);
	}
	return handle;
}

// Sets what was asked for on a handle that is not active yet; false: `problem` says what cannot be.
static bool set_options(pcap_t *handle, const struct device_options *options, struct problem *problem)
{
	pcap_set_snaplen(handle, options->snaplen);
	pcap_set_promisc(handle, options->promiscuous);
	// No immediate mode: it would make libpcap use TPACKET_V2 with slots of snaplen, which loses packets from 20,000 a second.
	pcap_set_timeout(handle, READ_TIMEOUT_MS);
	if (pcap_set_buffer_size(handle, options->buffer) != 0)
		return refuse(problem, "buffer", options->name, "that buffer size cannot be set") != NULL;
	if (!options->micro)
		pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO);
	if (options->timestamp_type != NULL) {
		int type = pcap_tstamp_type_name_to_val(options->timestamp_type);
		if (type < 0)
			return refuse(problem, "timestamp", options->timestamp_type, "no such time stamp type") != NULL;
		int status = pcap_set_tstamp_type(handle, type);
		if (status < 0)
			return refuse(problem, "timestamp", options->timestamp_type, pcap_statustostr(status)) != NULL;
	}
	return true;
}

// The link type asked for; for `any` LINUX_SLL2, which says by which interface each packet came.
static bool set_linktype(pcap_t *handle, const struct device_options *options, struct problem *problem)
{
	if (options->linktype == NULL) {
		int *types = NULL;
		int count = strcmp(options->name, "any") == 0 ? pcap_list_datalinks(handle, &types) : 0;
		for (int i = 0; i < count; i++)
			if (types[i] == DLT_LINUX_SLL2)
				pcap_set_datalink(handle, DLT_LINUX_SLL2);
		if (count > 0)
			pcap_free_datalinks(types);
		return true;
	}
	int linktype = pcap_datalink_name_to_val(options->linktype);
	if (linktype < 0)
		return refuse(problem, "linktype", options->linktype, "no such link type") != NULL;
	if (pcap_set_datalink(handle, linktype) != 0)
		return refuse(problem, "linktype", options->name, pcap_geterr(handle)) != NULL;
	return true;
}

pcap_t *device_open(const struct device_options *options, char *warning, struct problem *problem)
{
	pcap_t *handle = device_create(options, problem);
	if (handle == NULL)
		return NULL;
	*warning = 0;
	if (!set_options(handle, options, problem))
		goto refused;
	int status = pcap_activate(handle);
	const char *words = pcap_geterr(handle);
	if (status < 0) {
		bool buffer = status == PCAP_ERROR && strstr(words, "ring") != NULL;
		bool has_words = *words != 0 && status != PCAP_ERROR_NO_SUCH_DEVICE;
		refuse(problem, buffer ? "buffer" : device_problem_code(status), options->name, has_words ? words : pcap_statustostr(status));
		goto refused;
	}
	// `any` with promiscuous mode answers 0 and yet leaves a warning.
	if (status > 0 || *words != 0)
		snprintf(warning, PCAP_ERRBUF_SIZE, "%s", *words != 0 ? words : pcap_statustostr(status));
	if (set_linktype(handle, options, problem))
		return handle;
refused:
	pcap_close(handle);
	return NULL;
}

void device_names(char *text, size_t size)
{
	struct if_nameindex *all = if_nameindex();
	size_t used = 0;
	*text = 0;
	for (const struct if_nameindex *one = all; one != NULL && one->if_index != 0; one++) {
		if (used + IF_NAMESIZE + 16 > size)
			break;
		used += (size_t)snprintf(text + used, size - used, "%s%u: %s", used ? ", " : "", one->if_index, one->if_name);
	}
	if (all != NULL)
		if_freenameindex(all);
}
