// `netloupe edit` and `netloupe merge` beside editcap and mergecap: the same frames; and a damaged capture, which they cannot repair.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { captureLines } from '../../build/testing/capture-lines';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const OWN = ['sample.pcapng', 'cut-to-64-bytes.pcap'].map((name) => join(import.meta.dirname, '../../e2e/captures', name));
const CORPUS = join(import.meta.dirname, '../../../shared/corpus/captures');
/** Times of nanoseconds, duplicates, times that go back. */
const CORPUS_NAMES = ['wireshark-4.0.17/dhcp-nanosecond.pcapng', 'wireshark-4.0.17/dns_port.pcap', 'tcpreplay/test.rewrite_endpoint'];
const CAPTURES = [...OWN, ...CORPUS_NAMES.map((name) => join(CORPUS, name)).filter((path) => existsSync(path))];
const hasEditcap = spawnSync('editcap', ['--version']).status === 0 && spawnSync('mergecap', ['--version']).status === 0;
if (!hasEditcap) console.warn('edit-command.test.ts: SKIPPED in part, editcap and mergecap are not installed');

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } => spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
const netloupe = (...args: string[]): ReturnType<typeof run> => run(process.execPath, [NETLOUPE, ...args]);

const EDITS: readonly (readonly [options: readonly string[], ranges: readonly string[]])[] = [
  [[], []], [['-F', 'pcap'], []], [['-F', 'nsecpcap'], []], [['-r'], ['2', '4-6', '9-0']], [[], ['1', '3-5']], [['-r'], ['3-0']],
  [['-t', '3600.5'], []], [['-t', '-0.000123'], []], [['-t', '-7200.999999'], []], [['-s', '60'], []], [['-s', '40', '-L'], []],
  [['-C', '14', '-L'], []], [['-C', '-4'], []], [['-C', '10:6'], []], [['-C', '10:-5', '-L'], []], [['-C', '-8:4'], []], [['-C', '12', '-C', '-6', '-L'], []],
  [['-d'], []], [['-D', '50'], []], [['-w', '0.5'], []], [['-w', '10', '-I', '20'], []], [['-D', '100', '-I', '14'], []],
  [['-S', '0'], []], [['-S', '0.000001'], []], [['-S', '-0.01'], []], [['-T', 'rawip'], []], [['-T', 'ether', '-F', 'pcap'], []],
  [['-E', '0.02', '--seed', '7'], []], [['-E', '0.3', '-o', '14', '--seed', '4294967295', '-s', '60'], []], [['-E', '1', '--seed', '0'], []], [['-d', '-E', '.01', '--seed', '5', '-r'], ['2-9']],
  [['--novlan', '-d'], []], [['-d'], ['1', '3']], [['-r', '-d'], ['2-9']],
  [['-A', '2004-12-05T19:16:24Z'], []], [['-B', '1795231729'], []], [['-A', '1100000000.5', '-B', '1795231728.25'], []], [['-a', '2:said of two', '-a', '1:of one'], []],
];

/** What is said of duplicates, for scripts. */
const duplicateLine = (text: string): string => /^.*skipped with duplicate.*$/m.exec(text)?.[0] ?? '';

describe.skipIf(!hasEditcap)('edits as editcap does them (needs editcap)', () => {
  test.each(EDITS)('%j %j', { timeout: 60_000 }, (options, ranges) => {
    let frames = 0;
    for (const capture of CAPTURES) {
      const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
      for (const old of [ours, theirs]) rmSync(old, { force: true });
      const asked = options.includes('-F') ? options : ['-F', 'pcapng', ...options];
      const them = run('editcap', [...asked, capture, theirs, ...ranges]);
      const us = netloupe('edit', ...asked, capture, ours, ...ranges);
      // Of several link types no pcap file is made by either.
      expect(us.status === 0, `${capture}: ${us.stderr}${them.stderr}`).toBe(them.status === 0);
      if (them.status !== 0) continue;
      expect(duplicateLine(us.stderr), capture).toBe(duplicateLine(them.stderr));
      const wanted = captureLines(theirs, true);
      frames += wanted.length;
      expect(captureLines(ours, true), capture).toEqual(wanted);
    }
    expect(frames).toBeGreaterThan(0);
  });

  test.each([[['-c', '10']], [['-i', '1']], [['-i', '0.25']], [['-i', '3600']]])('files of a split: %j', { timeout: 60_000 }, (split) => {
    for (const [i, capture] of CAPTURES.entries()) {
      const [ours, theirs] = ['ours', 'theirs'].map((name) => join(folder, `${name}${i}`));
      for (const made of [ours!, theirs!]) mkdirSync(made);
      expect(netloupe('edit', ...split, capture, join(ours!, 'x.pcapng')).stderr).toBe('');
      run('editcap', [...split, capture, join(theirs!, 'x.pcapng')]);
      // editcap writes files without frames for times without.
      const wanted = readdirSync(theirs!).filter((name) => captureLines(join(theirs!, name), true).length > 0);
      expect(readdirSync(ours!).sort()).toEqual(wanted.sort());
      for (const name of wanted) expect(captureLines(join(ours!, name), true)).toEqual(captureLines(join(theirs!, name), true));
    }
  });

  test.each([[[]], [['-a']], [['-s', '50']]])('captures merged as mergecap does it: %j', { timeout: 60_000 }, (options) => {
    const pairs = CAPTURES.flatMap((a, i) => CAPTURES.slice(i, i + 3).map((b) => [a, b]));
    for (const files of pairs) {
      const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
      expect(netloupe('merge', ...options, '-w', ours, ...files).stderr).toBe('');
      run('mergecap', [...options, '-F', 'pcapng', '-w', theirs, ...files]);
      expect(captureLines(ours, true), files.join(' ')).toEqual(captureLines(theirs, true));
    }
  });
});

