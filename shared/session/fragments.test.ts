// IP fragments in an open capture, as tshark 4.0 shows the same frames; tunnels, quotes, VLANs; damage; the corpus' fragments.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { capture, ethernet, ipv4, ipv6, letters, udp, vlan } from './fragment-captures';
import { Session } from './session';

const CORPUS = join(__dirname, '../../../shared/corpus');
const registry = new Registry(PROTOCOLS);
const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const D = udp(1000, 2000, letters(32));

function open(bytes: Uint8Array, finish = true): Session {
  const session = new Session(openCaptureFile(new MemorySource(bytes), 'x'), registry, { zoneMinutes: () => 0 });
  while (session.step());
  if (finish) session.finish();
  return session;
}
const cells = (session: Session, ...names: string[]): string[] => session.rows(0, 10_000, names, VIEW).map((row) => row.cells.join(' | '));
const over4 = (id: number, from: number, to: number, more: boolean, protocol = 17, data: readonly number[] = D): number[] => ipv4({ id, offset: from, more, protocol }, data.slice(from, to));
const eth4 = (...a: Parameters<typeof over4>): number[] => ethernet(0x0800, over4(...a));
const eth6 = (id: number, from: number, to: number, more: boolean, protocol = 17, data: readonly number[] = D): number[] => ethernet(0x86dd, ipv6({ id, offset: from, more, protocol }, data.slice(from, to)));
const whole = '1000 → 2000 Len=32';
const piece4 = (offset: number, id: number): string => `Fragmented IP protocol (proto=UDP 17, off=${offset}, ID=${id.toString(16).padStart(4, '0')})`;

describe('a datagram in two frames', () => {
  const file = capture([eth4(1, 0, 24, true), eth4(1, 24, 40, false)]);

  it('is shown by the one that completes it; the other says where, once the file is read', () => {
    const session = open(file, false);
    expect(cells(session, 'protocol', 'info', 'ip.reassembled_in')).toEqual([`IPv4 | ${piece4(0, 1)} | `, `UDP | ${whole} | `]);
    session.finish();
    expect(cells(session, 'protocol', 'info', 'ip.reassembled_in')).toEqual([`IPv4 | ${piece4(0, 1)} [Reassembled in #2] | 2`, `UDP | ${whole} | `]);
    expect(session.rows(1, 1, ['source', 'destination', 'udp.stream'], VIEW)[0]).toMatchObject({ cells: ['10.0.0.1', '10.0.0.2', '0'], stream: 'udp 0' });
  });

  it('has its bytes as a second source, and the lines above it', () => {
    const detail = open(file).detail(2, VIEW);
    expect(detail.sources.map((s) => s.name)).toEqual(['Frame', 'Reassembled IPv4 (40 bytes)']);
    expect([...detail.sources[1]!.bytes]).toEqual(D);
    const at = detail.nodes.findIndex((n) => n.field === 'ip.fragments');
    expect(detail.nodes.slice(at, at + 6).map((n) => n.label)).toEqual([
      '[2 IPv4 Fragments (40 bytes): #1(24), #2(16)]', '[Frame: 1, payload: 0-23 (24 bytes)]', '[Frame: 2, payload: 24-39 (16 bytes)]',
      '[Fragment count: 2]', '[Reassembled IPv4 length: 40]', `[Reassembled IPv4 data: ${detail.nodes[at + 5]!.value.slice(0, 72)}…]`,
    ]);
    expect(detail.nodes.slice(at, at + 3).map((n) => [n.source, n.start, n.length])).toEqual([[1, 0, 40], [1, 0, 24], [1, 24, 16]]);
    const port = detail.nodes.find((n) => n.field === 'udp.dstport')!;
    expect([port.source, port.start, port.length, port.value]).toEqual([1, 2, 2, '2000']);
    expect(detail.ruler.reduce((sum, part) => sum + part.length, 0)).toBe(detail.len);
  });

  it('has its checksum verified over all of it', () => {
    // Sums of tshark -o udp.check_checksum:TRUE over the same bytes.
    for (const [make, address] of [[eth4, 'ip'], [eth6, 'ipv6']] as const) {
      const first = open(capture([make(1, 0, 24, true, 17, udp(1000, 2000, letters(32), 0x1234)), make(1, 24, 40, false)])).detail(2, { ...VIEW, verifyChecksums: true });
      const should = /should be (0x[0-9a-f]{4})/.exec(first.nodes.find((n) => n.field === 'udp.checksum')!.label)![1]!;
      expect(should, address).toBe(address === 'ip' ? CHECKSUMS[0] : CHECKSUMS[1]);
      const good = open(capture([make(1, 0, 24, true, 17, udp(1000, 2000, letters(32), Number(should))), make(1, 24, 40, false)])).detail(2, { ...VIEW, verifyChecksums: true });
      expect(good.nodes.find((n) => n.field === 'udp.checksum')!.label, address).toContain('[correct]');
    }
  });
});

