// One live capture: starts a source of packets, keeps its counts, and says why it ended. The file it writes is read by whoever likes.
import { statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { CaptureOptions } from '../../shared/live/capture-options';
import type { InterfaceCounts, Ledger } from '../../shared/live/ledger';
import { problem, ProblemError, type Problem } from '../../shared/problem';
import { dumpcapArguments, tcpdumpArguments } from './capture-arguments';
import type { CaptureEvent } from './capture-events';
import { captureProblem, endedByItself, notBuilt } from './capture-problem';
import { captureProgramPath } from './capture-program';
import { DeviceCounters } from './device-counters';
import { LossRecord } from './loss-record';
import { commandSource, programSource, type PacketSource, type SourceEvents } from './packet-source';
import { Rates } from './rates';
import { findOnPath } from './system-command';

type Counts = Extract<CaptureEvent, { event: 'counts' }>;

/** A source that has not ended so long after it was told to is ended at once; milliseconds. */
const STOP_WITHIN_MS = 5_000;

export class LiveCapture {
  /** Called when there is news: bytes in the file, a problem, another file, the end. One listener. */
  onChange: () => void = () => undefined;
  /** Called when a ring goes on in another file. */
  onFile: (file: string) => void = () => undefined;
  phase: Ledger['phase'] = 'starting';
  /** The file that is being written. */
  file: string;
  /** Packets in the files of a ring before that one. */
  writtenBefore = 0;
  /** Why it ended by itself, or what is wrong while it runs. */
  problem: Problem | null = null;
  readonly startedMs = Date.now();
  private endedMs = 0;
  private counts: Counts = { event: 'counts', fileBytes: 0, written: 0, bytes: 0, interfaces: [] };
  private readonly losses = new LossRecord();
  private readonly rates = new Rates();
  private readonly counters: DeviceCounters;
  private source: PacketSource | null = null;
  private settle: ((error: Problem | null) => void) | null = null;
  private readonly ends: (() => void)[] = [];
  private readonly timers: NodeJS.Timeout[] = [];

  private constructor(readonly options: CaptureOptions, file: string) {
    this.file = file;
    this.counters = new DeviceCounters(options.interfaces);
  }

  /**
   * Resolves when packets can come: the file exists and has its header.
   * @param file what is written; it must not exist. A ring adds number and time to the name.
   * @param command words of a command whose standard output is captured instead of this host's interfaces; null = none
   * @throws ProblemError NL-CAP-01 … -09
   */
  static async start(options: CaptureOptions, file: string, command: readonly string[] | null = null): Promise<LiveCapture> {
    const program = command === null ? captureProgramPath() : null;
    if (program === null) return LiveCapture.from(options, file, command ?? otherProgram(options));
    try {
      return await LiveCapture.from(options, file, null, program);
    } catch (error) {
      const other = isRefused(error) ? otherProgramOrNone(options) : null;
      if (other === null) throw error;
      // dumpcap or tcpdump may have the permission that our program lacks; if not, what it lacks is what to tell.
      return await LiveCapture.from(options, file, other).catch(() => Promise.reject(error as ProblemError));
    }
  }

  /** @param words a command; null = our own `program` */
  private static async from(options: CaptureOptions, file: string, words: readonly string[] | null, program = ''): Promise<LiveCapture> {
    const capture = new LiveCapture(options, file);
    const failure = await new Promise<Problem | null>((resolve) => {
      capture.settle = resolve;
      if (words !== null) capture.source = commandSource(words, file, capture.events);
      else if (program !== '') capture.source = programSource(program, options, file, capture.events);
      else resolve(notBuilt());
    });
    if (failure === null) return capture;
    capture.source?.kill();
    throw new ProblemError(failure);
  }

  get ended(): boolean {
    return this.phase === 'stopped';
  }

  /** Interfaces as people read them: `eth0, lo`. */
  get name(): string {
    return sourceName(this.options);
  }

  /** Resolves when everything that was captured is in the file. */
  async stop(): Promise<void> {
    if (this.ended) return;
    const end = new Promise<void>((resolve) => this.ends.push(resolve));
    if (this.phase !== 'stopping') {
      this.phase = 'stopping';
      this.source?.stop();
      this.timers.push(setTimeout(() => this.source?.kill(), STOP_WITHIN_MS));
      this.onChange();
    }
    await end;
  }

  /** @param indexed frames that the reader of the file has */
  ledger(indexed: number): Ledger {
    const now = this.ended ? this.endedMs : Date.now();
    const written = this.counts.written < 0 ? indexed : this.counts.written;
    const fileBytes = this.counts.fileBytes;
    const rate = this.ended ? { packets: 0, bits: 0 } : this.rates.over(now, written, this.counts.bytes < 0 ? fileBytes : this.counts.bytes);
    return {
      phase: this.phase, written, indexed, fileBytes,
      interfaces: this.options.interfaces.map((_, i) => this.interfaceCounts(i, written)),
      bytes: Math.max(0, this.counts.bytes), diskFree: diskFree(this.file), startedMs: this.startedMs, elapsedMs: now - this.startedMs,
      losses: this.losses.list, packetsPerSecond: rate.packets, bitsPerSecond: rate.bits,
    };
  }

  private interfaceCounts(index: number, written: number): InterfaceCounts {
    const { name, netns, bufferBytes } = this.options.interfaces[index]!;
    const c = this.counts.interfaces[index];
    if (!c) return { name, netns, received: written, dropped: 0, droppedByInterface: 0, written, truncated: 0, seen: this.counters.seen(index), bufferBytes };
    // The kernel is asked for its counts less often than packets are written.
    return { name, netns, received: Math.max(c.received, c.written + c.dropped), dropped: c.dropped, droppedByInterface: c.ifdropped, written: c.written, truncated: c.truncated, seen: c.seen, bufferBytes: c.bufferBytes };
  }

  private readonly events: SourceEvents = {
    event: (event) => this.receive(event),
    gone: (status, words) => this.gone(status, words),
  };

  private receive(event: CaptureEvent): void {
    if (event.event === 'started') this.started();
    else if (event.event === 'counts') this.counted(event);
    else if (event.event === 'file') this.wentOn(event);
    else if (event.event === 'problem') this.failed(event);
    else if (event.event === 'up') this.problem = null;
    else if (event.event === 'ended' && event.reason === 'problem') this.problem ??= captureProblem('other', -1, 'the capture program gave no reason', this.options);
    this.onChange();
  }

  private started(): void {
    this.phase = 'capturing';
    const { seconds } = this.options.stop;
    // The capture program and dumpcap keep the time by themselves; a command does not.
    if (seconds > 0) this.timers.push(setTimeout(() => void this.stop(), seconds * 1000 + 200));
    this.answer(null);
  }

  private counted(counts: Counts): void {
    const lost = (c: Counts): number => c.interfaces.reduce((sum, i) => sum + i.dropped, 0);
    this.losses.add(this.counts.written, lost(counts) - lost(this.counts), (Date.now() - this.startedMs) / 1000);
    this.counts = counts;
    const { bytes } = this.options.stop;
    if (counts.written < 0 && bytes > 0 && counts.fileBytes >= bytes) void this.stop();
  }

  private wentOn({ file, before }: Extract<CaptureEvent, { event: 'file' }>): void {
    const first = this.phase === 'starting';
    this.file = file;
    this.writtenBefore = before;
    if (!first) this.onFile(file);
  }

  private failed({ code, interface: index, text, fatal }: Extract<CaptureEvent, { event: 'problem' }>): void {
    const found = captureProblem(code, index, text, this.options);
    this.problem = found;
    if (fatal) this.answer(found);
  }

  private gone(status: string, words: string): void {
    const asked = this.phase === 'stopping';
    const wasStarting = this.phase === 'starting';
    if (!asked && (wasStarting || status !== 'status 0')) this.problem ??= endedByItself(this.options.command || 'the capture program', status, words);
    this.phase = 'stopped';
    this.endedMs = Date.now();
    for (const timer of this.timers) clearTimeout(timer);
    this.answer(this.problem);
    for (const end of this.ends.splice(0)) end();
    this.onChange();
  }

  private answer(failure: Problem | null): void {
    this.settle?.(failure);
    this.settle = null;
  }
}

export function sourceName(options: CaptureOptions): string {
  if (options.command !== '') return options.command.slice(0, 120);
  return options.interfaces.map(({ name, netns }) => (netns === '' ? name : `${name} (${basename(netns)})`)).join(', ');
}

function isRefused(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'NL-CAP-02';
}

function otherProgramOrNone(options: CaptureOptions): readonly string[] | null {
  try {
    return otherProgram(options);
  } catch {
    return null;
  }
}

/** dumpcap or tcpdump with their arguments. @throws ProblemError NL-CAP-06 where neither can do it */
export function otherProgram(options: CaptureOptions): readonly string[] | null {
  const { ring, interfaces } = options;
  const dumpcap = findOnPath('dumpcap');
  const tcpdump = interfaces.length === 1 ? findOnPath('tcpdump') : null;
  if (dumpcap === null && tcpdump === null) return null;
  if (ring.packets + ring.bytes + ring.seconds > 0 || interfaces.some(({ netns }) => netns !== '')) {
    const message = 'Ring files and network namespaces need Netloupe’s own capture program, which is not built here. On Debian: apt-get install gcc libc6-dev libpcap-dev, then npm run build.';
    throw new ProblemError(problem('NL-CAP-06', message));
  }
  return dumpcap === null ? [tcpdump!, ...tcpdumpArguments(options)] : [dumpcap, ...dumpcapArguments(options)];
}

function diskFree(file: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize;
  } catch {
    return -1;
  }
}

