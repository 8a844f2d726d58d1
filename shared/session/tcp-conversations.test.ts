// The analysis of TCP over conversations that a seed makes (loss, reordering, zero windows, ports used again …), field by field against tshark.
// More: NETLOUPE_TCP_SEEDS=1000 npx vitest run --config build/vitest.config.mjs tcp-conversations
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasTshark } from '../../build/testing/tshark';
import { MemorySource } from '../capture-file/byte-source';
import { openCaptureFile } from '../capture-file/capture-file';
import { PROTOCOLS } from '../dissect/protocols';
import { Registry } from '../dissect/registry';
import type { ViewOptions } from '../ipc/contract';
import { Session } from './session';
import { captureOf, madeConversation } from './testing/made-conversations';

const VIEW: ViewOptions = { time: 'relative', timeDigits: -1, relativeSequence: true, verifyChecksums: false, names: 0, flagStyle: 'wireshark' };
/** What tshark only names: there or not. */
const FLAGS = [
  'retransmission', 'fast_retransmission', 'spurious_retransmission', 'out_of_order', 'lost_segment', 'ack_lost_segment', 'duplicate_ack', 'zero_window', 'zero_window_probe',
  'zero_window_probe_ack', 'keep_alive', 'keep_alive_ack', 'window_update', 'window_full', 'reused_ports', 'tfo_syn', 'tfo_ack', 'tfo_ignored',
].map((name) => `tcp.analysis.${name}`);
const NUMBERS = [
  'tcp.stream', 'tcp.seq', 'tcp.ack', 'tcp.completeness',
  ...['duplicate_ack_num', 'duplicate_ack_frame', 'bytes_in_flight', 'push_bytes_sent', 'initial_rtt', 'ack_rtt', 'acks_frame', 'rto', 'rto_frame'].map((name) => `tcp.analysis.${name}`),
];
const FIELDS = [...FLAGS, ...NUMBERS];
const SEEDS = Number(process.env['NETLOUPE_TCP_SEEDS'] ?? 120);
const BATCH = 40;
const MOST_SEGMENTS = 80;
/** A frame of the shortest example says more than a share; what is left are first numbers and window shifts that a later SYN changes. */
const LEAST = 0.995;

if (!hasTshark) console.warn('made TCP conversations: not compared with tshark, which is not installed');

/** As tshark's one pass sees the frames: nothing of what comes later. */
function ours(bytes: Uint8Array): string[][] {
  const session = new Session(openCaptureFile(new MemorySource(bytes), 'made.pcap'), new Registry(PROTOCOLS), { zoneMinutes: () => 0 });
  while (session.step());
  return session.rows(0, session.store.count, FIELDS, VIEW).map((row) => [...row.cells]);
}

function theirs(bytes: Uint8Array): string[][] {
  const path = join(mkdtempSync(join(tmpdir(), 'netloupe-tcp-')), 'made.pcap');
  writeFileSync(path, bytes);
  const { stdout } = spawnSync('tshark', ['-n', '-r', path, '-T', 'fields', ...FIELDS.flatMap((field) => ['-e', field])], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return stdout.trimEnd().split('\n').map((line) => line.split('\t'));
}

interface Agreement {
  frames: number;
  readonly different: string[];
}

function compare(first: number, sum: Map<string, Agreement>): void {
  const seeds = Array.from({ length: Math.min(BATCH, SEEDS - first + 1) }, (_, i) => first + i);
  const made = seeds.map((seed) => madeConversation(seed, MOST_SEGMENTS));
  const bytes = captureOf(made);
  const [their, our] = [theirs(bytes), ours(bytes)];
  const places = made.flatMap((segments, i) => segments.map((_, k) => `seed ${seeds[i]!} segment ${k + 1}`));
  expect(their.length).toBe(places.length);
  for (const [frame, place] of places.entries()) {
    for (const [i, field] of FIELDS.entries()) {
      let [expected, found] = [their[frame]![i] ?? '', our[frame]![i] ?? ''];
      if (i < FLAGS.length) [expected, found] = [expected && '1', found && '1'];
      if (expected === '' && found === '') continue;
      const agreement = sum.get(field)!;
      agreement.frames++;
      if (expected !== found) agreement.different.push(`${place}: ${expected || 'nothing'}, ours ${found || 'nothing'}`);
    }
  }
}

describe(`TCP conversations of ${SEEDS} seeds`, () => {
  const sum = new Map<string, Agreement>(FIELDS.map((field) => [field, { frames: 0, different: [] }]));

  it.skipIf(!hasTshark)('are analysed (skipped where tshark is not installed)', { timeout: 600_000 }, () => {
    for (let seed = 1; seed <= SEEDS; seed += BATCH) compare(seed, sum);
  });

  it.skipIf(!hasTshark).each(FIELDS)('%s is as tshark prints it', (field) => {
    const { frames, different } = sum.get(field)!;
    expect(frames).toBeGreaterThan(0);
    expect(different.slice(0, Math.max(0, different.length - Math.floor(frames * (1 - LEAST))))).toEqual([]);
  });
});
