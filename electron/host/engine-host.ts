// The host's hold on one engine thread: starts it, hands it calls, and starts it again when a bug ends it.
import { Worker } from 'node:worker_threads';
import type { CallName, EventName, Events, Message } from '../../shared/ipc/contract';
import { problem, ProblemError, type Problem } from '../../shared/problem';

interface Waiting {
  readonly name: CallName;
  readonly args: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: ProblemError) => void;
}

export type EventListener = <N extends EventName>(name: N, payload: Events[N]) => void;

/** A thread that ends this often in a row before it answered anything is not started again. */
const FRUITLESS_STARTS = 3;
/** How long an engine may take to close its capture before it is ended; milliseconds. */
const CLOSE_MS = 1_000;

export class EngineHost {
  /** Set by whoever the engine works for. */
  onEvent: EventListener = () => undefined;
  private worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private fruitlessStarts = 0;
  private lastError: unknown = null;
  private ended: Problem | null = null;

  constructor(private readonly script: string) {
    this.worker = this.start();
  }

  /** Rejects with a ProblemError. The arguments were checked by whoever calls. */
  call(name: CallName, args: unknown): Promise<unknown> {
    if (this.ended) return Promise.reject(new ProblemError(this.ended));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { name, args, resolve, reject });
      this.worker.postMessage({ type: 'call', id, name, args } satisfies Message);
    });
  }

  /** Lets the engine close what is open, a live capture above all, if it does so soon. */
  async end(): Promise<void> {
    if (!this.ended) await Promise.race([this.call('capture.close', {}).catch(() => undefined), new Promise((resolve) => setTimeout(resolve, CLOSE_MS))]);
    this.ended ??= problem('NL-CALL-04', 'The engine was ended.');
    this.rejectAll(this.ended);
    await this.worker.terminate();
  }

  private start(): Worker {
    const worker = new Worker(this.script, { name: 'engine' });
    worker.on('message', (message: Message) => this.receive(message));
    worker.on('error', (error) => (this.lastError = error));
    worker.on('exit', () => this.exited());
    return worker;
  }

  private receive(message: Message): void {
    if (message.type === 'event') {
      this.onEvent(message.name, message.payload as never);
      return;
    }
    if (message.type === 'call') return;
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    this.waiting.delete(message.id);
    this.fruitlessStarts = 0;
    if (message.type === 'result') waiting.resolve(message.value);
    else waiting.reject(new ProblemError(message.problem));
  }

  private exited(): void {
    if (this.ended) return;
    const cause = crashProblem(this.lastError, [...this.waiting.values()]);
    this.lastError = null;
    this.fruitlessStarts += 1;
    this.rejectAll(cause);
    if (this.fruitlessStarts >= FRUITLESS_STARTS) this.ended = cause;
    else this.worker = this.start();
    this.onEvent('engine.restarted', { problem: cause });
  }

  private rejectAll(cause: Problem): void {
    for (const { reject } of this.waiting.values()) reject(new ProblemError(cause));
    this.waiting.clear();
  }
}

/** Names the frame where the thread's error carries it (`error.frame`) or where a detail was being made. */
function crashProblem(error: unknown, waiting: readonly Waiting[]): Problem {
  const message = error instanceof Error ? error.message : 'the thread ended without a word';
  const frame = frameOf(error) ?? waiting.map(({ name, args }) => (name === 'frames.detail' ? numberOf(args, 'number') : undefined)).find(Boolean);
  const where = frame === undefined ? '' : ` at frame ${frame}`;
  const text = `Netloupe made a mistake${where}: ${message}. The engine was started again; open the capture once more. Please report it.`;
  return problem('NL-BUG-01', text, frame === undefined ? { message } : { message, frame });
}

function frameOf(error: unknown): number | undefined {
  return numberOf(error, 'frame');
}

function numberOf(holder: unknown, key: string): number | undefined {
  if (typeof holder !== 'object' || holder === null) return undefined;
  const value = (holder as Record<string, unknown>)[key];
  return typeof value === 'number' ? value : undefined;
}
