// `netloupe import`: each kind of hex dump gives back the packets it was made from; text2pcap's options give text2pcap's packets.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { captureLines } from '../../build/testing/capture-lines';
import { hasTshark } from '../../build/testing/tshark';

const NETLOUPE = join(import.meta.dirname, '../../out/netloupe');
const OWN = join(import.meta.dirname, '../../e2e/captures/ends-in-a-record.pcap');
const SEEDS = join(import.meta.dirname, '../../../shared/seeds');
const has = (program: string, argument = '--version'): boolean => spawnSync(program, [argument]).error === undefined;
const hasTcpdump = has('tcpdump');
const hasText2pcap = has('text2pcap', '-v');
for (const [name, is] of [['tcpdump', hasTcpdump], ['text2pcap', hasText2pcap], ['tshark', hasTshark]] as const) if (!is) console.warn(`import-command.test.ts: SKIPPED in part, ${name} is not installed`);

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netloupe-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, args: readonly string[], input?: string): { status: number | null; stdout: string; stderr: string } => spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' }, ...(input === undefined ? {} : { input }) });

/** Link type and bytes of each frame of a capture; with times where asked for. */
const frames = (path: string, withTimes = false): string[] => captureLines(path, true).map((line) => line.split(' ')).map((parts) => (withTimes ? parts : parts.slice(2)).join(' '));

function imported(text: string, ...options: string[]): string {
  const [from, to] = [join(folder, 'text'), join(folder, 'ours.pcapng')];
  writeFileSync(from, text);
  rmSync(to, { force: true });
  const done = run(process.execPath, [NETLOUPE, 'import', ...options, from, to]);
  expect(done.stderr).toMatch(/^netloupe: \d+ packets of \d+ potential packets, link type/);
  return to;
}

/** The first packets of our capture, one file each: what programs without captures are given. */
function packetBytes(): Buffer[] {
  return captureLines(OWN, true).slice(0, 40).map((line) => Buffer.from(line.split(' ')[4]!, 'hex'));
}

describe.skipIf(!hasTcpdump)('text of tcpdump (needs tcpdump)', () => {
  test.each(['-xx', '-XX', '-XXvv', '-XXe', '-XXtttt', '-XXtt'])('%s: bytes and times', (options) => {
    const text = run('tcpdump', ['-nn', options, ...(options.includes('tt') ? [] : ['-tttt']), '-r', OWN]).stdout;
    expect(frames(imported(text), true)).toEqual(frames(OWN, true));
  });

  test.each(['-x', '-X'])('%s, without the link header, is raw IP', (option) => {
    const text = run('tcpdump', ['-nn', option, '-r', OWN, 'ip or ip6']).stdout;
    const wanted = frames(OWN).filter((line) => /^\d+ 1 .{24}(0800|86dd)/.test(line)).map((line) => line.split(' ')[2]!.slice(28));
    const got = frames(imported(text)).map((line) => line.split(' '));
    expect(got.length).toBeGreaterThan(50);
    expect(new Set(got.map((parts) => parts[1]))).toEqual(new Set(['101']));
    // tcpdump leaves out Ethernet's padding.
    got.forEach((parts, i) => expect(wanted[i]!.startsWith(parts[2]!), `packet ${i}`).toBe(true));
  });
});

describe.skipIf(!hasTshark)('text of tshark (needs tshark)', () => {
  test('-x', () => {
    const text = run('tshark', ['-n', '-x', '-r', OWN]).stdout;
    // A frame whose bytes are shown as several sources is there once, as its first.
    expect(frames(imported(text.replace(/^(Reassembled|De-chunked|Uncompressed|Decrypted)[^]*?\n\n/gm, ''))).length).toBeGreaterThanOrEqual(frames(OWN).length);
    const some = run('tshark', ['-n', '-x', '-r', OWN, '-Y', 'arp || icmp || tcp.len == 0']).stdout;
    run('tshark', ['-n', '-r', OWN, '-Y', 'arp || icmp || tcp.len == 0', '-w', join(folder, 'wanted')]);
    expect(frames(join(folder, 'wanted')).length).toBeGreaterThan(20);
    expect(frames(imported(some))).toEqual(frames(join(folder, 'wanted')));
  });
});

