// What comes on a port of HTTP in conversations in which nobody asks in HTTP, or asks late: whose message a segment is, held against tshark 4.0.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp } from './made-packets';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const UNKNOWN = 'FOO / HTTP/1.1\r\nHost: x\r\n\r\n';
const REQUEST = 'GET / HTTP/1.1\r\n\r\n';
const RESPONSE = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const OCTETS = '\0\u0001\u0002\u0003\u0004';
const LINE = 'some: thing\r\n';
/** What the client (>) and the server (<) say. */
const CONVERSATIONS: readonly (readonly string[])[] = [
  [`>${UNKNOWN}`], [`>${UNKNOWN}`, `<${RESPONSE}`], [`>${UNKNOWN}`, `<${UNKNOWN}`, `>${REQUEST}`], [`>${OCTETS}`, `<${RESPONSE}`, `>${OCTETS}`], [`<${RESPONSE}`, `<${OCTETS}`],
  [`>${OCTETS}`, `<${OCTETS}`, `>${REQUEST}`], [`>${LINE}`, `<${RESPONSE}`, `>${LINE}`], [`>${UNKNOWN}`, `<${RESPONSE}`, `>${REQUEST}`, `<${RESPONSE}`],
  [`>${REQUEST}`, `<${RESPONSE}`, `>${OCTETS}`], [`>${UNKNOWN}`, `<${LINE}`, '>NOTIFY * HTTP/1.1\r\n\r\n'],
];

/** Besides the columns, of what the snaplen left. */
const FIELDS = ['frame.protocols', 'http.request.method', 'http.request.uri', 'http.response.code', 'http.host', 'http.file_data', 'data.len'];

function capture(conversations = CONVERSATIONS): Uint8Array {
  return pcapOf(conversations.flatMap((messages, i) => {
    const sent: [number, number] = [1, 1];
    return messages.map((message) => {
      const isServer = message.startsWith('<');
      const data = Array.from(message.slice(1), (c) => c.charCodeAt(0));
      const [sequence, acknowledgment] = isServer ? [sent[1], sent[0]] : sent;
      sent[isServer ? 1 : 0] += data.length;
      const options = { flags: 0x18, sequence, acknowledgment };
      return isServer ? ip(6, 2, 1, tcp(80, 40_000 + i, options, data)) : ip(6, 1, 2, tcp(40_000 + i, 80, options, data));
    });
  }));
}

function tshark(bytes: Uint8Array, options: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-http-'));
  try {
    writeFileSync(join(folder, 'x.pcap'), bytes);
    const args = ['-n', '-r', join(folder, 'x.pcap'), '-T', 'fields', '-e', '_ws.col.Protocol', '-e', '_ws.col.Info', ...options];
    return spawnSync('tshark', args, { encoding: 'utf8' }).stdout.trimEnd().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.skipIf(!hasTshark)('is HTTP where somebody asks (skipped where tshark is not installed)', { timeout: 30_000 }, () => {
  const bytes = capture();
  expect(sessionOver(bytes).rows(0, 100, ['protocol', 'info'], VIEW).map((row) => row.cells.join('\t').trimEnd())).toEqual(tshark(bytes, ['-2']).map((line) => line.trimEnd()));
});

const CUT: readonly (readonly string[])[] = [
  ['>GET /a?b=c HTTP/1.1\r\nHost: x.example\r\nAccept: */*\r\n\r\n', '<HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<p>\none\ntwo\nthree\n', '>GET / HTTP/1.1\r\n\r\n'],
];

/** As a snaplen of so many octets of each packet leaves it. */
function cut(bytes: Uint8Array, snaplen: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const parts = [bytes.slice(0, 24)];
  for (let at = 24; at < bytes.length; ) {
    const [captured, shorter] = [view.getUint32(at + 8, true), Math.min(view.getUint32(at + 8, true), snaplen)];
    const record = bytes.slice(at, at + 16 + shorter);
    new DataView(record.buffer).setUint32(8, shorter, true);
    parts.push(record);
    at += 16 + captured;
  }
  return Buffer.concat(parts);
}

it.skipIf(!hasTshark)('is told as far as the snaplen left it (skipped where tshark is not installed)', { timeout: 120_000 }, () => {
  const whole = capture(CUT);
  for (let snaplen = 40; snaplen <= 140; snaplen += 3) {
    const bytes = cut(whole, snaplen);
    expect(sessionOver(bytes).rows(0, 100, ['protocol', 'info', ...FIELDS], VIEW).map((row) => row.cells.join('\t').trimEnd()), `snaplen ${snaplen}`).toEqual(tshark(bytes, ['-2', ...FIELDS.flatMap((field) => ['-e', field])]).map((line) => line.trimEnd()));
  }
});
