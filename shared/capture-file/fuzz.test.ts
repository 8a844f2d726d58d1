// Damaged capture files: pcap, pcapng, snoop and gzip around them, mutated by a seeded generator. Reading ends, in bounded memory and
// few reads; the frames before the damage are kept; the sentence says where. NETLOUPE_FUZZ=1000000 gives a hundredth as many files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MemorySource, readBytes, type ByteSource, type SourceDamage } from './byte-source';
import { openCaptureFile, type CaptureFile } from './capture-file';
import { CaptureReader } from './capture-reader';
import { FrameBatch } from './frame-batch';
import { ProblemError, type Problem } from '../problem';
import { block, enhancedPacket, interfaceBlock, option, pcap, SAMPLE_FRAMES, section, seeded, simplePacket, text, uint } from './sample-captures';

const ROUNDS = process.env['NETLOUPE_FUZZ'] ? Math.ceil(Number(process.env['NETLOUPE_FUZZ']) / 100) : 3_000;
const SEED = Number(process.env['NETLOUPE_FUZZ_SEED'] ?? 20_25_11);
const CAPTURES = join(import.meta.dirname, '../../e2e/captures');
const CORPUS = join(import.meta.dirname, '../../../shared/corpus/captures');
const RUN_BYTES = 4096;
const LENGTHS = [0, 1, 3, 4, 8, 11, 12, 15, 16, 28, 32, 255, 65_535, 65_536, 262_143, 262_144, 262_145, 0x00ff_ffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff];

type Random = (below: number) => number;

function snoop(): Uint8Array {
  const word = (n: number): number[] => uint(n, 4, false);
  const record = (length: number): number[] => [...word(60), ...word(length), ...word(24 + length + (-length & 3)), ...word(0), ...word(7), ...word(9), ...new Array<number>(length + (-length & 3)).fill(length)];
  return Uint8Array.from([...text('snoop'), 0, 0, 0, ...word(2), ...word(4), ...[40, 3, 60, 61].flatMap(record)]);
}

function pcapng(littleEndian: boolean): number[] {
  const le = littleEndian;
  return [
    ...section(le, [...option(4, text('netloupe'), le), ...option(0, [], le)]), ...interfaceBlock(1, 65_535, [...option(2, text('eth0'), le), ...option(9, [9], le), ...option(0, [], le)], le),
    ...enhancedPacket({ littleEndian: le }), ...enhancedPacket({ caplen: 3, littleEndian: le, options: [...option(1, text('comment'), le), ...option(0, [], le)] }), ...simplePacket(40, 40, le),
    ...block(4, [...uint(1, 2, le), ...uint(9, 2, le), 127, 0, 0, 1, ...text('host'), 0, ...uint(0, 4, le)], le), ...block(0x0bad, [1, 2, 3, 4], le),
    ...block(5, [...uint(0, 4, le), ...uint(0, 8, le), ...option(4, uint(7, 8, le), le)], le), ...enhancedPacket({ caplen: 100, littleEndian: le }),
  ];
}

function sources(): Uint8Array[] {
  const own = readdirSync(CAPTURES).filter((name) => /\.pcap(ng)?$/.test(name)).map((name) => readFileSync(join(CAPTURES, name)).subarray(0, 6000));
  const many = Array.from({ length: 40 }, (_, i) => ({ ...SAMPLE_FRAMES[i % 3]!, seconds: i }));
  const corpus = existsSync(CORPUS) ? readdirSync(CORPUS, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)).subarray(0, 3000)) : [];
  const made = [
    pcap(), pcap(many), pcap(many, { magic: 0xa1b23c4d, littleEndian: false }), snoop(), Uint8Array.from(pcapng(true)), Uint8Array.from(pcapng(false)),
    Uint8Array.from([...pcapng(true), ...pcapng(false)]),
  ];
  return [...made, ...made, ...made, ...own, ...corpus.filter((bytes) => bytes.length > 24)];
}

/** One kind of damage. */
function damaged(random: Random, source: Uint8Array): Uint8Array {
  const at = random(source.length);
  const bytes = Uint8Array.from(source);
  const view = new DataView(bytes.buffer);
  switch (random(9)) {
    case 0: return bytes.slice(0, at);
    case 1: bytes[at]! ^= 1 << random(8); return bytes;
    case 2: {
      const word = at & ~3;
      if (word + 4 <= bytes.length) view.setUint32(word, LENGTHS[random(LENGTHS.length)]!, random(2) === 0);
      return bytes;
    }
    case 3: return joined(bytes.subarray(0, at), Uint8Array.from({ length: 1 + random(200) }, () => random(256)), bytes.subarray(at));
    case 4: return joined(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + random(64))));
    case 5: return bytes.fill([0, 0xff][random(2)]!, at, at + [4, 16, 64, 512][random(4)]!);
    case 6: return joined(bytes, new Uint8Array(1 + random(8192)));
    case 7: return joined(bytes.subarray(0, at), bytes.subarray(random(bytes.length)));
    default: {
      const end = at + random(200);
      return joined(bytes.subarray(0, at), ...Array.from({ length: 1 + random(50) }, () => bytes.subarray(at, end)), bytes.subarray(at));
    }
  }
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Counts reads, and stops a reader that does not end. */
class CountedSource implements ByteSource {
  reads = 0;
  constructor(private readonly inner: ByteSource, private readonly most: number) {}
  get size(): number {
    return this.inner.size;
  }
  get damage(): SourceDamage | null {
    return this.inner.damage ?? null;
  }
  read(position: number, target: Uint8Array, start: number, length: number): number {
    if (++this.reads > this.most) throw new Error(`more than ${this.most} reads`);
    return this.inner.read(position, target, start, length);
  }
}

