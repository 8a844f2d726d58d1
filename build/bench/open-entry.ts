// What the benchmark measures of the engine by itself: opens a capture to its end, as the window does, and says what it found.
import { FileSource } from '../../electron/capture/file-source';
import { moreBytes, openCapturePath } from '../../electron/capture/open-capture-path';
import { IndexPool } from '../../electron/engine/index-pool';
import { zoneMinutes } from '../../electron/engine/zone';
import { openCaptureFile } from '../../shared/capture-file/capture-file';
import { TSHARK_OPTIONS } from '../../shared/dissect/frame-context';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import type { ViewOptions } from '../../shared/ipc/contract';
import { COLUMNS } from '../../shared/session/column';
import { Session } from '../../shared/session/session';

const VIEW: ViewOptions = { ...TSHARK_OPTIONS, names: 0, time: 'relative', timeDigits: -1 };
const ROWS = 50;
/** Windows of rows, and frames, that are asked for, and how many before counting: what a user's hand has warmed long since. */
const ASKED = 1200;
const WARMING = 600;

interface Spread {
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

const registry = new Registry(PROTOCOLS);

/** Reads to the end: by this thread alone, or by the threads of a pool as far as they go. */
async function openWhole(path: string, pool: IndexPool | null): Promise<Session> {
  const opened = await openCapturePath(path);
  try {
    const session = new Session(openCaptureFile(opened.source, opened.name), registry, { zoneMinutes });
    session.step();
    const { source } = opened;
    if (pool && source instanceof FileSource) await pool.read(session, source.descriptor, source.size, () => Promise.resolve(true));
    while (session.step() || (await moreBytes(opened)));
    const problem = session.finish();
    if (problem) throw new Error(problem.message);
    return session;
  } finally {
    if (pool) opened.close();
  }
}

function counts({ store }: Session): Record<string, unknown> {
  const protocols = new Uint32Array(registry.protocols.length);
  for (let frame = 1; frame <= store.count; frame++) protocols[store.protocol(frame)]!++;
  let conversations = 0;
  for (let stream = 0; stream < store.streams.count; stream++) conversations = Math.max(conversations, store.streams.conversation(stream) + 1);
  const named = registry.protocols.map((p, i) => [p.column, protocols[i]!] as const).filter(([, n]) => n > 0);
  return { frames: store.count, conversations, streams: store.streams.count, protocols: Object.fromEntries(named.sort((a, b) => b[1] - a[1])) };
}

/** Numbers that look random and are the same each time. */
function* positions(count: number, below: number): Generator<number> {
  let state = 12_345;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield Math.floor((state / 2 ** 32) * below);
  }
}

/** Milliseconds of a job at many positions; what processor time it took where others work on the machine too. */
function timed(below: number, job: (position: number) => void): { wall: Spread; cpu: Spread } {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (const position of positions(ASKED, below)) {
    const began = performance.now();
    const before = process.cpuUsage();
    job(position);
    const { user, system } = process.cpuUsage(before);
    wall.push(performance.now() - began);
    cpu.push((user + system) / 1000);
  }
  return { wall: spread(wall), cpu: spread(cpu) };
}

function spread(times: number[]): Spread {
  const sorted = times.slice(WARMING).sort((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
  return { median: at(0.5), p99: at(0.99), worst: at(1) };
}

async function rowFigures(path: string): Promise<Record<string, unknown>> {
  const session = await openWhole(path, null);
  const { count } = session.store;
  const rows = timed(count - ROWS, (first) => void session.rows(first, ROWS, COLUMNS, VIEW));
  const detail = timed(count, (first) => void session.detail(first + 1, VIEW));
  return { frames: count, rows, detail };
}

/** All columns and streams as one number: equal where two ways of reading came to the same. */
function digest({ store }: Session): string {
  let h = 0x811c9dc5;
  const add = (value: number): void => {
    h = Math.imul(h ^ (value | 0) ^ (value / 2 ** 32), 0x01000193);
    h ^= h >>> 15;
  };
  for (let f = 1; f <= store.count; f++) {
    for (const value of [store.position(f), store.caplen(f), store.len(f), store.seconds(f), store.nanos(f), store.protocol(f)]) add(value);
    for (const value of [store.stream(f), store.previousInStream(f), store.sequence(f), store.flags(f), store.transactions.peerOf(f)]) add(value);
  }
  for (let s = 0; s < store.streams.count; s++) {
    for (const value of [store.streams.number(s), store.streams.conversation(s), store.streams.firstFrame(s), store.streams.client(s)]) add(value);
    for (const d of [0, 1]) add(store.streams.base(s, d) * 16 + store.streams.shift(s, d));
  }
  return `${store.count} frames, ${(h >>> 0).toString(16)}`;
}

/** One thread, then several, again and again in a warm process. */
async function threadFigures(path: string, threads: number, runs: number): Promise<Record<string, unknown>> {
  const pool = new IndexPool(undefined, threads);
  // The pool's threads do not keep a process alive; in the window the engine does.
  const alive = setInterval(() => undefined, 1000);
  const times: Record<'one' | 'several', number[]> = { one: [], several: [] };
  const cpuTimes: Record<'one' | 'several', number[]> = { one: [], several: [] };
  const digests = { one: '', several: '' };
  for (let run = -1; run < runs; run++) {
    for (const way of ['one', 'several'] as const) {
      const began = performance.now();
      const before = process.cpuUsage();
      const session = await openWhole(path, way === 'one' ? null : pool);
      const { user, system } = process.cpuUsage(before);
      if (run >= 0) times[way].push(performance.now() - began);
      if (run >= 0) cpuTimes[way].push((user + system) / 1000);
      if (run === 0) digests[way] = digest(session);
    }
  }
  await pool.end();
  clearInterval(alive);
  return { threads, times, cpuTimes, digests, same: digests.one === digests.several };
}

/** What the analysis of TCP takes once all frames are read, of a capture that is opened anew each time; the first two only warm the engine. */
async function analysisFigures(path: string, runs: number): Promise<Record<string, unknown>> {
  const wallMs: number[] = [];
  let frames = 0;
  for (let run = -2; run < runs; run++) {
    const { store } = await openWhole(path, null);
    const began = performance.now();
    store.tcpAnalysis.advance(store.count);
    if (run >= 0) wallMs.push(performance.now() - began);
    frames = store.count;
  }
  return { frames, wallMs };
}

async function main([verb, path = '', threads = '2', runs = '5']: readonly string[]): Promise<void> {
  let result: unknown;
  if (verb === 'rows') result = await rowFigures(path);
  else if (verb === 'threads') result = await threadFigures(path, Number(threads), Number(runs));
  else if (verb === 'analysis') result = await analysisFigures(path, Number(threads));
  else result = counts(await openWhole(path, null));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void main(process.argv.slice(2));