const CHECKSUMS = ['0xdace', '0x935c'] as const;

describe('which fragments go together', () => {
  it('IPv4: addresses, identification, protocol and VLAN', () => {
    const session = open(capture([
      vlan(5, 0x0800, over4(1, 0, 24, true)), vlan(6, 0x0800, over4(1, 24, 40, false)), vlan(5, 0x0800, over4(1, 24, 40, false)),
      eth4(2, 0, 24, true, 17), eth4(2, 24, 40, false, 1),
    ]));
    expect(cells(session, 'ip.reassembled_in', 'ip.fragment')).toEqual(['3 | ', ' | ', ' | 1,3', ' | ', ' | ']);
  });
  it('IPv6: addresses and identification; the header that follows is the completing fragment\'s', () => {
    const options = [17, 0, 1, 4, 0, 0, 0, 0];
    const session = open(capture([
      vlan(5, 0x86dd, ipv6({ id: 8, more: true }, D.slice(0, 24))), vlan(6, 0x86dd, ipv6({ id: 8, offset: 24 }, D.slice(24))),
      eth6(9, 0, 24, true, 60, [...options, ...D]), eth6(9, 24, 48, false, 60, [...options, ...D]), ethernet(0x86dd, ipv6({ id: 7 }, D)),
    ]));
    expect(cells(session, 'protocol', 'frame.protocols', 'ipv6.reassembled.in', 'ipv6.fragment')).toEqual([
      'IPv6 | eth:ethertype:vlan:ethertype:ipv6:ipv6.fraghdr:data | 2 | ', 'UDP | eth:ethertype:vlan:ethertype:ipv6:ipv6.fraghdr:udp:data |  | 1,2',
      'IPv6 | eth:ethertype:ipv6:ipv6.fraghdr:data | 4 | ', 'UDP | eth:ethertype:ipv6:ipv6.fraghdr:ipv6.dstopts:udp:data |  | 3,4',
      'UDP | eth:ethertype:ipv6:ipv6.fraghdr:udp:data |  | ',
    ]);
  });
  it('quoted in an ICMP error, they are the same datagram\'s', () => {
    const session = open(capture([ethernet(0x0800, ipv4({ id: 9, protocol: 1, source: 0x09090909 }, [3, 1, 0, 0, 0, 0, 0, 0, ...over4(2, 0, 24, true)])), eth4(2, 24, 40, false)]));
    expect(cells(session, 'protocol', 'ip.reassembled_in', 'ip.fragment')).toEqual(['ICMP | 2 | ', 'UDP |  | 1,2']);
  });
  it('cut by the snaplen, or beyond the frame\'s end, they are not put together', () => {
    const session = open(capture([eth4(1, 0, 24, true), eth4(1, 24, 40, false)], { 1: 50 }));
    expect(cells(session, 'protocol', 'info')).toEqual([`UDP | ${whole}`, `IPv4 | ${piece4(24, 1)}`]);
  });
  it('fragments of fragments, in a tunnel: both datagrams become whole', () => {
    const inner = [ipv4({ id: 30, more: true, source: 0x01010101 }, D.slice(0, 24)), ipv4({ id: 30, offset: 24, source: 0x01010101 }, D.slice(24))];
    const outer = (id: number, from: number, to: number, more: boolean, n: number): number[] => eth4(id, from, to, more, 4, inner[n]);
    const session = open(capture([outer(31, 0, 24, true, 0), outer(31, 24, 99, false, 0), outer(32, 24, 99, false, 1), outer(32, 0, 24, true, 1)]));
    expect(cells(session, 'frame.protocols', 'source', 'info', 'ip.fragment', 'ip.reassembled_in')).toEqual([
      'eth:ethertype:ip:data | 10.0.0.1 | Fragmented IP protocol (proto=IPIP 4, off=0, ID=001f) [Reassembled in #2] |  | 2',
      `eth:ethertype:ip:ip:data | 1.1.1.1 | ${piece4(0, 30)} [Reassembled in #4] | 1,2 | 4`,
      'eth:ethertype:ip:data | 10.0.0.1 | Fragmented IP protocol (proto=IPIP 4, off=24, ID=0020) [Reassembled in #4] |  | 4',
      `eth:ethertype:ip:ip:udp:data | 1.1.1.1 | ${whole} | 4,3,2,4 | `,
    ]);
    expect(session.detail(4, VIEW).sources.length).toBe(3);
  });
  it('that contradict each other are marked', () => {
    const session = open(capture([
      eth4(42, 0, 24, true, 253), ethernet(0x0800, ipv4({ id: 42, offset: 16, more: true, protocol: 253 }, letters(8, 0x99))), eth4(42, 24, 40, false, 253),
      eth4(22, 16, 32, false), eth4(22, 16, 40, false), eth4(22, 0, 16, true),
    ]));
    const shown = cells(session, 'ip.fragment', 'ip.fragment.error', 'ip.fragment.overlap', 'ip.fragment.overlap.conflict', 'ip.fragment.multipletails', 'ip.fragment.toolongfragment', 'ip.fragment.count');
    expect([shown[2], shown[5]]).toEqual(['1,3 | 2 | 1 | 1 |  |  | 3', '6,4 | 5 | 1 |  | 1 | 1 | 3']);
    expect(cells(session, 'info')[2]).toBe('[Illegal IPv4 fragments]');
  });
});

