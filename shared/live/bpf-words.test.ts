// Words for compiled capture filters: each instruction of all programs of the corpus has some; offsets are named as the protocols' formats say.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Instruction } from './bpf-program';
import { instructionWords } from './bpf-words';
import { english, phrasesEn } from './phrase';

const PROGRAMS = join(import.meta.dirname, '../../../shared/corpus/expected/filters/bpf_programs.jsonl.gz');

const OPCODES: Readonly<Record<string, number>> = {
  ld: 0, ldh: 0x08, ldb: 0x10, ldx: 0x01, ldxb: 0xb1, st: 0x02, stx: 0x03, add: 0x04, sub: 0x14, mul: 0x24, div: 0x34, or: 0x44, and: 0x54, lsh: 0x64, rsh: 0x74, neg: 0x84, mod: 0x94, xor: 0xa4,
  ja: 0x05, jeq: 0x15, jgt: 0x25, jge: 0x35, jset: 0x45, ret: 0x06, tax: 0x07, txa: 0x87,
};
const KERNEL: Readonly<Record<string, number>> = { type: 0xffff_f004, ifidx: 0xffff_f008 };

/** A line as `tcpdump -d` prints it. */
function parsed(line: string, at: number): Instruction {
  const [, name = '', operand = '', yes, no] = /^\(\d+\)\s+(\w+)\s*(.*?)(?:\s+jt (\d+)\s+jf (\d+))?\s*$/.exec(line)!;
  const code = OPCODES[name];
  if (code === undefined) throw new Error(`no such instruction: ${line}`);
  const jumps = [yes, no].map((to) => (to === undefined ? 0 : Number(to) - at - 1)) as [number, number];
  if (name === 'ja') return [code, 0, 0, Number(operand) - at - 1];
  if (operand === 'x') return [code | 8, ...jumps, 0];
  if (operand === '#pktlen') return [code | 0x80, 0, 0, 0];
  if (operand.startsWith('#')) return [code, ...jumps, Number(operand.slice(1))];
  if (operand.startsWith('M[')) return [name.startsWith('ld') ? code | 0x60 : code, 0, 0, Number(operand.slice(2, -1))];
  if (operand.startsWith('[x + ')) return [code | 0x40, 0, 0, Number(operand.slice(5, -1))];
  if (operand.startsWith('4*([')) return [code, 0, 0, Number(/\d+(?=\]&)/.exec(operand)![0])];
  return operand === '' ? [code, 0, 0, 0] : [code | 0x20, 0, 0, KERNEL[operand.slice(1, -1)] ?? Number(operand.slice(1, -1))];
}

function wordsOf(program: readonly string[], linktype: string): string[] {
  return instructionWords(program.map(parsed), linktype).map(english);
}

