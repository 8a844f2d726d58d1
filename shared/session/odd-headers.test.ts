// Headers with unusual values, one frame each: what the columns say of them, held against tshark 4.0.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import type { ViewOptions } from '../ipc/contract';
import { pcapOf, sessionOver, udp } from './made-packets';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
const HOST = [10, 0, 0, 2];
const HOST6 = '20010db8000000000000000000000002';

const hex = (text: string): number[] => [...Buffer.from(text.replaceAll(' ', ''), 'hex')];
const filled = (length: number, value = 1): number[] => new Array<number>(length).fill(value);
const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

function ipv4(protocol: number, destination: readonly number[], payload: readonly number[]): number[] {
  return [0x45, 0, 0, 20 + payload.length, 0, 1, 0, 0, 64, protocol, 0, 0, 10, 0, 0, 1, ...destination, ...payload];
}

function ipv6(next: number, destination: string, payload: readonly number[]): number[] {
  return [0x60, 0, 0, 0, 0, payload.length, next, 64, ...hex(`fe80000000000000 0000000000000001 ${destination}`), ...payload];
}

/** A datagram whose header says another length. */
function lying(length: number, payload: number): number[] {
  const datagram = udp(1, 2, filled(payload));
  return [...datagram.slice(0, 4), length >> 8, length & 255, 0x12, 0x34, ...datagram.slice(8)];
}

const OPTIONS: Readonly<Record<string, string>> = { N: '01', S: '0402', X: 'fe0300', T: '080a0000000100000002' };

function withOptions(layout: string): number[] {
  const options = hex(layout.split('').map((letter) => OPTIONS[letter]!).join(''));
  const padded = [...options, ...filled(-options.length & 3, 0)];
  return [...hex('03e80050 00000001 00000001'), (5 + padded.length / 4) << 4, 0x10, ...hex('2000 0000 0000'), ...padded];
}

const ECHO = hex('0800 f7fd 0001 0001 61626364');
const ECHO6 = hex('8000 0000 0001 0001 61626364');
const LINK_ADDRESSES = ['0101020000000007', '0201020000000009', '0102020000000007 0000000000000000', '0101020000000007 0201020000000009'];
const NEIGHBOUR_MESSAGES = ['85000000 00000000', '86000000 40c00708 00000000 00000000', `87000000 00000000 ${HOST6}`, `88000000 60000000 ${HOST6}`, `89000000 00000000 ${HOST6} ${HOST6}`];

const PACKETS: Readonly<Record<string, readonly number[][]>> = {
  'echo requests to groups that nobody answers': [
    ...[[224, 0, 0, 1], [239, 1, 1, 1], [255, 255, 255, 255], HOST].map((to) => ipv4(1, to, ECHO)), ...['ff020000000000000000000000000001', HOST6].map((to) => ipv6(58, to, ECHO6)),
  ],
  'ICMP types': range(1, 255).filter((type) => ![3, 4, 5, 8, 9, 11, 12, 42, 43].includes(type)).map((type) => ipv4(1, HOST, [type, 0, 0, 0, ...filled(16, 0)])),
  'ICMPv6 types that nobody assigned': [0, 5, 99, 100, 102, 127, 162, 199, 201, 255].flatMap((type) => [0, 1, 12].map((octets) => ipv6(58, HOST6, [type, 0, 0, 0, ...filled(octets)]))),
  'link-layer addresses of neighbour discovery': NEIGHBOUR_MESSAGES.flatMap((message) => LINK_ADDRESSES.map((option) => ipv6(58, HOST6, hex(message + option)))),
  'protocols behind IPv6 that nobody dissects': [3, 7, 61, 63, 144, 200, 252, 253, 255].map((next) => ipv6(next, HOST6, filled(12))),
  'lengths of UDP': [0, 4, 7, 8, 12, 16, 30, 0xffff].flatMap((length) => [0, 4, 8].flatMap((payload) => [ipv4(17, HOST, lying(length, payload)), ipv6(17, HOST6, lying(length, payload))])),
  'BOOTP, cut': [1, 2, 122].flatMap((op) => [1, 2, 3, 4].map((octets) => ipv4(17, HOST, udp(68, 67, [op, ...filled(octets - 1)])))),
  'lengths of 0, which a card fills in': [[1, 2, 3], []].map((payload) => ipv4(17, HOST, udp(1, 2, payload))).map((packet) => [...packet.slice(0, 2), 0, 0, ...packet.slice(4)]),
  // Each letter an option: two octets are enough to shift what stands behind them.
  'TCP options that do nothing, four in a row or not': ['NNNN', 'SNNNN', 'SSNNNN', 'SSNNSNN', 'XNNNN', 'NXNNNN', 'NNXNNXNN', 'XXNNNN', 'NNNNN', 'TNNSNXNSN', 'NNSNN', 'SNTNNNNNX'].map((layout) => ipv4(6, HOST, withOptions(layout))),
  'private NTP of an unknown request': [ipv4(17, HOST, udp(123, 123, [0x17, 0, 3, 250, ...filled(4, 0)]))],
};

function tshark(bytes: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'netloupe-odd-'));
  try {
    writeFileSync(join(folder, 'x.pcap'), bytes);
    const args = ['-n', '-2', '-r', join(folder, 'x.pcap'), '-T', 'fields', '-e', '_ws.col.Protocol', '-e', '_ws.col.Info', '-e', 'frame.protocols', '-e', 'ip.len', '-e', 'tcp.nop'];
    return spawnSync('tshark', args, { encoding: 'utf8' }).stdout.split('\n').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.skipIf(!hasTshark).each(Object.keys(PACKETS))('%s (skipped where tshark is not installed)', { timeout: 30_000 }, (name) => {
  const bytes = pcapOf(PACKETS[name]!);
  const expected = tshark(bytes);
  expect(expected.length).toBe(PACKETS[name]!.length);
  expect(sessionOver(bytes).rows(0, 1000, ['protocol', 'info', 'frame.protocols', 'ip.len', 'tcp.nop'], VIEW).map((row) => row.cells.join('\t'))).toEqual(expected);
});
