// Frames and octets per interval of time: the lines of the I/O graph.
import type { FrameColumns } from '../session/frame-columns';
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
  let times = before;
  for (const { columns, first, end } of stretches(store, from, to)) {
    const slots = columns.timeSpan(end).isInOrder ? [first, end - 1] : edges(columns, first, end);
    for (const slot of slots) times = including(times, columns.seconds.get(slot), columns.nanos[slot]!);
  }
  return times;
}

/** Slots of the earliest and the latest frame; none where no frame has a time. */
function edges({ seconds, nanos }: FrameColumns, first: number, end: number): number[] {
  let [earliest, latest] = [-1, -1];
  let [leastSecond, leastNano, mostSecond, mostNano] = [Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, 0];
  for (let slot = first; slot < end; slot++) {
    const nano = nanos[slot]!;
    if (nano < 0) continue;
    const second = seconds.get(slot);
    if (second < leastSecond || (second === leastSecond && nano < leastNano)) [earliest, leastSecond, leastNano] = [slot, second, nano];
    if (second > mostSecond || (second === mostSecond && nano > mostNano)) [latest, mostSecond, mostNano] = [slot, second, nano];
  }
  return earliest < 0 ? [] : [earliest, latest];
}

function including(times: IoTimes | null, seconds: number, nanos: number): IoTimes {
  if (times === null) return { seconds, nanos, duration: 0 };
  const at = since(seconds, nanos, times);
  return at < 0 ? { seconds, nanos, duration: times.duration - at } : { ...times, duration: Math.max(at, times.duration) };
}

interface Stretch {
  readonly columns: FrameColumns;
  /** The frame in slot 0. */
  readonly base: number;
  /** Slots. */
  readonly first: number;
  readonly end: number;
}

/** Frames `from` … `to` by the chunks in which their columns lie. */
function stretches(store: FrameStore, from: number, to: number): Stretch[] {
  const found: Stretch[] = [];
  const last = Math.min(to, store.count);
  for (let frame = from; frame <= last; ) {
    const before = ((frame - 1) >>> store.chunkBits) << store.chunkBits;
    const end = Math.min(last, before + (1 << store.chunkBits));
    found.push({ columns: store.columns(before >>> store.chunkBits), base: before + 1, first: frame - 1 - before, end: end - before });
    frame = end + 1;
  }
  return found;
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
  /** Nanoseconds, as the times of frames are: whole numbers divide as tshark's do. */
  private readonly width: number;
  /** The interval of the frame before: most frames are in the same one as that. */
  private point = 0;

  constructor(private readonly store: FrameStore, private readonly times: IoTimes, interval: number) {
    const points = Math.floor(times.duration / interval) + 1;
    this.packets = new Float64Array(points);
    this.bytes = new Float64Array(points);
    this.firsts = new Uint32Array(points);
    this.width = Math.max(1, Math.round(interval * 1e9));
  }

  /** @param frames ascending */
  addFrames(frames: Uint32Array): void {
    const { store } = this;
    for (const frame of frames) {
      const nanos = store.nanos(frame);
      if (nanos >= 0) this.count(frame, this.pointOf(store.seconds(frame), nanos), store.len(frame));
    }
  }

  /** All frames from one to another, over the arrays themselves. */
  addRange(from: number, to: number): void {
    for (const { columns: { seconds, nanos, len }, base, first, end } of stretches(this.store, from, to)) {
      for (let slot = first; slot < end; slot++) {
        const nano = nanos[slot]!;
        if (nano >= 0) this.count(base + slot, this.pointOf(seconds.get(slot), nano), len[slot]!);
      }
    }
  }

  private pointOf(seconds: number, nanos: number): number {
    const at = (seconds - this.times.seconds) * 1e9 + (nanos - this.times.nanos);
    const start = this.point * this.width;
    if (at < start || at >= start + this.width) this.point = Math.floor(at / this.width);
    return this.point;
  }

  private count(frame: number, point: number, octets: number): void {
    if (point < 0 || point >= this.packets.length) return;
    if (this.packets[point] === 0) this.firsts[point] = frame;
    this.packets[point]! += 1;
    this.bytes[point]! += octets;
  }

  get line(): IoLine {
    return { packets: [...this.packets], bytes: [...this.bytes], firsts: [...this.firsts] };
  }
}
