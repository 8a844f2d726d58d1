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

export class Streams {
  /** Per stream: number among the streams of its transport, first and last frame, base sequence and shift per direction. */
  private readonly numbers = new GrowingArray(new Uint32Array(256));
  private readonly firstFrames = new GrowingArray(new Uint32Array(256));
  private readonly lastFrames = new GrowingArray(new Uint32Array(256));
  private readonly conversations = new GrowingArray(new Uint32Array(256));
  /** Transport << 1, and 1 where an earlier stream had the same ports. */
  private readonly kinds = new GrowingArray(new Uint16Array(256));
  private readonly bases = new GrowingArray(new Float64Array(512));
  private readonly shifts = new GrowingArray(new Int32Array(512));
  /** Direction of the client: of the SYN, else of the first frame. */
  private readonly clients = new GrowingArray(new Uint16Array(256));
  /** Protocol index + 1 proved by a heuristic, and since which frame. */
  private readonly applications = new Map<number, { readonly protocol: number; readonly since: number }>();
  /** Facts taught by frames, in file order: [frame, value, place of the stream's lesson before it + 1]. */
  private readonly lessons = new GrowingArray(new Uint32Array(256));
  /** Place of each stream's latest lesson + 1, 0 = none. */
  private readonly latestLessons = new GrowingArray(new Uint32Array(256));
  /** Current stream of each conversation + 1. */
  private readonly current = new GrowingArray(new Uint32Array(256));
  private tcpCount = 0;
  private udpCount = 0;
  private otherCount = 0;

  get count(): number {
    return this.numbers.length;
  }
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
      const base = this.bases.data[stream * 2 + s.direction]!;
      if (base >= 0 && base !== s.sequence) stream = this.open(conversation, TCP, s.direction, frame);
    }
    this.learn(stream, s);
    return stream;
  }

  /** Remembers the frame as the newest of its stream; gives the one before it, 0 = none. */
  touch(stream: number, frame: number): number {
    const previous = this.lastFrames.data[stream]!;
    this.lastFrames.data[stream] = frame;
    return previous;
  }

  prove(stream: number, protocol: number, frame: number): void {
    if (!this.applications.has(stream)) this.applications.set(stream, { protocol, since: frame });
  }
  teach(stream: number, note: number, frame: number): void {
    const latest = this.latestLessons.data[stream]!;
    const before = latest === 0 ? 0 : this.lessons.data[latest]!;
    const place = this.lessons.push(frame);
    this.lessons.push((note & NOTE_ADDS) !== 0 ? (note & ~NOTE_ADDS) | before : note);
    this.lessons.push(latest);
    this.latestLessons.data[stream] = place + 1;
  }

  number(stream: number): number {
    return this.numbers.data[stream]!;
  }
  conversation(stream: number): number {
    return this.conversations.data[stream]!;
  }
  isTcp(stream: number): boolean {
    return this.kinds.data[stream]! >> 1 === TCP;
  }
  /** An earlier stream had the same addresses and ports. */
  isReused(stream: number): boolean {
    return (this.kinds.data[stream]! & 1) !== 0;
  }
  firstFrame(stream: number): number {
    return this.firstFrames.data[stream]!;
  }
  client(stream: number): number {
    return this.clients.data[stream]!;
  }
  /** -1 = none seen. */
  base(stream: number, direction: number): number {
    return this.bases.data[stream * 2 + direction]!;
  }
  shift(stream: number, direction: number): number {
    return this.shifts.data[stream * 2 + direction]!;
  }
  /** Index of the protocol that a frame before `frame` proved, -1 = none. */
  application(stream: number, frame: number): number {
    const a = this.applications.get(stream);
    return a && a.since < frame ? a.protocol : -1;
  }
  /** The latest value taught up to and including `frame`, 0 = none. */
  taught(stream: number, frame: number): number {
    const { data } = this.lessons;
    let place = this.latestLessons.data[stream]!;
    while (place > 0 && data[place - 1]! > frame) place = data[place + 1]!;
    return place === 0 ? 0 : data[place]!;
  }

  private currentOf(conversation: number): number {
    return conversation < this.current.length ? this.current.data[conversation]! - 1 : -1;
  }

  private open(conversation: number, transport: number, direction: number, frame: number): number {
    const stream = this.numbers.push(transport === TCP ? this.tcpCount++ : transport === UDP ? this.udpCount++ : this.otherCount++);
    this.firstFrames.push(frame);
    this.lastFrames.push(0);
    this.conversations.push(conversation);
    this.kinds.push((transport << 1) | (this.currentOf(conversation) >= 0 ? 1 : 0));
    this.latestLessons.push(0);
    this.clients.push(direction);
    for (let d = 0; d < 2; d++) {
      this.bases.push(-1);
      this.shifts.push(SHIFT_UNKNOWN);
    }
    while (this.current.length <= conversation) this.current.push(0);
    this.current.data[conversation] = stream + 1;
    return stream;
  }

  /** First sequence numbers and window scaling (RFC 7323 section 2.2: both SYNs must offer it). */
  private learn(stream: number, s: Segment): void {
    if ((s.flags & SEGMENT_LENGTH_UNKNOWN) !== 0) return;
    const own = stream * 2 + s.direction;
    const other = stream * 2 + (1 - s.direction);
    const bases = this.bases.data;
    const isSyn = (s.flags & SYN) !== 0;
    const isAnsweredAnew = (s.flags & (SYN | ACK)) === (SYN | ACK) && bases[own] !== s.sequence;
    if (bases[own]! < 0 || isAnsweredAnew) bases[own] = isSyn ? s.sequence : (s.sequence - 1) >>> 0;
    if (bases[other]! < 0 && (s.flags & ACK) !== 0) bases[other] = (s.acknowledgment - 1) >>> 0;
    if (!isSyn) return;
    const isSynAck = (s.flags & ACK) !== 0;
    this.clients.data[stream] = isSynAck ? 1 - s.direction : s.direction;
    const shifts = this.shifts.data;
    if (s.windowShift < 0) shifts[own] = shifts[other] = SHIFT_UNUSED;
    else if (isSynAck && shifts[other] === SHIFT_UNUSED) shifts[own] = SHIFT_UNUSED;
    else shifts[own] = Math.min(s.windowShift, 14);
  }
}
