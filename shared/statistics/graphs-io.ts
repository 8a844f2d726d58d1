// Frames and octets per interval of time: the lines of the I/O graph.
import type { FrameStore } from '../session/frame-store';

export interface IoLine {
  /** By interval. */
  readonly packets: readonly number[];
  readonly bytes: readonly number[];
  /** The first frame of each interval, 0 = none. */
  readonly firsts: readonly number[];
}

/** Intervals that can be chosen, in seconds. */
export const INTERVALS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400] as const;
/** About so many points are drawn, and at most so many are made. */
const USUAL_POINTS = 400;
export const MOST_POINTS = 20_000;

export interface IoTimes {
  /** Seconds since 1970 of the earliest frame, whole, and the nanoseconds. */
  readonly seconds: number;
  readonly nanos: number;
  /** Seconds from the earliest frame to the latest. */
  readonly duration: number;
}

const since = (seconds: number, nanos: number, start: { readonly seconds: number; readonly nanos: number }): number => seconds - start.seconds + (nanos - start.nanos) / 1e9;

/** From when to when there are frames; null where none has a time. @param before what is known of the frames before `from` */
export function ioTimes(store: FrameStore, from = 1, to = store.count, before: IoTimes | null = null): IoTimes | null {
  let start: { readonly seconds: number; readonly nanos: number } | null = before;
  let duration = before?.duration ?? 0;
  for (let frame = from; frame <= Math.min(to, store.count); frame++) {
    const [seconds, nanos] = [store.seconds(frame), store.nanos(frame)];
    if (nanos < 0) continue;
    start ??= { seconds, nanos };
    const at = since(seconds, nanos, start);
    if (at < 0) {
      start = { seconds, nanos };
      duration -= at;
    } else if (at > duration) duration = at;
  }
  return start === null ? null : { seconds: start.seconds, nanos: start.nanos, duration };
}

/** The interval that was asked for, if it makes no more points than can be; 0 = one that suits. */
export function intervalFor(duration: number, wanted: number): number {
  const fits = (interval: number): boolean => duration / interval < MOST_POINTS;
  const last = INTERVALS.at(-1)!;
  if (wanted > 0) return fits(wanted) ? wanted : (INTERVALS.find((i) => i > wanted && fits(i)) ?? Math.max(last, duration / (MOST_POINTS - 1)));
  return INTERVALS.find((i) => duration / i <= USUAL_POINTS) ?? Math.max(last, duration / USUAL_POINTS);
}

/** Counts frames in ascending order, some at a time. */
export class IoCounter {
  private readonly packets: Float64Array;
  private readonly bytes: Float64Array;
  private readonly firsts: Uint32Array;

  constructor(private readonly store: FrameStore, private readonly times: IoTimes, private readonly interval: number) {
    const points = Math.floor(times.duration / interval) + 1;
    this.packets = new Float64Array(points);
    this.bytes = new Float64Array(points);
    this.firsts = new Uint32Array(points);
  }

  add(frame: number): void {
    const { store, times } = this;
    const nanos = store.nanos(frame);
    if (nanos < 0) return;
    const point = Math.floor(since(store.seconds(frame), nanos, times) / this.interval);
    if (point < 0 || point >= this.packets.length) return;
    if (this.packets[point] === 0) this.firsts[point] = frame;
    this.packets[point]! += 1;
    this.bytes[point]! += store.len(frame);
  }

  get line(): IoLine {
    return { packets: [...this.packets], bytes: [...this.bytes], firsts: [...this.firsts] };
  }
}
