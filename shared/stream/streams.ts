// Streams: a conversation from one opening to the next (tcp.stream, udp.stream), and what its frames have taught.
import { NOTE_ADDS, SEGMENT_LENGTH_UNKNOWN } from '../dissect/frame-facts';
import { GrowingArray } from './growing-array';

const SYN = 0x02;
const ACK = 0x10;
export const TCP = 6;
export const UDP = 17;

/** Window shifts besides 0 … 14: not known (handshake not captured), not in use. */
export const SHIFT_UNKNOWN = -1;
export const SHIFT_UNUSED = -2;

/** What one TCP segment says; `direction` as in the conversation table. */
export interface Segment {
  readonly direction: 0 | 1;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly flags: number;
  /** Shift of a window scale option, -1 = no such option. */
  readonly windowShift: number;
}

/** Words of one stream, together so that one look brings all: what it is, and what its frames have taught so far. */
const WORDS = 8;
/** Its number among the streams of its transport. */
const NUMBER = 0;
const CONVERSATION = 1;
const FIRST_FRAME = 2;
const LAST_FRAME = 3;
/** First sequence number by direction, where STATE says that it is known. */
const BASES = 4;
/** Place of its latest lesson + 1, 0 = none. */
const LATEST_LESSON = 6;
const STATE = 7;

/** Bits of STATE: the transport; an earlier stream had the same ports; direction of the client (of the SYN, else of the first frame). */
const TRANSPORT = 0xff;
const REUSED = 0x100;
const CLIENT_BIT = 9;
/** By direction: the base is known; window shift + 2. */
const KNOWN_BIT = 10;
const BOTH_KNOWN = 3 << KNOWN_BIT;
const SHIFT_BIT = 12;
const SHIFT_BITS = 5;
const SHIFT_MASK = 0x1f;

export class Streams {
  count = 0;
  private readonly records = new GrowingArray(new Uint32Array(WORDS * 256));
  /** First numbers that a second answer to the SYN replaced, per stream and direction. */
  private readonly rebased = new Map<number, readonly { readonly before: number; readonly base: number }[]>();
  /** Protocol index + 1 proved by a heuristic, and since which frame. */
  private readonly applications = new Map<number, { readonly protocol: number; readonly since: number }>();
  /** Facts taught by frames, in file order: [frame, value, place of the stream's lesson before it + 1]. */
  private readonly lessons = new GrowingArray(new Uint32Array(256));
  /** Current stream of each conversation + 1. */
  private readonly current = new GrowingArray(new Uint32Array(256));
  private tcpCount = 0;
  private udpCount = 0;
  private otherCount = 0;

  /** Streams of which a frame proved what they are. */
  get proved(): number {
    return this.applications.size;
  }

  /** The stream that a frame without TCP belongs to. */
  of(conversation: number, transport: number, direction: number, frame: number): number {
    let stream = this.currentOf(conversation);
    if (stream < 0) stream = this.open(conversation, transport, direction, frame);
    return stream;
  }

  /** The stream that a TCP segment belongs to; a SYN with another sequence number on the same ports opens a new one. */
  ofSegment(conversation: number, s: Segment, frame: number): number {
    let stream = this.currentOf(conversation);
    if (stream < 0) stream = this.open(conversation, TCP, s.direction, frame);
    else if ((s.flags & (SYN | ACK)) === SYN) {
      const base = this.base(stream, s.direction);
      if (base >= 0 && base !== s.sequence) stream = this.open(conversation, TCP, s.direction, frame);
    }
    this.learn(stream, s, frame);
    return stream;
  }

  /** Remembers the frame as the newest of its stream; gives the one before it, 0 = none. */
  touch(stream: number, frame: number): number {
    const { data } = this.records;
    const previous = data[stream * WORDS + LAST_FRAME]!;
    data[stream * WORDS + LAST_FRAME] = frame;
    return previous;
  }

  prove(stream: number, protocol: number, frame: number): void {
    if (!this.applications.has(stream)) this.applications.set(stream, { protocol, since: frame });
  }
  teach(stream: number, note: number, frame: number): void {
    const latest = this.word(stream, LATEST_LESSON);
    const before = latest === 0 ? 0 : this.lessons.data[latest]!;
    const place = this.lessons.push(frame);
    this.lessons.push((note & NOTE_ADDS) !== 0 ? (note & ~NOTE_ADDS) | before : note);
    this.lessons.push(latest);
    this.records.data[stream * WORDS + LATEST_LESSON] = place + 1;
  }

