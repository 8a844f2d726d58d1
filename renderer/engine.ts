// The interface's line to the engine: the preload's port in Electron, a WebSocket in a browser. Nothing else knows which.
import type { ArgsOf, CallName, EventName, Events, Message, ResultOf } from '../shared/ipc/contract';
import { Client, type Pipe } from '../shared/ipc/rpc';
import { problem, ProblemError } from '../shared/problem';

interface PreloadPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  pathForFile(file: File): string;
}

declare global {
  interface Window {
    readonly netloupe?: PreloadPort;
  }
}


const LOST = problem('NL-CALL-04', 'The connection to the engine ended.');

/** Bytes travel over a WebSocket as {"$bytes": base64}. */
function reviveBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$bytes' in value) || typeof value.$bytes !== 'string') return value;
  const binary = atob(value.$bytes);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Bytes are looked for only where there are some: a function that is called for each of 100,000 numbers takes longer than all else. */
function parsed(text: string): unknown {
  return text.includes('"$bytes"') ? JSON.parse(text, reviveBytes) : JSON.parse(text);
}

function socketPipe(onLost: () => void): Pipe {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/pipe`);
  const early: Message[] = [];
  let listener: (message: unknown) => void = () => undefined;
  socket.addEventListener('open', () => {
    for (const message of early.splice(0)) socket.send(JSON.stringify(message));
  });
  socket.addEventListener('message', (event) => listener(parsed(String(event.data))));
  socket.addEventListener('close', onLost, { once: true });
  return {
    send(message) {
      if (socket.readyState === WebSocket.CONNECTING) early.push(message);
      else if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
      else onLost();
    },
    onMessage(next) {
      listener = next;
    },
  };
}

class Engine {
  private client: Client | null = null;
  private readonly subscriptions: ((client: Client) => void)[] = [];

  /** (Re)opens the line. `onLost` is called once when it ends. */
  connect(onLost: () => void): void {
    let alive = true;
    const lost = (): void => {
      if (!alive) return;
      alive = false;
      // Later: the caller of `send` must have its promise in the client's hands before all of them fail.
      setTimeout(() => {
        client.fail(LOST);
        onLost();
      });
    };
    const pipe: Pipe = window.netloupe ?? socketPipe(lost);
    const client = new Client(pipe);
    for (const subscribe of this.subscriptions) subscribe(client);
    this.client = client;
  }

  /** Rejects with a ProblemError. */
  call<N extends CallName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>> {
    return this.client ? this.client.call(name, args) : Promise.reject(new ProblemError(LOST));
  }

  /** Listens for as long as the window lives, across reconnects. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): void {
    const subscribe = (client: Client): void => void client.on(name, listener);
    this.subscriptions.push(subscribe);
    if (this.client) subscribe(this.client);
  }

  /** Path by which the engine can open a file that was dropped here. */
  async pathOf(file: File): Promise<string> {
    if (window.netloupe) return window.netloupe.pathForFile(file);
    const answer = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok && typeof body === 'object' && body !== null && 'path' in body && typeof body.path === 'string') return body.path;
    throw new ProblemError(problem('NL-FILE-09', `The file could not be handed over (${answer.status}).`, { file: file.name }));
  }
}

export const engine = new Engine();
