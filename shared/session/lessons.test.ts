// What a reader of the five lessons must be able to do, row by row of the list of lessons, on the lessons' own sessions.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { Detail, DetailNode, ViewOptions } from '../ipc/contract';
import { Session } from './session';

const SEEDS = join(__dirname, '../../../shared/corpus/seeds');
const present = existsSync(join(SEEDS, 'rpcx-dltnull.pcap'));
if (!present) console.warn('lessons: skipped, the lessons\' sessions (../shared/corpus/seeds) are absent');

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: true, names: 0, flagStyle: 'wireshark' };
const registry = new Registry(PROTOCOLS);

function open(bytes: Uint8Array, linktype?: number): Session {
  const session = new Session(openCaptureFile(new MemorySource(bytes), 'x.pcap'), registry, { zoneMinutes: () => 0, linktype });
  while (session.step());
  session.finish();
  return session;
}
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(SEEDS, name)));
const seed = (name: string): Session => open(bytesOf(name));
const line = (detail: Detail, field: string, nth = 0): DetailNode => {
  const node = detail.nodes.filter((n) => n.field === field)[nth];
  if (!node) throw new Error(`no line for ${field}`);
  return node;
};
const labels = (detail: Detail): string[] => detail.nodes.map((n) => n.label);
const all = (session: Session, view = VIEW): Detail[] => Array.from({ length: session.store.count }, (_, i) => session.detail(i + 1, view));
const column = (session: Session, id: string, view = VIEW): string[] => session.rows(0, 1000, [id], view).map((r) => r.cells[0]!);

describe.skipIf(!present)('lesson 000, the echo server on macOS', () => {
  it('A04: says link type and snaplen of the capture', () => {
    const [iface] = seed('goecho-dltnull.pcap').info('x', 0).interfaces;
    expect(`${iface!.linktype} (${iface!.description}), ${iface!.snaplen}`).toBe('NULL (BSD loopback), 262144');
  });
  it('A06: spells the flags as tcpdump and as Wireshark do', () => {
    const printed = readFileSync(join(SEEDS, 'goecho-seed-text.txt'), 'utf8').match(/Flags \[[^\]]+\]/g)!.map((f) => f.slice(6));
    const tcpdump = column(seed('goecho-dltnull.pcap'), 'info', { ...VIEW, flagStyle: 'tcpdump' });
    expect(printed.length).toBe(12);
    for (const [i, flags] of printed.entries()) expect(tcpdump[i]).toContain(` ${flags} `);
    expect(column(seed('goecho-dltnull.pcap'), 'info')[1]).toContain('[SYN, ACK]');
  });
  it('A08: an IPv4 checksum of 0 on a loopback is not filled in, and no error', () => {
    for (const detail of all(seed('goecho-dltnull.pcap'))) {
      expect(line(detail, 'ip.checksum').label).toContain('not filled in');
      expect(detail.nodes.every((n) => n.severity !== 'error')).toBe(true);
    }
  });
  it('A09: a TCP checksum that is the pseudo-header sum is offloaded; one flipped bit is really wrong', () => {
    for (const detail of all(seed('goecho-dltnull.pcap'))) expect(line(detail, 'tcp.checksum').label).toContain('offloaded');
    const bytes = bytesOf('goecho-dltnull.pcap');
    bytes[24 + 16 + 4 + 20 + 17]! ^= 1; // frame 1: low byte of the TCP checksum
    const first = open(bytes).detail(1, VIEW);
    expect(line(first, 'tcp.checksum').label).toMatch(/incorrect/);
    expect(first.nodes.some((n) => n.severity === 'error')).toBe(true);
  });
  it('A14: shows sequence numbers relative or absolute', () => {
    const session = seed('goecho-dltnull.pcap');
    expect(line(session.detail(1, VIEW), 'tcp.seq').value).toBe('0');
    expect(line(session.detail(1, { ...VIEW, relativeSequence: false }), 'tcp.seq').value).toBe('2046827845');
  });
});

