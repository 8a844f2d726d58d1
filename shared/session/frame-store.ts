// The columns of an open capture: one slot per frame, in pieces of 65,536, and what frames tell about each other.
import { AddressClaims } from '../stream/address-claims';
import { GrowingArray } from '../stream/growing-array';
import { LayeredStreams } from '../stream/layered-streams';
import { Streams, TCP, UDP, type Segment } from '../stream/streams';
import { TcpAnalysis } from '../stream/tcp-analysis';
import { Transactions } from '../stream/transactions';
import type { ExchangePlace } from '../dissect/frame-context';
import { IN_ORDER, TRANSACTION_INTERIM, TRANSACTION_LATEST_REQUEST, TRANSACTION_REQUEST, TRANSACTION_RESPONSE } from '../dissect/frame-facts';
import { CHUNK_BITS, CHUNK_FRAMES, FrameColumns } from './frame-columns';
import type { FramePiece } from './frame-piece';

const LAST = CHUNK_FRAMES - 1;
const REPEAT_SECONDS = 5;
const WAITING_WORDS = 3;
const HAS_PORTS: ReadonlySet<number> = new Set([TCP, UDP]);
/** Beside the kinds of transactions. */
const LESSON = 100;
const PROOF = 101;

/** Frames are counted from 1. */
export class FrameStore {
  count = 0;
  readonly chunkBits = CHUNK_BITS;
  readonly streams = new Streams();
  readonly transactions = new Transactions();
  readonly claims = new AddressClaims();
  readonly layered = new LayeredStreams();
  /** Of TCP, where it is known late which frame completes a message. */
  readonly tcpTransactions = new Transactions();
  /** What the index run found in TCP segments, until it is known which of them are looked into: [frame, kind or LESSON or PROOF, value] in file order. */
  private readonly waiting = new GrowingArray(new Uint32Array(WAITING_WORDS * 64));
  private waitingDone = 0;
  /** [frame, octets acknowledged selectively] in the order of the frames. */
  readonly sacks = new GrowingArray(new Uint32Array(256));
  /** Goes over the frames when somebody asks. */
  readonly tcpAnalysis = new TcpAnalysis(this);
  private readonly chunks: FrameColumns[] = [];
  private readonly segment: { -readonly [K in keyof Segment]: Segment[K] } = { direction: 0, sequence: 0, acknowledgment: 0, flags: 0, windowShift: -1 };

