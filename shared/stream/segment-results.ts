// What the analysis of TCP found out of each frame: columns for what most have, maps for what few have.

export interface DuplicateAck {
  readonly count: number;
  /** The frame that acknowledged first. */
  readonly of: number;
}

/** Index: frame - 1. */
export class SegmentResults {
  /** Bits of Finding. */
  findings = new Uint16Array(0);
  /** The frame that this one acknowledges, 0 = none. */
  acks = new Uint32Array(0);
  /** Octets in flight, and since the last PSH; 0 = not known. */
  flights = new Uint32Array(0);
  pushes = new Uint32Array(0);
  /** By frame. */
  readonly duplicates = new Map<number, DuplicateAck>();
  /** Of a retransmission: the segment that had waited longest for its ACK. */
  readonly repeats = new Map<number, number>();

  reserve(count: number): void {
    const had = this.findings.length;
    if (count <= had) return;
    const room = Math.max(1024, count, Math.min(2 * had, count + (1 << 20)));
    const { findings, acks, flights, pushes } = this;
    [this.findings, this.acks, this.flights, this.pushes] = [new Uint16Array(room), new Uint32Array(room), new Uint32Array(room), new Uint32Array(room)];
    this.findings.set(findings);
    this.acks.set(acks);
    this.flights.set(flights);
    this.pushes.set(pushes);
  }
}
