// A WebSocket as a pipe: JSON text both ways, checked for shape, with a bound on how many calls are under way.
import type { WebSocket } from 'ws';
import type { Message } from '../../shared/ipc/contract';
import type { Pipe } from '../../shared/ipc/rpc';

/** At this many unanswered calls, or this many bytes that the page has not taken yet, nothing more is read. */
const CALLS_UNDER_WAY = 64;
const BYTES_UNSENT = 16 * 1024 * 1024;

/** WebSocket close codes (RFC 6455, 7.4.1). */
const UNSUPPORTED_DATA = 1003;
const INVALID_DATA = 1007;

export function socketPipe(socket: WebSocket): Pipe {
  /** Calls that had arrived when the socket was paused; what it holds is bounded by one read. */
  const heldBack: Message[] = [];
  let underWay = 0;
  let listener: (message: unknown) => void = () => undefined;
  const isBusy = (): boolean => underWay >= CALLS_UNDER_WAY || socket.bufferedAmount > BYTES_UNSENT;
  const proceed = (): void => {
    while (heldBack.length > 0 && !isBusy()) {
      underWay += 1;
      listener(heldBack.shift());
    }
    if (isBusy()) socket.pause();
    else socket.resume();
  };
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return socket.close(UNSUPPORTED_DATA, 'Text only.');
    const message = parseCall(data.toString('utf8'));
    if (message === null) return socket.close(INVALID_DATA, 'Not a call.');
    heldBack.push(message);
    proceed();
  });
  return {
    send(message) {
      if (message.type !== 'event') underWay -= 1;
      if (socket.readyState === socket.OPEN) socket.send(textOf(message), proceed);
    },
    onMessage(next) {
      listener = next;
    },
  };
}

/** Null unless the text is a call by its outer shape; `serve` checks name and arguments. */
function parseCall(text: string): Message | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { type, id, name, args } = value as Record<string, unknown>;
  if (type !== 'call' || !Number.isSafeInteger(id) || typeof name !== 'string') return null;
  return { type, id: id as number, name, args };
}

/** Only where there are bytes: a function that is called for each of 100,000 numbers takes longer than all else. */
function textOf(message: unknown): string {
  return holdsBytes(message) ? JSON.stringify(message, bytesAsBase64) : JSON.stringify(message);
}

function holdsBytes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Uint8Array || (Array.isArray(value) ? value : Object.values(value)).some(holdsBytes);
}

/** Bytes travel as {"$bytes": base64}. */
function bytesAsBase64(_key: string, value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
}
