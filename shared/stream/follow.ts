// What the two ends of a conversation said to each other: segments in, runs of octets in the order in which the receivers could read them out.
// Octets that were never captured become a gap as soon as the other end acknowledges what lies behind them.
import { GrowingArray } from './growing-array';
import { WaitingSegments } from './waiting-segments';

const SYN = 0x02;
const WORDS = 4;
const FRAME = 0;
/** Direction, GAP, and which of several payloads of the frame it is. */
const KIND = 1;
const SKIP = 2;
const LENGTH = 3;
const GAP = 2;
const LAYER_BIT = 2;

/** Octets that stand together in one frame, or that are missing. */
export interface StreamRun {
  /** Of the frame that brought them; of a gap: the one that acknowledges what follows it. */
  readonly frame: number;
  readonly direction: number;
  readonly isGap: boolean;
  /** Octets of the frame's payload in front of them that were there before. */
  readonly skip: number;
  readonly length: number;
}

/** A segment as the columns tell it; used again for the next. */
export interface FollowedSegment {
  frame: number;
  direction: number;
  flags: number;
  sequence: number;
  acknowledgment: number;
  /** Octets that it carries, and those of them that were captured. */
  length: number;
  captured: number;
}

/** One end's octets. Positions count octets from its first; sequence numbers wrap around, positions do not. */
class Side {
  isKnown = false;
  /** Sequence number and position of the next octet. */
  next = 0;
  position = 0;
  readonly waiting = new WaitingSegments();

  /** Where a sequence number is nearest to the next. */
  positionOf(sequence: number): number {
    return this.position + ((sequence - this.next) | 0);
  }
  goTo(position: number): void {
    this.next = (this.next + (position - this.position)) >>> 0;
    this.position = position;
  }
}

export class Follow {
  private readonly words = new GrowingArray(new Uint32Array(WORDS * 64));
  private readonly sides = [new Side(), new Side()] as const;
  /** Octets that were captured, by direction. */
  readonly octets: [number, number] = [0, 0];
  /** Octets in gaps. */
  readonly missing: [number, number] = [0, 0];
  gaps = 0;

  get count(): number {
    return this.words.length / WORDS;
  }
  frame(run: number): number {
    return this.words.data[run * WORDS + FRAME]!;
  }
  direction(run: number): number {
    return this.words.data[run * WORDS + KIND]! & 1;
  }
  isGap(run: number): boolean {
    return (this.words.data[run * WORDS + KIND]! & GAP) !== 0;
  }
  /** As it was given to addDatagram(). */
  layer(run: number): number {
    return this.words.data[run * WORDS + KIND]! >>> LAYER_BIT;
  }
  skip(run: number): number {
    return this.words.data[run * WORDS + SKIP]!;
  }
  length(run: number): number {
    return this.words.data[run * WORDS + LENGTH]!;
  }

  /** Octets of the segments that pending() gives. */
  waiting(direction: 0 | 1): number {
    return this.sides[direction].waiting.count === 0 ? 0 : this.pending(direction).reduce((sum, run) => sum + (run.isGap ? 0 : run.length), 0);
  }

  /** Segments that wait for octets before them which nobody acknowledged, in their order; the gaps before them as they are now. */
  pending(direction: 0 | 1): StreamRun[] {
    const side = this.sides[direction];
    const runs: StreamRun[] = [];
    let position = side.position;
    for (const { frame, position: start, length, captured } of side.waiting.inOrder()) {
      if (start > position) runs.push({ frame, direction, isGap: true, skip: 0, length: start - position });
      const skip = Math.max(0, position - start);
      if (captured > skip) runs.push({ frame, direction, isGap: false, skip, length: captured - skip });
      position = Math.max(position, start + length);
    }
    return runs;
  }

  /** A datagram: nothing is missing, and nothing comes twice. @param layer which of several in the frame, where whoever reads the octets wants to know */
  addDatagram(frame: number, direction: number, captured: number, layer = 0): void {
    this.push(frame, direction, 0, captured, layer);
  }

  /** The next segment in file order. */
  addSegment(s: FollowedSegment): void {
    this.acknowledge(s);
    const side = this.sides[s.direction as 0 | 1];
    const sequence = (s.flags & SYN) !== 0 ? (s.sequence + 1) >>> 0 : s.sequence;
    if (!side.isKnown) side.next = sequence;
    // A number of 0 is as good as none, until something was sent.
    side.isKnown ||= sequence !== 0 || s.captured > 0;
    const start = side.positionOf(sequence);
    const end = start + s.length;
    if (start > side.position) {
      if (s.captured > 0) side.waiting.add(s.frame, start, s.length, s.captured);
      return;
    }
    if (start < side.position && end <= side.position) return;
    const skip = side.position - start;
    if (s.captured <= skip) return;
    this.push(s.frame, s.direction, skip, s.captured - skip);
    side.goTo(end);
    this.takeWaiting(side, s.direction);
  }

  /** The other end has what it acknowledges, whether it was captured or not. */
  private acknowledge(s: FollowedSegment): void {
    const direction = 1 - s.direction;
    const side = this.sides[direction as 0 | 1];
    while (side.waiting.count > 0) {
      this.takeWaiting(side, direction);
      if (side.waiting.count === 0) return;
      const lowest = side.waiting.lowest;
      if (side.positionOf(s.acknowledgment) <= lowest) return;
      this.pushGap(s.frame, direction, lowest - side.position);
      side.goTo(lowest);
    }
  }

  /** What waited and can be read now; of several that reach so far, the one that came first. */
  private takeWaiting(side: Side, direction: number): void {
    for (;;) {
      const segment = side.waiting.take(side.position);
      if (segment === null) return;
      const skip = side.position - segment.position;
      if (segment.position + segment.captured <= side.position) continue;
      this.push(segment.frame, direction, skip, segment.captured - skip);
      side.goTo(segment.position + segment.captured);
    }
  }

  private push(frame: number, direction: number, skip: number, length: number, layer = 0): void {
    const { words } = this;
    words.push(frame);
    words.push(direction | (layer << LAYER_BIT));
    words.push(skip);
    words.push(length);
    this.octets[direction as 0 | 1] += length;
  }

  private pushGap(frame: number, direction: number, length: number): void {
    this.words.append([frame, direction | GAP, 0, length]);
    this.gaps++;
    this.missing[direction as 0 | 1] += length;
  }
}