interface Got {
  readonly frames: string[];
  /** Where each ends in the (decompressed) file. */
  readonly ends: number[];
  readonly problem: Problem | null;
  readonly largestRun: number;
  readonly file: CaptureFile | null;
}

function read(bytes: Uint8Array, runBytes: number): Got {
  const frames: string[] = [];
  const ends: number[] = [];
  let largestRun = 0;
  const raw = new CountedSource(new MemorySource(bytes), 1000 + bytes.length);
  try {
    const file = openCaptureFile(raw, 'x');
    const reader = new CaptureReader(file, { runBytes });
    const batch = new FrameBatch(64);
    while (reader.next(batch)) {
      largestRun = Math.max(largestRun, batch.run.length);
      for (let i = 0; i < batch.count; i++) {
        const [start, caplen] = [batch.start[i]!, batch.caplen[i]!];
        if (start + caplen > batch.run.length) throw new Error('a frame beyond its run');
        ends.push(batch.position[i]! + caplen);
        frames.push(`${batch.seconds[i]} ${batch.nanos[i]} ${caplen} ${batch.len[i]} ${Buffer.from(batch.run.buffer, batch.run.byteOffset + start, caplen).toString('latin1')}`);
      }
    }
    return { frames, ends, problem: reader.problem(), largestRun, file };
  } catch (error) {
    if (error instanceof ProblemError) return { frames, ends, problem: error.problem, largestRun, file: null };
    throw error;
  }
}

/** What is wrong with how these bytes, made from `sound`, are read; '' = nothing. */
function faultOf(bytes: Uint8Array, sound: Uint8Array): string {
  const got = read(bytes, RUN_BYTES);
  const { problem } = got;
  if (got.largestRun > 2 * Math.max(bytes.length, got.file?.source.size ?? 0) + RUN_BYTES + 65_536) return `a run of ${got.largestRun} bytes`;
  if (problem !== null && !['NL-FILE-04', 'NL-FILE-05', 'NL-FILE-06'].includes(problem.code) && !/ byte \d+| file header/.test(problem.message)) return `no place: ${problem.message}`;
  if (problem !== null && /NaN|undefined|-\d/.test(problem.message)) return problem.message;
  const small = read(bytes, 64);
  if (small.frames.join('\n') !== got.frames.join('\n') || small.problem?.message !== problem?.message) return `in small runs: ${small.frames.length} frames, ${small.problem?.message ?? ''}; ${got.frames.length} frames, ${problem?.message ?? ''}`;
  return keptFault(got, read(sound, RUN_BYTES), bytes, sound);
}

/** Frames that end before the first byte that differs are read as they were. The file header decides over all of them. */
function keptFault(got: Got, before: Got, bytes: Uint8Array, sound: Uint8Array): string {
  let same = 0;
  while (same < sound.length && bytes[same] === sound[same]) same++;
  // A pcap file's first records say which variant it is.
  if (JSON.stringify(got.file?.state) !== JSON.stringify(before.file?.state)) return '';
  // A block goes on behind its frame's bytes: it is whole where the next one's are.
  const kept = Math.max(0, before.ends.filter((end) => end <= same).length - 1);
  if (got.file === null || got.frames.slice(0, kept).join('\n') === before.frames.slice(0, kept).join('\n')) return got.file === null && kept > 0 && same >= 200 ? `not opened: ${got.problem?.message ?? ''}` : '';
  return `${kept} frames stand before byte ${same}, of which ${got.frames.length} were kept: ${got.problem?.message ?? ''}`;
}

/** A compressed file: what its front read gives is what reading anywhere gives again. */
function gzipFault(bytes: Uint8Array, random: Random): string {
  const got = read(bytes, RUN_BYTES);
  const source = got.file?.source;
  if (!source) return got.problem === null ? 'neither file nor problem' : '';
  const whole = readBytes(source, 0, source.size);
  for (let i = 0; i < 4; i++) {
    const at = random(whole.length + 1);
    const length = random(300);
    if (!Buffer.from(readBytes(source, at, length)).equals(Buffer.from(whole.subarray(at, at + length)))) return `reading ${length} bytes at ${at} of ${whole.length} again gives others`;
  }
  return source.damage && got.problem === null ? `damage without a problem: ${source.damage.reason}` : '';
}

describe('damaged capture files', () => {
  it(`${ROUNDS} files of seed ${SEED}`, { timeout: 60_000 + ROUNDS * 20 }, () => {
    const next = seeded(SEED);
    const random: Random = (below) => Math.floor(next() * below);
    const all = sources();
    const faults: string[] = [];
    for (let round = 0; round < ROUNDS && faults.length < 12; round++) {
      const sound = all[random(all.length)]!;
      const compressed = random(4) === 0;
      const bytes = compressed ? damaged(random, gzipSync(sound)) : damaged(random, sound);
      let fault: string;
      try {
        fault = bytes.length === 0 ? '' : compressed ? gzipFault(bytes, random) : faultOf(bytes, sound);
      } catch (error) {
        fault = String(error instanceof Error ? error.stack : error);
      }
      if (fault !== '') faults.push(`round ${round}: ${fault}\n${Buffer.from(bytes.subarray(0, 300)).toString('hex')}`);
    }
    expect(faults.join('\n\n')).toBe('');
  });
});
