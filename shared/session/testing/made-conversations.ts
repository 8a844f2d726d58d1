// For tests: TCP conversations as a seed makes them, orderly or not, and a capture of them.
import { pcapHeader, uint } from '../../capture-file/sample-captures';
import { endpointsTalk } from './made-endpoints';

const RAW = 101;
const [FIN, SYN, RST, PSH, ACK] = [1, 2, 4, 8, 16];

export type Side = 0 | 1;
export type Random = () => number;

/** Numbers count modulo 2^32; `options` are whole words of the header. */
export interface MadeSegment {
  /** Microseconds. */
  time: number;
  side: Side;
  sequence: number;
  acknowledgment: number;
  flags: number;
  length: number;
  window: number;
  options: readonly number[];
}

/** The same numbers for the same seed (a multiplicative hash of a counter). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const below = (random: Random, end: number): number => Math.floor(random() * end);

/** A conversation, or several on the same ports: two programs over a bad network, or segments without sense; then what a capture misses. */
export function madeConversation(seed: number, most: number): MadeSegment[] {
  const random = randomOf(seed * 2_654_435_761);
  const talk = random() < 0.5 ? endpointsTalk(random, most) : wildTalk(random, most);
  if (random() < 0.15) {
    const again = random() < 0.5 ? endpointsTalk(random, most) : wildTalk(random, most);
    const shift = talk.at(-1)!.time - again[0]!.time + below(random, 2_000_000);
    talk.push(...again.map((s) => ({ ...s, time: s.time + shift })));
  }
  return disturbed(talk.slice(0, most), random);
}

/** What a capture misses, doubles or writes late. */
function disturbed(talk: MadeSegment[], random: Random): MadeSegment[] {
  const kind = random();
  let some = talk;
  if (kind < 0.08) some = talk.filter((s) => s.side === (kind < 0.04 ? 0 : 1));
  else if (kind < 0.16) some = talk.slice(1 + below(random, Math.min(6, talk.length - 1)));
  else if (kind < 0.4) some = talk.filter(() => random() > 0.05);
  if (random() < 0.2) some = some.flatMap((s) => (random() < 0.05 ? [s, { ...s, time: s.time + below(random, 20) }] : [s]));
  if (random() < 0.15) late(some, random);
  return some.length > 0 ? some : talk;
}

function late(talk: MadeSegment[], random: Random): void {
  for (let i = 0; i < 3; i++) {
    const [moved] = talk.splice(below(random, talk.length), 1);
    const at = below(random, talk.length);
    if (moved !== undefined) talk.splice(at, 0, random() < 0.5 ? moved : { ...moved, time: talk[at]?.time ?? moved.time });
  }
}

interface Wild {
  readonly random: Random;
  readonly talk: MadeSegment[];
  readonly next: [number, number];
  readonly window: [number, number];
  readonly sent: [[number, number][], [number, number][]];
  time: number;
}

function wildTalk(random: Random, most: number): MadeSegment[] {
  const first = (): number => (random() < 0.2 ? 2 ** 32 - 1 - below(random, 4000) : below(random, 2 ** 32));
  const w: Wild = { random, talk: [], next: [first(), first()], window: [8192, 8192], sent: [[], []], time: below(random, 1e9) };
  if (random() < 0.8) wildOpening(w);
  const count = Math.min(most, 10 + below(random, most));
  while (w.talk.length < count) {
    pause(w);
    wildStep(w, random() < 0.6 ? 0 : 1);
  }
  return w.talk;
}

function pause(w: Wild): void {
  const { random } = w;
  w.time += Math.floor(1e6 * (random() < 0.1 ? random() * 0.5 : random() < 0.5 ? random() * 0.0005 : random() * 0.03));
}

function emit(w: Wild, side: Side, sequence: number, acknowledgment: number, flags: number, length = 0, window = w.window[side], options: readonly number[] = []): void {
  w.talk.push({ time: w.time, side, sequence: sequence >>> 0, acknowledgment: acknowledgment >>> 0, flags, length, window, options });
}

const scale = (shift: number): number[] => [3, 3, shift, 1];

function wildOpening(w: Wild): void {
  const { random, next } = w;
  const [client, server] = next;
  const offers = [0, 1].map(() => (random() < 0.5 ? scale(below(random, 9)) : []));
  emit(w, 0, client, 0, SYN, 0, 8192, offers[0]);
  pause(w);
  if (random() < 0.1) {
    emit(w, 0, client, 0, SYN, 0, 8192, offers[0]);
    pause(w);
  }
  if (random() < 0.05) {
    emit(w, 1, server, 0, SYN, 0, 8192, offers[1]);
    pause(w);
    emit(w, 0, client, server + 1, SYN | ACK);
    pause(w);
  }
  emit(w, 1, server, client + 1, SYN | ACK, 0, 8192, offers[1]);
  pause(w);
  if (random() < 0.05) {
    emit(w, 1, server + (random() < 0.5 ? 77 : 0), client + 1, SYN | ACK);
    pause(w);
  }
  next[0] = (client + 1) >>> 0;
  next[1] = (server + 1) >>> 0;
  if (random() < 0.9) emit(w, 0, next[0], next[1], ACK);
}

