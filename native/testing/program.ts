// The capture program as the tests run it: built with sanitizers, and a run of it whose events are read as they come.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compileNative, nativeFiles, NATIVE_PROGRAM, SANITIZER_FLAGS, whyNoNative } from '../../build/native.mjs';
import { ROOT } from '../../build/terminal.mjs';

export const RELEASE_PROGRAM = join(ROOT, NATIVE_PROGRAM);
export const isBuilt = existsSync(RELEASE_PROGRAM);
export const NOT_BUILT = 'SKIPPED: the capture program is not built here';
const SANITIZED = join(ROOT, '.cache/native/netloupe-capture-sanitized');
const WAIT_MS = 20_000;
/** For a hook that compiles the program; on a busy machine that takes its time. */
export const COMPILE_MS = 120_000;

/** Path of the program built with AddressSanitizer and UndefinedBehaviorSanitizer, which end it with a report at the first fault or leak. */
export async function sanitizedProgram(): Promise<string> {
  const built = statSync(SANITIZED, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (nativeFiles().every((path) => statSync(join(ROOT, path)).mtimeMs < built)) return SANITIZED;
  const why = await whyNoNative();
  if (why !== null) throw new Error(why);
  // Two test files may get here at the same time.
  const mine = `${SANITIZED}-${process.pid}`;
  await compileNative(mine, SANITIZER_FLAGS);
  renameSync(mine, SANITIZED);
  return SANITIZED;
}

export interface InterfaceCounts {
  readonly received: number;
  readonly dropped: number;
  readonly ifdropped: number;
  readonly seen: number;
  readonly written: number;
  readonly truncated: number;
  readonly bufferBytes: number;
}

/** Any event; which of these an event has is said in README.md. */
export interface CaptureEvent {
  readonly event: string;
  readonly atMs: number;
  readonly interface?: number;
  readonly name?: string;
  readonly linktypeName?: string;
  readonly snaplen?: number;
  readonly precision?: string;
  readonly bufferBytes?: number;
  readonly warning?: string;
  readonly file?: string;
  readonly index?: number;
  readonly fileBytes?: number;
  readonly written?: number;
  readonly bytes?: number;
  readonly interfaces?: readonly InterfaceCounts[];
  readonly code?: string;
  readonly text?: string;
  readonly fatal?: boolean;
  readonly reason?: string;
}

/** One run of `capture`. */
export class CaptureRun {
  readonly events: CaptureEvent[] = [];
  readonly child: ChildProcessWithoutNullStreams;
  readonly exit: Promise<number | null>;
  errors = '';
  private readonly waiting = new Set<() => void>();

  constructor(command: readonly string[], { read = true } = {}) {
    const [program = '', ...args] = command;
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stderr.on('data', (data: Buffer) => (this.errors += data.toString()));
    this.child.stdin.on('error', () => undefined);
    this.exit = new Promise((resolve) => this.child.on('close', (code) => resolve(code)));
    void this.exit.then(() => this.wake());
    if (read) this.read();
  }

  /** Begins to read what it says. */
  read(): void {
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.events.push({ ...(JSON.parse(line) as CaptureEvent), atMs: performance.now() });
      this.wake();
    });
  }

  private wake(): void {
    for (const look of this.waiting) look();
  }

  /** The first event for which `wanted` holds, of those that are there or come. */
  until(wanted: (event: CaptureEvent) => boolean, what = 'the event'): Promise<CaptureEvent> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => done(new Error(`${what} did not come: ${this.said()}`)), WAIT_MS);
      const done = (result: CaptureEvent | Error) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        if (result instanceof Error) reject(result);
        else resolve(result);
      };
      const look = () => {
        const found = this.events.find(wanted);
        if (found) done(found);
        else if (this.child.exitCode !== null && this.child.stdout.closed) done(new Error(`ended without ${what}: ${this.said()}`));
      };
      this.waiting.add(look);
      look();
    });
  }

  private said(): string {
    return `${JSON.stringify(this.events.slice(-6))} ${this.errors}`;
  }

  started(): Promise<CaptureEvent> {
    return this.until(({ event }) => event === 'started', 'started');
  }

  written(packets: number): Promise<CaptureEvent> {
    return this.until(({ event, written = 0 }) => event === 'counts' && written >= packets, `${packets} packets written`);
  }

  /** Says stop, and waits for the end. */
  async stop(): Promise<CaptureEvent> {
    this.child.stdin.write('stop\n');
    return this.ended();
  }

  async ended(): Promise<CaptureEvent> {
    const ended = await this.until(({ event }) => event === 'ended', 'the end');
    await this.exit;
    return ended;
  }

  /** The last counts of one interface. */
  counts(index = 0): InterfaceCounts {
    const counts = this.events.findLast(({ event }) => event === 'counts')?.interfaces?.[index];
    if (!counts) throw new Error(`no counts: ${this.said()}`);
    return counts;
  }

  files(event = 'file'): string[] {
    return this.events.filter((one) => one.event === event).map(({ file = '' }) => file);
  }
}
