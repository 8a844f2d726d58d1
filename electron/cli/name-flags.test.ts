// -N in the command: tshark's letters, and in words what does not apply.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readHostNames } from '../capture/read-host-names';

const ROOT = join(import.meta.dirname, '../..');
const SAMPLE = join(ROOT, 'e2e/captures/sample.pcapng');
const folder = mkdtempSync(join(tmpdir(), 'netloupe-n-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const read = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [join(ROOT, 'out/netloupe'), 'read', '-r', SAMPLE, ...args], { encoding: 'utf8' });
const line = (number: number, ...args: string[]): string => read(...args).stdout.split('\n')[number - 1]!;

describe('read -N', () => {
  it('without it, and with -n, there are numbers only', () => {
    expect(line(9)).toContain('38028 → 80 [SYN]');
    expect(line(9, '-n')).toBe(line(9));
  });
  it('names ports and, from the capture\'s DNS answers, addresses as tshark does', () => {
    expect(line(9, '-N', 't')).toContain('2001:db8::10 → 2001:db8::1  TCP 94 38028 → http(80) [SYN]');
    expect(line(9, '-Nndt')).toContain('2001:db8::10 → www.netloupe.test TCP 94 38028 → http(80) [SYN]');
    expect(line(1, '-N', 'm')).toContain('02:00:00:00:00:10 → Broadcast    ARP');
    expect(read('-N', 'nd', '-V').stdout).toContain('    Source Address: www.netloupe.test (192.0.2.1)\n');
  });
  it('refuses letters that do not apply, and says what N means here', () => {
    expect(read('-N', 'v')).toMatchObject({ status: 1, stdout: '' });
    expect(read('-N', 'v').stderr).toContain('names of VLANs');
    expect(read('-N', 'q').stderr).toContain('the letters are m');
    const result = read('-N', 'nN', '-c', '1');
    expect(result.status).toBe(0);
    expect(result.stderr).toContain('nothing is asked over the network');
  });
});

describe('the lists of this machine', () => {
  it('are read as far as they are there', () => {
    writeFileSync(join(folder, 'hosts'), '192.0.2.1 one\n');
    expect(readHostNames(folder)).toEqual({ services: '', hosts: '192.0.2.1 one\n', ethers: '' });
    if (process.platform === 'linux') expect(readHostNames().hosts).toBe(readFileSync('/etc/hosts', 'utf8'));
  });
});
