// Messages of protocols whose framing alone is known, cut into segments anywhere: which segments belong together is held against tshark 4.0.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import type { ViewOptions } from '../ipc/contract';
import { ip, pcapOf, sessionOver, tcp } from './made-packets';
import { random } from './testing/made-streams';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const COLUMNS = ['tcp.segment', 'tcp.reassembled_in'];

const ascii = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));
const be = (value: number, size: number): number[] => Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) & 255);
const le = (value: number, size: number): number[] => be(value, size).reverse();
const body = (length: number): number[] => new Array<number>(length).fill(0x41);

/** One message with about so many octets in it. */
const MESSAGES: Readonly<Record<string, readonly [port: number, make: (length: number) => number[]]>> = {
  mqtt: [1883, (n) => { const rest = [...be(3, 2), ...ascii('a/b'), ...body(n)]; return [0x30, ...(rest.length < 128 ? [rest.length] : [(rest.length & 127) | 128, rest.length >> 7]), ...rest]; }],
  opcua: [4840, (n) => [...ascii('MSGF'), ...le(24 + n, 4), ...body(16 + n)]],
  bgp: [179, (n) => [...new Array<number>(16).fill(255), ...be(23 + n, 2), 2, 0, 0, 0, 0, ...body(n)]],
  diameter: [3868, (n) => [1, ...be(20 + 4 * n, 3), 0x80, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, ...body(4 * n)]],
  openflow: [6653, (n) => [4, 2, ...be(8 + n, 2), 0, 0, 0, 1, ...body(n)]],
  mysql: [3306, (n) => [...le(1 + n, 3), 0, 3, ...body(n)]],
  xmpp: [5222, (n) => ascii(`<message><body>${'A'.repeat(n)}</body></message>`)],
};

function capture(name: string): Uint8Array {
  const [port, make] = MESSAGES[name]!;
  const next = random(name.length * 7 + port);
  const bytes = Array.from({ length: 60 }, () => make(Math.floor(next() * 400))).flat();
  const packets: number[][] = [];
  for (let at = 0; at < bytes.length; ) {
    const data = bytes.slice(at, at + 1 + Math.floor(next() * 300));
    packets.push(ip(6, 1, 2, tcp(40_000, port, { flags: 0x18, sequence: 1 + at, acknowledgment: 1 }, data)));
    at += data.length;
  }
  return pcapOf(packets);
}

function tshark(bytes: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-framed-'));
  try {
    writeFileSync(join(folder, 'x.pcap'), bytes);
    const args = ['-n', '-2', '-r', join(folder, 'x.pcap'), '-T', 'fields', ...COLUMNS.flatMap((field) => ['-e', field])];
    return spawnSync('tshark', args, { encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout.split('\n').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.skipIf(!hasTshark).each(Object.keys(MESSAGES))('%s (skipped where tshark is not installed)', (name) => {
  const bytes = capture(name);
  const expected = tshark(bytes);
  expect(expected.filter((line) => line.trim() !== '').length).toBeGreaterThan(20);
  expect(sessionOver(bytes).rows(0, 10_000, COLUMNS, VIEW).map((row) => row.cells.join('\t'))).toEqual(expected);
});
