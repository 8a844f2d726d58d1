// `netloupe anonymise`: Crypto-PAn's own addresses, none of a capture's addresses or payload left, checksums right where they were, by tshark.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { captureLines } from '../../build/testing/capture-lines';
import { hasTshark } from '../../build/testing/tshark';
import { AddressCipher } from '../../shared/export/address-cipher';
import { ipv4BytesText, ipv4Number, ipv6Bytes, ipv6Text } from '../../shared/frame/address';
import { cryptoOf, cryptoOfKey } from '../capture/address-crypto';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const OWN = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const CORPUS = join(import.meta.dirname, '../../../shared/corpus/captures');
const CAPTURES = [OWN, ...['wireshark-4.0.17/dhcp.pcap', 'tcpreplay/test.rewrite_endpoint', 'suricata-verify/bug-78-uricontent/input.pcap', 'wireshark-4.0.17/dns_port.pcap'].map((name) => join(CORPUS, name)).filter((path) => existsSync(path))];

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } => spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
const fields = (path: string, ...names: string[]): string[][] =>
  run('tshark', ['-n', '-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE', '-r', path, '-T', 'fields', ...names.flatMap((name) => ['-e', name])]).stdout.trimEnd().split('\n').map((line) => line.split('\t'));

function anonymised(path: string, ...options: string[]): string {
  const to = join(folder, 'out.pcapng');
  rmSync(to, { force: true });
  const done = run(process.execPath, [NETLOUPE, 'anonymise', '-r', path, '-w', to, ...options]);
  expect(done.stderr).toMatch(/frames: .* replaced in .* places/);
  return to;
}

const ipv4 = (text: string): Uint8Array => {
  const value = ipv4Number(text);
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
};

describe('Crypto-PAn', () => {
  // The key and trace that its authors give with their implementation.
  const KEY = Uint8Array.of(21, 34, 23, 141, 51, 164, 207, 128, 19, 10, 91, 22, 73, 144, 125, 16, 216, 152, 143, 131, 121, 121, 101, 39, 98, 87, 76, 45, 42, 132, 34, 2);
  const { crypto, padSeed } = cryptoOf(KEY);
  test.each([
    ['128.11.68.132', '135.242.180.132'], ['129.118.74.4', '134.136.186.123'], ['130.132.252.244', '133.68.164.234'],
    ['141.223.7.43', '141.167.8.160'], ['141.233.145.108', '141.129.237.235'], ['152.163.225.39', '151.140.114.167'],
  ])('%s becomes %s', (address, other) => {
    expect(ipv4BytesText(new AddressCipher(crypto, padSeed, false).flipped(ipv4(address), 0))).toBe(other);
  });
});

const commonBits = (a: Uint8Array, b: Uint8Array): number => {
  for (let bit = 0; bit < a.length * 8; bit++) if ((((a[bit >> 3]! ^ b[bit >> 3]!) >> (7 - (bit & 7))) & 1) !== 0) return bit;
  return a.length * 8;
};

test('what two addresses have in common stays in common; special ones stay, no other becomes one', () => {
  const { crypto, padSeed } = cryptoOfKey('test');
  const cipher = new AddressCipher(crypto, padSeed, false);
  const v6 = ['2001:db8::1', '2001:db8::2', '2001:db8:1::1', '2a00:1450::5', '2001:db8::1:0:0:1'].map((text) => ipv6Bytes(text)!);
  for (const a of v6) for (const b of v6) expect(commonBits(cipher.ipv6(a), cipher.ipv6(b))).toBe(commonBits(a, b));
  const v4 = ['10.0.0.1', '10.0.0.2', '10.0.1.1', '10.128.0.1', '192.168.1.1', '192.168.1.77', '8.8.8.8'].map(ipv4);
  for (const a of v4) for (const b of v4.filter((other) => other[0] === a[0])) expect(commonBits(cipher.ipv4(a), cipher.ipv4(b))).toBe(commonBits(a, b));
  for (const special of ['0.0.0.0', '127.0.0.1', '224.0.0.251', '255.255.255.255']) expect(ipv4BytesText(cipher.ipv4(ipv4(special)))).toBe(special);
  for (const special of ['::', '::1', 'ff02::fb']) expect(ipv6Text(cipher.ipv6(ipv6Bytes(special)!))).toBe(special);
  const others = new Set<string>();
  for (let i = 1; i < 224 * 4; i++) {
    const address = Uint8Array.of(i % 224, 7, i >> 8, i & 255);
    if (address[0] === 0 || address[0] === 127) continue;
    const other = cipher.ipv4(address);
    expect(other[0]! > 0 && other[0] !== 127 && other[0]! < 224).toBe(true);
    others.add(ipv4BytesText(other));
  }
  expect(others.size).toBe(224 * 4 - 1 - 3 - 4 + 0);
});