describe.each([
  ['xxd', []], ['xxd', ['-g1']], ['xxd', ['-p']], ['xxd', ['-i']], ['hexdump', ['-C']], ['hexdump', []],
  ['od', ['-A', 'x', '-t', 'x1']], ['od', ['-t', 'x1']], ['od', ['-A', 'd', '-t', 'x1']], ['od', ['-x']], ['od', []], ['od', ['-A', 'x', '-t', 'x1z']],
] as const)('%s %j', (program, options) => {
  test.skipIf(!has(program, '--help'))(`gives the packets back (needs ${program})`, () => {
    const packets = packetBytes();
    const text = packets.map((bytes) => {
      const path = join(folder, 'packet');
      writeFileSync(path, bytes);
      return `packet\n${run(program, [...options, ...(program === 'hexdump' ? ['-v'] : program === 'od' ? ['-v'] : []), path]).stdout}`;
    }).join('\n');
    expect(frames(imported(text)).map((line) => line.split(' ')[2])).toEqual(packets.map((bytes) => bytes.toString('hex')));
  });
});

test('hex digits alone, one packet a line; Python and Go literals; the link type is found out or given', () => {
  const [first, second] = packetBytes();
  const hex = [first!, second!].map((bytes) => bytes.toString('hex'));
  expect(frames(imported(hex.join('\n'))).map((line) => line.split(' ')[2])).toEqual(hex);
  const escaped = `data = b"${[...first!].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
  expect(frames(imported(`packet :=\n[]byte{\n${[...first!].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')},\n}\n`)).map((line) => line.split(' ')[2])).toEqual([hex[0]]);
  expect(frames(imported(escaped.replace('data = ', ''), '-l', '147')).map((line) => line.split(' ').slice(1, 3))).toEqual([['147', hex[0]]]);
});

test('an offset that does not fit is said with its line, and so is a text without packets', () => {
  const text = '0000 00 11 22 33\n0004 44 55 66 77\n0010 88 99\n\n0000 aa bb cc\n';
  writeFileSync(join(folder, 'text'), text);
  const said = run(process.execPath, [NETLOUPE, 'import', join(folder, 'text'), join(folder, 'x.pcapng')]);
  expect(said).toMatchObject({ status: 2, stderr: expect.stringMatching(/line 3: its offset is 16, but 8 bytes are there before it/) as string });
  expect(frames(join(folder, 'x.pcapng')).map((line) => line.split(' ')[2])).toEqual(['0011223344556677', 'aabbcc']);
  expect(run(process.execPath, [NETLOUPE, 'import', '-', join(folder, 'y.pcapng')], 'nothing here')).toMatchObject({ status: 2, stderr: expect.stringMatching(/no packets/) as string });
  expect(readdirSync(folder).sort()).toEqual(['text', 'x.pcapng']);
});

describe.skipIf(!hasText2pcap)("text2pcap's packets (needs text2pcap)", () => {
  const LINES = '^(?<dir>[<>])\\s(?<time>\\d+:\\d\\d:\\d\\d.\\d+)\\s(?<data>[0-9a-fA-F]+)$';
  const DUMP = '0000 61 62 63 64 65\n0005 66 67\n0000 68 69\n';
  const CASES: readonly (readonly [options: readonly string[], text: string])[] = [
    [[], DUMP], [['-e', '0x806'], DUMP], [['-i', '46'], DUMP], [['-u', '1000,69'], DUMP], [['-T', '50,60'], DUMP], [['-l', '101', '-T', '50,60'], DUMP],
    [['-4', '1.2.3.4,5.6.7.8', '-u', '1,2'], DUMP], [['-6', '2001:db8::1,2001:db8::2', '-T', '1,2'], DUMP], [['-6', '::1,::2', '-i', '58'], DUMP], [['-l', '147'], DUMP],
    [['-o', 'oct'], '000000 61 62 63 64 65 66 67 68\n000010 69 6a\n'], [['-o', 'dec'], '0000 61 62 63 64 65 66 67 68 69 6a\n0010 6b\n'], [['-o', 'none'], '61 62 63\n64 65\n'],
    [['-t', '%H:%M:%S.%f'], '10:15:14.5476\n0000 61 62\n10:15:15.000001\n0000 63\n'], [['-t', '%Y-%m-%d %H:%M:%S.%f'], '2020-01-02 03:04:05.123456789\n0000 61 62\n'],
    [['-t', 'ISO'], '2020-01-02T03:04:05.5Z\n0000 61 62\n'], [['-t', '%s.%f'], '1600000000.25\n0000 61 62\n'], [['-D', '-t', '%H:%M:%S.%f'], 'I 10:15:14.5\n0000 61 62\nO 10:15:15.5\n0000 63\n'],
    [['-s', '30,40,34'], DUMP], [['-S', '30,40,34'], DUMP], [['-S', '30,40,4294967295', '-6', '::1,::2'], DUMP], [['-l', '101', '-s', '1,2,3'], DUMP], [['-P', 'http'], DUMP], [['-P', 'a'], DUMP],
    [['-a'], '0000 61 62 20 61 62  ab ab\n0005 63 64           cd\n0000 65 66           ef\n'],
    ...[['-T', '1,2'], ['-S', '1,2,3'], ['-s', '1,2,3'], ['-u', '1,2', '-6', '::1,::2'], ['-e', '800'], ['-i', '5']].map((header) => [['-D', ...header], 'I\n0000 61 62 63\nO\n0000 64\nO\n0000 65 66\nI\n0000 66\n'] as const),
    [['-r', LINES, '-t', '%H:%M:%S.%f'], '> 0:00:00.265620 a130368b000000080060\n# none\n< 1:02:03.295459 a2010800000000000000000800000000\n> 23:59:59.5 a1 30:36\n'],
    [['-r', '^(?P<dir>[A-Z]) (?P<data>[0-9a-f]+)$', '-u', '1,2'], 'I 6162\nO 63\nX 6465\n'], [['-r', '(?<data>[0-9a-z]+)'], 'zz 61 62\nIN 6364 q\n'],
    [['-b', '64', '-r', '^(?<seqno>\\d) (?<data>[A-Za-z0-9+/=\\n]+)$'], '1 YWJj\nZGU=\n2 YWJjZA==\n'], [['-b', '2', '-r', '^(?<data>[01 ]+)$'], '01100001 0110 0010\n011\n'], [['-b', '8', '-r', '^(?<data>[0-7 ]+)$'], '141 142 377\n141142\n12\n400\n'],
    [[], '> 0000 61 62 63\n> 0003 64\n'], [[], '0000 61 62 63\n0003 64 65 66 67 68 69 6a\n000a 6b\n'], [[], '0000 61 62 63\n # 0003 12 34\n0003 64\n'], [[], '0000: 61 62 63\n0003: 64\n'],
  ];
  test.each(CASES)('%j %j', (options, text) => {
    const from = join(folder, 'text');
    writeFileSync(from, text);
    const theirs = join(folder, 'theirs');
    run('text2pcap', ['-q', ...options, from, theirs]);
    const withTimes = options.includes('-t');
    const [ours] = [join(folder, 'ours.pcapng')];
    // The default of text2pcap is Ethernet; ours is found out.
    run(process.execPath, [NETLOUPE, 'import', '-q', ...(options.includes('-l') || options.includes('-P') ? [] : ['-l', '1']), ...options, from, ours]);
    expect(frames(theirs).length).toBeGreaterThan(0);
    expect(frames(ours, withTimes)).toEqual(frames(theirs, withTimes));
    // The direction and the number of a packet.
    const said = (path: string): (string | undefined)[] => captureLines(path, false).map((line) => /\[\[[^\]]*\],.*/.exec(line)?.[0].replace(/"[^"]*"\]$/, ''));
    if (options.includes('-r')) expect(said(ours).slice(0, frames(ours).length)).toEqual(said(theirs).slice(0, frames(ours).length));
  });
});

test('-i is a number of eight bits, as in text2pcap', () => {
  for (const [number, isRefused] of [['255', false], ['256', true], ['300', true]] as const) {
    const ours = run(process.execPath, [NETLOUPE, 'import', '-q', '-i', number, '-', join(folder, 'ip.pcapng')], '0000 61 62\n');
    expect([number, ours.status]).toEqual([number, isRefused ? 1 : 0]);
    if (hasText2pcap) expect([number, run('text2pcap', ['-q', '-i', number, '-', join(folder, 'theirs')], '0000 61 62\n').status === 0]).toEqual([number, !isRefused]);
  }
});

test.skipIf(!existsSync(SEEDS))('the lessons\' texts open (../shared/seeds)', () => {
  const rpcx = readFileSync(join(SEEDS, '001_b24043b68612e15e.txt'), 'utf8');
  const got = frames(imported(rpcx), true);
  const wanted = captureLines(join(SEEDS, '../corpus/seeds/rpcx-dltnull.pcap'), true).map((line) => line.split(' ').slice(3).join(' '));
  expect(got.slice(0, 12).map((line) => line.split(' ').slice(3).join(' '))).toEqual(wanted);
});