  /** Streams of a transport. */
  countOf(transport: number): number {
    return transport === TCP ? this.tcpCount : transport === UDP ? this.udpCount : this.otherCount;
  }
  /** The stream that a transport numbers so, -1 = there is none. */
  withNumber(transport: number, number: number): number {
    // Streams of a transport are numbered as they open, so none stands before the place of its number.
    for (let stream = number; stream < this.count; stream++) if (this.transport(stream) === transport && this.number(stream) === number) return stream;
    return -1;
  }
  number(stream: number): number {
    return this.word(stream, NUMBER);
  }
  conversation(stream: number): number {
    return this.word(stream, CONVERSATION);
  }
  isTcp(stream: number): boolean {
    return (this.word(stream, STATE) & TRANSPORT) === TCP;
  }
  /** An earlier stream had the same addresses and ports. */
  isReused(stream: number): boolean {
    return (this.word(stream, STATE) & REUSED) !== 0;
  }
  firstFrame(stream: number): number {
    return this.word(stream, FIRST_FRAME);
  }
  /** The newest frame so far. */
  lastFrame(stream: number): number {
    return this.word(stream, LAST_FRAME);
  }
  /** TCP, UDP or another; as IANA numbers it. */
  transport(stream: number): number {
    return this.word(stream, STATE) & TRANSPORT;
  }
  client(stream: number): number {
    return (this.word(stream, STATE) >>> CLIENT_BIT) & 1;
  }
  /** As it was at that frame; -1 = none seen. */
  base(stream: number, direction: number, frame = Number.POSITIVE_INFINITY): number {
    if (((this.word(stream, STATE) >>> (KNOWN_BIT + direction)) & 1) === 0) return -1;
    return this.rebased.get(stream * 2 + direction)?.find(({ before }) => frame < before)?.base ?? this.word(stream, BASES + direction);
  }
  shift(stream: number, direction: number): number {
    return shiftOf(this.word(stream, STATE), direction);
  }
  /** Index of the protocol that a frame before `frame` proved, -1 = none. */
  application(stream: number, frame: number): number {
    const a = this.applications.get(stream);
    return a && a.since < frame ? a.protocol : -1;
  }
  /** The latest value taught up to and including `frame`, 0 = none. */
  taught(stream: number, frame: number): number {
    const { data } = this.lessons;
    let place = this.word(stream, LATEST_LESSON);
    while (place > 0 && data[place - 1]! > frame) place = data[place + 1]!;
    return place === 0 ? 0 : data[place]!;
  }

  private currentOf(conversation: number): number {
    return conversation < this.current.length ? this.current.data[conversation]! - 1 : -1;
  }

  private word(stream: number, word: number): number {
    return this.records.data[stream * WORDS + word]!;
  }

  private open(conversation: number, transport: number, direction: number, frame: number): number {
    const number = transport === TCP ? this.tcpCount++ : transport === UDP ? this.udpCount++ : this.otherCount++;
    const reused = this.currentOf(conversation) >= 0 ? REUSED : 0;
    const state = withShift(withShift(transport | reused | (direction << CLIENT_BIT), 0, SHIFT_UNKNOWN), 1, SHIFT_UNKNOWN);
    const { records } = this;
    for (const word of [number, conversation, frame, 0, 0, 0, 0, state]) records.push(word);
    while (this.current.length <= conversation) this.current.push(0);
    this.current.data[conversation] = this.count + 1;
    return this.count++;
  }

  /** First sequence numbers and window scaling (RFC 7323 section 2.2: both SYNs must offer it). */
  private learn(stream: number, s: Segment, frame: number): void {
    if ((s.flags & SEGMENT_LENGTH_UNKNOWN) !== 0) return;
    const { data } = this.records;
    const at = stream * WORDS;
    let state = data[at + STATE]!;
    const isSyn = (s.flags & SYN) !== 0;
    if (!isSyn && (state & BOTH_KNOWN) === BOTH_KNOWN) return;
    const isAck = (s.flags & ACK) !== 0;
    const [own, other] = [s.direction, 1 - s.direction];
    const isKnown = ((state >>> (KNOWN_BIT + own)) & 1) !== 0;
    if (isKnown && isSyn && isAck && data[at + BASES + own] !== s.sequence) this.rebased.set(stream * 2 + own, [...(this.rebased.get(stream * 2 + own) ?? []), { before: frame, base: data[at + BASES + own]! }]);
    if (!isKnown || (isSyn && isAck)) data[at + BASES + own] = isSyn ? s.sequence : s.sequence - 1;
    state |= 1 << (KNOWN_BIT + own);
    if (isAck && ((state >>> (KNOWN_BIT + other)) & 1) === 0) {
      data[at + BASES + other] = s.acknowledgment - 1;
      state |= 1 << (KNOWN_BIT + other);
    }
    if (isSyn) state = opened(state, own, other, isAck, s.windowShift);
    data[at + STATE] = state;
  }
}

/** The state after a SYN or SYN-ACK of direction `own`. */
function opened(state: number, own: number, other: number, isSynAck: boolean, windowShift: number): number {
  const known = (state & ~(1 << CLIENT_BIT)) | ((isSynAck ? other : own) << CLIENT_BIT);
  if (windowShift < 0 && shiftOf(known, own) === SHIFT_UNKNOWN) return withShift(withShift(known, own, SHIFT_UNUSED), other, SHIFT_UNUSED);
  const refused = isSynAck && shiftOf(known, other) === SHIFT_UNUSED;
  if (refused) return withShift(known, own, SHIFT_UNUSED);
  return windowShift < 0 ? known : withShift(known, own, Math.min(windowShift, 14));
}

function shiftOf(state: number, direction: number): number {
  return ((state >>> (SHIFT_BIT + SHIFT_BITS * direction)) & SHIFT_MASK) - 2;
}

function withShift(state: number, direction: number, shift: number): number {
  const bit = SHIFT_BIT + SHIFT_BITS * direction;
  return (state & ~(SHIFT_MASK << bit)) | ((shift + 2) << bit);
}
