// The boxes of a sequence diagram: the phases of a TCP stream, its data split where the other side begins to speak.
import type { Side, StateFrame } from './state-frame';
import type { Phase } from './tcp-phases';

/** `request`: data of the client; `response`: data of the server behind it; `message`: data of the server that nobody asked for; `acks`: segments without data. */
export type BoxKind = 'handshake' | 'window update' | 'request' | 'response' | 'message' | 'acks' | 'close';

export interface SequenceBox {
  readonly kind: BoxKind;
  /** Who speaks: the side of the first data, else of the first frame. */
  readonly side: Side;
  /** Rows, from 0. */
  readonly first: number;
  readonly last: number;
  /** Octets of data in it, those sent again included. */
  readonly bytes: number;
  /** Nanoseconds from its first frame to its last, and from the one before it. */
  readonly duration: number;
  readonly since: number;
  /** Nobody spoke before it for so long that the diagram leaves it out. */
  readonly afterGap: boolean;
}

/** @param phases of the same frames */
export function boxesOf(frames: readonly StateFrame[], phases: readonly Phase[]): SequenceBox[] {
  const boxes: SequenceBox[] = [];
  let [at, afterGap, asked] = [0, false, false];
  for (const phase of phases) {
    if (phase.kind === 'idle') {
      afterGap = true;
      continue;
    }
    while (at < frames.length && frames[at]!.frame <= phase.last) {
      const { kind } = phase;
      const end = kind === 'data' ? endOfTurn(frames, at, phase.last) : endOfPhase(frames, at, phase.last);
      const speaker = speakerOf(frames, at, end);
      asked ||= speaker === 0;
      boxes.push(boxOf(frames, at, end, kind !== 'data' ? kind : speaker === null ? 'acks' : speaker === 0 ? 'request' : asked ? 'response' : 'message', afterGap));
      [at, afterGap] = [end, false];
    }
  }
  return boxes;
}

/** Who sends the first data; null = nobody sends any. */
function speakerOf(frames: readonly StateFrame[], first: number, end: number): Side | null {
  for (let at = first; at < end; at++) if (frames[at]!.length > 0) return frames[at]!.side;
  return null;
}

function boxOf(frames: readonly StateFrame[], first: number, end: number, kind: BoxKind, afterGap: boolean): SequenceBox {
  let [bytes, side] = [0, frames[first]!.side];
  for (let i = first; i < end; i++) {
    if (bytes === 0 && frames[i]!.length > 0) side = frames[i]!.side;
    bytes += frames[i]!.length;
  }
  const since = first === 0 ? 0 : frames[first]!.time - frames[first - 1]!.time;
  return { kind, side, first, last: end - 1, bytes, duration: frames[end - 1]!.time - frames[first]!.time, since, afterGap };
}

/** One side's data, and all that has none. */
function endOfTurn(frames: readonly StateFrame[], from: number, lastFrame: number): number {
  let speaker = -1;
  for (let at = from; at < frames.length; at++) {
    const f = frames[at]!;
    if (f.frame > lastFrame) return at;
    if (f.length === 0) continue;
    if (speaker >= 0 && f.side !== speaker) return at;
    speaker = f.side;
  }
  return frames.length;
}

function endOfPhase(frames: readonly StateFrame[], from: number, lastFrame: number): number {
  let at = from;
  while (at < frames.length && frames[at]!.frame <= lastFrame) at++;
  return at;
}
