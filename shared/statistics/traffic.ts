// Octets over time: the frames of a capture in parts of equal length, by what their flow is counted to.
import type { Traffic } from '../ipc/statistics-calls';
import type { FrameSet } from '../session/frame-set';
import type { FrameStore } from '../session/frame-store';
import { SENT_AGAIN } from './segment-marks';

export interface Span {
  /** Seconds since the first frame. */
  readonly from: number;
  readonly to: number;
}

/** Seconds between the first frame and this one. */
export const secondsOf = (store: FrameStore, frame: number): number => store.between(1, frame) / 1e9;

/** Between which times the frames lie. */
export function spanOf(store: FrameStore, frames: FrameSet | null): Span {
  if (store.count === 0) return { from: 0, to: 0 };
  if (frames !== null) return spanOfChosen(store, frames);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0, first = 0; first < store.count; index++, first += 1 << store.chunkBits) {
    const end = Math.min(store.count, first + (1 << store.chunkBits));
    const { earliest, latest } = store.columns(index).timeSpan(end - first);
    least = Math.min(least, secondsOf(store, first + earliest + 1));
    most = Math.max(most, secondsOf(store, first + latest + 1));
  }
  return { from: least, to: most };
}

function spanOfChosen(store: FrameStore, frames: FrameSet): Span {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const frame of frames) {
    const seconds = secondsOf(store, frame);
    least = Math.min(least, seconds);
    most = Math.max(most, seconds);
  }
  return least > most ? { from: 0, to: 0 } : { from: least, to: most };
}

/** Octets and repeated segments by row and part. */
export interface Parts {
  readonly bytes: Float64Array;
  readonly again: Uint32Array;
}

/**
 * @param rowOf by stream: to which row its frames count, -1 = none; null = all frames count to row 0
 * @param frames which count; null = all
 * @param isStretch frames beyond the span do not count; otherwise there are none
 */
export function partsOf(store: FrameStore, frames: FrameSet | null, { from, to }: Span, parts: number, rows: number, rowOf: Int32Array | null, isStretch = false): Parts {
  const bytes = new Float64Array(parts * rows);
  const again = new Uint32Array(parts * rows);
  const { chunkBits, tcpAnalysis: { allFindings: findings, done: judged } } = store;
  const [startSeconds, startNanos] = store.count === 0 ? [0, 0] : [store.seconds(1), store.nanos(1)];
  const scale = to > from ? parts / (to - from) : 0;
  for (let first = 0; first < store.count; first += 1 << chunkBits) {
    const columns = store.columns(first >>> chunkBits);
    const end = Math.min(store.count, first + (1 << chunkBits));
    const { len, stream, nanos, seconds: { numbers, origin } } = columns;
    const start = origin - startSeconds;
    for (let frame = first + 1; frame <= end; frame++) {
      const slot = frame - 1 - first;
      const row = rowOf === null ? 0 : stream[slot]! < 0 ? -1 : rowOf[stream[slot]! >> 1]!;
      if (row < 0 || (frames !== null && !frames.has(frame))) continue;
      const time = numbers[slot]! + start + (nanos[slot]! - startNanos) / 1e9;
      if (isStretch && (time < from || time > to)) continue;
      const part = Math.floor((time - from) * scale);
      const at = row * parts + (part < 0 ? 0 : part >= parts ? parts - 1 : part);
      bytes[at]! += len[slot]!;
      if (frame <= judged && (findings[frame - 1]! & SENT_AGAIN) !== 0) again[at]!++;
    }
  }
  return { bytes, again };
}

/** @param stretch null = from the earliest frame to the latest */
export function trafficOf(store: FrameStore, parts: number, stretch: Span | null = null): Traffic {
  const whole = spanOf(store, null);
  const { bytes, again } = partsOf(store, null, stretch ?? whole, parts, 1, null, stretch !== null);
  return { ...(stretch ?? whole), whole, bytes: [...bytes], again: [...again] };
}
