// The index threads, and the order in which their slices become frames.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DecodeRule } from '../../shared/dissect/decode-rule';
import type { Session } from '../../shared/session/session';
import { noNumbers, takeSlice, type NumberMaps, type SliceJob, type SliceResult } from '../../shared/session/slice';
import type { IndexRequest } from './index-thread';

/** Bytes of one slice: large enough that handing it over costs nothing beside the work; smaller towards the end, so that all threads end together. */
const MOST_SLICE_BYTES = 16 * 1_048_576;
const LEAST_SLICE_BYTES = 2 * 1_048_576;
/** Slices that a thread has in hand: one at work, one ready or waiting. */
const AHEAD = 2;

interface Thread {
  readonly worker: Worker;
  /** This thread's numbers → the session's. */
  maps: NumberMaps;
}

interface Slice {
  readonly thread: Thread;
  readonly job: SliceJob;
  readonly result: Promise<SliceResult>;
}

export class IndexPool {
  private readonly threads: Thread[];
  private readonly waiting = new Map<number, { resolve: (r: SliceResult) => void; reject: (e: Error) => void }>();
  private nextId = 1;
  /** The end of the reading before: the threads and their memory serve one at a time. */
  private free: Promise<void> = Promise.resolve();
  /** A thread ended by itself: these threads read nothing any more. */
  failed = false;

  constructor(script = join(__dirname, 'index-thread.cjs'), size = Math.min(4, availableParallelism())) {
    this.threads = Array.from({ length: size }, () => {
      const worker = new Worker(script, { name: 'index' });
      worker.on('message', (m: { id: number; result: SliceResult }) => {
        this.waiting.get(m.id)?.resolve(m.result);
        this.waiting.delete(m.id);
      });
      worker.on('error', (error) => this.fail(error));
      worker.unref();
      return { worker, maps: noNumbers() };
    });
  }

  /**
   * Reads the session's file from where it stands to `size`, in order; the session then reads by itself what was added meanwhile.
   * @param pause called between slices; false ends it
   * @param decodeAs as the session's registry has them
   */
  async read(session: Session, descriptor: number, size: number, pause: () => Promise<boolean>, decodeAs: readonly DecodeRule[] = []): Promise<void> {
    const before = this.free;
    let done = (): void => undefined;
    this.free = new Promise((resolve) => (done = resolve));
    try {
      await before;
      if (await pause()) await this.readSlices(session, descriptor, size, pause, decodeAs);
    } finally {
      done();
    }
  }

  private async readSlices(session: Session, descriptor: number, size: number, pause: () => Promise<boolean>, decodeAs: readonly DecodeRule[]): Promise<void> {
    for (const thread of this.threads) {
      thread.maps = noNumbers();
      this.send(thread, { type: 'open', descriptor, name: session.file.name, decodeAs });
    }
    const seconds = session.store.count > 0 ? session.store.seconds(1) : Number.NaN;
    let from = session.reader.position;
    let turn = 0;
    const slices: Slice[] = [];
    const order = (): void => {
      const thread = this.threads[turn % this.threads.length]!;
      const place = Math.floor(turn++ / this.threads.length) % AHEAD;
      const share = Math.ceil((size - from) / (this.threads.length * AHEAD));
      const bytes = Math.min(MOST_SLICE_BYTES, Math.max(LEAST_SLICE_BYTES, share));
      const job = { from, until: Math.min(size, from + bytes), state: session.reader.scanner.snapshot(), seconds };
      slices.push({ thread, job, result: this.slice(thread, place, job) });
      from = job.until;
    };
    while (slices.length < this.threads.length * AHEAD && from < size) order();
    for (let slice = slices.shift(); slice; slice = slices.shift()) {
      if (!takeSlice(session, slice.thread.maps, slice.job, await slice.result) || !(await pause())) break;
      if (from < size) order();
    }
    await Promise.allSettled(slices.map((s) => s.result));
    session.continueAt(session.reader.position, session.reader.scanner.snapshot(), Number.POSITIVE_INFINITY);
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((t) => t.worker.terminate()));
  }

  private slice(thread: Thread, place: number, job: SliceJob): Promise<SliceResult> {
    const id = this.nextId++;
    const result = new Promise<SliceResult>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send(thread, { type: 'slice', id, place, job });
    });
    // Whoever waits for it hears of a failure; when reading ends early nobody does.
    result.catch(() => undefined);
    return result;
  }

  private send(thread: Thread, request: IndexRequest): void {
    thread.worker.postMessage(request);
  }

  private fail(error: Error): void {
    this.failed = true;
    for (const w of this.waiting.values()) w.reject(error);
    this.waiting.clear();
  }
}