/** Something that a side may do, whether it makes sense or not. */
function wildStep(w: Wild, side: Side): void {
  const { random, next, sent, window } = w;
  const other = (1 - side) as Side;
  const what = random();
  const flags = random() < 0.5 ? ACK | PSH : ACK;
  if (what < 0.38) {
    const length = 1 + below(random, 1460);
    sent[side].push([next[side], length]);
    if (random() > 0.06) emit(w, side, next[side], next[other], flags, length);
    next[side] = (next[side] + length) >>> 0;
  } else if (what < 0.58) emit(w, side, next[side], next[other], ACK);
  else if (what < 0.66) wildAcknowledgments(w, side);
  else if (what < 0.76 && sent[side].length > 0) {
    const [sequence, length] = sent[side][sent[side].length - 1 - below(random, Math.min(4, sent[side].length))]!;
    emit(w, side, sequence, next[other], flags, random() < 0.8 ? length : 1 + below(random, 2 * length));
  } else if (what < 0.8) {
    emit(w, side, next[side] - 1, next[other], ACK, random() < 0.5 ? 1 : 0);
    pause(w);
    if (random() < 0.7) emit(w, other, next[other], next[side], ACK);
  } else if (what < 0.85) {
    window[side] = random() < 0.3 ? 0 : below(random, 65535);
    emit(w, side, next[side], next[other], ACK);
  } else if (what < 0.88) wildProbe(w, side);
  else if (what < 0.92) next[side] = (next[side] + below(random, 3000)) >>> 0;
  else if (what < 0.95) wildFull(w, side);
  else if (what < 0.96) {
    emit(w, side, next[side], next[other], ACK | FIN, random() < 0.3 ? 10 : 0);
    next[side] = (next[side] + 1) >>> 0;
  } else if (what < 0.965) emit(w, side, next[side], next[other], ACK | RST);
  else if (what < 0.967) emit(w, side, below(random, 2 ** 32), next[other], SYN);
}

function wildAcknowledgments(w: Wild, side: Side): void {
  const { random, next, sent } = w;
  const other = (1 - side) as Side;
  const some = sent[other].slice(-6);
  const acknowledged = some.length > 0 ? some[below(random, some.length)]![0] : next[other];
  const beyond = some.filter(([sequence]) => ((sequence - acknowledged) | 0) > 0);
  const options = random() < 0.5 && beyond.length > 0 ? sackOption([beyond[below(random, beyond.length)]!].map(([at, length]) => [at, (at + length) >>> 0])) : [];
  for (let count = 1 + below(random, 4); count > 0; count--) {
    emit(w, side, next[side], acknowledged, ACK, random() < 0.1 ? 20 : 0, w.window[side], options);
    pause(w);
  }
}

function wildProbe(w: Wild, side: Side): void {
  const { next, random } = w;
  const other = (1 - side) as Side;
  emit(w, side, next[side], next[other], ACK, 0, 0);
  pause(w);
  for (let i = 1 + below(random, 2); i > 0; i--) {
    emit(w, other, next[other], next[side], ACK, 1);
    pause(w);
    emit(w, side, next[side], next[other], ACK, 0, 0);
    pause(w);
  }
  if (random() < 0.5) emit(w, side, next[side], next[other], ACK);
}

/** As much as the window of the other side allows. */
function wildFull(w: Wild, side: Side): void {
  const { next, sent } = w;
  const other = (1 - side) as Side;
  emit(w, other, next[other], next[side], ACK, 0, 1000);
  pause(w);
  emit(w, side, next[side], next[other], ACK, 1000);
  sent[side].push([next[side], 1000]);
  next[side] = (next[side] + 1000) >>> 0;
}

const be = (value: number, size = 2): number[] => uint(value, size, false);

export function sackOption(blocks: readonly (readonly number[])[]): number[] {
  return blocks.length === 0 ? [] : [1, 1, 5, 2 + 8 * blocks.length, ...blocks.flatMap(([from, to]) => [...be(from!, 4), ...be(to!, 4)])];
}

/** A capture of the headers alone, the conversations one after the other, each on a port of its own. */
export function captureOf(conversations: readonly (readonly MadeSegment[])[]): Uint8Array {
  const out: number[] = [...pcapHeader({ network: RAW })];
  for (const [i, segments] of conversations.entries()) {
    for (const s of segments) {
      const ports = s.side === 0 ? [20_000 + i, 9] : [9, 20_000 + i];
      const headers = 40 + s.options.length;
      const tcp = [...be(ports[0]!), ...be(ports[1]!), ...be(s.sequence, 4), ...be(s.acknowledgment, 4), (5 + s.options.length / 4) << 4, s.flags, ...be(s.window), 0, 0, 0, 0, ...s.options];
      const ip = [0x45, 0, ...be(headers + s.length), 0, 1, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1 + s.side, 10, 0, 0, 2 - s.side];
      for (const word of [Math.floor(s.time / 1e6), s.time % 1e6, headers, headers + s.length]) out.push(...uint(word, 4));
      out.push(...ip, ...tcp);
    }
  }
  return Uint8Array.from(out);
}
