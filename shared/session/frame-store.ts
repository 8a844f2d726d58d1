// The columns of an open capture: one slot per frame, in pieces of 65,536, and what frames tell about each other.
import { AddressClaims } from '../stream/address-claims';
import { Streams, TCP, type Segment } from '../stream/streams';
import { Transactions } from '../stream/transactions';
import { TRANSACTION_REQUEST, TRANSACTION_RESPONSE } from '../dissect/frame-facts';
import { CHUNK_BITS, CHUNK_FRAMES, FrameColumns } from './frame-columns';
import type { FramePiece } from './frame-piece';

const LAST = CHUNK_FRAMES - 1;

/** Frames are counted from 1. */
export class FrameStore {
  count = 0;
  readonly streams = new Streams();
  readonly transactions = new Transactions();
  readonly claims = new AddressClaims();
  private readonly chunks: FrameColumns[] = [];
  private readonly segment: { -readonly [K in keyof Segment]: Segment[K] } = { direction: 0, sequence: 0, acknowledgment: 0, flags: 0, windowShift: -1 };

  /**
   * Adds a piece behind what is there. The frames must be in file order: here each learns from those before it.
   * @param conversationOf the piece's conversation numbers → this capture's, as (index << 1) | swapped; null = the same
   */
  append(piece: FramePiece, conversationOf: ArrayLike<number> | null): void {
    const first = this.count;
    this.copy(piece);
    for (let i = 0; i < piece.count; i++) this.place(piece, i, first + i, conversationOf);
    this.count += piece.count;
    this.learn(piece, first);
  }

  position(frame: number): number {
    return this.chunk(frame).position.get((frame - 1) & LAST);
  }
  caplen(frame: number): number {
    return this.chunk(frame).caplen[(frame - 1) & LAST]!;
  }
  len(frame: number): number {
    return this.chunk(frame).len[(frame - 1) & LAST]!;
  }
  seconds(frame: number): number {
    return this.chunk(frame).seconds.get((frame - 1) & LAST);
  }
  /** -1 where the file gives no time. */
  nanos(frame: number): number {
    return this.chunk(frame).nanos[(frame - 1) & LAST]!;
  }
  interfaceIndex(frame: number): number {
    return this.chunk(frame).interfaceIndex((frame - 1) & LAST);
  }
  protocol(frame: number): number {
    return this.chunk(frame).protocol[(frame - 1) & LAST]!;
  }
  /** (stream << 1) | direction, or -1. */
  stream(frame: number): number {
    return this.chunk(frame).stream[(frame - 1) & LAST]!;
  }
  /** The frame before this one in its stream, 0 = none. */
  previousInStream(frame: number): number {
    return this.chunk(frame).previousInStream[(frame - 1) & LAST]!;
  }
  sequence(frame: number): number {
    return this.chunk(frame).sequence[(frame - 1) & LAST]!;
  }
  flags(frame: number): number {
    return this.chunk(frame).flags[(frame - 1) & LAST]!;
  }

  private chunk(frame: number): FrameColumns {
    return this.chunks[(frame - 1) >>> CHUNK_BITS]!;
  }

  private copy(piece: FramePiece): void {
    for (let from = 0; from < piece.count; ) {
      const at = (this.count + from) & LAST;
      const to = Math.min(piece.count, from + CHUNK_FRAMES - at);
      let chunk = this.chunks[(this.count + from) >>> CHUNK_BITS];
      if (chunk === undefined) this.chunks.push((chunk = new FrameColumns()));
      chunk.set(piece, from, to, at);
      from = to;
    }
  }

  /** Finds the frame's stream; `index` counts from 0. */
  private place(piece: FramePiece, i: number, index: number, conversationOf: ArrayLike<number> | null): void {
    const c = this.chunks[index >>> CHUNK_BITS]!;
    const at = index & LAST;
    const facts = piece.columns;
    let conversation = facts.conversation[i]!;
    if (conversation < 0) {
      c.stream[at] = -1;
      return;
    }
    if (conversationOf !== null) {
      const mapped = conversationOf[conversation >> 1]!;
      conversation = mapped ^ (conversation & 1);
    }
    const direction = (conversation & 1) as 0 | 1;
    const transport = facts.transport[i]!;
    let stream: number;
    if (transport === TCP) {
      const s = this.segment;
      s.direction = direction;
      s.sequence = facts.sequence[i]!;
      s.acknowledgment = facts.acknowledgment[i]!;
      s.flags = facts.flags[i]!;
      s.windowShift = facts.windowShift[i]!;
      stream = this.streams.ofSegment(conversation >> 1, s, index + 1);
    } else {
      stream = this.streams.of(conversation >> 1, transport, direction, index + 1);
    }
    c.stream[at] = (stream << 1) | direction;
    c.previousInStream[at] = this.streams.touch(stream, index + 1);
  }

  private learn(piece: FramePiece, first: number): void {
    const { transactions, recognised, lessons, claims } = piece;
    for (let k = 0; k < claims.length; k += 3) this.claims.claim(first + claims.data[k]! + 1, claims.data[k + 1]!, claims.data[k + 2]!);
    for (let k = 0; k < transactions.length; k += 3) {
      const frame = first + transactions.data[k]! + 1;
      const stream = this.stream(frame) >> 1;
      const kind = transactions.data[k + 1]!;
      if (kind !== TRANSACTION_RESPONSE) this.transactions.request(frame, stream, transactions.data[k + 2]!, kind === TRANSACTION_REQUEST);
      else this.transactions.response(frame, stream, transactions.data[k + 2]!);
    }
    for (let k = 0; k < recognised.length; k += 2) {
      const frame = first + recognised.data[k]! + 1;
      if (this.stream(frame) >= 0) this.streams.prove(this.stream(frame) >> 1, recognised.data[k + 1]!, frame);
    }
    for (let k = 0; k < lessons.length; k += 2) {
      const frame = first + lessons.data[k]! + 1;
      if (this.stream(frame) >= 0) this.streams.teach(this.stream(frame) >> 1, lessons.data[k + 1]!, frame);
    }
  }
}