  /**
   * Adds a piece behind what is there. The frames must be in file order: here each learns from those before it.
   * @param conversationOf the piece's conversation numbers → this capture's, as (index << 1) | swapped; null = the same
   */
  append(piece: FramePiece, conversationOf: ArrayLike<number> | null): void {
    const first = this.count;
    this.copy(piece);
    const others = piece.others;
    for (let i = 0, k = 0; i < piece.count; i++) {
      if (k < others.length && others.data[k] === i) k = this.placeLayered(piece, k, first + i, conversationOf);
      else this.place(piece, i, first + i, conversationOf);
    }
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
  acknowledgment(frame: number): number {
    return this.chunk(frame).acknowledgment[(frame - 1) & LAST]!;
  }
  flags(frame: number): number {
    return this.chunk(frame).flags[(frame - 1) & LAST]!;
  }
  /** Of TCP, as sent. */
  window(frame: number): number {
    return this.chunk(frame).window[(frame - 1) & LAST]!;
  }
  /** Octets that the transport carries. */
  payload(frame: number): number {
    return this.chunk(frame).payload[(frame - 1) & LAST]!;
  }

  /** As stream(), of TCP only. */
  flow(frame: number): number {
    const flow = this.stream(frame);
    return flow >= 0 && this.isTcp(flow >> 1) ? flow : -1;
  }
  isTcp(stream: number): boolean {
    return this.streams.isTcp(stream);
  }
  get streamCount(): number {
    return this.streams.count;
  }
  windowShift(flow: number): number {
    return this.streams.shift(flow >> 1, flow & 1);
  }
  isReused(stream: number): boolean {
    return this.streams.isReused(stream);
  }
  /** Nanoseconds from one frame to another. */
  between(from: number, to: number): number {
    return (this.seconds(to) - this.seconds(from)) * 1e9 + this.nanos(to) - this.nanos(from);
  }
  isEpoch(frame: number): boolean {
    return this.seconds(frame) === 0 && this.nanos(frame) === 0;
  }

  /** Number of the way through the protocols. */
  path(frame: number): number {
    return this.chunk(frame).path[(frame - 1) & LAST]!;
  }

  /** The columns of frames `index` × CHUNK_FRAMES + 1 and following. */
  columns(index: number): FrameColumns {
    return this.chunks[index]!;
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

  /** As place(), for a frame with several transports: streams are numbered in the order in which a reader meets them. Gives where the next frame's others stand. */
  private placeLayered(piece: FramePiece, k: number, index: number, conversationOf: ArrayLike<number> | null): number {
    const { data, length } = piece.others;
    const slot = data[k]!;
    let isPlaced = false;
    for (; k < length && data[k] === slot; k += 4) {
      if (data[k + 1] === 1 && !isPlaced) this.placeAmong(piece, slot, index, conversationOf);
      isPlaced ||= data[k + 1] === 1;
      let conversation = data[k + 2]! | 0;
      if (conversationOf !== null && conversation >= 0) conversation = conversationOf[conversation >> 1]! ^ (conversation & 1);
      const stream = conversation < 0 ? -1 : this.streams.of(conversation >> 1, data[k + 3]!, conversation & 1, index + 1);
      this.layered.add(index + 1, stream, stream < 0 ? 0 : this.streams.lastFrame(stream), data[k + 1] === 1);
    }
    if (!isPlaced) this.placeAmong(piece, slot, index, conversationOf);
    return k;
  }

  private placeAmong(piece: FramePiece, slot: number, index: number, conversationOf: ArrayLike<number> | null): void {
    this.place(piece, slot, index, conversationOf);
    if (piece.columns.transport[slot] !== 0) this.layered.add(index + 1, this.stream(index + 1) >> 1, this.previousInStream(index + 1));
  }

  /** A client that waits asks again after a few seconds; later it is another request, as in Wireshark. */
  private readonly isSoonAfter = (earlier: number, frame: number): boolean => {
    const seconds = this.seconds(frame) - this.seconds(earlier) + (this.nanos(frame) - this.nanos(earlier)) / 1e9;
    return seconds < REPEAT_SECONDS;
  };
  /** The TCP segment was sent again. */
  private readonly isSameSegment = (earlier: number, frame: number): boolean => this.flags(frame) !== 0 && this.sequence(frame) === this.sequence(earlier);

  private learn(piece: FramePiece, first: number): void {
    const { transactions, recognised, lessons, claims, sacks } = piece;
    for (let k = 0; k < sacks.length; k += 2) {
      this.sacks.push(first + sacks.data[k]! + 1);
      this.sacks.push(sacks.data[k + 1]!);
    }
    for (let k = 0; k < claims.length; k += 3) this.claims.claim(first + claims.data[k]! + 1, claims.data[k + 1]!, claims.data[k + 2]!);
    let [t, r, l] = [0, 0, 0];
    while (t < transactions.length || r < recognised.length || l < lessons.length) {
      const slot = Math.min(slotAt(transactions, t), slotAt(recognised, r), slotAt(lessons, l));
      const frame = first + slot + 1;
      for (; slotAt(transactions, t) === slot; t += 3) this.hear(frame, transactions.data[t + 1]!, transactions.data[t + 2]!);
      for (; slotAt(recognised, r) === slot; r += 2) this.hear(frame, PROOF, recognised.data[r + 1]!);
      for (; slotAt(lessons, l) === slot; l += 2) this.hear(frame, LESSON, lessons.data[l + 1]!);
    }
  }

  /** In file order. */
  private hear(frame: number, kind: number, value: number): void {
    if (this.flow(frame) < 0) return this.apply(this.transactions, frame, kind, value);
    this.waiting.push(frame);
    this.waiting.push(kind);
    this.waiting.push(value);
  }

  private apply(transactions: Transactions, frame: number, kind: number, value: number): void {
    const stream = this.stream(frame) >> 1;
    if (kind < LESSON) this.transact(transactions, frame, kind, value);
    else if (stream >= 0 && kind === PROOF) this.streams.prove(stream, value, frame);
    else if (stream >= 0) this.streams.teach(stream, value, frame);
  }

  /** What the index run found in a TCP segment counts, or it does not. To be called in file order. */
  learnOf(frame: number, counts: boolean): void {
    const { data, length } = this.waiting;
    let at = this.waitingDone;
    for (; at < length && data[at]! <= frame; at += WAITING_WORDS) {
      if (counts && data[at] === frame) this.apply(this.tcpTransactions, frame, data[at + 1]!, data[at + 2]!);
    }
    this.waitingDone = at;
  }

  /** What a TCP segment says, known from another look at it. In file order. */
  learnNow(frame: number, transaction: number, key: number, note: number): void {
    if (transaction !== 0) this.transact(this.tcpTransactions, frame, transaction, key);
    if (note !== 0) this.streams.teach(this.stream(frame) >> 1, note, frame);
  }

  /** The other half of a frame's transaction, 0 = none (yet). */
  peerOf(frame: number): number {
    return this.transactionsOf(frame).peerOf(frame);
  }
  /** The frame whose request or response this frame brings again, 0 = none. */
  originalOf(frame: number): number {
    return this.transactionsOf(frame).originalOf(frame);
  }
  /** null: the frame is no message of a connection that answers in order. */
  exchangeOf(frame: number, isKnown: boolean): ExchangePlace | null {
    return this.transactionsOf(frame).exchanges.placeOf(frame, isKnown);
  }
  private transactionsOf(frame: number): Transactions {
    return this.flow(frame) >= 0 ? this.tcpTransactions : this.transactions;
  }

  private transact(transactions: Transactions, frame: number, kind: number, key: number): void {
    const stream = this.stream(frame) >> 1;
    if (key === IN_ORDER && stream >= 0 && HAS_PORTS.has(this.streams.transport(stream))) exchange(transactions, frame, stream, kind);
    if (kind === TRANSACTION_INTERIM) return;
    if (kind === TRANSACTION_RESPONSE) transactions.response(frame, stream, key);
    else transactions.request(frame, stream, key, kind === TRANSACTION_REQUEST ? this.isSoonAfter : this.isSameSegment);
  }

  /** A better way through the protocols than the index run found. @param protocol index of the topmost one, -1 = as it was */
  correct(frame: number, path: number, protocol: number): void {
    const chunk = this.chunk(frame);
    chunk.path[(frame - 1) & LAST] = path;
    if (protocol >= 0) chunk.protocol[(frame - 1) & LAST] = protocol;
  }
}

/** Requests that are answered in the order in which they come. */
function exchange({ exchanges }: Transactions, frame: number, stream: number, kind: number): void {
  if (kind === TRANSACTION_LATEST_REQUEST) exchanges.request(frame, stream);
  else if (kind !== TRANSACTION_REQUEST) exchanges.response(frame, stream);
}

/** The frame's slot in the piece that place `at` of a list speaks of; beyond all where the list has ended. */
function slotAt(list: GrowingArray<Uint32Array>, at: number): number {
  return at < list.length ? list.data[at]! : Number.POSITIVE_INFINITY;
}
