// Rarer options of `netloupe edit` and `netloupe merge` beside editcap and mergecap: cooked and radiotap headers, secrets, interfaces of merged captures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { captureLines } from '../../build/testing/capture-lines';
import { hasTshark } from '../../build/testing/tshark';
import { PcapWriter } from '../../shared/capture-file/pcap';
import { PcapngWriter } from '../../shared/capture-file/pcapng-writer';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const hasEditcap = spawnSync('editcap', ['--version']).status === 0 && spawnSync('mergecap', ['--version']).status === 0;
if (!hasEditcap || !hasTshark) console.warn('edit-extras.test.ts: SKIPPED in part, editcap, mergecap or tshark is not installed');

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const run = (program: string, args: readonly string[]): ReturnType<typeof spawnSync> & { stderr: string; stdout: string } => spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
const netloupe = (...args: string[]): ReturnType<typeof run> => run(process.execPath, [NETLOUPE, ...args]);
const timeOf = (i: number): { seconds: number; nanos: number } => ({ seconds: 1_600_000_000 + i, nanos: 0 });

function writePcap(path: string, linktype: number, frames: readonly string[]): string {
  const parts: Uint8Array[] = [];
  const writer = new PcapWriter((chunk) => void parts.push(chunk), { linktype, nanosecondTimes: false, snaplen: 65_535 });
  frames.forEach((hex, i) => writer.write({ time: timeOf(i), len: hex.length / 2, bytes: Buffer.from(hex, 'hex') }));
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

/** A frame of each interface, the last one first. */
function writePcapng(path: string, names: readonly string[]): string {
  const parts: Uint8Array[] = [];
  const writer = new PcapngWriter((chunk) => void parts.push(chunk));
  for (const name of names) writer.addInterface({ linktype: 1, snaplen: 0, name });
  names.forEach((_, i) => writer.writeFrame({ interfaceIndex: names.length - 1 - i, time: timeOf(i), len: 4, bytes: Uint8Array.of(1, 2, 3, i) }));
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

const IP = '4500001400000000401166e7c0000201c0000202';
const [FROM_A, FROM_B] = ['0000000100060200000000010000', '000000010006ffffffffffff0000'];
const COOKED = [`${FROM_A}810000640800${IP}`, `${FROM_A}0800${IP}`, `${FROM_A}810000650800${IP}`, `${FROM_B}0800${IP}`];
const MAC = 'd4000000020000000001';
const RADIOTAP = [`00000800000000${MAC}`, `00000a000000000011${MAC}`, `0000080000000001${MAC}`, `0000080000000000${MAC}`, `0000ff0000000000${MAC}`, `0000ff0000000000${MAC}`];

describe.skipIf(!hasEditcap)('as editcap does it (needs editcap)', () => {
  test.each([
    [113, COOKED, ['--novlan']], [113, COOKED, ['--novlan', '-d']], [113, COOKED, ['-d']], [1, COOKED, ['--novlan', '-d']],
    [127, RADIOTAP, ['--skip-radiotap-header', '-d']], [127, RADIOTAP, ['-d']], [127, RADIOTAP, ['--skip-radiotap-header', '-w', '10']],
  ] as const)('link type %j %j %j', (linktype, frames, options) => {
    const capture = writePcap(at('in.pcap'), linktype, frames);
    const us = netloupe('edit', ...options, capture, at('ours'));
    const them = run('editcap', [...options, capture, at('theirs')]);
    expect(us.stderr.trim()).toBe(/^.*skipped with duplicate.*$/m.exec(them.stderr)?.[0] ?? '');
    expect(captureLines(at('theirs'), true).length).toBeGreaterThan(1);
    expect(captureLines(at('ours'), true)).toEqual(captureLines(at('theirs'), true));
  });

  test('secrets of three kinds; those that were there go, or stay', () => {
    const capture = writePcap(at('in.pcap'), 1, [MAC]);
    writeFileSync(at('keys'), 'CLIENT_RANDOM aa bb\n');
    writeFileSync(at('other'), 'more');
    const kinds = ['tls', 'ssh', 'wg'].flatMap((kind) => ['--inject-secrets', `${kind},${at('keys')}`]);
    const secretsOf = (path: string): string | undefined => captureLines(path, false).at(-1);
    netloupe('edit', ...kinds, capture, at('ours'));
    run('editcap', [...kinds, capture, at('theirs')]);
    expect(secretsOf(at('theirs'))).toContain('67');
    expect(secretsOf(at('ours'))).toBe(secretsOf(at('theirs')));
    const more = ['--inject-secrets', `tls,${at('other')}`];
    run('editcap', [...more, capture, at('theirs')]);
    netloupe('edit', ...more, '--discard-all-secrets', at('ours'), at('replaced'));
    expect(secretsOf(at('replaced'))).toBe(secretsOf(at('theirs')));
    // editcap 4.0 refuses to put more secrets beside those of the file.
    netloupe('edit', ...more, at('ours'), at('both'));
    expect(JSON.parse(secretsOf(at('both'))!.slice('secrets '.length))).toHaveLength(4);
  });
});

test('a probability, a seed or secrets that are none are refused; a seed that was chosen is said and gives the same bytes again', { timeout: 60_000 }, () => {
  const capture = writePcap(at('in.pcap'), 1, [IP, IP]);
  for (const wrong of [['-E', '1.5'], ['-E', 'x'], ['--skip-radiotap-header', '-d', '-I', '2'], ['-E', '0.1', '--seed', '-1'], ['-E', '0.1', '--seed', '4294967296'], ['--inject-secrets', 'tls'], ['--inject-secrets', `none,${capture}`], ['--inject-secrets', `tls,${capture}`, '-F', 'pcap']]) {
    expect(netloupe('edit', ...wrong, capture, at('ours')).status, wrong.join(' ')).toBe(1);
  }
  expect(netloupe('merge', '-I', 'some', '-w', at('ours'), capture).status).toBe(1);
  expect(netloupe('edit', '--inject-secrets', `tls,${at('nowhere')}`, capture, at('ours'))).toMatchObject({ status: 2, stderr: expect.stringContaining('nowhere') as string });
  const seed = /--seed (\d+)/.exec(netloupe('edit', '-E', '0.5', capture, at('ours')).stderr)![1]!;
  expect(netloupe('edit', '-E', '0.5', '--seed', seed, capture, at('again')).stderr).toBe('');
  expect(captureLines(at('again'), true)).toEqual(captureLines(at('ours'), true));
  expect(captureLines(at('ours'), true)).not.toEqual(captureLines(capture, true));
});

test('what a cooked capture leaves unused of an address becomes zero (LINKTYPE_LINUX_SLL: addresses of less than 8 octets are padded)', () => {
  const capture = writePcap(at('in.pcap'), 113, [`00000001000602000000000199990800${IP}`, `00000001000002000000000199990800${IP}`, `00000001000802000000000199990800${IP}`]);
  netloupe('edit', '--set-unused', capture, at('ours'));
  expect(captureLines(at('ours'), true).map((line) => line.split(' ')[4]!.slice(8, 32))).toEqual(['000602000000000100000800', '000000000000000000000800', '000802000000000199990800']);
});

describe.skipIf(!hasEditcap || !hasTshark)('interfaces of merged captures (needs mergecap and tshark)', () => {
  const idsOf = (path: string): string => run('tshark', ['-n', '-r', path, '-T', 'fields', '-e', 'frame.interface_id', '-e', 'frame.interface_name']).stdout;
  const KINDS = { a: ['a'], b: ['b'], ab: ['a', 'b'], aa: ['a', 'a'] } as const;
  test.each(['a a', 'a b', 'ab ab', 'ab a', 'a ab', 'a a b', 'aa b', 'aa a', 'b aa', 'a pcap', 'pcap pcap'])('%s', { timeout: 60_000 }, (words) => {
    const files = words.split(' ').map((kind, i) => (kind === 'pcap' ? writePcap(at(`${i}.pcap`), 1, [MAC, IP]) : writePcapng(at(`${i}.pcapng`), KINDS[kind as keyof typeof KINDS])));
    for (const options of [['-I', 'none'], ['-I', 'any'], ['-a', '-I', 'all'], []]) {
      expect(netloupe('merge', ...options, '-w', at('ours'), ...files).stderr).toBe('');
      run('mergecap', [...options, '-w', at('theirs'), ...files]);
      expect(idsOf(at('ours')), options.join(' ')).toBe(idsOf(at('theirs')));
      expect(idsOf(at('ours'))).not.toBe('');
    }
  });
});
