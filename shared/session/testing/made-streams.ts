// For the tests: TCP streams of HTTP, TLS and DNS messages, cut into segments anywhere; some are lost, sent again or overtaken. The same seed makes the same.
import { ip, tcp } from '../made-packets';

type Side = 1 | 2;
interface Sent {
  readonly side: Side;
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly data: readonly number[];
}

const [SYN, ACK, PSH_ACK, FIN_ACK] = [2, 0x10, 0x18, 0x11];
const ascii = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));
const word16 = (n: number): number[] => [(n >>> 8) & 255, n & 255];

/** Numbers from 0 up to and without 1. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function http(next: () => number, side: Side): number[] {
  const body = 'x'.repeat(Math.floor(next() * 400));
  if (side === 1) return ascii(next() < 0.7 ? `GET /${body.length} HTTP/1.1\r\nHost: a.test\r\n\r\n` : `POST /p HTTP/1.1\r\nHost: a.test\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  const kind = next();
  if (kind < 0.5) return ascii(`HTTP/1.1 200 OK\r\nServer: s\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  if (kind < 0.6) return ascii('HTTP/1.1 304 Not Modified\r\n\r\n');
  const chunks = Array.from({ length: 1 + Math.floor(next() * 3) }, () => 'y'.repeat(1 + Math.floor(next() * 200)));
  return ascii(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks.map((c) => `${c.length.toString(16)}\r\n${c}\r\n`).join('')}0\r\n\r\n`);
}

const record = (type: number, body: readonly number[]): number[] => [type, 3, 3, ...word16(body.length), ...body];

function tls(next: () => number): number[] {
  return record(23, Array.from({ length: 20 + Math.floor(next() * 600) }, () => Math.floor(next() * 256)));
}

function dns(next: () => number, side: Side): number[] {
  const id = 1 + Math.floor(next() * 0xfffe);
  const message = [...word16(id), side === 1 ? 1 : 0x81, side === 1 ? 0 : 0x80, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 1, 98, 0, 0, 1, 0, 1];
  return [...word16(message.length), ...message];
}

/** A hello of each side, so that both readers know which version is spoken. */
const HELLOS: Readonly<Record<Side, readonly number[]>> = {
  1: record(22, [1, 0, 0, 43, 3, 3, ...new Array<number>(32).fill(7), 0, 0, 2, 0, 0x2f, 1, 0, 0, 0]),
  2: record(22, [2, 0, 0, 40, 3, 3, ...new Array<number>(32).fill(9), 0, 0, 0x2f, 0, 0, 0]),
};

/** The packets of one stream, from a port of its own. @param disorder share of segments that are lost, sent again or overtaken */
export function madeStream(seed: number, disorder: number): number[][] {
  const next = random(seed);
  const port = [80, 443, 53][Math.floor(next() * 3)]!;
  const at: Record<Side, number> = { 1: 1000 + Math.floor(next() * 2 ** 32), 2: Math.floor(next() * 2 ** 32) };
  if (next() < 0.2) at[1] = 0xffff_ffff - Math.floor(next() * 500); // wraps around
  const sent: Sent[] = [];
  const send = (side: Side, flags: number, data: readonly number[] = []): void => {
    sent.push({ side, flags, sequence: at[side] >>> 0, acknowledgment: at[side === 1 ? 2 : 1] >>> 0, data });
    at[side] += data.length + ((flags & 3) !== 0 ? 1 : 0);
  };
  send(1, SYN);
  send(2, SYN | ACK);
  send(1, ACK);
  for (let turn = 0; turn < 6; turn++) {
    const side: Side = turn % 2 === 0 ? 1 : 2;
    const messages = Array.from({ length: 1 + Math.floor(next() * 3) }, () => (port === 80 ? http(next, side) : port === 443 ? tls(next) : dns(next, side)));
    if (port === 443 && turn < 2) messages.unshift([...HELLOS[side]]);
    const bytes = messages.flat();
    for (let from = 0; from < bytes.length; ) {
      const length = next() < 0.2 ? 1 + Math.floor(next() * 12) : 1 + Math.floor(next() * 300);
      send(side, PSH_ACK, bytes.slice(from, from + length));
      from += length;
    }
    send(side === 1 ? 2 : 1, ACK);
  }
  send(1, FIN_ACK);
  send(2, FIN_ACK);
  return disordered(sent, next, disorder).map(({ side, flags, sequence, acknowledgment, data }) => {
    const [from, to] = side === 1 ? [20_000 + seed, port] : [port, 20_000 + seed];
    return ip(6, side, 3 - side, tcp(from, to, { flags, sequence, acknowledgment }, data));
  });
}

function disordered(sent: readonly Sent[], next: () => number, share: number): Sent[] {
  const seen: Sent[] = [];
  for (const segment of sent) {
    const luck = segment.data.length > 0 ? next() : 1;
    if (luck < share / 3) continue;
    seen.push(segment);
    if (luck < (2 * share) / 3) seen.push(segment);
    else if (luck < share && seen.length > 1) seen.splice(-2, 2, segment, seen.at(-2)!);
  }
  return seen;
}
