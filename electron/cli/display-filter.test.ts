// Display filters on the command line: `read -Y` prints what `tshark -Y` prints, --each what it counts, and what is wrong is shown where it stands.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const SAMPLE = join(ROOT, 'e2e/captures/sample.pcapng');
if (!hasTshark) console.warn('SKIPPED: there is no tshark to compare display filters with');

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const env = { ...process.env, TZ: 'UTC' };
const netloupe = (...args: string[]): Ended => spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env });
const tshark = (...args: string[]): string => spawnSync('tshark', ['-n', '-r', SAMPLE, ...args], { encoding: 'utf8', env }).stdout;
const folder = mkdtempSync(join(tmpdir(), 'netloupe-filters-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasTshark)('netloupe read', () => {
  test.each([['tcp.port == 80'], ['dns or arp'], ['!(tcp or udp)'], ['frame.len > 100 and ip.ttl == 64'], ['frame.number in {2..5, 9}'], ['frame.time_delta_displayed > 0']])('-Y %s', (filter) => {
    const numbers = ['-T', 'fields', '-e', 'frame.number', '-e', 'frame.time_delta_displayed'];
    expect(netloupe('read', '-r', SAMPLE, '-Y', filter, ...numbers).stdout).toBe(tshark('-Y', filter, ...numbers));
  });

  test('the column of times between displayed frames', () => {
    const theirs = tshark('-Y', 'tcp', '-t', 'dd').split('\n').map((line) => line.trim().split(/\s+/)[1]);
    const ours = netloupe('read', '-r', SAMPLE, '-Y', 'tcp', '-t', 'dd').stdout.split('\n').map((line) => line.trim().split(/\s+/)[1]);
    expect(ours.length).toBeGreaterThan(3);
    expect(ours).toEqual(theirs);
  });

  test('-2 knows of later frames', () => {
    const fields = ['-2', '-Y', 'dns.response_in', '-T', 'fields', '-e', 'frame.number', '-e', 'dns.response_in'];
    expect(netloupe('read', '-r', SAMPLE, ...fields).stdout).toBe(tshark(...fields));
  });
});

describe('netloupe read', () => {
  test('-R goes in front of -Y', () => {
    const { stdout } = netloupe('read', '-r', SAMPLE, '-2', '-R', 'frame.number < 9', '-Y', 'frame.number > 5', '-T', 'fields', '-e', 'frame.number');
    expect(stdout).toBe('6\n7\n8\n');
  });
  test('the words behind -r FILE are a display filter; together with -Y they are a mistake', () => {
    const words = ['-n', '-T', 'fields', '-e', 'frame.number', 'tcp.flags.syn==1', 'and', 'ip'];
    const run = netloupe('read', '-r', SAMPLE, ...words);
    expect(run).toMatchObject({ status: 0, stderr: '', stdout: netloupe('read', '-r', SAMPLE, ...words.slice(0, 5), '-Y', words.slice(5).join(' ')).stdout });
    expect(run.stdout.split('\n').length).toBeGreaterThan(2);
    if (hasTshark) expect(run.stdout).toBe(tshark(...words));
    expect(netloupe('read', '-r', SAMPLE, '-Y', 'ip', 'tcp')).toMatchObject({ status: 1, stdout: '' });
    expect(netloupe('read', '-r', SAMPLE, 'nothing.such').stderr).toContain('nothing.such');
    expect(netloupe('read', '-r', SAMPLE, SAMPLE).stderr).toContain('--out-dir');
  });
  test('-R without -2 is a mistake', () => expect(netloupe('read', '-r', SAMPLE, '-R', 'tcp')).toMatchObject({ status: 1, stdout: '' }));
  test('a wrong filter prints nothing but what is wrong, and where', () => {
    const { status, stdout, stderr } = netloupe('read', '-r', SAMPLE, '-Y', 'ip and tcp.prot == 80');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('  ip and tcp.prot == 80\n         ^^^^^^^^\n  There is no field or protocol tcp.prot — did you mean tcp.port?\n  try: ip and tcp.port == 80');
  });
});

describe('netloupe filter', () => {
  test('--explain says what it means', () => {
    const { status, stdout } = netloupe('filter', '--explain', 'tcp.port == 80 && !(ip.addr != 10.0.0.0/8)');
    expect(status).toBe(0);
    expect(stdout).toContain('all of\n  any tcp.port == 80   (compared as integer)\n  not\n    all ip.addr != 10.0.0.0/8   (compared as ipv4)\n');
    expect(stdout).toContain('  tcp.srcport\tuint16\tSource Port');
    expect(stdout).toMatch(/note: != is true where every ip\.addr/);
  });

  test('--explain says what is wrong', () => {
    const { status, stderr } = netloupe('filter', '--explain', 'tcp port 80');
    expect(status).toBe(1);
    expect(stderr).toContain('  try: tcp.port == 80\n');
  });

  test.skipIf(!hasTshark)('--each counts what tshark counts', () => {
    const filters = ['tcp', 'udp.port == 53', 'frame.len in {60..100}', 'eth.dst == ff:ff:ff:ff:ff:ff', 'not ip'];
    writeFileSync(join(folder, 'list'), ['# a comment', ...filters, '', 'tcp.prot', 'tcp port 80'].join('\n'));
    const lines = netloupe('filter', '-r', SAMPLE, '--each', join(folder, 'list')).stdout.trimEnd().split('\n').map((line) => line.split('\t'));
    expect(lines.map(([text, state]) => [text, state])).toEqual([...filters.map((text) => [text, 'ok']), ['tcp.prot', 'invalid'], ['tcp port 80', 'invalid']]);
    for (const [text, state, count] of lines) if (state === 'ok') expect([text, Number(count)]).toEqual([text, tshark('-Y', text!, '-T', 'fields', '-e', 'frame.number').split('\n').length - 1]);
    expect(lines.at(-1)![3]).toContain('Try: tcp.port == 80');
  });

  test('--each needs a capture and a list that can be read', () => {
    expect(netloupe('filter', '--each', 'x')).toMatchObject({ status: 1, stdout: '' });
    expect(netloupe('filter', '-r', SAMPLE, '--each', join(folder, 'none'))).toMatchObject({ status: 1, stdout: '' });
  });
});
