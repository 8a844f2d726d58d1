// Link-level rows of the list of lessons: the columns of tcpdump -e, address families of loopback frames, header lengths by link type.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { pcapHeader, uint } from '../capture-file/sample-captures';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { Session } from './session';

const CAPTURES = join(import.meta.dirname, '../../e2e/captures');
const SEEDS = join(import.meta.dirname, '../../../shared/corpus/seeds');
const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const registry = new Registry(PROTOCOLS);
const folder = mkdtempSync(join(tmpdir(), 'netloupe-links-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const oracles = has('tshark') && has('tcpdump');
if (!oracles) console.warn('lessons: tshark or tcpdump is absent, what they say of the made frames is not asked again');

function open(bytes: Uint8Array): Session {
  const session = new Session(openCaptureFile(new MemorySource(bytes), 'x.pcap'), registry, { zoneMinutes: () => 0 });
  while (session.step());
  session.finish();
  return session;
}
const hex = (text: string): number[] => Buffer.from(text.replaceAll(' ', ''), 'hex').toJSON().data;
const pcap = (network: number, frames: readonly number[][]): Uint8Array =>
  Uint8Array.from([...pcapHeader({ network }), ...frames.flatMap((frame) => [...uint(1_700_000_000, 4), ...uint(0, 4), ...uint(frame.length, 4), ...uint(frame.length, 4), ...frame])]);
const cells = (session: Session, columns: readonly string[]): string[][] => session.rows(0, 1000, columns, VIEW).map((r) => [...r.cells]);

/** UDP from port 1111 to 9, two octets; its IPv4 and IPv6 headers; a SNAP of routing, AppleTalk and IPX. */
const UDP = hex('0457 0009 000a 0000 6869');
const IPV4 = [...hex('4500001e 00010000 40110000 0a000001 0a000002'), ...UDP];
const IPV6 = [...hex('60000000 000a1140 20010db8000000000000000000000001 20010db8000000000000000000000002'), ...UDP];
const ISO = hex(`831b01001201 ${'00'.repeat(24)}`);
const APPLETALK = hex('000d0000000100020304808002');
const IPX = hex(`ffff001e0011 ${'00'.repeat(24)}`);

describe('A42: the columns of tcpdump -e', () => {
  it('gives source, destination and EtherType of each frame as tshark and tcpdump do', () => {
    const [, ...lines] = readFileSync(join(CAPTURES, 'expected/sample.pcapng.link.tsv'), 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));
    const rows = cells(open(new Uint8Array(readFileSync(join(CAPTURES, 'sample.pcapng')))), ['eth.src', 'eth.dst', 'eth.type']);
    expect(lines.length).toBe(127);
    expect(rows).toEqual(lines.map((line) => line.slice(0, 3)));
    for (const [i, line] of lines.entries()) {
      const [source, destination, type] = rows[i]!;
      expect(line[3]).toMatch(new RegExp(`^${source!} > ${destination!}, ethertype \\S+ \\(${type!}\\)$`));
    }
  });
});

/** What tshark 4.0.17 and tcpdump 4.99.3 print of these frames in either byte order: family, protocols, source; `AF …`. */
const FAMILIES = [
  { family: 2, payload: IPV4, protocols: 'null:ip:udp:data', source: '10.0.0.1', tcpdump: 'AF IPv4 (2), length 34: 10.0.0.1.1111 > 10.0.0.2.9' },
  { family: 24, payload: IPV6, protocols: 'null:ipv6:udp:data', source: '2001:db8::1', tcpdump: 'AF IPv6 (24), length 54: 2001:db8::1.1111 > 2001:db8::2.9' },
  { family: 28, payload: IPV6, protocols: 'null:ipv6:udp:data', source: '2001:db8::1', tcpdump: 'AF IPv6 (28), length 54: 2001:db8::1.1111 > 2001:db8::2.9' },
  { family: 30, payload: IPV6, protocols: 'null:ipv6:udp:data', source: '2001:db8::1', tcpdump: 'AF IPv6 (30), length 54: 2001:db8::1.1111 > 2001:db8::2.9' },
  { family: 7, payload: ISO, label: 'Family: OSI (7)', tcpdump: 'AF ISO (7), length 34' },
  { family: 16, payload: APPLETALK, label: 'Family: Appletalk (16)', tcpdump: 'AF Appletalk (16), length 17' },
  { family: 23, payload: IPX, label: 'Family: Netware IPX/SPX (23)', tcpdump: 'AF IPX (23), length 34' },
] as const;
const CASES = [
  { name: 'NULL, little-endian', network: 0, little: true },
  { name: 'NULL, big-endian', network: 0, little: false },
  { name: 'LOOP, big-endian', network: 108, little: false },
] as const;
const loopback = (network: number, little: boolean): Uint8Array => pcap(network, FAMILIES.map(({ family, payload }) => [...uint(family, 4, little), ...payload]));

describe('A53: loopback frames in either byte order', () => {
  for (const { name, network, little } of CASES) {
    const file = loopback(network, little);
    it(`reads the address families of ${name}`, () => {
      const session = open(file);
      for (const [i, expected] of FAMILIES.entries()) {
        const detail = session.detail(i + 1, VIEW);
        const value = (field: string): string | undefined => detail.nodes.find((n) => n.field === field)?.value;
        expect(value('null.family')).toBe(String(expected.family));
        if (!('protocols' in expected)) {
          expect(detail.nodes.map((n) => n.label)).toContain(expected.label);
          continue;
        }
        expect(value('frame.protocols')).toBe(expected.protocols);
        expect(cells(session, ['source', 'protocol', 'info'])[i]).toEqual([expected.source, 'UDP', `1111 → 9 Len=2${expected.payload === IPV6 ? ' [ILLEGAL CHECKSUM (0)]' : ''}`]);
      }
    });
    it.skipIf(!oracles)(`says of ${name} what tshark and tcpdump say`, () => {
      const path = join(folder, `${network}${String(little)}.pcap`);
      writeFileSync(path, file);
      const tshark = execFileSync('tshark', ['-n', '-r', path, '-T', 'fields', '-e', 'null.family', '-e', '_ws.col.Source'], { encoding: 'utf8', stdio: 'pipe' }).trimEnd().split('\n');
      const tcpdump = execFileSync('tcpdump', ['-e', '-nn', '-t', '-r', path], { encoding: 'utf8', stdio: 'pipe' }).trimEnd().split('\n');
      for (const [i, expected] of FAMILIES.entries()) {
        expect(tshark[i]!.split('\t')[0]).toBe(String(expected.family));
        if ('source' in expected) expect(tshark[i]!.split('\t')[1]).toBe(expected.source);
        expect(tcpdump[i]!.startsWith(expected.tcpdump)).toBe(true);
      }
    });
  }
  it('turns the bytes of a LOOP header that somebody wrote in host order, as tcpdump does', () => {
    expect(cells(open(loopback(108, true)), ['null.family']).flat()).toEqual(FAMILIES.map(({ family }) => String(family)));
  });
});

/** Bytes of the link-level header (https://www.tcpdump.org/linktypes.html) in front of the same IPv4 datagram. */
const HEADERS = [
  { name: 'NULL', network: 0, header: hex('02000000'), length: 4 },
  { name: 'EN10MB', network: 1, header: hex('020000000001 020000000010 0800'), length: 14 },
  { name: 'LINUX_SLL', network: 113, header: hex('0000 0001 0006 020000000010 0000 0800'), length: 16 },
  { name: 'LINUX_SLL2', network: 276, header: hex('0800 0000 00000002 0001 00 06 020000000010 0000'), length: 20 },
] as const;

describe('A66: header lengths by link type', () => {
  for (const { name, network, header, length } of HEADERS) {
    it(`${name} takes ${length} bytes of the ruler`, () => {
      const session = open(pcap(network, [[...header, ...IPV4]]));
      const { ruler, len } = session.detail(1, VIEW);
      expect(session.info('x', 0).interfaces[0]!.linktype).toBe(name);
      expect(ruler.map((part) => part.length).slice(0, 3)).toEqual([length, 20, 8]);
      expect(ruler[1]!.start).toBe(length);
      expect(ruler.reduce((sum, part) => sum + part.length, 0)).toBe(len);
    });
  }
  it.skipIf(!existsSync(join(SEEDS, 'goecho-dltnull.pcap')))('holds for the lessons\' own captures', () => {
    const first = (name: string): number => open(new Uint8Array(readFileSync(join(SEEDS, name)))).detail(1, VIEW).ruler[0]!.length;
    expect([first('goecho-dltnull.pcap'), first('exp-IN.pcap')]).toEqual([4, 20]);
  });
});
