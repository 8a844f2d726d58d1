// The value of a protocol is its line in the tree: `-T fields -e eth` beside tshark itself. Skipped where there is no tshark.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CAPTURES = join(ROOT, 'e2e/captures');
const env = { ...process.env, TZ: 'UTC' };
const tshark = spawnSync('tshark', ['--version'], { env }).status === 0;
if (!tshark) console.warn('cli/protocol-values.test.ts: comparison SKIPPED, there is no tshark');

const folder = mkdtempSync(join(tmpdir(), 'netloupe-values-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (program: string, words: readonly string[], file: string, names: readonly string[]): string[] =>
  spawnSync(program, [...words, '-r', file, '-T', 'fields', ...['frame.number', ...names].flatMap((name) => ['-e', name])], { encoding: 'utf8', env, maxBuffer: 1 << 26 }).stdout.split('\n');

function sameOf(file: string, names: readonly string[]): void {
  const theirs = lines('tshark', ['-n'], file, names);
  expect(theirs.length).toBeGreaterThan(1);
  expect(lines(process.execPath, [join(ROOT, 'out/netloupe'), 'read'], file, names)).toEqual(theirs);
}

/** A capture of one link type; a frame's length on the wire is what was captured, if nothing else is said. */
function captureOf(name: string, linktype: number, frames: readonly { readonly hex: string; readonly len?: number }[]): string {
  const head = Buffer.alloc(24);
  for (const [at, value] of [0xa1b2c3d4, 0x40002, 0, 0, 65535, linktype].entries()) head.writeUInt32LE(value, 4 * at);
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([head, ...frames.flatMap(({ hex, len }) => {
    const [record, bytes] = [Buffer.alloc(16), Buffer.from(hex.replaceAll(' ', ''), 'hex')];
    record.writeUInt32LE(bytes.length, 8);
    record.writeUInt32LE(len ?? bytes.length, 12);
    return [record, bytes];
  })]));
  return file;
}

const IP_UDP = '4500 0028 0000 0000 4011 0000 0a000001 0a000002';
const DNS = '1234 0035 0014 0000 0001 0100 0001 0000 0000 0000';

describe.skipIf(!tshark)('as tshark', () => {
  const usual = ['frame', 'eth', 'ip', 'ipv6', 'tcp', 'udp', 'arp', 'icmp', 'icmpv6', 'dns', 'mdns', 'http', 'tls', 'ntp', 'data-text-lines', 'urlencoded-form', 'json', 'data', '_ws.malformed', '_ws.short', '_ws.unreassembled'];
  for (const capture of readdirSync(CAPTURES).filter((name) => /\.pcap(ng)?$/.test(name))) it(`${capture}: the line of each protocol`, { timeout: 60_000 }, () => sameOf(join(CAPTURES, capture), usual));

  it('findings, and what stopped a dissection', { timeout: 60_000 }, () => {
    const file = captureOf('stopped.pcap', 101, [{ hex: `${IP_UDP} ${DNS}` }, { hex: `${IP_UDP} ${DNS}`, len: 60 }, { hex: `${IP_UDP} ${DNS.slice(0, 30)}`, len: 40 }]);
    sameOf(file, ['raw', 'frame', 'ip', 'udp', 'dns', '_ws.malformed', '_ws.short', '_ws.expert']);
  });

  it('lengths instead of types, and what is no protocol', { timeout: 60_000 }, () => {
    const addresses = '010203040506 020304050607';
    sameOf(captureOf('lengths.pcap', 1, [{ hex: `${addresses} 0004 4242 0300` }, { hex: `${addresses} 0006 ffff 0006 0000` }, { hex: `${addresses} 05f0 4242` }, { hex: `${addresses} 0c0d 0e0f` }]), ['frame', 'eth', 'llc']);
  });

  it('wireless and cooked frames', { timeout: 60_000 }, () => {
    sameOf(captureOf('wlan.pcap', 105, [{ hex: 'd4000000 000d93823636' }, { hex: '48090000 0180c2000000 000c4182b255 000c4182b256 1000' }, { hex: '43000000' }]), ['wlan']);
    sameOf(captureOf('sll.pcap', 113, [{ hex: `0000 0001 0006 020304050607 0000 0800 ${IP_UDP} ${DNS}` }]), ['sll', 'ip']);
    sameOf(captureOf('sll2.pcap', 276, [{ hex: `0800 0000 00000001 0001 00 06 0203040506070000 ${IP_UDP} ${DNS}` }]), ['sll', 'ip']);
  });
});
