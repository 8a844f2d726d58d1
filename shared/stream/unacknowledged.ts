// The segments of each flow that nobody has acknowledged yet, lowest end first: which frame an ACK answers, and how much is in flight.

/** A flow of which nobody acknowledges anything is not followed further than so many segments. */
const MOST = 10_000;
/** Segments come nearly in order: none is looked for further back than this. */
const STEPS = 64;
const NONE = -1;
const WORDS = 5;

/** `a` lies before `b` on the circle of sequence numbers (RFC 9293 section 3.4). */
export function isBefore(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

/** Lists in one pool of numbers: [frame, first sequence number, the one behind the last, next, previous] a segment. */
export class Unacknowledged {
  private pool = new Int32Array(WORDS * 1024);
  private used = 0;
  private free = NONE;
  /** First, last and number of each flow's. */
  private flows = new Int32Array(3 * 64).fill(NONE);

  add(flow: number, frame: number, sequence: number, end: number): void {
    this.reserve(flow);
    const { flows } = this;
    if (flows[flow * 3 + 2]! >= MOST) return;
    const place = this.take();
    const { pool } = this;
    let before = flows[flow * 3 + 1]!;
    for (let i = 0; i < STEPS && before !== NONE && isBefore(end, pool[before * WORDS + 2]!); i++) before = pool[before * WORDS + 4]!;
    const after = before === NONE ? flows[flow * 3]! : pool[before * WORDS + 3]!;
    pool.set([frame, sequence, end, after, before], place * WORDS);
    if (before === NONE) flows[flow * 3] = place;
    else pool[before * WORDS + 3] = place;
    if (after === NONE) flows[flow * 3 + 1] = place;
    else pool[after * WORDS + 4] = place;
    flows[flow * 3 + 2] = Math.max(0, flows[flow * 3 + 2]!) + 1;
  }

  /** Takes out what is acknowledged up to `end`. Frame of the segment that ends there, 0 = none. */
  acknowledge(flow: number, end: number): number {
    if (flow * 3 >= this.flows.length) return 0;
    const { flows, pool } = this;
    let found = 0;
    let place = flows[flow * 3]!;
    while (place !== NONE && !isBefore(end, pool[place * WORDS + 2]!)) {
      if (found === 0 && pool[place * WORDS + 2] === (end | 0)) found = pool[place * WORDS]!;
      const next = pool[place * WORDS + 3]!;
      pool[place * WORDS + 3] = this.free;
      this.free = place;
      flows[flow * 3 + 2]! -= 1;
      place = next;
    }
    flows[flow * 3] = place;
    if (place === NONE) flows[flow * 3 + 1] = NONE;
    else pool[place * WORDS + 4] = NONE;
    for (let i = 0; i < STEPS && place !== NONE && isBefore(pool[place * WORDS + 1]!, end); i++) {
      pool[place * WORDS + 1] = end;
      place = pool[place * WORDS + 3]!;
    }
    return found;
  }

  /** Frame of the segment that waits longest, 0 = none. */
  first(flow: number): number {
    const place = this.flows[flow * 3] ?? NONE;
    return place === NONE ? 0 : this.pool[place * WORDS]!;
  }

  /** Octets from the first that is not acknowledged to the last that was sent. */
  inFlight(flow: number): number {
    if (flow * 3 >= this.flows.length || this.flows[flow * 3] === NONE) return 0;
    const { flows, pool } = this;
    return (pool[flows[flow * 3 + 1]! * WORDS + 2]! - pool[flows[flow * 3]! * WORDS + 1]!) >>> 0;
  }

  private take(): number {
    const { free } = this;
    if (free !== NONE) {
      this.free = this.pool[free * WORDS + 3]!;
      return free;
    }
    if ((this.used + 1) * WORDS > this.pool.length) {
      const bigger = new Int32Array(this.pool.length * 2);
      bigger.set(this.pool);
      this.pool = bigger;
    }
    return this.used++;
  }

  private reserve(flow: number): void {
    const { flows } = this;
    if (flow * 3 < flows.length) return;
    const bigger = new Int32Array(Math.max(flows.length * 2, (flow + 1) * 3)).fill(NONE);
    bigger.set(flows);
    this.flows = bigger;
  }
}
