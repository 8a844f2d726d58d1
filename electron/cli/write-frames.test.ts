// `netloupe read -w`: the same frames as `tshark -w` writes, with their times, interfaces and comments; and what cannot be written.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const OWN = join(import.meta.dirname, '../../e2e/captures/sample.pcapng');
const CORPUS = join(import.meta.dirname, '../../../shared/corpus/captures');
const FIELDS = ['frame.number', 'frame.time_epoch', 'frame.len', 'frame.cap_len', 'frame.comment', 'frame.interface_name', 'frame.encap_type', 'frame.md5_hash'];
/** Of the corpus: every so many captures. */
const STEP = 60;
/** tshark reads these in another way (record headers that it guesses), gives a time of 0 to frames that have none, or overflows where a fraction of a second is none. */
const READ_OTHERWISE = /asan|igmplayer|crash-|clusterfuzz|test0(11|0[5-9]|1\d|2\d)/;

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } => spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
const netloupe = (...args: string[]): ReturnType<typeof run> => run(process.execPath, [NETLOUPE, 'read', ...args]);
const framesIn = (path: string): string => run('tshark', ['-n', '-o', 'frame.generate_md5_hash:TRUE', '-r', path, '-T', 'fields', ...FIELDS.flatMap((field) => ['-e', field])]).stdout;

function corpusSample(): string[] {
  if (!existsSync(CORPUS)) return [];
  return readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).sort().map((name) => join(CORPUS, name)).filter((path) => statSync(path).isFile()).filter((path, i) => i % STEP === 0 && !READ_OTHERWISE.test(path));
}

describe.skipIf(!hasTshark)('the frames that tshark -w writes (needs tshark)', () => {
  for (const filter of [[], ['-Y', 'tcp && frame.len > 100'], ['-Y', 'frame.number == 2 || udp']]) {
    test(`our sample, ${filter.join(' ') || 'all'}`, () => {
      for (const type of ['pcapng', 'pcap', 'nsecpcap']) {
        const [ours, theirs] = [join(folder, `a.${type}`), join(folder, `b.${type}`)];
        expect(netloupe('-r', OWN, ...filter, '-w', ours, '-F', type).status).toBe(0);
        run('tshark', ['-n', '-r', OWN, ...filter, '-w', theirs, '-F', type]);
        expect(framesIn(ours)).not.toBe('');
        expect(framesIn(ours)).toBe(framesIn(theirs));
      }
    });
  }

  test.skipIf(!existsSync(CORPUS))('captures of the corpus (../shared/corpus)', { timeout: 300_000 }, () => {
    for (const path of corpusSample()) {
      const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
      for (const old of [ours, theirs]) rmSync(old, { force: true });
      netloupe('-r', path, '-Y', 'udp || frame.number == 1', '-w', ours);
      run('tshark', ['-n', '-r', path, '-Y', 'udp || frame.number == 1', '-w', theirs]);
      // Of some link types tshark writes nothing.
      if (!existsSync(theirs)) continue;
      expect(framesIn(ours), path).toBe(framesIn(theirs));
    }
  });

  test('gzip by the name, and standard output', () => {
    const [packed, plain] = [join(folder, 'a.pcapng.gz'), join(folder, 'a.pcapng')];
    expect(netloupe('-r', OWN, '-Y', 'udp', '-w', packed).status).toBe(0);
    expect(netloupe('-r', OWN, '-Y', 'udp', '-w', plain).status).toBe(0);
    expect(readFileSync(packed).subarray(0, 2)).toEqual(Buffer.of(0x1f, 0x8b));
    expect(framesIn(packed)).toBe(framesIn(plain));
    const piped = spawnSync(process.execPath, [NETLOUPE, 'read', '-r', OWN, '-Y', 'udp', '-w', '-']);
    expect(piped.stdout.equals(readFileSync(plain))).toBe(true);
  });
});

test('no place, a folder, a full disk: said in words, nothing left behind', () => {
  expect(netloupe('-r', OWN, '-w', join(folder, 'none', 'x')).stderr).toMatch(/its folder does not exist.*NL-CAP-07/);
  expect(netloupe('-r', OWN, '-w', folder)).toMatchObject({ status: 2, stderr: expect.stringMatching(/cannot be written/) as string });
  expect(readdirSync(folder)).toEqual([]);
});

test('a capture that is damaged in its first block has no copy: no empty file either', () => {
  const damaged = join(folder, 'damaged.pcapng');
  const bytes = readFileSync(OWN);
  bytes.writeUInt32LE(0x3030_3030, bytes.readUInt32LE(4) - 4);
  writeFileSync(damaged, bytes);
  expect(netloupe('-r', damaged, '-w', join(folder, 'copy'))).toMatchObject({ status: 2, stderr: expect.stringMatching(/No frame before it could be read/) as string });
  expect(readdirSync(folder)).toEqual(['damaged.pcapng']);
});

test('the capture that is read is not written over', () => {
  const link = join(folder, 'link.pcapng');
  symlinkSync(OWN, link);
  expect(netloupe('-r', OWN, '-Y', 'udp', '-w', link)).toMatchObject({ status: 1, stderr: expect.stringMatching(/is the capture that is read/) as string });
  expect(netloupe('-r', OWN, '-F', 'erf', '-w', 'x').stderr).toMatch(/-F erf/);
});
