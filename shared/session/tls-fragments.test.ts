// Handshake messages of TLS cut into records, and these into segments, anywhere: held against tshark 4.0, and told one by one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { TLS_EXAMPLES } from '../dissect/protocols/values/tls-examples';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp } from './made-packets';
import { random } from './testing/made-streams';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const COLUMNS = ['protocol', 'info', 'tls.handshake.fragment', 'tls.handshake.fragment.count', 'tls.handshake.reassembled_in', 'tls.handshake.type', 'tls.handshake.length',
  'tls.handshake.ja3s', 'tls.handshake.server_point', 'tls.record.length', 'tcp.segment'];
const FIELDS = ['_ws.col.Protocol', '_ws.col.Info', ...COLUMNS.slice(2)];

/** The handshake messages of an example, without their records. */
function messages(what: string): number[] {
  const bytes = Buffer.from(TLS_EXAMPLES.find((example) => example.what.includes(what))!.hex.replace(/\s+/g, ''), 'hex');
  const found: number[] = [];
  for (let at = 0; at < bytes.length; at += 5 + bytes.readUInt16BE(at + 3)) found.push(...bytes.subarray(at + 5, at + 5 + bytes.readUInt16BE(at + 3)));
  return found;
}
const SERVER_FLIGHT = messages('four messages, with a certificate');

/** Cut into pieces of at most so many octets. */
function cut(bytes: readonly number[], most: number, next: () => number): number[][] {
  const pieces: number[][] = [];
  for (let at = 0; at < bytes.length; at += pieces.at(-1)!.length) pieces.push(bytes.slice(at, at + 1 + Math.floor(next() * most)));
  return pieces;
}

const record = (body: readonly number[]): number[] => [22, 3, 3, body.length >> 8, body.length & 255, ...body];

/** A server's flight `times` over, in records and segments of any size. */
function flights(seed: number, times: number): Uint8Array {
  const next = random(seed);
  const packets: number[][] = [];
  for (let i = 0; i < times; i++) {
    let sequence = 1;
    const records = cut(SERVER_FLIGHT, [30, 200, 700][i % 3]!, next).flatMap(record);
    for (const segment of cut(records, [60, 300, 1400][Math.floor(next() * 3)]!, next)) {
      packets.push(ip(6, 2, 1, tcp(443, 40_000 + i, { flags: 0x18, sequence, acknowledgment: 1 }, segment)));
      sequence += segment.length;
    }
  }
  return pcapOf(packets);
}

function tshark(capture: Uint8Array, passes: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-fragments-'));
  try {
    writeFileSync(join(folder, 'x.pcap'), capture);
    const args = ['-n', ...passes, '-r', join(folder, 'x.pcap'), '-T', 'fields', ...FIELDS.flatMap((field) => ['-e', field])];
    return spawnSync('tshark', args, { encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout.split('\n').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ours = (capture: Uint8Array): string[] => sessionOver(capture).rows(0, 10_000, COLUMNS, VIEW).map((row) => row.cells.join('\t'));

describe.skipIf(!hasTshark)('what each frame says is what tshark says (skipped where tshark is not installed)', () => {
  it.each([1, 2, 3, 4])('seed %i', (seed) => {
    const capture = flights(seed, 12);
    const expected = tshark(capture, ['-2']);
    expect(expected.join()).toContain('Certificate');
    expect(ours(capture)).toEqual(expected);
  });
});

describe('a message in two records', () => {
  const first = SERVER_FLIGHT.slice(0, 30);
  const rest = SERVER_FLIGHT.slice(30, 65);
  const frames = (segments: readonly (readonly number[])[]): Uint8Array => {
    let sequence = 1;
    return pcapOf(segments.map((data) => {
      sequence += data.length;
      return ip(6, 2, 1, tcp(443, 40_000, { flags: 0x18, sequence: sequence - data.length, acknowledgment: 1 }, data));
    }));
  };
  it('has its bytes as a source of their own in the frame of the second', () => {
    const session = sessionOver(frames([record(first), record(rest)]));
    const sources = session.detail(2, VIEW).sources.map(({ name, bytes }) => [name, bytes.length]);
    expect(sources).toContainEqual(['Reassembled TLS Handshake (65 bytes)', 65]);
  });
  it('stays unfinished where other bytes follow', () => {
    const lines = ours(frames([record(first), record(new Array<number>(8).fill(0xff))]));
    expect(lines.map((line) => line.split('\t')[1])).toEqual(['[Server Hello Fragment]', '']);
  });
});