describe.skipIf(!hasTshark)('what tshark reads of it (needs tshark)', () => {
  test.each(CAPTURES)('%s: no address is left, checksums are right where they were', { timeout: 60_000 }, (path) => {
    const names = ['eth.src', 'eth.dst', 'ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst', 'arp.src.proto_ipv4', 'arp.dst.proto_ipv4', 'arp.src.hw_mac', 'dns.a', 'dns.aaaa', 'dhcp.ip.your', 'dhcp.hw.mac_addr', 'icmpv6.nd.na.target_address', 'icmpv6.opt.linkaddr'];
    const isKept = (address: string): boolean => /^(0\.0\.0\.0|127\.|22[4-9]\.|2[3-5]\d\.|ff0[0-9a-f]:|::1?$|ff:ff:ff|33:33:00|01:00:5e|01:80:c2|00:00:00:00:00:00)/.test(address);
    const before = new Set(fields(path, ...names).flat().flatMap((cell) => cell.split(',')).filter((cell) => cell !== '' && !isKept(cell)));
    const out = anonymised(path, '--payload', 'keep', '--key', 'k');
    const after = new Set(fields(out, ...names).flat().flatMap((cell) => cell.split(',')));
    expect([...before].filter((address) => after.has(address))).toEqual([]);
    const checks = ['ip.checksum.status', 'tcp.checksum.status', 'udp.checksum.status', 'icmp.checksum.status', 'icmpv6.checksum.status', 'frame.len', 'frame.time_epoch', '_ws.col.Protocol'];
    expect(fields(out, ...checks)).toEqual(fields(path, ...checks));
  });
});

test('payloads are zeros or cut; the same key gives the same capture, another key another; comments and names are left out', () => {
  const text = readFileSync(OWN).toString('latin1');
  expect(text).toContain('netloupe.test'.slice(0, 8));
  const masked = anonymised(OWN, '--key', 'k');
  const first = readFileSync(masked);
  expect(first.toString('latin1')).not.toMatch(/HTTP\/1\.1|GET |netloupe\x04test/);
  expect(captureLines(masked, true)).toHaveLength(captureLines(OWN, true).length);
  expect(readFileSync(anonymised(OWN, '--key', 'k')).equals(first)).toBe(true);
  expect(readFileSync(anonymised(OWN, '--key', 'other')).equals(first)).toBe(false);
  const cut = captureLines(anonymised(OWN, '--key', 'k', '--payload', 'cut'), true).map((line) => line.split(' '));
  expect(cut.some((parts) => Number(parts[2]) > parts[4]!.length / 2)).toBe(true);
  expect(cut.map((parts) => parts[2])).toEqual(captureLines(OWN, true).map((line) => line.split(' ')[2]));
  const kept = run(process.execPath, [NETLOUPE, 'anonymise', OWN, join(folder, 'x.pcapng'), '--payload', 'keep']);
  expect(kept.stderr).toMatch(/WARNING: payloads were kept/);
  expect(run(process.execPath, [NETLOUPE, 'anonymise', OWN, OWN])).toMatchObject({ status: 1, stderr: expect.stringMatching(/is the capture that is read/) as string });
});
