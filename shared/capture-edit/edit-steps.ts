// The steps of an edit, in the order in which they are done with each frame: choose, time, length, link type, cooked header, duplicates, damage.
import { TIME_ZERO, timeBetween, type TimeNs } from '../frame/time';
import { withClearedAddress, withoutCookedVlan } from './cooked-header';
import { DuplicateWindow, type HashBytes } from './duplicate-window';
import type { Chop, EditPlan } from './edit-plan';
import type { EditedFrame } from './edited-frame';
import { RandomDamage } from './random-damage';

const SECOND = 1_000_000_000;

export interface EditCounts {
  /** Frames that were read, and of those: not chosen, cut, seen before, with a time that went back. */
  read: number;
  left: number;
  cut: number;
  duplicates: number;
  timesSet: number;
}

export class EditSteps {
  readonly counts: EditCounts = { read: 0, left: 0, cut: 0, duplicates: 0, timesSet: 0 };
  private readonly isChosen: (number: number) => boolean;
  private readonly seen: DuplicateWindow | null;
  private readonly damage: RandomDamage | null;
  private previous: TimeNs | null = null;

  constructor(private readonly plan: EditPlan, hash: HashBytes) {
    this.isChosen = chosenBy(plan);
    this.seen = plan.duplicates === null ? null : new DuplicateWindow(plan.duplicates, hash);
    this.damage = plan.damage === null ? null : new RandomDamage(plan.damage);
  }

  /** Changes the frame. @returns whether it is written */
  take(frame: EditedFrame, number: number): boolean {
    this.counts.read++;
    if (!this.isChosen(number) || !this.isInTime(frame.time)) {
      this.counts.left++;
      return false;
    }
    this.setTime(frame);
    this.cut(frame);
    frame.linktype = this.plan.linktype ?? frame.linktype;
    if (this.plan.dropsVlan) frame.bytes = withoutCookedVlan(frame.bytes, frame.linktype);
    if (this.plan.clearsUnused) frame.bytes = withClearedAddress(frame.bytes, frame.linktype);
    if (this.seen?.holds(frame.bytes, frame.time ?? TIME_ZERO, frame.linktype) === true) {
      this.counts.duplicates++;
      return false;
    }
    if (this.damage) frame.bytes = this.damage.damaged(frame.bytes);
    return true;
  }

  private isInTime(time: TimeNs | null): boolean {
    const { after, before } = this.plan;
    if (after === null && before === null) return true;
    return time !== null && (after === null || compareTimes(time, after) >= 0) && (before === null || compareTimes(time, before) < 0);
  }

  private setTime(frame: EditedFrame): void {
    const { strict, shift } = this.plan;
    if (frame.time === null) return;
    if (strict !== null) {
      if (this.previous !== null && (strict.each || compareTimes(frame.time, this.previous) < 0)) {
        frame.time = addTimes(this.previous, strict.step);
        this.counts.timesSet++;
      }
      this.previous = frame.time;
    }
    if (shift !== null) frame.time = addTimes(frame.time, shift);
  }

  private cut(frame: EditedFrame): void {
    const { snaplen, chops, adjustsLength } = this.plan;
    const before = frame.bytes.length;
    if (snaplen > 0 && before > snaplen) {
      frame.bytes = frame.bytes.subarray(0, snaplen);
      if (adjustsLength && frame.len > snaplen) frame.len = snaplen;
    }
    if (chops.length > 0) {
      const had = frame.bytes.length;
      frame.bytes = chopped(frame.bytes, chops);
      if (adjustsLength) frame.len = Math.max(0, frame.len - (had - frame.bytes.length));
    }
    if (frame.bytes.length < before) this.counts.cut++;
  }
}

export function compareTimes(a: TimeNs, b: TimeNs): number {
  return a.seconds - b.seconds || a.nanos - b.nanos;
}

export function addTimes(time: TimeNs, span: TimeNs): TimeNs {
  const nanos = time.nanos + span.nanos;
  const seconds = time.seconds + span.seconds;
  return nanos >= SECOND ? { seconds: seconds + 1, nanos: nanos - SECOND } : { seconds, nanos };
}

/** −span. */
export const negatedTime = (span: TimeNs): TimeNs => timeBetween(span, TIME_ZERO);

function chosenBy({ ranges, rangesMean }: EditPlan): (number: number) => boolean {
  if (ranges === null) return () => true;
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const keeps = rangesMean === 'keep';
  let at = 0;
  let last = 0;
  // Numbers are asked for in order: what lies behind them is never looked at again.
  return (number) => {
    for (; at < sorted.length && sorted[at]![0] <= number; at++) last = Math.max(last, sorted[at]![1]);
    return (number <= last) === keeps;
  };
}

/** What is left of bytes without some stretches of them. */
export function chopped(bytes: Uint8Array, chops: readonly Chop[]): Uint8Array {
  const cuts = chops.map((chop) => stretchOf(chop, bytes.length)).filter(([from, to]) => to > from).sort(([a], [b]) => a - b);
  const rest = new Uint8Array(bytes.length);
  let [at, filled] = [0, 0];
  for (const [from, to] of cuts) {
    if (from > at) {
      rest.set(bytes.subarray(at, from), filled);
      filled += from - at;
    }
    at = Math.max(at, to);
  }
  rest.set(bytes.subarray(at), filled);
  return rest.subarray(0, filled + bytes.length - at);
}

function stretchOf({ offset, length }: Chop, size: number): [from: number, to: number] {
  const place = offset ?? (length < 0 ? size : 0);
  const start = offset !== null && offset < 0 ? size + offset : place;
  const [from, to] = length < 0 ? [start + length, start] : [start, start + length];
  return [Math.max(0, Math.min(size, from)), Math.max(0, Math.min(size, to))];
}
