// A43 of the list of lessons: four levels of names, as tcpdump's -nn, -n, -N and no option; their texts as tshark writes them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PcapngWriter } from '../capture-file/pcapng-writer';
import { lineText } from '../dissect/field-text';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import { ipv6Bytes } from '../frame/address';
import type { NameLevel, ViewOptions } from '../ipc/contract';
import { NO_WISHES, type NameWishes } from './name-book';
import { Session } from './session';

const registry = new Registry(PROTOCOLS);
const folder = mkdtempSync(join(tmpdir(), 'netloupe-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

if (!hasTshark) console.warn('names: tshark is absent, its answers are not asked again');

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const ETHER = '020000000001 020000000010';
const TO_SERVER = '40110000 c000020a c0000201';
const FRAMES = [
  // TCP: a SYN to port 80; UDP over IPv6 from 5353 to the group of multicast DNS; TCP from a port without a name to another; a DNS answer; ARP.
  hex(`${ETHER} 0800 45000028 00010000 40060000 c000020a c0000201 c3500050 00000001 00000000 50022000 00000000`),
  hex(`3333000000fb 020000000010 86dd 60000000 000a11ff 20010db8000000000000000000000010 ff0200000000000000000000000000fb 14e9c351000a0000 6869`),
  hex(`${ETHER} 0800 45000028 00020000 40060000 c000020a c0000201 c350c351 00000001 00000000 50022000 00000000`),
  hex(`020000000010 020000000001 0800 4500004e 00030000 40110000 c0000201 c000020a 0035c350 003a0000
    0001 8180 0001 0001 0000 0000 03777777 076578616d706c65 0474657374 00 00010001 c00c 0001 0001 0000003c 0004 c0000263`),
  hex(`ffffffffffff 020000000010 0806 0001080006040001 020000000010 c000020a 000000000000 c0000201`),
  hex(`${ETHER} 0800 4500001e 00040000 ${TO_SERVER.replace('c0000201', 'c0000263')} c3500009000a0000 6869`),
];

function captureBytes(): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new PcapngWriter((chunk) => parts.push(chunk));
  writer.addInterface({ linktype: 1, snaplen: 65_535 });
  writer.writeNames([
    { address: hex('c0000201'), names: ['server.example.test'] }, { address: hex('c000020a'), names: ['client.example.test'] },
    { address: ipv6Bytes('2001:db8::10')!, names: ['six.example.test'] },
  ]);
  for (const [i, bytes] of FRAMES.entries()) writer.writeFrame({ interfaceIndex: 0, time: { seconds: 1_700_000_000 + i, nanos: 0 }, len: bytes.length, bytes });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function open(hosts = '', ethers = ''): Session {
  const file = openCaptureFile(new MemorySource(captureBytes()), 'names.pcapng');
  const session = new Session(file, registry, { zoneMinutes: () => 0, hostNames: () => ({ services: '', hosts, ethers }) });
  while (session.step());
  session.finish();
  return session;
}

const view = (names: NameLevel): ViewOptions => ({ time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names, flagStyle: 'wireshark' });
const row = (session: Session, frame: number, level: NameLevel): string[] => [...session.rows(frame - 1, 1, ['source', 'destination', 'info'], view(level))[0]!.cells];
const labels = (session: Session, frame: number, level: NameLevel): string[] => session.detail(frame, view(level)).nodes.map((n) => n.label);

describe('levels of names', () => {
  it('0: numbers only', () => {
    expect(row(open(), 1, 0)).toEqual(['192.0.2.10', '192.0.2.1', '50000 → 80 [SYN] Seq=0 Win=8192 Len=0']);
    expect(labels(open(), 1, 0)).toEqual(expect.arrayContaining(['Source Port: 50000', 'Source Address: 192.0.2.10']));
  });
  it('1: ports', () => {
    expect(row(open(), 1, 1)).toEqual(['192.0.2.10', '192.0.2.1', '50000 → http(80) [SYN] Seq=0 Win=8192 Len=0']);
    expect(labels(open(), 1, 1)).toEqual(expect.arrayContaining(['Destination Port: http (80)', 'Source Port: 50000 (50000)', 'Source Address: 192.0.2.10']));
  });
  it('2: ports and addresses, without domain', () => {
    expect(row(open(), 1, 2).slice(0, 2)).toEqual(['client', 'server']);
    expect(row(open(), 2, 2)[0]).toBe('six');
    expect(labels(open(), 1, 2)).toEqual(expect.arrayContaining(['Internet Protocol Version 4, Src: client (192.0.2.10), Dst: server (192.0.2.1)']));
  });
  it('3: ports and addresses with domain, from answers in the capture too', () => {
    expect(row(open(), 1, 3).slice(0, 2)).toEqual(['client.example.test', 'server.example.test']);
    expect(row(open(), 6, 3)).toEqual(['client.example.test', 'www.example.test', '50000 → discard(9) Len=2']);
    expect(row(open(), 5, 3)[1]).toBe('Broadcast');
  });
  it('takes names from the host\'s files where the capture has none', () => {
    const session = open('192.0.2.99 other.example.test\n192.0.2.1 not-used\nff02::fb all-mdns.example.test\n', '2:0:0:0:0:10 card\n');
    expect(row(session, 2, 2).slice(0, 2)).toEqual(['six', 'all-mdns']);
    expect(row(session, 1, 3)[1]).toBe('server.example.test');
    expect(labels(session, 1, 2).join('\n')).toContain('Ethernet II, Src: card (02:00:00:00:00:10)');
  });
  it('leaves field values as they are, and names what asks for names', () => {
    const cells = open().rows(0, 1, ['ip.src', 'ip.src_host', 'tcp.dstport', 'eth.dst_resolved'], view(3))[0]!.cells;
    expect(cells).toEqual(['192.0.2.10', 'client.example.test', '80', '02:00:00:00:00:01']);
  });
  it('shows control characters of a name as escapes', () => {
    const session = open('192.0.2.99 x\u001b[31m\n');
    session.adoptNames([{ address: hex('c0000201'), names: ['bad\u001b\nname'] }]);
    expect(row(session, 1, 3)[1]).toBe('bad\\033\\nname');
  });
});

/** tshark's letters and ours; without the host's files, which tshark does not read. */
const LETTERS: readonly [string, NameWishes][] = [
  ['t', { ...NO_WISHES, ports: true }], ['n', { ...NO_WISHES, addresses: true }], ['m', { ...NO_WISHES, ether: true }],
  ['nt', { ...NO_WISHES, ports: true, addresses: true }], ['ntd', { ...NO_WISHES, ports: true, addresses: true, answers: true }],
];
const RESOLVED = ['eth.src_resolved', 'eth.dst_resolved', 'ip.src_host', 'ip.dst_host', 'ipv6.src_host', '_ws.col.Source', '_ws.col.Destination', '_ws.col.Info'];

describe.skipIf(!hasTshark)('beside tshark -N', () => {
  const path = join(folder, 'names.pcapng');
  writeFileSync(path, captureBytes());
  const tshark = (...args: string[]): string[] => spawnSync('tshark', ['-2', '-r', path, ...args], { encoding: 'utf8' }).stdout.trimEnd().split('\n');

  for (const [letters, wishes] of LETTERS) {
    it(`-N ${letters}: columns, fields of names, tree lines`, () => {
      const session = open();
      const options = { ...TSHARK_OPTIONS, names: session.names(wishes) };
      const theirs = tshark('-N', letters, '-T', 'fields', ...RESOLVED.flatMap((f) => ['-e', f])).map((line) => line.split('\t'));
      const tree = tshark('-N', letters, '-V').map((line) => line.trim()).filter((line) => /^(Ethernet II|Internet Protocol|User Datagram|Transmission)|^(Source|Destination|Target|Sender)\b.*:|^Address:/.test(line));
      const lines: string[] = [];
      for (const [i, bytes] of FRAMES.entries()) {
        const source = { bytes, at: 0, caplen: bytes.length, len: bytes.length, linktype: 1 };
        const wanted = new Uint8Array(registry.fields.length);
        for (const name of RESOLVED) for (const field of registry.named(name)) wanted[field.id] = 1;
        const seen = session.view.match(i + 1, source, wanted, options, true);
        const time = { format: 'relative', digits: 6, zoneMinutes: () => 0 } as const;
        const ours = RESOLVED.map((name) => ({ '_ws.col.Source': 'source', '_ws.col.Destination': 'destination', '_ws.col.Info': 'info' } as const)[name] ?? name)
          .map((name) => (name === 'source' || name === 'destination' || name === 'info' ? session.view.column(i + 1, name, time) : seen.filter((s) => s.field.name === name).map((s) => s.value).join(',')));
        expect(ours).toEqual(RESOLVED.map((_, k) => theirs[i]![k] ?? ''));
        for (const node of session.view.tree(i + 1, source, options)) lines.push(lineText(node));
      }
      // tshark writes the zeros of an ARP request in a way of their own.
      for (const line of tree) if (!line.includes('00:00:00_00:00:00')) expect(lines).toContain(line);
      expect(tree.length).toBeGreaterThan(30);
    });
  }
});
