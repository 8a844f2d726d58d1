// Every capture of the corpus against what tshark read from it: number, time and lengths of each frame, and the damage.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pseudoHeaderBytes } from '../frame/linktype';
import { ProblemError, type Problem } from '../problem';
import { MemorySource } from './byte-source';
import { openCaptureFile } from './capture-file';
import { CaptureReader } from './capture-reader';
import { FrameBatch, NO_TIME } from './frame-batch';

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const present = existsSync(join(CORPUS, 'expected/reader.tsv'));
if (!present) console.warn('capture-file/corpus.test.ts: SKIPPED, there is no capture corpus beside the repository (../shared/corpus)');

const NO_ENCAPSULATION = 'tshark 4.0 does not know the link type and refuses the file; tcpdump reads it as we do';
const OTHER_RECORD_HEADERS = 'fuzzed beyond its first frames: tshark takes it for a variant with longer record headers; tcpdump reads it as we do';
const FUZZED = 'PcapPlusPlus/Fuzzers/RegressionTests/regression_samples';
/** Files on which we differ from tshark 4.0, and why. The frames that we read are then as many as tcpdump's. */
const DIFFERENT: Readonly<Record<string, string>> = {
  [`${FUZZED}/clusterfuzz-testcase-minimized-FuzzTarget-5766899836387328`]: OTHER_RECORD_HEADERS,
  [`${FUZZED}/crash-exception-cast-constructed-record`]: OTHER_RECORD_HEADERS,
  [`${FUZZED}/igmplayer`]: OTHER_RECORD_HEADERS,
  'suricata-verify/bug-6875-01/fuzz.pcap': OTHER_RECORD_HEADERS,
  'libpcap/filter/brcm-tag-stp.pcap': NO_ENCAPSULATION,
  'libpcap/filter/brcm-tag.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/brcm-tag-prepend.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/brcm-tag.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/dsa-high-vid.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/dsa.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/edsa-high-vid.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/edsa.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/frf16_magic_ie-oobr.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/hoobr_juniper3.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/juniper_es_oobr.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/kday6.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/vtp_asan-2.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/vtp_asan-3.pcap': NO_ENCAPSULATION,
  'tcpdump-4.99.3/vtp_asan.pcap': NO_ENCAPSULATION,
};

interface Expected {
  /** NaN where tcpdump refuses the file. */
  readonly tcpdumpFrames: number;
  readonly readerClass: string;
  readonly frames: readonly string[][];
}

function expectedFrames(): Map<string, string[][]> {
  const byFile = new Map<string, string[][]>();
  const folder = join(CORPUS, 'expected/packed');
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.packed.frames.tsv.gz'))) {
    const [head, ...lines] = gunzipSync(readFileSync(join(folder, name))).toString().split('\n');
    const columns = head!.split('\t');
    const wanted = ['frame.number', 'frame.time_epoch', 'length', 'cap_len'].map((column) => columns.indexOf(column));
    for (const line of lines) {
      const cells = line.split('\t');
      const rows = byFile.get(cells[0]!) ?? [];
      byFile.set(cells[0]!, rows);
      if (cells.length > 2) rows.push(wanted.map((column) => cells[column]!));
    }
  }
  return byFile;
}

function allExpected(): Map<string, Expected> {
  const frames = expectedFrames();
  const lines = readFileSync(join(CORPUS, 'expected/reader.tsv'), 'utf8').trim().split('\n').slice(1);
  return new Map(lines.map((line) => {
    const cells = line.split('\t');
    return [cells[0]!, { tcpdumpFrames: Number.parseInt(cells[9]!, 10), readerClass: cells[4]!, frames: frames.get(cells[0]!) ?? [] }];
  }));
}

function ours(path: string): { frames: string[][]; problem: Problem | null } {
  const frames: string[][] = [];
  try {
    const file = openCaptureFile(new MemorySource(readFileSync(path)), 'x');
    const reader = new CaptureReader(file, { runBytes: 4096 });
    const batch = new FrameBatch(50);
    while (reader.next(batch)) {
      for (let i = 0; i < batch.count; i++) {
        const pseudo = pseudoHeaderBytes(reader.scanner.interfaces[batch.interfaceIndex[i]!]!.linktype);
        const time = timeText(batch.seconds[i]!, batch.nanos[i]!);
        frames.push([String(frames.length + 1), time, String(batch.len[i]! - pseudo), String(batch.caplen[i]! - pseudo)]);
      }
    }
    return { frames, problem: reader.problem() };
  } catch (error) {
    if (error instanceof ProblemError) return { frames, problem: error.problem };
    throw error;
  }
}

/** As tshark prints frame.time_epoch, also for nanoseconds that are none. */
function timeText(seconds: number, nanos: number): string {
  if (nanos === NO_TIME) return '';
  return `${nanos < 0 ? '-' : ''}${seconds}.${String(Math.abs(nanos)).padStart(9, '0')}`;
}

/** reader.tsv's word for a problem of ours. */
function classOf(problem: Problem | null): string {
  if (problem === null) return 'ok';
  if (problem.code === 'NL-FILE-07' || problem.code === 'NL-FILE-10') return 'cut-short';
  return problem.code === 'NL-FILE-08' ? 'damaged' : 'unsupported';
}

describe.skipIf(!present)('corpus', () => {
  it('agrees with tshark on every file', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const [name, expected] of allExpected()) {
      const got = ours(join(CORPUS, 'captures', name));
      const same = JSON.stringify(got.frames) === JSON.stringify(expected.frames) && classOf(got.problem) === expected.readerClass;
      count++;
      if (name in DIFFERENT) expect(got.frames.length, name).toBe(expected.tcpdumpFrames);
      if (same === (name in DIFFERENT)) {
        const first = got.frames.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(expected.frames[i]));
        const counts = `${got.frames.length} of ${expected.frames.length} frames, ${classOf(got.problem)} for ${expected.readerClass}`;
        wrong.push(`${name}: ${counts} ${got.problem?.message ?? ''} [${String(got.frames[first])}] [${String(expected.frames[first])}]`);
      }
    }
    expect(count).toBeGreaterThan(1800);
    expect(wrong).toEqual([]);
  }, 120_000);
});
