// The same capture as a program: C with libpcap, Go with gopacket, Python with scapy. Complete: it opens, filters, prints and closes.
import { utf8Bytes } from '../bytes/text';
import { MAX_SNAPLEN, type CaptureOptions, type InterfaceOptions } from './capture-options';

export type CodeLanguage = 'c' | 'go' | 'python';

/** null where there is no interface (a remote command). Of several interfaces the first is taken. What the program does not do is said at its beginning. */
export function captureCode(options: CaptureOptions, language: CodeLanguage): string | null {
  const [first] = options.interfaces;
  if (first === undefined) return null;
  const code = { c: cCode, go: goCode, python: pythonCode }[language](first, options.stop.packets);
  const missing = leftOut(options, first, language);
  return missing.length === 0 ? code : `${language === 'python' ? '#' : '//'} not in here: ${missing.join(', ')}\n${code}`;
}

function leftOut({ interfaces, stop, ring, file }: CaptureOptions, first: InterfaceOptions, language: CodeLanguage): string[] {
  const set: Readonly<Record<string, boolean>> = {
    'all interfaces but the first': interfaces.length > 1,
    'the network namespace': first.netns !== '',
    'the end by bytes, time or files': stop.bytes + stop.seconds + stop.files > 0,
    'writing to files': file !== '' || ring.bytes + ring.seconds + ring.packets > 0,
    snaplen: language === 'python' && first.snaplen < MAX_SNAPLEN,
    'link type': language === 'python' && first.linktype !== '',
    'time stamp type': language === 'python' && first.timestampType !== '',
    nanoseconds: language === 'go' && first.timestampPrecision === 'nano',
  };
  return Object.keys(set).filter((name) => set[name]);
}

/** A C or Go string: what is not printable ASCII is written byte by byte. */
function quoted(text: string, hex: (byte: number) => string): string {
  const bytes = [...utf8Bytes(text)];
  return `"${bytes.map((b) => (b === 0x22 || b === 0x5c ? `\\${String.fromCharCode(b)}` : b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : hex(b))).join('')}"`;
}

const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
const hex2 = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;

function cCode(i: InterfaceOptions, packets: number): string {
  const set = (call: string): string => `  check(handle, ${call}, "${call.slice(0, call.indexOf('('))}");\n`;
  const linktype = i.linktype === '' ? '' : set(`pcap_set_datalink(handle, pcap_datalink_name_to_val(${quoted(i.linktype, octal)}))`);
  const timestamp = i.timestampType === '' ? '' : set(`pcap_set_tstamp_type(handle, pcap_tstamp_type_name_to_val(${quoted(i.timestampType, octal)}))`);
  const filter = i.filter.trim() === '' ? '' : `  struct bpf_program program;
${set(`pcap_compile(handle, &program, ${quoted(i.filter, octal)}, 1, PCAP_NETMASK_UNKNOWN)`)}${set('pcap_setfilter(handle, &program)')}  pcap_freecode(&program);
`;
  return `// cc -o capture capture.c -lpcap; needs CAP_NET_RAW
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>

static void check(pcap_t *handle, int status, const char *what) {
  if (status < 0) { // above 0: a warning
    fprintf(stderr, "%s: %s\\n", what, pcap_geterr(handle));
    exit(1);
  }
}

static void packet(unsigned char *user, const struct pcap_pkthdr *header, const unsigned char *bytes) {
  (void)user;
  (void)bytes;
  printf("%ld.%09ld %u of %u bytes\\n", (long)header->ts.tv_sec, (long)header->ts.tv_usec${i.timestampPrecision === 'nano' ? '' : ' * 1000'}, header->caplen, header->len);
}

int main(void) {
  char error[PCAP_ERRBUF_SIZE];
  pcap_t *handle = pcap_create(${quoted(i.name, octal)}, error);
  if (handle == NULL) {
    fprintf(stderr, "%s\\n", error);
    return 1;
  }
${set(`pcap_set_snaplen(handle, ${i.snaplen})`)}${set(`pcap_set_promisc(handle, ${i.promiscuous ? 1 : 0})`)}${i.monitor ? set('pcap_set_rfmon(handle, 1)') : ''}${set('pcap_set_timeout(handle, 20)')}${set(`pcap_set_buffer_size(handle, ${i.bufferBytes})`)}${i.timestampPrecision === 'nano' ? '  pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO);\n' : ''}${timestamp}${set('pcap_activate(handle)')}${linktype}${filter}  pcap_loop(handle, ${packets > 0 ? packets : -1}, packet, NULL);
  struct pcap_stat stats;
  if (pcap_stats(handle, &stats) == 0) fprintf(stderr, "%u received, %u dropped\\n", stats.ps_recv, stats.ps_drop);
  pcap_close(handle);
  return 0;
}
`;
}

function goCode(i: InterfaceOptions, packets: number): string {
  const set = (call: string): string => `\tcheck(inactive.${call})\n`;
  const filter = i.filter.trim() === '' ? '' : `\tcheck(handle.SetBPFFilter(${quoted(i.filter, hex2)}))\n`;
  const linktype = i.linktype === '' ? '' : `\tcheck(handle.SetLinkType(layers.LinkType(pcap.DatalinkNameToVal(${quoted(i.linktype, hex2)}))))\n`;
  const timestamp = i.timestampType === '' ? '' : `\tsource, err := pcap.TimestampSourceFromString(${quoted(i.timestampType, hex2)})\n\tcheck(err)\n${set('SetTimestampSource(source)')}`;
  const seen = packets > 0 ? `\t\tif seen++; seen == ${packets} {\n\t\t\tbreak\n\t\t}\n` : '';
  return `// go get github.com/google/gopacket; needs CAP_NET_RAW
package main

import (
	"fmt"
	"log"
	"time"

	"github.com/google/gopacket"
${linktype === '' ? '' : '\t"github.com/google/gopacket/layers"\n'}	"github.com/google/gopacket/pcap"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	inactive, err := pcap.NewInactiveHandle(${quoted(i.name, hex2)})
	check(err)
	defer inactive.CleanUp()
${set(`SetSnapLen(${i.snaplen})`)}${set(`SetPromisc(${i.promiscuous})`)}${i.monitor ? set('SetRFMon(true)') : ''}${set('SetTimeout(20 * time.Millisecond)')}${set(`SetBufferSize(${i.bufferBytes})`)}${timestamp}\thandle, err := inactive.Activate()
	check(err)
	defer handle.Close()
${linktype}${filter}${packets > 0 ? '\tseen := 0\n' : ''}\tfor packet := range gopacket.NewPacketSource(handle, handle.LinkType()).Packets() {
		info := packet.Metadata()
		fmt.Println(info.Timestamp, info.CaptureLength, "of", info.Length, "bytes")
${seen}	}
}
`;
}

function pythonCode(i: InterfaceOptions, packets: number): string {
  const text = (value: string): string => quoted(value, hex2);
  const filter = i.filter.trim() === '' ? '' : `, filter=${text(i.filter)}`;
  return `# pip install scapy; needs CAP_NET_RAW
from scapy.all import conf, sniff

conf.sniff_promisc = ${i.promiscuous ? 'True' : 'False'}
conf.bufsize = ${i.bufferBytes}


def packet(p):
    print(p.time, len(p), "of", getattr(p, "wirelen", len(p)), "bytes", p.summary())


sniff(iface=${text(i.name)}${filter}, prn=packet, store=False${packets > 0 ? `, count=${packets}` : ''}${i.monitor ? ', monitor=True' : ''})
`;
}
