// `netloupe read -z follow,…` beside tshark itself, byte for byte, on our own sample and on made datagrams. Skipped where there is no tshark.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { ip, pcapOf, udp } from '../../shared/session/made-packets';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const SAMPLE = join(ROOT, 'e2e/captures/sample.pcapng');
const folder = mkdtempSync(join(tmpdir(), 'netloupe-follow-'));
const env = { ...process.env, TZ: 'UTC', HOME: folder };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ours = (file: string, what: string): { stdout: string; status: number | null } => spawnSync(process.execPath, [CLI, 'read', '-r', file, '-q', '-z', `follow,${what}`], { encoding: 'utf8', env, maxBuffer: 1 << 26 });
const theirs = (file: string, what: string): { stdout: string; status: number | null } => spawnSync('tshark', ['-n', '-r', file, '-q', '-z', `follow,${what}`], { encoding: 'utf8', env, maxBuffer: 1 << 26 });

const EVERY_OCTET = Array.from({ length: 256 }, (_, octet) => octet);
const ENDS = ['192.0.2.10:50099,192.0.2.1:53', '[2001:db8::1]:80,[2001:db8::10]:38028', '192.0.2.1:1,192.0.2.2:2'];

describe.skipIf(!hasTshark)('-z follow, as tshark', () => {
  it('prints every form', { timeout: 120_000 }, () => {
    const made = join(folder, 'made.pcap');
    writeFileSync(made, pcapOf([ip(17, 1, 2, udp(5000, 5001, EVERY_OCTET)), ip(17, 2, 1, udp(5001, 5000, [...new Array<number>(20).fill(0x20), 0x61, 0x20])), ip(17, 1, 2, udp(5000, 5001, EVERY_OCTET.slice(60, 70)))]));
    for (const form of ['ascii', 'ebcdic', 'hex', 'raw', 'yaml']) {
      expect(ours(made, `udp,${form},0`).stdout, form).toBe(theirs(made, `udp,${form},0`).stdout);
      expect(ours(SAMPLE, `tcp,${form},1`).stdout, form).toBe(theirs(SAMPLE, `tcp,${form},1`).stdout);
    }
  });

  it('takes ranges of pieces, addresses, and streams that are not there', { timeout: 120_000 }, () => {
    for (const what of ['tcp,ascii,1,2-4', 'tcp,hex,1,3', 'tcp,ascii,99', 'udp,yaml,99', `udp,ascii,${ENDS[0]}`, `tcp,ascii,${ENDS[1]}`, `udp,hex,${ENDS[2]}`]) expect(ours(SAMPLE, what).stdout, what).toBe(theirs(SAMPLE, what).stdout);
  });

  it('takes HTTP messages apart: heads, and bodies without chunks and compression', { timeout: 120_000 }, () => {
    for (const what of ['http,ascii,0', 'http,hex,1', 'http,yaml,1', 'http,raw,0,2', 'http,ascii,99']) expect(ours(SAMPLE, what).stdout, what).toBe(theirs(SAMPLE, what).stdout);
  });

  it('of TLS without keys has no octets', { timeout: 120_000 }, () => {
    for (const what of ['tls,ascii,0', 'tls,hex,3', 'tls,yaml,0', 'tls,raw,99', `tls,ascii,${ENDS[1]}`]) expect(ours(SAMPLE, what).stdout, what).toBe(theirs(SAMPLE, what).stdout);
  });

  it('refuses what tshark refuses', { timeout: 120_000 }, () => {
    for (const what of ['tcp', 'tcp,asci,0', 'tcp,ascii', 'tcp,ascii,x', 'tcp,ascii,0,3-2', 'tcp,ascii,0,0-2', 'tcp,ascii,0,x', 'tcp,ascii,192.0.2.1:1,[::1]:2', 'sctp,ascii,0']) {
      expect([theirs(SAMPLE, what).status === 0, ours(SAMPLE, what).status], what).toEqual([false, 1]);
    }
  });
});
