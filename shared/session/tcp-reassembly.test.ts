// PDUs over several TCP segments: what is shown in which frame, held against tshark 4.0 over made streams and in cases that are told one by one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp } from './made-packets';
import { madeStream } from './testing/made-streams';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const COLUMNS = ['protocol', 'info', 'tcp.segment', 'tcp.reassembled.length', 'tcp.segment_data', 'http.content_length_header', 'dns.id', 'tls.record.length'];
const FIELDS = ['_ws.col.Protocol', '_ws.col.Info', ...COLUMNS.slice(2)];

function ours(capture: Uint8Array, columns = COLUMNS): string[] {
  const session = sessionOver(capture);
  return session.rows(0, session.store.count, columns, VIEW).map((row) => row.cells.join('\t'));
}

/** One line a frame; twice: as frames are read, and once all are known. */
function tshark(capture: Uint8Array): [string[], string[]] {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-reassembly-'));
  try {
    const file = join(folder, 'x.pcap');
    writeFileSync(file, capture);
    const run = (passes: string[]): string[] =>
      spawnSync('tshark', ['-n', ...passes, '-r', file, '-T', 'fields', ...FIELDS.flatMap((field) => ['-e', field])], { encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout.split('\n').slice(0, -1);
    return [run([]), run(['-2'])];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Frames of which a cell is neither what tshark prints in its first pass nor in its second. */
function differences(capture: Uint8Array): string[] {
  const [first, second] = tshark(capture);
  expect(second.length).toBeGreaterThan(0);
  return ours(capture).flatMap((line, i) => {
    const [one, two] = [(first[i] ?? '').split('\t'), (second[i] ?? '').split('\t')];
    const bad = line.split('\t').flatMap((cell, k) => (cell === one[k] || cell === two[k] ? [] : [`${FIELDS[k]}: ${cell} / ${two[k]}`]));
    return bad.length === 0 ? [] : [`${i + 1} ${bad.join('; ')}`];
  });
}

const streams = (from: number, count: number, disorder: number): Uint8Array => pcapOf(Array.from({ length: count }, (_, i) => madeStream(from + i, disorder)).flat());

describe.skipIf(!hasTshark)('made streams are taken apart as tshark does (skipped where tshark is not installed)', () => {
  // In order: where a segment ends between the CR and the LF behind the last chunk, tshark takes the CR for the end and the LF for another message.
  // With loss: tshark says which TLS version is spoken without having seen the Server Hello; and where both have lost their way they do so differently.
  it.each([[0, 0.002], [0.05, 0.015], [0.2, 0.03]])('with %s of the segments lost, sent again or overtaken: all frames but %s of them', (disorder, most) => {
    const capture = streams(1000 * disorder + 1, 150, disorder);
    const bad = differences(capture);
    expect(bad.length / ours(capture, ['number']).length, bad.join('\n')).toBeLessThan(most);
  });
});

/** DNS over TCP: four questions of 64 octets, of which each segment brings those from one octet to another. */
function questions(segments: readonly (readonly [from: number, to: number])[], seconds: number): Uint8Array {
  const question = (id: number): number[] => [0, 62, 0, id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 40, ...Array<number>(40).fill(0x6e), 3, 0x6f, 0x72, 0x67, 0, 0, 1, 0, 1];
  const all = [1, 2, 3, 4].flatMap(question);
  const side = (flags: number, sequence: number, payload: readonly number[] = []): number[] => ip(6, 1, 2, tcp(40_000, 53, { flags, sequence, acknowledgment: 1 }, payload));
  return pcapOf([side(2, 0), ip(6, 2, 1, tcp(53, 40_000, { flags: 0x12, sequence: 0, acknowledgment: 1 })), side(0x10, 1), ...segments.map(([from, to]) => side(0x18, 1 + from, all.slice(from, to)))], seconds);
}

describe.skipIf(!hasTshark)('data that come again (skipped where tshark is not installed)', () => {
  const cases: readonly (readonly [what: string, segments: readonly (readonly [number, number])[]])[] = [
    ['the beginning, with all that was missing', [[0, 1], [0, 64]]], ['the beginning, with more than was asked for', [[0, 30], [0, 84], [84, 256]]], ['the beginning alone', [[0, 30], [0, 20], [30, 64]]],
    ['what filled a gap', [[0, 30], [60, 64], [30, 60]]], ['what filled a gap, before the end', [[0, 30], [60, 62], [30, 60], [62, 64]]], ['what filled a gap, and others behind', [[0, 20], [40, 84], [20, 40], [84, 256]]],
    ['the middle, with the end', [[0, 30], [30, 60], [30, 64]]], ['the middle, with a part of the next', [[0, 30], [30, 60], [40, 84], [84, 256]]], ['the middle twice', [[0, 20], [40, 50], [20, 40], [20, 64]]],
  ];
  it.each(cases.flatMap(([what, segments]) => [0, 1].map((seconds) => [what, seconds, segments] as const)))('%s, %s seconds later: as tshark puts it together', (_what, seconds, segments) => {
    const capture = questions(segments, seconds);
    expect(differences(capture)).toEqual([]);
    expect(ours(capture, ['number']).length).toBe(3 + segments.length);
  });
});

const ascii = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));
/** Data that the side of port 80 sends, one segment each; in front of them a handshake and a request. */
function answered(...data: readonly string[]): Uint8Array {
  const request = 'GET / HTTP/1.1\r\n\r\n';
  let sequence = 901;
  const opening = [[1, 2, 100, 0, ''], [2, 0x12, 900, 101, ''], [1, 0x10, 101, 901, ''], [1, 0x18, 101, 901, request]] as const;
  const answers = data.map((text) => {
    const isLast = text.endsWith('FIN');
    const bytes = isLast ? text.slice(0, -3) : text;
    const segment = [2, isLast ? 0x19 : 0x18, sequence, 101 + request.length, bytes] as const;
    sequence += bytes.length;
    return segment;
  });
  return pcapOf([...opening, ...answers].map(([side, flags, from, acknowledgment, text]) => {
    const [source, destination] = side === 1 ? [40_000, 80] : [80, 40_000];
    return ip(6, side, 3 - side, tcp(source, destination, { flags, sequence: from, acknowledgment }, ascii(text)));
  }));
}

describe('a message over several segments', () => {
  it('is not chunked where a no-break space stands before that word', () => {
    const rows = ours(answered('HTTP/1.1 200 OK\r\nTransfer-Encoding: \u00a0chunked\r\n\r\n1\r\nx\r\n0\r\n\r\nFIN'), ['info', 'http.chunk_size', 'http.file_data']);
    expect(rows.slice(4)).toEqual(['HTTP/1.1 200 OK \t\t1\\r\\nx\\r\\n0\\r\\n\\r\\n']);
  });
  it('ends with the FIN of the segment that ends its head, where nothing else says how long it is', () => {
    const rows = ours(answered('HTTP/1.0 200 OK\r\n', 'Server: s\r\n\r\nbodyFIN'), ['protocol', 'tcp.segment', 'http.file_data']);
    expect(rows.slice(4)).toEqual(['TCP\t\t', 'HTTP\t5,6\tbody']);
  });
  it('is shown in the frame that completes it; the others say where', () => {
    const rows = ours(answered('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nab', 'cd', 'ef'), ['protocol', 'info', 'tcp.reassembled_in', 'tcp.segment', 'http.file_data', 'http.request_in']);
    expect(rows.slice(4)).toEqual([
      'TCP\t80 → 40000 [PSH, ACK] Seq=1 Ack=19 Win=8192 Len=40 [TCP segment of a reassembled PDU]\t7\t\t\t',
      'TCP\t80 → 40000 [PSH, ACK] Seq=41 Ack=19 Win=8192 Len=2 [TCP segment of a reassembled PDU]\t7\t\t\t',
      'HTTP\tHTTP/1.1 200 OK \t\t5,6,7\tabcdef\t4',
    ]);
  });
  it('without a length ends with the FIN', () => {
    const rows = ours(answered('HTTP/1.1 200 OK\r\n\r\nab', 'cd', 'efFIN'), ['protocol', 'http.file_data']);
    expect(rows.slice(4)).toEqual(['TCP\t', 'TCP\t', 'HTTP\tabcdef']);
  });
  it('has its bytes as a source of their own in the tree, and the segments as lines', () => {
    const detail = sessionOver(answered('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n', 'abcd')).detail(6, VIEW);
    expect(detail.sources.map(({ name }) => name)).toEqual(['Frame', 'Reassembled TCP (42 bytes)']);
    expect(detail.nodes.map(({ label }) => label)).toContain('[2 Reassembled TCP Segments (42 bytes): #5(38), #6(4)]');
  });
  it('that is not told to be longer than allowed is not put together, and what there is of it is shown', () => {
    const rows = ours(answered('HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\nab', 'cd'), ['protocol', 'http.response.code']);
    expect(rows.slice(4)).toEqual(['HTTP\t200', 'TCP\t']);
  });
  it('longer than allowed says so, and which limit', () => {
    const capture = answered('HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\nab', 'cd');
    const said = (mostPduOctets: number): string[] => sessionOver(capture, mostPduOctets).detail(5, VIEW).nodes.map(({ label }) => label).filter((label) => label.startsWith('Not put together'));
    expect(said(2 * 1_048_576)).toEqual(['Not put together: the message is longer than 2 MiB, the limit that is set']);
    expect(said(3 * 1_048_576)).toEqual([]);
  });
  it('is not taken anew from the octet that a keep-alive sends again; so in tshark', () => {
    const [head, end] = ['GET / HTTP/1.1\r\nHost: a\r\n', '\r\n'];
    const [behind, last] = [101 + head.length + end.length, 100 + head.length + end.length];
    const segments = [[1, 0x18, 101, 901, head], [1, 0x18, 101 + head.length, 901, end], [2, 0x10, 901, behind, ''], [1, 0x10, last, 901, '\n'], [2, 0x10, 901, behind, '']] as const;
    const capture = pcapOf(segments.map(([side, flags, from, acknowledgment, text]) => {
      const [source, destination] = side === 1 ? [40_000, 80] : [80, 40_000];
      return ip(6, side, 3 - side, tcp(source, destination, { flags, sequence: from, acknowledgment }, ascii(text)));
    }));
    expect(ours(capture, ['protocol'])).toEqual(['TCP', 'HTTP', 'TCP', 'TCP', 'TCP']);
    expect(ours(capture, ['info'])[3]).toContain('[TCP Keep-Alive]');
  });
  it('of a line that does not end, sent octet by octet, is looked at a bounded number of times', () => {
    const frames = 5000;
    const rows = ours(answered(...Array.from({ length: frames }, () => 'x')), ['protocol', 'tcp.segment_data']);
    expect(rows.length).toBe(frames + 4);
    // It is given up as a message and shown as what it is, every so many segments.
    expect(rows.filter((row) => row.startsWith('HTTP')).length).toBeGreaterThan(10);
  });
  it('of which every second octet is missing is given up, not waited for with a list of all gaps', () => {
    const request = 'GET / HTTP/1.1\r\n\r\n';
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n';
    const segments = [[1, 101, 901, request], [2, 901, 101 + request.length, head], ...Array.from({ length: 3000 }, (_, i) => [2, 903 + head.length + 2 * i, 101 + request.length, 'z'] as const)] as const;
    const rows = ours(pcapOf(segments.map(([side, sequence, acknowledgment, text]) => {
      const [source, destination] = side === 1 ? [40_000, 80] : [80, 40_000];
      return ip(6, side, 3 - side, tcp(source, destination, { flags: 0x18, sequence, acknowledgment }, ascii(text)));
    })), ['protocol', 'tcp.reassembled_in']);
    expect(rows.length).toBe(3002);
    expect(rows.every((row) => row.endsWith('\t'))).toBe(true);
  });
});
