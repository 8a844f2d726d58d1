// The segments of each flow that nobody has acknowledged yet, lowest end first: which frame an ACK answers, and how much is in flight.
import { Flow, FLOW_BITS, State, type WordTable } from './flow-table';

/** A flow of which nobody acknowledges anything is not followed further than so many segments. */
const MOST = 10_000;
/** Segments come nearly in order: none is looked for further back than this. */
const STEPS = 64;
const WORDS = 5;
/** Places of a segment's words; a place of 0 is none. */
const [FRAME, FIRST, END, NEXT, PREVIOUS] = [0, 1, 2, 3, 4];

/** `a` lies before `b` on the circle of sequence numbers (RFC 9293 section 3.4). */
export function isBefore(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

/** Lists in one pool of numbers; where they begin and end stands in the flow's words. */
export class Unacknowledged {
  private pool = new Int32Array(WORDS * 1024);
  private used = WORDS;
  private free = 0;

  constructor(private readonly flows: WordTable) {}

  add(flow: number, frame: number, first: number, end: number): void {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const waiting = words[own + Flow.Waiting]!;
    if (waiting >= MOST) return;
    const place = this.take();
    const { pool } = this;
    let before = words[own + Flow.Tail]!;
    if (waiting === 0) words[own + Flow.State]! &= ~State.Disordered;
    const isBehind = before !== 0 && (isBefore(end, pool[before + END]!) || isBefore(first, pool[before + FIRST]!));
    if (isBehind || ((first - words[own + Flow.Base]!) | 0) < 0) words[own + Flow.State]! |= State.Disordered;
    for (let i = 0; i < STEPS && before !== 0 && isBefore(end, pool[before + END]!); i++) before = pool[before + PREVIOUS]!;
    const after = before === 0 ? words[own + Flow.Head]! : pool[before + NEXT]!;
    pool[place + FRAME] = frame;
    pool[place + FIRST] = first;
    pool[place + END] = end;
    pool[place + NEXT] = after;
    pool[place + PREVIOUS] = before;
    if (before === 0) words[own + Flow.Head] = place;
    else pool[before + NEXT] = place;
    if (after === 0) words[own + Flow.Tail] = place;
    else pool[after + PREVIOUS] = place;
    words[own + Flow.Waiting] = waiting + 1;
  }

  /** Takes out what is acknowledged up to `end`. Frame of the segment that ends there, 0 = none. */
  acknowledge(flow: number, end: number): number {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const { pool } = this;
    let found = 0;
    let place = words[own + Flow.Head]!;
    while (place !== 0 && !isBefore(end, pool[place + END]!)) {
      if (found === 0 && pool[place + END] === end) found = pool[place + FRAME]!;
      place = this.remove(own, place);
    }
    words[own + Flow.Head] = place;
    if (place === 0) words[own + Flow.Tail] = 0;
    else pool[place + PREVIOUS] = 0;
    const isDisordered = (words[own + Flow.State]! & State.Disordered) !== 0;
    while (place !== 0 && (isDisordered || isBefore(pool[place + FIRST]!, end))) {
      // What came so late that its place was not looked for to the end.
      if (!isBefore(end, pool[place + END]!)) {
        if (found === 0 && pool[place + END] === end) found = pool[place + FRAME]!;
        place = this.unlink(own, place);
        continue;
      }
      if (isBefore(pool[place + FIRST]!, end)) pool[place + FIRST] = end;
      place = pool[place + NEXT]!;
    }
    return found;
  }

  /** Gives a place back. @returns the next one */
  private remove(own: number, place: number): number {
    const next = this.pool[place + NEXT]!;
    this.pool[place + NEXT] = this.free;
    this.free = place;
    this.flows.words[own + Flow.Waiting]! -= 1;
    return next;
  }

  /** Takes a place that is not the first out of the list. @returns the next one */
  private unlink(own: number, place: number): number {
    const before = this.pool[place + PREVIOUS]!;
    const next = this.remove(own, place);
    this.pool[before + NEXT] = next;
    if (next === 0) this.flows.words[own + Flow.Tail] = before;
    else this.pool[next + PREVIOUS] = before;
    return next;
  }

  /** Frame of the segment that waits longest, 0 = none. */
  oldest(flow: number): number {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const { pool } = this;
    let place = words[own + Flow.Head]!;
    let oldest = place === 0 ? 0 : pool[place + FRAME]!;
    if ((words[own + Flow.State]! & State.Disordered) !== 0) for (; place !== 0; place = pool[place + NEXT]!) oldest = Math.min(oldest, pool[place + FRAME]!);
    return oldest;
  }

  /** Octets from the lowest number that is not acknowledged to the highest that was sent. */
  inFlight(flow: number): number {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const { pool } = this;
    let place = words[own + Flow.Head]!;
    if (place === 0) return 0;
    if ((words[own + Flow.State]! & State.Disordered) === 0) return (pool[words[own + Flow.Tail]! + END]! - pool[place + FIRST]!) | 0;
    // Numbers below the flow's first are the highest that there are.
    const base = words[own + Flow.Base]!;
    let [lowest, highest] = [0xffffffff, 0];
    for (; place !== 0; place = pool[place + NEXT]!) {
      lowest = Math.min(lowest, (pool[place + FIRST]! - base) >>> 0);
      highest = Math.max(highest, (pool[place + END]! - base) >>> 0);
    }
    return (highest - lowest) >>> 0;
  }

  private take(): number {
    const { free } = this;
    if (free !== 0) {
      this.free = this.pool[free + NEXT]!;
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
