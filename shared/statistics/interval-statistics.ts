// Frames, octets and values of fields by intervals of time.
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import type { Field } from '../dissect/field';
import type { TimeNs } from '../frame/time';
import type { Session } from '../session/session';

/** What one interval has of one column. */
export interface IntervalSums {
  frames: number;
  bytes: number;
  /** Of the field's values; times are in nanoseconds. */
  values: number;
  sum: number;
  least: number;
  most: number;
  /** The greatest that `least` and the average were on the way, value by value. */
  mostLeast: number;
  mostAverage: number;
  /** Of values that are times: how much of them passed in this interval, as microseconds. */
  load: number;
}

export interface IntervalColumn {
  /** In ascending order. */
  readonly frames: Iterable<number>;
  /** null = only frames and octets are counted. */
  readonly fields: readonly Field[] | null;
}

/** Microseconds since the first frame, as tshark rounds them. */
export function relativeMicroseconds({ store }: Session, frame: number): number {
  const [seconds, nanos] = [store.seconds(frame) - store.seconds(1), store.nanos(frame) - store.nanos(1)];
  const [whole, rest] = nanos < 0 ? [seconds - 1, nanos + 1_000_000_000] : [seconds, nanos];
  return whole * 1_000_000 + Math.floor((rest + 500) / 1000);
}

/**
 * What is older than the frame before it counts in the same interval as that one, as tshark has it.
 * @param interval microseconds @param rows how many intervals there are; what comes later counts nowhere
 */
export function intervalStatistics(session: Session, { frames, fields }: IntervalColumn, interval: number, rows: number): IntervalSums[] {
  const sums = Array.from({ length: rows }, (): IntervalSums => ({ frames: 0, bytes: 0, values: 0, sum: 0, least: 0, most: 0, mostLeast: 0, mostAverage: 0, load: 0 }));
  const wanted = new Uint8Array(session.registry.fields.length);
  for (const { id } of fields ?? []) wanted[id] = 1;
  let [at, looked, time] = [0, 0, 0];
  for (const frame of frames) {
    // A frame that is older than the first one has the time of the last that is not.
    while (looked < frame) {
      const relative = relativeMicroseconds(session, ++looked);
      if (relative >= 0) time = relative;
    }
    at = Math.max(at, Math.floor(time / interval));
    const row = sums[at];
    if (row === undefined) continue;
    row.frames++;
    row.bytes += session.store.len(frame);
    if (fields === null) continue;
    for (const { field, value } of session.match(frame, session.frame(frame), wanted, { dissect: TSHARK_OPTIONS }, -1)) {
      if (!fields.includes(field)) continue;
      addValue(row, numberOf(value));
      if (field.type === 'relative_time') addLoad(sums, at, interval, Math.floor(numberOf(value) / 1000));
    }
  }
  return sums;
}

/** A time that ended in interval `at` counts in as many before it as it covers: the rest of whole intervals in the last one. */
function addLoad(sums: readonly IntervalSums[], at: number, interval: number, microseconds: number): void {
  if (!Number.isFinite(interval)) {
    sums[at]!.load += microseconds;
    return;
  }
  sums[at]!.load += microseconds % interval;
  let left = microseconds - (microseconds % interval);
  for (let i = at - 1; i >= 0 && left > 0; i--, left -= interval) sums[i]!.load += interval;
}

function addValue(row: IntervalSums, value: number): void {
  row.least = row.values === 0 ? value : Math.min(row.least, value);
  row.most = row.values === 0 ? value : Math.max(row.most, value);
  row.sum += value;
  row.values++;
  row.mostLeast = Math.max(row.mostLeast, row.least);
  row.mostAverage = Math.max(row.mostAverage, Math.floor(row.sum / row.values));
}

function numberOf(value: unknown): number {
  if (typeof value === 'object' && value !== null && 'nanos' in value) return (value as TimeNs).seconds * 1e9 + (value as TimeNs).nanos;
  return Number(value);
}
