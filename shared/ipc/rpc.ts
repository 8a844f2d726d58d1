// Calls and events over any pipe: an Electron port, a worker port or a WebSocket.
import * as v from 'valibot';
import { problem, ProblemError, type Problem } from '../problem';
import { CALLS, type ArgsOf, type CallName, type EventName, type Events, type Handlers, type Message, type ResultOf } from './contract';

/** Carries plain messages both ways, in order. */
export interface Pipe {
  send(message: Message): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** The interface's end. */
export class Client {
  private nextId = 1;
  private readonly waiting = new Map<number, { resolve: (value: never) => void; reject: (error: ProblemError) => void }>();
  private readonly listeners = new Map<EventName, Set<(payload: never) => void>>();

  constructor(private readonly pipe: Pipe) {
    pipe.onMessage((raw) => this.receive(raw as Message));
  }

  /** Rejects with a ProblemError. */
  call<N extends CallName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.pipe.send({ type: 'call', id, name, args });
    });
  }

  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener));
    return () => void set.delete(listener);
  }

  /** The pipe is gone: every waiting call fails. */
  fail(cause: Problem): void {
    for (const w of this.waiting.values()) w.reject(new ProblemError(cause));
    this.waiting.clear();
  }

  private receive(message: Message): void {
    if (message.type === 'event') {
      for (const listener of this.listeners.get(message.name) ?? []) listener(message.payload as never);
      return;
    }
    if (message.type === 'call') return;
    const w = this.waiting.get(message.id);
    if (!w) return;
    this.waiting.delete(message.id);
    if (message.type === 'result') w.resolve(message.value as never);
    else w.reject(new ProblemError(message.problem));
  }
}

/** What the engine thread answers: all but what the host does. */
export type EngineHandlers = Omit<Handlers, Extract<CallName, `${'app' | 'preferences' | 'files' | 'recent' | 'wireshark'}.${string}`>>;

export type Emit = <N extends EventName>(name: N, payload: Events[N]) => void;

/** The engine's end. Arguments are checked before a handler sees them; nothing that arrives can make it throw. */
export function serve(pipe: Pipe, handlers: Partial<Handlers>): Emit {
  pipe.onMessage(async (raw) => {
    const m = raw as Partial<Extract<Message, { type: 'call' }>> | null;
    if (typeof m !== 'object' || m === null || m.type !== 'call' || typeof m.id !== 'number') return;
    try {
      pipe.send({ type: 'result', id: m.id, value: await answer(handlers, m.name, m.args) });
    } catch (error) {
      pipe.send({ type: 'problem', id: m.id, problem: toProblem(error) });
    }
  });
  return (name, payload) => pipe.send({ type: 'event', name, payload });
}

async function answer(handlers: Partial<Handlers>, name: unknown, args: unknown): Promise<unknown> {
  if (typeof name !== 'string' || !Object.hasOwn(CALLS, name) || !Object.hasOwn(handlers, name)) {
    throw new ProblemError(problem('NL-CALL-01', `There is no call ${String(name).slice(0, 80)}.`));
  }
  const checked = v.safeParse(CALLS[name as CallName].args, args);
  if (!checked.success) {
    const issue = checked.issues[0];
    const where = v.getDotPath(issue) ?? 'arguments';
    throw new ProblemError(problem('NL-CALL-01', `${name}: ${where}: ${issue.message}`, { call: name, where }));
  }
  return (handlers[name as CallName] as (a: unknown) => unknown)(checked.output);
}

/** What the other side is told: a Problem as it is, anything else as a bug with its message. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return problem('NL-BUG-01', `Netloupe made a mistake: ${message}. Please report it.`, { message });
}