test('a capture cut in its last frame, and one with noise in the middle, are repaired, and what is lost is said', () => {
  const whole = readFileSync(join(import.meta.dirname, '../../e2e/captures/ends-in-a-record.pcap'));
  const cut = join(folder, 'cut.pcap');
  writeFileSync(cut, whole);
  const ours = join(folder, 'ours.pcap');
  const said = netloupe('edit', '--repair', '-F', 'pcap', cut, ours);
  expect(said).toMatchObject({ status: 0, stderr: expect.stringMatching(/ends inside frame 127.*What is behind it is lost/) as string });
  const frames = captureLines(ours, true);
  expect(frames).toHaveLength(126);
  expect(frames).toEqual(captureLines(cut, true));

  const at = 24 + 16 + readFileSync(ours).readUInt32LE(32);
  const damaged = join(folder, 'damaged.pcap');
  writeFileSync(damaged, Buffer.concat([readFileSync(ours).subarray(0, at), Buffer.alloc(999, 0xff), readFileSync(ours).subarray(at)]));
  const again = join(folder, 'again.pcap');
  expect(netloupe('edit', '--repair', '-F', 'pcap', damaged, again).stderr).toMatch(/999 bytes were skipped; frame 2 is the next/);
  expect(captureLines(again, true)).toEqual(frames);
  // Without repair it ends there, and says so.
  expect(netloupe('edit', damaged, again)).toMatchObject({ status: 2, stderr: expect.stringMatching(/damaged at frame 2/) as string });
  expect(captureLines(again, true)).toEqual(frames.slice(0, 1));
});

test('pcapng goes on behind a damaged block; names, secrets and comments stay', () => {
  const own = readFileSync(OWN[0]!);
  const frames = captureLines(OWN[0]!, false);
  const ours = join(folder, 'ours.pcapng');
  expect(netloupe('edit', OWN[0]!, ours).stderr).toBe('');
  // A block that says when its interface was counted says it anew.
  expect(captureLines(ours, false)).toEqual(frames);
  const block = own.indexOf(Buffer.of(6, 0, 0, 0), 2000);
  const damaged = Buffer.from(own);
  damaged.writeUInt32LE(0xffff_fff0, block + 4);
  writeFileSync(join(folder, 'damaged.pcapng'), damaged);
  const again = join(folder, 'again.pcapng');
  expect(netloupe('edit', '--repair', join(folder, 'damaged.pcapng'), again)).toMatchObject({ status: 0, stderr: expect.stringMatching(/bytes were skipped/) as string });
  expect(captureLines(again, true)).toHaveLength(captureLines(OWN[0]!, true).length - 1);
});

test('several files or none: a split that fails leaves nothing behind, and no capture that is read is written over', () => {
  expect(netloupe('edit', '-c', '50', OWN[0]!, join(folder, 'none', 'x.pcapng')).stderr).toMatch(/its folder does not exist/);
  expect(netloupe('edit', OWN[0]!, OWN[0]!)).toMatchObject({ status: 1, stderr: expect.stringMatching(/write to another file/) as string });
  expect(readdirSync(folder)).toEqual([]);
  const mixed = join(folder, 'mixed.pcapng');
  netloupe('edit', '-T', 'rawip', OWN[0]!, join(folder, 'raw.pcapng'));
  netloupe('merge', '-a', '-w', mixed, OWN[0]!, join(folder, 'raw.pcapng'));
  rmSync(join(folder, 'raw.pcapng'));
  expect(netloupe('edit', '-F', 'pcap', '-c', '100', mixed, join(folder, 'x.pcap')).stderr).toMatch(/several link types/);
  expect(readdirSync(folder)).toEqual(['mixed.pcapng']);
});
