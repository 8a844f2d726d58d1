// Every verb that writes a file, at targets that cannot be written: a small full disk, a folder of somebody else, a folder, the capture itself. Each is said, and what was there stays.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out/netloupe');
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const canMount = isRoot && spawnSync('unshare', ['-m', 'true']).status === 0;
if (!canMount) console.warn('every-writer.test.ts: SKIPPED in part, root on Linux, who may mount a small disk and become another user, is needed');
/** Neither root nor an owner of anything. */
const NOBODY = 65_534;

/** Where others may look into: the folder of temporary files of a test run is closed to them. */
const base = mkdtempSync(join(isRoot && existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'netloupe-writers-'));
const [capture, text] = [join(base, 'open.pcapng'), join(base, 'text.txt')];
const OLD = 'what was there before';

/** By the path that is written. */
const WRITERS: Readonly<Record<string, (out: string) => string[]>> = {
  'read -w': (out) => ['read', '-r', capture, '-w', out],
  'read -w, packed': (out) => ['read', '-r', capture, '-w', `${out}.gz`],
  'read -T parquet': (out) => ['read', '-r', capture, '-T', 'parquet', '-w', out],
  edit: (out) => ['edit', capture, out],
  'edit -c': (out) => ['edit', '-c', '50', capture, out],
  merge: (out) => ['merge', '-w', out, capture, capture],
  import: (out) => ['import', text, out],
  anonymise: (out) => ['anonymise', '-r', capture, '-w', out],
  report: (out) => ['report', '-r', capture, '-o', out],
  'dump -w': (out) => ['dump', '-r', capture, '-w', out],
};
const names = Object.keys(WRITERS);
/** tcpdump writes packets straight into the file, and so does what has its options. */
const STRAIGHT = 'dump -w';
/** It ends with 1 whatever went wrong, as tcpdump. */
const failed = (name: string): number => (name === STRAIGHT ? 1 : 2);

function run(args: readonly string[], uid?: number): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', ...(uid === undefined ? {} : { uid, gid: uid, env: { PATH: process.env['PATH'] } }) });
}

beforeAll(() => {
  copyFileSync(join(ROOT, 'e2e/captures/sample.pcapng'), capture);
  writeFileSync(text, run(['read', '-r', capture, '-x']).stdout);
  chmodSync(base, 0o755);
  chmodSync(capture, 0o644);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe.skipIf(!canMount)('a disk of 8 KiB (needs root on Linux)', () => {
  it.each(names)('%s', (name) => {
    const disk = join(base, 'disk');
    mkdirSync(disk, { recursive: true });
    // The mount lives as long as this shell.
    const script = `mount -t tmpfs -o size=8k none "${disk}" && printf '%s' '${OLD}' > "${disk}/out" && "$@"; echo "status $?"; cat "${disk}/out"; echo; ls -A "${disk}"`;
    const { stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', script, 'sh', process.execPath, CLI, ...WRITERS[name]!(join(disk, 'out'))], { encoding: 'latin1' });
    expect(stderr).toMatch(/the disk is full|no space is left/);
    expect(stdout.split('\n')[0]).toBe(`status ${failed(name)}`);
    if (name !== STRAIGHT) expect(stdout).toBe(`status 2\n${OLD}\nout\n`);
  });
});

describe.skipIf(!isRoot)('a folder where an ordinary user may not write (needs root on Linux)', () => {
  it.each(names)('%s', (name) => {
    const folder = join(base, 'closed');
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, 'out'), OLD, { mode: 0o444 });
    const { status, stderr } = run(WRITERS[name]!(join(folder, 'out')), NOBODY);
    expect([status, stderr]).toEqual([failed(name), expect.stringMatching(/closed\/out(\.gz|_\S+|\.[0-9a-f]+\.part)? cannot be written: (you may not write there|there is no permission)/)]);
    expect(readdirSync(folder)).toEqual(['out']);
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(OLD);
    rmSync(folder, { recursive: true });
  });
});

describe.each(names)('%s', (name) => {
  it('a folder', () => {
    const folder = join(base, 'folder');
    // The packed copy and files of a split have names of their own.
    for (const made of ['', '.gz', '_00000_20261121120033', '_00000']) mkdirSync(folder + made, { recursive: true });
    const { status, stderr } = run(WRITERS[name]!(folder));
    if (name === 'edit -c') return;
    expect([status, stderr]).toEqual([failed(name), expect.stringMatching(/it is a folder|is a folder|EISDIR/)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the capture that is read', () => {
    const before = readFileSync(capture);
    const file = name === 'import' ? text : capture;
    const had = readFileSync(file);
    const { status, stderr } = run(WRITERS[name]!(file));
    if (name !== 'edit -c' && !name.endsWith('packed')) expect([status, stderr]).toEqual([expect.toBeOneOf([1, 2]), expect.stringMatching(/is (a|the) (capture|text) that is read/)]);
    expect(readFileSync(file).equals(had)).toBe(true);
    expect(readFileSync(capture).equals(before)).toBe(true);
  });
});

it('objects: a full folder is said', () => {
  const folder = join(base, 'objects');
  writeFileSync(folder, OLD);
  const { status, stderr } = run(['read', '-r', capture, '-q', '--export-objects', `http,${folder}`]);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/objects/)]);
  expect(readFileSync(folder, 'utf8')).toBe(OLD);
});

describe.skipIf(process.platform !== 'linux')('a pipe that nobody reads: no verb says more than that, or fails', () => {
  it.each(names.filter((name) => !['read -w, packed', 'edit -c'].includes(name)))('%s', (name) => {
    const args = WRITERS[name]!('-').map((word) => `'${word}'`).join(' ');
    const gone = spawnSync('bash', ['-c', `"${process.execPath}" "${CLI}" ${args} | true; echo "\${PIPESTATUS[0]}"`], { encoding: 'utf8' });
    expect([gone.stdout, gone.stderr.replace(/^netloupe: (\d+ packets|key|--key|what may).*\n/gm, '')]).toEqual(['0\n', expect.not.stringMatching(/Error|at /)]);
  });

  it.each(names.filter((name) => !['read -w, packed', 'edit -c'].includes(name)))('%s to a full device', (name) => {
    const args = WRITERS[name]!('-').map((word) => `'${word}'`).join(' ');
    const full = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" ${args} > /dev/full`], { encoding: 'utf8' });
    expect([full.status, full.stderr]).toEqual([failed(name), expect.stringMatching(/standard output cannot be written: no space is left/)]);
  });
});
