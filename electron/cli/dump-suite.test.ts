// tcpdump's own test suite: every case is tcpdump's text byte for byte, or says in the line what it lacks.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { MemorySource } from '../../shared/capture-file/byte-source';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { CaptureReader } from '../../shared/capture-file/capture-reader';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { FRAMED_MESSAGES } from '../../shared/dissect/protocols/framed-messages';
import { DumpedPackets } from '../../shared/tcpdump/dumped-packets';
import { DumpState } from '../../shared/tcpdump/dump-state';
import { packetText } from '../../shared/tcpdump/text-line';
import { DumpFilter } from './dump-filter';
import { DUMP_OPTIONS, textOptions } from './dump-options';
import { parseOptions } from './options';

const ROOT = join(import.meta.dirname, '../..');
const CORPUS = join(ROOT, '../shared/corpus');
const SUITE = join(CORPUS, 'expected/tcpdump_suite.jsonl.gz');
const SEEDS = join(CORPUS, 'seeds');

interface SuiteCase {
  readonly name: string;
  readonly capture: string;
  readonly options: string;
  readonly output: string;
}

interface Dumped {
  readonly text: string;
  readonly missing: ReadonlySet<string>;
}

async function dumped(path: string, words: readonly string[]): Promise<Dumped> {
  const parsed = parseOptions(DUMP_OPTIONS, words);
  const options = { ...textOptions(parsed), zoneMinutes: () => 0 };
  const file = openCaptureFile(new MemorySource(readFileSync(path)), 'x.pcap');
  const packets = new DumpedPackets(file, new CaptureReader(file));
  const filter = new DumpFilter(parsed.rest.join(' '));
  const state = new DumpState();
  const missing = new Set<string>();
  const limit = Number(parsed.count.at(-1) ?? Infinity);
  let text = '';
  for (let packet = packets.next(); packet !== null && state.number < limit; packet = packets.next()) {
    if (!(filter.keeps(packet) ?? (await filter.compileAndAsk(packet)))) continue;
    const one = packetText(packet, options, state);
    text += `${one.text}\n`;
    for (const name of one.missing) missing.add(name);
  }
  return { text, missing };
}

/** Words of a command line; quotes hold a word together. */
function wordsOf(options: string): string[] {
  return [...options.matchAll(/"([^"]*)"|\S+/g)].map(([whole, quoted]) => quoted ?? whole);
}

/** Where two texts part, as two lines; null where they are equal. */
function difference(ours: string, theirs: string): { readonly ours: string; readonly theirs: string } | null {
  if (ours === theirs) return null;
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return { ours: a[at] ?? '', theirs: b[at] ?? '' };
}

/** tcpdump's names of protocols that we take apart under another. */
const OUR_NAMES: ReadonlySet<string> = new Set([
  '802.11', '802.11-avs', 'arcnet-linux', 'atmarp', 'bsdos-slip', 'dnssl', 'dvmrp', 'gre-routing', 'icmp-interface', 'mfr', 'pimv1', 'rpl', 'slip', 'spb', 'tr',
]);

/** Without those of which we know only how long a message is. */
const TAKEN_APART = PROTOCOLS.filter((protocol) => !(FRAMED_MESSAGES as readonly unknown[]).includes(protocol));

/** True for a protocol that we take apart: tcpdump's text of it must be ours, too. */
function isOurs(name: string): boolean {
  return OUR_NAMES.has(name) || TAKEN_APART.some(({ id }) => name === id || (id.startsWith('icmp') && name.startsWith('icmp')));
}

/** The line as far as it is tcpdump's. */
function beforeMark(line: string): string | null {
  const at = line.indexOf('[netloupe: no tcpdump text for ');
  return at < 0 ? null : line.slice(0, at).trimEnd();
}

describe.skipIf(!existsSync(SUITE))("tcpdump's suite (needs ../shared/corpus)", () => {
  test('each case is equal, or marked where it ends to be', async () => {
    const cases = gunzipSync(readFileSync(SUITE)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as SuiteCase);
    const wrong: string[] = [];
    const lacking: string[] = [];
    const lacked = new Map<string, number>();
    for (const one of cases) {
      const { text, missing } = await dumped(join(CORPUS, 'captures', one.capture), wordsOf(one.options));
      const found = difference(text, one.output);
      if (found === null) continue;
      const same = beforeMark(found.ours);
      if (same === null || !found.theirs.startsWith(same)) wrong.push(`${one.name} (${one.options.trim()})\n  ours   ${found.ours}\n  theirs ${found.theirs}`);
      else lacking.push(`${one.name}: ${[...missing].join(' ')}`);
      for (const name of missing) lacked.set(name, (lacked.get(name) ?? 0) + 1);
    }
    const equal = cases.length - wrong.length - lacking.length;
    const table = [...lacked].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`).join(', ');
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    writeFileSync(join(ROOT, '.cache/dump-suite.txt'), [`${equal} of ${cases.length} cases equal, ${lacking.length} marked`, `cases that lack: ${table}`, ...lacking, '', ...wrong].join('\n'));
    process.stdout.write(`tcpdump's suite: ${equal} of ${cases.length} cases equal, ${lacking.length} marked; they lack ${table}\n`);
    expect(cases).toHaveLength(543);
    expect(wrong).toEqual([]);
    expect([...lacked.keys()].filter(isOurs)).toEqual([]);
  }, 120_000);
});

describe.skipIf(!existsSync(SEEDS))("the lessons' packets (needs ../shared/corpus/seeds)", () => {
  test.each([
    ['goecho', ['-S', '-nn', '-vvv'], 'goecho-seed-text.txt'],
    ['goecho', ['-S', '-nn', '-vvv'], 'goecho-tcpdump499.txt'],
    ['rpcx', ['-S', '-XX'], 'rpcx-tcpdump499.txt'],
  ])('%s with %j is %s', async (name, words, expected) => {
    expect((await dumped(join(SEEDS, `${name}-dltnull.pcap`), words)).text).toBe(readFileSync(join(SEEDS, expected), 'utf8'));
  });

  test('the first SYN has a wrong checksum, and none with -K', async () => {
    const syn = join(SEEDS, 'seed2-syn.pcap');
    expect((await dumped(syn, ['-nn', '-vvv'])).text).toContain('cksum 0xfe30 (incorrect -> 0x0427)');
    expect((await dumped(syn, ['-nn', '-vvv', '-K'])).text).not.toContain('cksum');
  });
});
