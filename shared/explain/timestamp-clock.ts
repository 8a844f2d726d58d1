// How fast a TCP sender's timestamp clock ticks (RFC 7323 section 5.4: between 1 ms and 1 s), from two of its values.

export interface ClockReading {
  /** TSval. */
  readonly value: number;
  /** Nanoseconds. */
  readonly time: number;
}

export interface ClockTick {
  readonly ticks: number;
  readonly seconds: number;
  /** Of one tick. */
  readonly milliseconds: number;
}

/** Fewer ticks tell nothing, and more than half of the clock's round may be steps back. */
const LEAST_TICKS = 10;
const HALF = 2 ** 31;

export function clockTick(first: ClockReading, last: ClockReading): ClockTick | null {
  const ticks = (last.value - first.value) >>> 0;
  const seconds = (last.time - first.time) / 1e9;
  if (ticks < LEAST_TICKS || ticks >= HALF || seconds <= 0) return null;
  return { ticks, seconds, milliseconds: (seconds * 1000) / ticks };
}