describe.skipIf(!present)('lesson 002, the headers', () => {
  it('A21: the identification stands at bytes 4 and 5 of the IP header', () => {
    const detail = seed('seed2-syn.pcap').detail(1, VIEW);
    const { start, length } = line(detail, 'ip.id');
    expect([start - line(detail, 'ip').start, length]).toEqual([4, 2]);
  });
  it('A23: checksum verification can be turned off', () => {
    const session = seed('seed2-syn.pcap');
    expect(line(session.detail(1, { ...VIEW, verifyChecksums: false }), 'tcp.checksum').label).toContain('[unverified]');
    expect(labels(session.detail(1, VIEW)).join('\n')).toContain('0x0427');
  });
  it('A24: lists five options of the SYN', () => {
    const detail = seed('seed2-syn.pcap').detail(1, VIEW);
    const options = detail.nodes.filter((n) => n.label.startsWith('TCP Option - '));
    expect(options.map((n) => n.label.slice(13).split(':')[0])).toEqual(['Maximum segment size', 'SACK permitted', 'Timestamps', 'No-Operation (NOP)', 'Window scale']);
  });
  it('A26, A58: the ruler\'s parts sum to the wire length', () => {
    const echo = seed('goecho-dltnull.pcap').detail(5, VIEW);
    expect(echo.ruler.map((r) => r.length).slice(0, 3)).toEqual([4, 20, 32]);
    for (const session of [seed('goecho-dltnull.pcap'), seed('rpcx-dltnull.pcap'), seed('exp-IN.pcap')]) {
      for (const detail of all(session)) expect(detail.ruler.reduce((sum, r) => sum + r.length, 0)).toBe(detail.len);
    }
  });
  it('A28: shows the window as sent and multiplied by its scale', () => {
    const detail = seed('goecho-dltnull.pcap').detail(3, VIEW);
    const [sent, scale, window] = ['tcp.window_size_value', 'tcp.window_size_scalefactor', 'tcp.window_size'].map((f) => Number(line(detail, f).value));
    expect(sent! * scale!).toBe(window);
    expect([scale, window]).toEqual([64, 408256]);
  });
});

describe.skipIf(!present)('lesson 001, rpcx byte by byte', () => {
  it('A58: link, IP and payload lengths 56/56/52', () => {
    const detail = seed('rpcx-dltnull.pcap').detail(6, VIEW);
    expect([detail.caplen, detail.len, Number(line(detail, 'ip.len').value)]).toEqual([56, 56, 52]);
  });
  it('A61: reads request and answer', () => {
    const info = column(seed('rpcx-dltnull.pcap'), 'info');
    expect(info[4]).toContain('Arith.Mul {A:10,B:20}');
    expect(info[6]).toContain('Arith.Mul {C:200}');
    const session = seed('rpcx-dltnull.pcap');
    expect(labels(session.detail(5, VIEW)).join('\n')).toContain('Response in frame: 7');
    expect(labels(session.detail(7, VIEW)).join('\n')).toContain('Request in frame: 5');
  });
  it('A62: takes the rpcx header apart', () => {
    const session = seed('rpcx-dltnull.pcap');
    const [request, answer] = [session.detail(5, VIEW), session.detail(7, VIEW)];
    const at = (d: Detail, offset: number): number => d.sources[0]!.bytes[line(d, 'rpcx').start + offset]!;
    expect([at(request, 2), at(answer, 2), at(request, 3)]).toEqual([0x00, 0x80, 0x30]);
    expect(line(request, 'rpcx.total_length').value).toBe('47');
    expect(line(answer, 'rpcx.total_length').value).toBe('36');
    expect(labels(request).join('\n')).toMatch(/Serialization: MessagePack/);
    expect([line(request, 'rpcx.metadata_length').value, line(request, 'rpcx.payload_length').value, line(answer, 'rpcx.payload_length').value]).toEqual(['0', '23', '12']);
  });
  it('A63: reads the MessagePack payload', () => {
    const session = seed('rpcx-dltnull.pcap');
    expect(labels(session.detail(5, VIEW)).map((l) => l.trim())).toEqual(expect.arrayContaining(['A: 10', 'B: 20']));
    expect(labels(session.detail(7, VIEW)).map((l) => l.trim())).toEqual(expect.arrayContaining(['C: 200']));
  });
  it('A52: two frames side by side differ in the listed fields only', () => {
    const difference = seed('rpcx-dltnull.pcap').compare(9, 10, VIEW);
    const fields = new Set(difference.fields.map((f) => f.field).filter((f) => /^(ip|tcp)\./.test(f)));
    for (const same of ['ip.ttl', 'ip.len', 'ip.src', 'ip.dst', 'tcp.window_size_value', 'tcp.hdr_len']) expect(fields.has(same)).toBe(false);
    for (const differs of ['tcp.srcport', 'tcp.dstport', 'tcp.flags']) expect(fields.has(differs)).toBe(true);
    expect(difference.bytes.length).toBeGreaterThan(0);
    expect(difference.bytes.every(({ start }) => start >= 24)).toBe(true);
  });
  it('A55: shows a header as a type with the lesson\'s offsets', () => {
    const session = seed('rpcx-dltnull.pcap');
    const detail = session.detail(1, VIEW);
    const ip = session.struct(1, detail.nodes.findIndex((n) => n.field === 'ip'), 'c', VIEW);
    for (const [member, offset] of [['len', 2], ['id', 4], ['ttl', 8], ['proto', 9], ['checksum', 10], ['src', 12], ['dst', 16]] as const) {
      expect(ip).toMatch(new RegExp(`uint\\d+_t ${member};\\s+/\\* \\+${offset} `));
    }
    for (const language of ['go', 'rust', 'typescript'] as const) {
      expect(session.struct(1, detail.nodes.findIndex((n) => n.field === 'tcp'), language, VIEW)).toContain('+12');
    }
  });
  it('A57: names where each layer is defined', () => {
    const layers = registry.protocols.filter((p) => p.spec !== '' && p.tcpdump !== undefined);
    expect(layers.length).toBeGreaterThanOrEqual(10);
    const detail = seed('rpcx-dltnull.pcap').detail(1, VIEW);
    expect([line(detail, 'null').tcpdump, line(detail, 'tcp').spec]).toEqual(['print-null.c', 'RFC 9293']);
  });
});