describe.skipIf(!existsSync(PROGRAMS))(existsSync(PROGRAMS) ? 'all programs of the corpus' : 'SKIPPED: ../shared/corpus is not there', () => {
  it('each instruction has words, and no placeholder is left', () => {
    const all = gunzipSync(readFileSync(PROGRAMS)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as { dlt: string; expr: string; prog: string[] });
    expect(all.length).toBeGreaterThan(1_500);
    const unnamed = english(instructionWords([[0xf4, 0, 0, 0]], '')[0]!);
    expect(unnamed).toBe(phrasesEn['bpf.unknown']);
    for (const { dlt, expr, prog } of all) {
      const words = wordsOf(prog, dlt);
      expect(words).toHaveLength(prog.length);
      const bad = words.filter((text) => text === '' || text === unnamed || /\{\{|undefined|NaN/.test(text));
      expect(bad, `${dlt}: ${expr}`).toEqual([]);
    }
  });
});

// What tcpdump 4.99.3 -d prints; the words beside it from RFC 791, 8200, 826, 9293, 768, IEEE 802.3, 802.1Q, RFC 2516, 3032 and pcap-linktype(7).
const HOST_PORT = [
  '(000) ldh [12]', '(001) jeq #0x86dd jt 17 jf 2', '(002) jeq #0x800 jt 3 jf 17', '(003) ldb [23]', '(004) jeq #0x6 jt 5 jf 17', '(005) ldh [20]', '(006) jset #0x1fff jt 17 jf 7',
  '(007) ldxb 4*([14]&0xf)', '(008) ldh [x + 14]', '(009) jeq #0x50 jt 12 jf 10', '(010) ldh [x + 16]', '(011) jeq #0x50 jt 12 jf 17', '(012) ld [26]', '(013) jeq #0xa000001 jt 16 jf 14',
  '(014) ld [30]', '(015) jeq #0xa000001 jt 16 jf 17', '(016) ret #262144', '(017) ret #0',
];
const VLAN = [
  '(000) ldh [12]', '(001) jeq #0x8100 jt 4 jf 2', '(002) jeq #0x88a8 jt 4 jf 3', '(003) jeq #0x9100 jt 4 jf 15', '(004) ldh [14]', '(005) and #0xfff', '(006) jeq #0x5 jt 7 jf 15',
  '(007) ldh [16]', '(008) jeq #0x800 jt 9 jf 15', '(009) ldb [27]', '(010) jeq #0x6 jt 11 jf 15', '(011) ldxb 4*([18]&0xf)', '(012) ldb [x + 31]', '(013) jset #0x12 jt 14 jf 15', '(014) ret #262144', '(015) ret #0',
];
const PPPOE = ['(000) ldh [12]', '(001) jeq #0x8864 jt 2 jf 7', '(002) ldh [20]', '(003) jeq #0x21 jt 4 jf 7', '(004) ld [34]', '(005) jeq #0x1020304 jt 6 jf 7', '(006) ret #262144', '(007) ret #0'];
const MPLS = ['(000) ldh [12]', '(001) jeq #0x8847 jt 2 jf 6', '(002) ld [14]', '(003) and #0xfffff000', '(004) jeq #0x64000 jt 5 jf 6', '(005) ret #262144', '(006) ret #0'];
const ARP = ['(000) ldh [12]', '(001) jeq #0x806 jt 2 jf 6', '(002) ld [28]', '(003) jeq #0x1020304 jt 7 jf 4', '(004) ld [38]', '(005) jeq #0x1020304 jt 7 jf 6', '(006) ret #0', '(007) ret #262144'];
const IP6 = ['(000) ldh [12]', '(001) jeq #0x86dd jt 2 jf 10', '(002) ld [22]', '(003) jeq #0x20010db8 jt 4 jf 10', '(004) ldb [20]', '(005) jeq #0x11 jt 6 jf 10', '(006) ldh [54]', '(007) jeq #0x35 jt 9 jf 8', '(008) ldh [56]', '(009) ret #262144', '(010) ret #0'];
const SLL2 = ['(000) ld [4]', '(001) jeq #0x3 jt 6 jf 2', '(002) ldh [0]', '(003) jeq #0x800 jt 4 jf 7', '(004) ldb [29]', '(005) jeq #0x11 jt 6 jf 7', '(006) ret #262144', '(007) ret #0'];
const RAW = ['(000) ldb [0]', '(001) and #0xf0', '(002) jeq #0x40 jt 3 jf 7', '(003) ld [12]', '(004) and #0xff000000', '(005) jeq #0xa000000 jt 6 jf 7', '(006) ret #262144', '(007) ret #0'];
const NULL = ['(000) ld [0]', '(001) jeq #0x2000000 jt 2 jf 6', '(002) ldb [13]', '(003) jeq #0x1 jt 4 jf 6', '(004) ldxb 4*([4]&0xf)', '(005) ldb [x + 4]', '(006) ret #0'];
const ETHER = ['(000) ld [8]', '(001) jeq #0x3040506 jt 2 jf 4', '(002) ldh [6]', '(003) jeq #0x102 jt 5 jf 4', '(004) ret #0', '(005) ret #262144'];
const WLAN = ['(000) ldb [0]', '(001) and #0xfc', '(002) jeq #0x80 jt 3 jf 4', '(003) ret #262144', '(004) ret #0'];
const FDDI = ['(000) ldh [19]', '(001) jeq #0x800 jt 2 jf 5', '(002) ld [33]', '(003) jeq #0x1020304 jt 4 jf 5', '(004) ret #262144', '(005) ret #0'];

describe('offsets and values are named', () => {
  it.each([
    ['EN10MB', HOST_PORT, 0, 'load the EtherType'],
    ['EN10MB', HOST_PORT, 2, 'is the EtherType equal to 0x0800 (IPv4)? otherwise reject'],
    ['EN10MB', HOST_PORT, 3, 'load the IPv4 protocol'],
    ['EN10MB', HOST_PORT, 4, 'is the IPv4 protocol equal to 6 (TCP)? otherwise reject'],
    ['EN10MB', HOST_PORT, 5, 'load the IPv4 flags and fragment offset'],
    ['EN10MB', HOST_PORT, 6, 'is it a later fragment (fragment offset not 0)? if so reject'],
    ['EN10MB', HOST_PORT, 7, 'set X to the IPv4 header length'],
    ['EN10MB', HOST_PORT, 8, 'load the source port'],
    ['EN10MB', HOST_PORT, 9, 'is the source port equal to 80? if so go to (012)'],
    ['EN10MB', HOST_PORT, 10, 'load the destination port'],
    ['EN10MB', HOST_PORT, 12, 'load the source address'],
    ['EN10MB', HOST_PORT, 15, 'is the destination address equal to 10.0.0.1? if so keep, otherwise reject'],
    ['EN10MB', HOST_PORT, 16, 'keep the packet, at most 262144 bytes of it'],
    ['EN10MB', VLAN, 1, 'is the EtherType equal to 0x8100 (VLAN)? if so go to (004)'],
    ['EN10MB', VLAN, 4, 'load the VLAN tag'],
    ['EN10MB', VLAN, 6, 'is the VLAN ID equal to 5? otherwise reject'],
    ['EN10MB', VLAN, 7, 'load the EtherType'],
    ['EN10MB', VLAN, 9, 'load the IPv4 protocol'],
    ['EN10MB', VLAN, 12, 'load the TCP flags'],
    ['EN10MB', VLAN, 13, 'is any of the bits SYN ACK set in the TCP flags? if so keep, otherwise reject'],
    ['EN10MB', PPPOE, 2, 'load the PPP protocol'],
    ['EN10MB', PPPOE, 3, 'is the PPP protocol equal to 0x0021 (IPv4)? otherwise reject'],
    ['EN10MB', PPPOE, 4, 'load the source address'],
    ['EN10MB', MPLS, 4, 'is the MPLS label equal to 100? if so keep, otherwise reject'],
    ['EN10MB', ARP, 2, 'load the ARP sender’s IP address'],
    ['EN10MB', ARP, 4, 'load the ARP target’s IP address'],
    ['EN10MB', IP6, 2, 'load the source address (bytes 1–4)'],
    ['EN10MB', IP6, 3, 'is the source address (bytes 1–4) equal to 2001:0db8? otherwise reject'],
    ['EN10MB', IP6, 4, 'load the IPv6 next header'],
    ['EN10MB', IP6, 6, 'load the source port'],
    ['EN10MB', IP6, 8, 'load the destination port'],
    ['LINUX_SLL2', SLL2, 0, 'load the interface index'],
    ['LINUX_SLL2', SLL2, 4, 'load the IPv4 protocol'],
    ['RAW', RAW, 2, 'is the IP version equal to 4? otherwise reject'],
    ['RAW', RAW, 5, 'is the source address & 255.0.0.0 equal to 10.0.0.0? if so keep, otherwise reject'],
    ['NULL', NULL, 1, 'is the address family equal to 0x02000000 (IPv4)? otherwise reject'],
    ['NULL', NULL, 5, 'load the ICMP type'],
    ['EN10MB', ETHER, 0, 'load the source MAC address (bytes 3–6)'],
    ['EN10MB', ETHER, 3, 'is the source MAC address (bytes 1–2) equal to 01:02? if so keep, otherwise reject'],
    ['IEEE802_11', WLAN, 2, 'is the 802.11 type and subtype equal to 0x80 (beacon)? if so keep, otherwise reject'],
    ['FDDI', FDDI, 2, 'load the source address'],
  ] as const)('%s %#: %s', (linktype, program, at, words) => {
    expect(wordsOf(program, linktype)[at]).toBe(words);
  });

  it('plain words where the meaning is not known', () => {
    // [23] is the protocol of IPv4 only: nothing was asked before.
    expect(wordsOf(['(000) ldb [23]', '(001) jeq #0x6 jt 2 jf 3', '(002) ret #1', '(003) ret #0'], 'EN10MB').slice(0, 2)).toEqual(['load the byte at 23', 'is the value equal to 6? if so keep, otherwise reject']);
    expect(wordsOf(['(000) ldh [x + 14]', '(001) ret #0'], 'EN10MB')[0]).toBe('load the 2 bytes from X + 14 on');
    expect(wordsOf(HOST_PORT, 'NO_SUCH_LINK')[0]).toBe('load the 2 bytes from 12 on');
  });

  it('where two ways meet only what both know is known', () => {
    // IPv4 and ARP both come to (004): byte 26 is no field that both have.
    const program = ['(000) ldh [12]', '(001) jeq #0x800 jt 3 jf 2', '(002) jeq #0x806 jt 3 jf 5', '(003) ld [26]', '(004) ret #1', '(005) ret #0'];
    expect(wordsOf(program, '')[3]).toBe('load the 4 bytes from 26 on');
  });
});
