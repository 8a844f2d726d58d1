// The engine thread in a process of its own, so that a test can stop and kill it as a machine's troubles would.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Events, EventName } from '../../../shared/ipc/contract';
import type { Problem } from '../../../shared/problem';

interface Answer {
  readonly type: string;
  readonly id?: number;
  readonly name?: string;
  readonly value?: unknown;
  readonly problem?: Problem;
  readonly payload?: unknown;
}

export class EngineProcess {
  readonly child: ChildProcess;
  private readonly listeners = new Set<(message: Answer) => void>();
  private calls = 0;

  /**
   * @param home where it keeps its captures
   * @param through a program that starts what is written behind it
   */
  constructor(home: string, through: readonly string[] = []) {
    const [program, ...words] = [...through, process.execPath, join(import.meta.dirname, 'engine-process-main.mjs')];
    this.child = spawn(program, words, { env: { ...process.env, XDG_STATE_HOME: home }, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    this.child.on('message', (message) => {
      for (const listener of [...this.listeners]) listener(message as Answer);
    });
  }

  /** @throws the Problem's sentence with its code */
  call<T>(name: string, args: unknown = {}): Promise<T> {
    const id = ++this.calls;
    const answer = this.next((m) => m.id === id);
    this.child.send({ type: 'call', id, name, args });
    return answer.then((m) => {
      if (m.problem) throw new Error(`${m.problem.code} ${m.problem.message}`);
      return m.value as T;
    });
  }

  /** The next event of that name for which `holds`. */
  async event<N extends EventName>(name: N, holds: (payload: Events[N]) => boolean): Promise<Events[N]> {
    const found = await this.next((m) => m.type === 'event' && m.name === name && holds(m.payload as Events[N]));
    return found.payload as Events[N];
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }

  private next(wanted: (message: Answer) => boolean): Promise<Answer> {
    return new Promise((resolve) => {
      const listen = (message: Answer): void => {
        if (!wanted(message)) return;
        this.listeners.delete(listen);
        resolve(message);
      };
      this.listeners.add(listen);
    });
  }
}