describe.skipIf(!present)('lesson 003, pitfalls of capturing', () => {
  it('A71: time, link, network and transport stand in the columns', () => {
    const [row] = seed('rpcx-dltnull.pcap').rows(0, 1, ['time', 'source', 'destination', 'protocol', 'length', 'info'], VIEW);
    expect(row!.cells.every((cell) => cell !== '')).toBe(true);
  });
  it('A45: six time formats, and a reference', () => {
    const session = seed('goecho-dltnull.pcap');
    const first = (time: ViewOptions['time']): string[] => column(session, 'time', { ...VIEW, time });
    const epoch = first('epoch');
    const times = readFileSync(join(SEEDS, 'goecho-seed-text.txt'), 'utf8').match(/^\d\d:\d\d:\d\d\.\d{6}/gm)!;
    expect(first('utc')).toEqual(times);
    expect(first('utcDate')[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/);
    expect(epoch[0]).toMatch(/^\d{10}\.\d{6}$/);
    expect(first('delta')[0]).toBe('0.000000');
    expect(first('relative')[0]).toBe('0.000000');
    session.notes.toggle('references', 5);
    expect(first('relative')[5]).toBe((Number(epoch[5]) - Number(epoch[4])).toFixed(6));
    expect(first('relative')[3]).toBe((Number(epoch[3]) - Number(epoch[0])).toFixed(6));
  });
  it('A81: a file that says RAW over Ethernet frames is doubted, and read again as Ethernet', () => {
    const forged = bytesOf('exp-IN.pcap');
    new DataView(forged.buffer, forged.byteOffset).setUint32(20, 101, true);
    const looks = open(forged).info('x', 0).looksLike;
    expect([looks?.declared, looks?.name]).toEqual(['RAW', 'LINUX_SLL2']);
    expect(column(open(forged, looks!.linktype), 'protocol')).toEqual(column(seed('exp-IN.pcap'), 'protocol'));
    expect(seed('exp-IN.pcap').info('x', 0).looksLike).toBeNull();
  });
});