describe('captures made to hurt', () => {
  it('never throw, and every frame can be looked at', () => {
    let state = 11;
    const random = (n: number): number => ((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 8) % n;
    const frames: number[][] = [];
    for (let i = 0; i < 1500; i++) {
      const inner = random(3) === 0 ? ipv4({ id: random(4), offset: random(6) * 8, more: random(2) === 0, protocol: 4 }, letters(random(50), random(256))) : letters(1 + random(60), random(256));
      const shape = { id: random(6), offset: random(10) === 0 ? random(8191) * 8 : random(8) * 8, more: random(3) > 0, protocol: [17, 6, 1, 4, 41, 44, 60, 47, 51, 253][random(10)]! };
      const frame = random(2) === 0 ? ethernet(0x0800, ipv4(shape, inner)) : ethernet(0x86dd, ipv6(shape, inner));
      if (random(4) === 0) frame[14 + random(frame.length - 14)] = random(256);
      frames.push(frame);
    }
    const session = open(capture(frames, Object.fromEntries(frames.flatMap((f, i) => (random(20) === 0 ? [[i + 1, random(f.length)]] : [])))));
    const indexed = session.rows(0, frames.length, ['protocol'], VIEW);
    let made = 0;
    for (let n = 1; n <= frames.length; n++) {
      const detail = session.detail(n, { ...VIEW, verifyChecksums: true });
      if (detail.sources.length > 1) made++;
      expect(session.view.dissector.bug, `frame ${n}`).toBeUndefined();
      expect(session.view.dissector.layer.facts.protocol, `frame ${n}`).toBe(session.store.protocol(n));
      expect(session.view.dissector.layer.columnText, `frame ${n}`).toBe(indexed[n - 1]!.cells[0]);
    }
    expect(made).toBeGreaterThan(50);
  });
});

const present = existsSync(join(CORPUS, 'expected/packed'));
if (!present) console.warn('fragments: the corpus (../shared/corpus) is absent, its fragments are not compared');

/** Lines of the packed expectations of one kind that have `mark`. */
function packedLines(kind: string, mark: RegExp): string[] {
  const dir = join(CORPUS, 'expected/packed');
  return readdirSync(dir).filter((name) => name.includes(kind)).flatMap((name) => gunzipSync(readFileSync(join(dir, name))).toString().split('\n').filter((line) => mark.test(line)));
}

describe.skipIf(!present)('the corpus', () => {
  it('has its fragments put together as tshark does', { timeout: 120_000 }, () => {
    const frames = packedLines('.frames.', /Fragmented IP protocol|IPv6 fragment \(/).map((line): [string, string] => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]);
    const sessions = new Map([...new Set(frames.map(([name]) => name))].map((name) => [name, open(new Uint8Array(readFileSync(join(CORPUS, 'captures', name))))]));
    const differences: string[] = [];
    for (const [name, line] of frames) {
      const [number, , , , protocol, , info, , , , , , , , protocol2, info2] = line.split('\t');
      const ours = sessions.get(name)!.rows(Number(number) - 1, 1, ['protocol', 'info'], VIEW)[0]?.cells ?? [];
      if ((ours[0] !== protocol && ours[0] !== protocol2) || (ours[1] !== info && ours[1] !== info2)) differences.push(`${name} #${number}: ${ours.join(' ')} | ${info} | ${info2}`);
    }
    expect(frames.length).toBeGreaterThan(1500);
    // Other reasons: an Ethernet trailer that the snaplen cut, and a tunnel that only its keys open.
    expect(differences.filter((d) => !/vrrp_print-oobr-2|wireguard-/.test(d))).toEqual([]);
  });
  it('has the fields of reassembly as tshark prints them', { timeout: 120_000 }, () => {
    let compared = 0;
    for (const line of packedLines('.fields.', /"ip\.fragment":/)) {
      const { file, rows } = JSON.parse(line) as { file: string; rows: { n: number; f: Record<string, string | string[]> }[] };
      const session = open(new Uint8Array(readFileSync(join(CORPUS, 'captures', file))));
      for (const { n, f } of rows) {
        const ours = session.rows(n - 1, 1, ['ip.fragment'], VIEW)[0]!.cells[0];
        expect(ours, `${file} #${n}`).toBe([f['ip.fragment'] ?? []].flat().join(','));
        if (ours !== '') compared++;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});
