// A packet as code: Scapy, where it is installed, builds the same bytes of it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWhole } from '../capture-file/read-whole';
import { packetCode } from './packet-code';

const OWN = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
/** The first Python that knows it. */
const python = ['python3', '/usr/bin/python3'].find((path) => spawnSync(path, ['-c', 'import scapy.all'], { encoding: 'utf8' }).status === 0) ?? '';
const hasScapy = python !== '';
if (!hasScapy) console.warn('packet-code.test.ts: SKIPPED in part, python3-scapy is not installed');

const frames = (): readonly Uint8Array[] => readWhole(new Uint8Array(readFileSync(OWN))).frames.map(({ bytes }) => bytes);
/** With a VLAN, options of every kind, padding, a fragment, options of IP, a cut header. */
const MADE = [
  '02000000000202000000000181006064080045000028000100004006000000c000020ac00002010050005100000001000000025010200000000000000000000000',
  '0200000000020200000000010800450000480001000040060000c000020ac000020100500051000000010000000a a0122000000000000204 05b40402 080a00000001000000020103030701 0101050a000000010000000200',
  '020000000002020000000001080045000026000120014001 0000c000020ac0000201 aabbccddeeff00112233445566778899aabb',
  '02000000000202000000000108004600002c000100004001 0000c000020ac0000201 9404000008000000 0001000261626364',
  '02000000000202000000000108004500',
  '0200000000020200000000010806000108000604000202000000000ac000020a020000000001c0000201',
  '02000000000202000000000186dd6001234500083a40fe8000000000000000000000000000010000000000000000000000000000000080001234000a0001',
].map((hex) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')));

test.skipIf(!hasScapy)('Scapy builds the same bytes (needs python3-scapy)', { timeout: 120_000 }, () => {
  const packets = [...frames(), ...MADE];
  const script = packets.map((bytes) => `${packetCode(bytes, 1, 'scapy').replace('from scapy.all import *', '')}\nprint(bytes(packet).hex())`).join('\n');
  const done = spawnSync(python, ['-'], { input: `from scapy.all import *\n${script}`, encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(done.stdout.trim().split('\n'), done.stderr).toEqual(packets.map((bytes) => Buffer.from(bytes).toString('hex')));
});

test('layers and fields as in the packet; raw IP too', () => {
  const syn = frames().find((bytes) => packetCode(bytes, 1, 'scapy').includes('flags=0x2,'))!;
  const text = packetCode(syn, 1, 'scapy');
  expect(text).toMatch(/Ether\(dst=.* \/\n {4}IP(v6)?\(.* \/\n {4}TCP\(.*\('MSS', 14\d0\)/);
  expect(packetCode(syn.subarray(14), 101, 'scapy')).toBe(text.replace(/Ether\(.*\) \/\n {4}/, ''));
  expect(packetCode(syn, 1, 'gopacket')).toMatch(/&layers\.Ethernet\{.*\n\t\t&layers\.IPv[46]\{.*\n\t\t&layers\.TCP\{.*SYN: true/);
  // Nothing of a packet can end a literal: all of it is digits.
  expect(packetCode(Uint8Array.from(Buffer.from("');import os;('\"`\n")), 147, 'scapy')).toContain("bytes.fromhex('2729");
});
