// What cannot be written to: a directory, a file in a folder that is none, the capture itself, a full disk, a pipe that nobody reads. Each is said, with its status, and nothing is left half-made.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const SAMPLE = join(ROOT, 'e2e/captures/sample.pcapng');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloupe-targets-'));
  copyFileSync(SAMPLE, join(folder, 'open.pcapng'));
  mkdirSync(join(folder, 'directory'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (...options: string[]) => spawnSync(process.execPath, [CLI, 'read', ...options], { encoding: 'utf8' });
const unchanged = (): void => {
  expect(readdirSync(folder).sort()).toEqual(['directory', 'open.pcapng']);
  expect(readFileSync(join(folder, 'open.pcapng')).equals(readFileSync(SAMPLE))).toBe(true);
};

describe.each([['a capture', []], ['Parquet', ['-T', 'parquet']]])('%s', (_, form) => {
  const cases = [
    ['a directory', () => join(folder, 'directory'), 2, /cannot be written/],
    ['a folder that is a file', () => join(folder, 'open.pcapng/x'), 2, /cannot be written|does not exist/],
    ['the capture itself', () => join(folder, 'open.pcapng'), 1, /is the capture that is read/],
    ['a link to it', () => join(folder, 'directory/../open.pcapng'), 1, /is the capture that is read/],
  ] as const;
  it.each(cases)('%s', (__, path, status, said) => {
    const ran = read('-r', join(folder, 'open.pcapng'), ...form, '-w', path());
    expect([ran.status, ran.stdout]).toEqual([status, '']);
    expect(ran.stderr).toMatch(said);
    unchanged();
  });

  it('standard input to standard output', () => {
    const { status, stdout } = spawnSync(process.execPath, [CLI, 'read', '-r', '-', ...form, '-w', '-'], { input: readFileSync(SAMPLE) });
    expect(status).toBe(0);
    expect(stdout.subarray(0, 4)).toEqual(form.length === 0 ? Buffer.from([0x0a, 0x0d, 0x0d, 0x0a]) : Buffer.from('PAR1'));
  });
});

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  it.each(['text', 'csv', 'json', 'pdml', 'ek'])('%s: a full disk, and a reader that has gone', (type) => {
    const full = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" read -r "${SAMPLE}" -T ${type} > /dev/full`], { encoding: 'utf8' });
    expect([full.status, full.stderr]).toEqual([2, 'netloupe: standard output cannot be written: no space is left (ENOSPC).\n']);
    const gone = spawnSync('bash', ['-c', `"${process.execPath}" "${CLI}" read -r "${SAMPLE}" -T ${type} -l | head -c 10 > /dev/null; echo "\${PIPESTATUS[0]}"`], { encoding: 'utf8' });
    expect([gone.stdout, gone.stderr]).toEqual(['0\n', '']);
  });
});

it('says what belongs elsewhere', () => {
  expect(read('-i', 'lo')).toMatchObject({ status: 1, stderr: expect.stringContaining('netloupe capture -i') as string });
  expect(read('-r', SAMPLE, '-d', 'tcp.port==80')).toMatchObject({ status: 1, stderr: expect.stringContaining('LAYER==NUMBER,PROTOCOL') as string });
  expect(read('-r', SAMPLE, '-T', 'parquet')).toMatchObject({ status: 1, stderr: expect.stringContaining('needs -w FILE') as string });
});
