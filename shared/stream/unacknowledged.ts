// The segments of each flow that nobody has acknowledged yet, lowest end first: which frame an ACK answers, and how much is in flight.
import { Flow, FLOW_BITS, State, type WordTable } from './flow-table';

/** A flow of which nobody acknowledges anything is not followed further than so many segments. */
export const MOST_WAITING = 10_000;
/** Segments come nearly in order: none is looked for further back than this. */
const STEPS = 64;
const WORDS = 8;
/** Places of a segment's words; a place of 0 is none. */
export const Waiting = { Frame: 0, First: 1, End: 2, Next: 3, Previous: 4 } as const;

/** `a` lies before `b` on the circle of sequence numbers (RFC 9293 section 3.4). */
export function isBefore(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

/** Lists in one pool of numbers; where they begin and end stands in the flow's words. */
export class Unacknowledged {
  pool = new Int32Array(WORDS * 1024);
  private used = WORDS;
  private free = 0;

  constructor(private readonly flows: WordTable) {}

  add(flow: number, frame: number, first: number, end: number): void {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const waiting = words[own | Flow.Waiting]!;
    if (waiting >= MOST_WAITING) return;
    const place = this.take();
    const { pool } = this;
    let before = words[own | Flow.Tail]!;
    if (waiting === 0) words[own | Flow.State]! &= ~State.Disordered;
    const isBehind = before !== 0 && (isBefore(end, pool[before | Waiting.End]!) || isBefore(first, pool[before | Waiting.First]!));
    if (isBehind || ((first - words[own | Flow.Base]!) | 0) < 0) words[own | Flow.State]! |= State.Disordered;
    for (let i = 0; i < STEPS && before !== 0 && isBefore(end, pool[before | Waiting.End]!); i++) before = pool[before | Waiting.Previous]!;
    const after = before === 0 ? words[own | Flow.Head]! : pool[before | Waiting.Next]!;
    pool[place | Waiting.Frame] = frame;
    pool[place | Waiting.First] = first;
    pool[place | Waiting.End] = end;
    pool[place | Waiting.Next] = after;
    pool[place | Waiting.Previous] = before;
    if (before === 0) words[own | Flow.Head] = place;
    else pool[before | Waiting.Next] = place;
    if (after === 0) words[own | Flow.Tail] = place;
    else pool[after | Waiting.Previous] = place;
    words[own | Flow.Waiting] = waiting + 1;
  }

  /** As add(), where this one follows all that wait, and there is room for it. @param own place of the flow's words */
  append(own: number, frame: number, first: number, end: number): void {
    const { words } = this.flows;
    const place = this.take();
    const { pool } = this;
    const before = words[own | Flow.Tail]!;
    pool[place | Waiting.Frame] = frame;
    pool[place | Waiting.First] = first;
    pool[place | Waiting.End] = end;
    pool[place | Waiting.Next] = 0;
    pool[place | Waiting.Previous] = before;
    if (before === 0) words[own | Flow.Head] = place;
    else pool[before | Waiting.Next] = place;
    words[own | Flow.Tail] = place;
    words[own | Flow.Waiting]! += 1;
  }

  /** Takes out what is acknowledged up to `end`. Frame of the segment that ends there, 0 = none. */
  acknowledge(flow: number, end: number): number {
    const { pool, flows: { words } } = this;
    const own = flow << FLOW_BITS;
    const head = words[own | Flow.Head]!;
    // Each by itself: an array to take apart would be made anew for every ACK.
    let place = head;
    let last = 0;
    let count = 0;
    let found = 0;
    while (place !== 0 && !isBefore(end, pool[place | Waiting.End]!)) {
      if (found === 0 && pool[place | Waiting.End] === end) found = pool[place | Waiting.Frame]!;
      last = place;
      place = pool[place | Waiting.Next]!;
      count++;
    }
    if (count > 0) {
      pool[last | Waiting.Next] = this.free;
      this.free = head;
      words[own | Flow.Head] = place;
      words[own | Flow.Waiting]! -= count;
      if (place === 0) words[own | Flow.Tail] = 0;
      else pool[place | Waiting.Previous] = 0;
    }
    return place === 0 ? found : this.acknowledgeRest(own, place, end, found);
  }

  /** Of those that end later, which may begin before `end`; and what came so late that its place was not looked for to the end. */
  private acknowledgeRest(own: number, from: number, end: number, before: number): number {
    const { pool, flows: { words } } = this;
    let place = from;
    let found = before;
    const isDisordered = (words[own | Flow.State]! & State.Disordered) !== 0;
    while (place !== 0 && (isDisordered || isBefore(pool[place | Waiting.First]!, end))) {
      if (!isBefore(end, pool[place | Waiting.End]!)) {
        if (found === 0 && pool[place | Waiting.End] === end) found = pool[place | Waiting.Frame]!;
        place = this.unlink(own, place);
        continue;
      }
      if (isBefore(pool[place | Waiting.First]!, end)) pool[place | Waiting.First] = end;
      place = pool[place | Waiting.Next]!;
    }
    return found;
  }

  /** Takes a place that is not the first out of the list. @returns the next one */
  private unlink(own: number, place: number): number {
    const { pool, flows: { words } } = this;
    const before = pool[place | Waiting.Previous]!;
    const next = pool[place | Waiting.Next]!;
    pool[place | Waiting.Next] = this.free;
    this.free = place;
    words[own | Flow.Waiting]! -= 1;
    pool[before | Waiting.Next] = next;
    if (next === 0) words[own | Flow.Tail] = before;
    else pool[next | Waiting.Previous] = before;
    return next;
  }

  /** Frame of the segment that waits longest, 0 = none. */
  oldest(flow: number): number {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const { pool } = this;
    let place = words[own | Flow.Head]!;
    let oldest = place === 0 ? 0 : pool[place | Waiting.Frame]!;
    if ((words[own | Flow.State]! & State.Disordered) !== 0) for (; place !== 0; place = pool[place | Waiting.Next]!) oldest = Math.min(oldest, pool[place | Waiting.Frame]!);
    return oldest;
  }

  /** Octets from the lowest number that is not acknowledged to the highest that was sent. */
  inFlight(flow: number): number {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const { pool } = this;
    let place = words[own | Flow.Head]!;
    if (place === 0) return 0;
    if ((words[own | Flow.State]! & State.Disordered) === 0) return (pool[words[own | Flow.Tail]! | Waiting.End]! - pool[place | Waiting.First]!) | 0;
    // Numbers below the flow's first are the highest that there are.
    const base = words[own | Flow.Base]!;
    let [lowest, highest] = [0xffffffff, 0];
    for (; place !== 0; place = pool[place | Waiting.Next]!) {
      lowest = Math.min(lowest, (pool[place | Waiting.First]! - base) >>> 0);
      highest = Math.max(highest, (pool[place | Waiting.End]! - base) >>> 0);
    }
    return (highest - lowest) >>> 0;
  }

  take(): number {
    const { free } = this;
    if (free !== 0) {
      this.free = this.pool[free | Waiting.Next]!;
      return free;
    }
    if (this.used + WORDS > this.pool.length) {
      const bigger = new Int32Array(this.pool.length * 2);
      bigger.set(this.pool);
      this.pool = bigger;
    }
    this.used += WORDS;
    return this.used - WORDS;
  }
}
