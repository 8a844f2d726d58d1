// What the segments of a TCP stream say about each other: retransmissions, losses, windows, round trips. Wireshark user guide 7.5.
// A second pass over the columns alone, in file order, as far as somebody asks.
import { SEGMENT_LENGTH_UNKNOWN } from '../dissect/frame-facts';
import { Finding } from '../dissect/segment-analysis';
import { FlowTable, Flow, StreamTable, Stream } from './flow-table';
import { GrowingArray } from './growing-array';
import { isBefore, Unacknowledged } from './unacknowledged';

/** The columns that are read; frames count from 1. */
export interface SegmentColumns {
  readonly count: number;
  /** (stream << 1) | direction, -1 = the frame has no TCP. */
  flow(frame: number): number;
  sequence(frame: number): number;
  acknowledgment(frame: number): number;
  flags(frame: number): number;
  window(frame: number): number;
  payload(frame: number): number;
  /** Seconds since any moment. */
  time(frame: number): number;
  /** First sequence number, -1 = not known. */
  base(flow: number): number;
  /** Shift of the window, -1 = not known, -2 = not in use. */
  windowShift(flow: number): number;
  /** The stream begins on ports that another one had before. */
  isReused(stream: number): boolean;
}

const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const PSH = 0x08;
const ACK = 0x10;
/** Data that comes again so soon after a second duplicate ACK is a fast retransmission; seconds. */
const FAST = 0.02;
/** What comes later than its place by less was overtaken on the way, where the round trip is not known; seconds. */
const OVERTAKEN = 0.003;
const MOST_IN_FLIGHT = 2_000_000_000;

/** One segment on its way through the tests. */
interface Segment {
  frame: number;
  flow: number;
  back: number;
  sequence: number;
  acknowledgment: number;
  length: number;
  flags: number;
  window: number;
  time: number;
}

export class TcpAnalysis {
  /** Frames that were looked at. */
  done = 0;
  private readonly findings_ = new GrowingArray(new Uint16Array(1024));
  private readonly acks = new GrowingArray(new Uint32Array(1024));
  private readonly flights = new GrowingArray(new Uint32Array(1024));
  private readonly pushes = new GrowingArray(new Uint32Array(1024));
  private readonly duplicates = new Map<number, { readonly count: number; readonly of: number }>();
  private readonly repeats = new Map<number, number>();
  private readonly flows = new FlowTable();
  private readonly streams = new StreamTable();
  private readonly unacknowledged = new Unacknowledged();
  private readonly s: Segment = { frame: 0, flow: 0, back: 0, sequence: 0, acknowledgment: 0, length: 0, flags: 0, window: 0, time: 0 };

  constructor(private readonly columns: SegmentColumns) {}

  /** Looks at the frames up to and including `frame`. */
  advance(frame: number): void {
    const last = Math.min(frame, this.columns.count);
    while (this.done < last) this.look(this.done + 1);
  }

  /** Bits of Finding. */
  findings(frame: number): number {
    return this.findings_.data[frame - 1]!;
  }
  /** The frame that this one acknowledges, 0 = none. */
  acksFrame(frame: number): number {
    return this.acks.data[frame - 1]!;
  }
  bytesInFlight(frame: number): number {
    return this.flights.data[frame - 1]!;
  }
  pushBytes(frame: number): number {
    return this.pushes.data[frame - 1]!;
  }
  duplicate(frame: number): { readonly count: number; readonly of: number } | undefined {
    return this.duplicates.get(frame);
  }
  /** Of a retransmission: the segment that had waited longest for its ACK, 0 = none. */
  repeatOf(frame: number): number {
    return this.repeats.get(frame) ?? 0;
  }
  /** Frames of the SYN and of the ACK that ended the handshake; 0 = not seen. */
  handshake(stream: number): { readonly syn: number; readonly ack: number } {
    const { words } = this.streams;
    const at = stream * Stream.Words;
    return at < words.length && words[at + Stream.AckFrame] !== 0 ? { syn: words[at + Stream.MeasuredSyn]!, ack: words[at + Stream.AckFrame]! } : { syn: 0, ack: 0 };
  }
  /** Bits of Part, of the frames up to `frame`. */
  completeness(stream: number, frame: number): number {
    let parts = 0;
    for (let i = 0; i < Stream.Parts; i++) {
      const first = this.streams.words[stream * Stream.Words + i] ?? 0;
      if (first !== 0 && first <= frame) parts |= 1 << i;
    }
    return parts;
  }

  private look(frame: number): void {
    const c = this.columns;
    const s = this.s;
    this.done = frame;
    s.flow = c.flow(frame);
    s.flags = s.flow < 0 ? 0 : c.flags(frame);
    let [findings, acks, flight, pushed] = [0, 0, 0, 0];
    if (s.flow >= 0 && (s.flags & SEGMENT_LENGTH_UNKNOWN) === 0) {
      s.frame = frame;
      s.back = s.flow ^ 1;
      s.sequence = c.sequence(frame);
      s.acknowledgment = c.acknowledgment(frame);
      s.length = c.payload(frame);
      s.window = c.window(frame);
      s.time = c.time(frame);
      this.flows.reserve(s.flow | 1);
      this.streams.reserve(s.flow >> 1);
      findings = this.judge();
      this.shake();
      acks = this.keep(findings);
      if (s.length > 0) {
        flight = this.inFlight();
        pushed = this.push();
      }
    }
    this.findings_.push(findings);
    this.acks.push(acks);
    this.flights.push(flight);
    this.pushes.push(pushed);
  }

  /** The handshake, and which parts of the connection there are. */
  private shake(): void {
    const { frame, flow, flags, length, time } = this.s;
    const { words, times } = this.streams;
    const at = (flow >> 1) * Stream.Words;
    const has = (part: number): void => {
      if (words[at + part] === 0) words[at + part] = frame;
    };
    const isAck = (flags & (SYN | ACK)) === ACK;
    if ((flags & (SYN | ACK)) === SYN) {
      has(Stream.Syn);
      words[at + Stream.SynFrame] = frame;
      times[flow & ~1] = time;
    }
    if (isAck && words[at + Stream.SynFrame] !== 0 && words[at + Stream.AckFrame] === 0 && time !== times[flow & ~1]) {
      words[at + Stream.AckFrame] = frame;
      words[at + Stream.MeasuredSyn] = words[at + Stream.SynFrame]!;
      times[flow | 1] = time - times[flow & ~1]!;
    }
    // The first segment of a stream counts only if it is a SYN.
    if ((flags & (SYN | ACK)) !== SYN && (this.flows.words[flow * Flow.Words + Flow.State]! | this.flows.words[(flow ^ 1) * Flow.Words + Flow.State]!) === 0) return;
    if ((flags & (SYN | ACK)) === (SYN | ACK)) has(Stream.SynAck);
    if (isAck && length === 0) has(Stream.Ack);
    if (length > 0) has(Stream.Data);
    if ((flags & FIN) !== 0) has(Stream.Fin);
    if ((flags & RST) !== 0) has(Stream.Rst);
  }

  /** The tests, in Wireshark's order. */
  private judge(): number {
    const { frame, flow, back, sequence, acknowledgment, length, flags, window } = this.s;
    const { words } = this.flows;
    const [own, other] = [flow * Flow.Words, back * Flow.Words];
    const next = words[own + Flow.Next]!;
    const isKnown = next !== 0;
    const isPlain = (flags & (FIN | SYN | RST)) === 0;
    let found = this.beginsAnew() ? Finding.ReusedPorts : 0;
    if (length === 1 && sequence === next && words[other + Flow.Window] === 0 && (words[other + Flow.State]! & SEEN) !== 0) return this.again(found | Finding.ZeroWindowProbe);
    if (window === 0 && isPlain) found |= Finding.ZeroWindow;
    if (isKnown && isBefore(next, sequence) && (flags & RST) === 0) {
      found |= Finding.LostSegment;
      words[own + Flow.State]! |= LOST;
    }
    if (length <= 1 && isKnown && sequence === (next - 1) >>> 0 && isPlain) found |= Finding.KeepAlive;
    const isBare = length === 0 && isPlain && sequence === next && acknowledgment === words[own + Flow.Acknowledged];
    const isSameWindow = window === words[own + Flow.Window];
    if (isBare && window !== 0 && !isSameWindow) found |= Finding.WindowUpdate;
    if (length > 0 && isPlain && this.fills()) found |= Finding.WindowFull;
    if (isBare && isSameWindow) {
      const before = words[other + Flow.LastFindings]!;
      if (window !== 0 && (before & Finding.KeepAlive) !== 0) return this.again(found | Finding.KeepAliveAck);
      if (window === 0 && (before & Finding.ZeroWindowProbe) !== 0) return this.again(found | Finding.ZeroWindowProbeAck);
      if (window !== 0) {
        found |= Finding.DuplicateAck;
        this.duplicates.set(frame, { count: ++words[own + Flow.Duplicates]!, of: words[own + Flow.FirstAck]! });
      }
    }
    return this.again(found);
  }

  /** The first SYN on ports that another stream had, or an answer with another first number than before. */
  private beginsAnew(): boolean {
    const { flow, flags, sequence } = this.s;
    const { words } = this.flows;
    const at = flow * Flow.Words;
    const isOther = (words[at + Flow.State]! & SEEN) !== 0 && words[at + Flow.Base] !== sequence;
    if ((words[at + Flow.State]! & SEEN) === 0 || (flags & SYN) !== 0) words[at + Flow.Base] = (flags & SYN) !== 0 ? sequence : (sequence - 1) >>> 0;
    if ((flags & SYN) === 0) return false;
    if ((flags & ACK) !== 0) return isOther;
    return this.columns.isReused(flow >> 1) && this.streams.words[(flow >> 1) * Stream.Words + Stream.Syn] === 0;
  }

  /** This segment takes all that the other side has room for. */
  private fills(): boolean {
    const { back, sequence, length } = this.s;
    const { words } = this.flows;
    const at = back * Flow.Words;
    const shift = this.columns.windowShift(back);
    const state = words[at + Flow.State]!;
    if (shift === -1 || (state & SEEN) === 0) return false;
    const room = words[at + Flow.Window]! * 2 ** (shift > 0 && (state & SEVERAL) !== 0 ? shift : 0);
    return (sequence + length) >>> 0 === (words[at + Flow.Acknowledged]! + room) >>> 0;
  }

  /** It acknowledges more than was seen, which is said once until the other side sends again. */
  private acknowledgesUnseen(): boolean {
    const { back, acknowledgment, flags } = this.s;
    const { words } = this.flows;
    const at = back * Flow.Words;
    const awaited = words[at + Flow.ToBeAcknowledged]!;
    if (awaited === 0 || (flags & ACK) === 0 || !isBefore(awaited, acknowledgment) || (words[at + Flow.State]! & TOLD) !== 0) return false;
    const isBeyond = isBefore(words[at + Flow.Next]!, acknowledgment);
    if (isBeyond && words[at + Flow.Duplicates] !== 0) {
      // Its duplicate ACKs were something else, as it seems: data that the capture has not got.
      words[at + Flow.Duplicates] = 0;
      words[at + Flow.State]! |= TOLD;
      return false;
    }
    words[at + Flow.ToBeAcknowledged] = words[at + Flow.Next]!;
    if (isBeyond) words[at + Flow.State]! |= TOLD;
    return true;
  }

  /** Data that was sent before, or that comes late. */
  private again(found: number): number {
    const { frame, flow, back, sequence, acknowledgment, length, flags, time } = this.s;
    const { words, times } = this.flows;
    const [own, other] = [flow * Flow.Words, back * Flow.Words];
    if (acknowledgment !== words[own + Flow.Acknowledged]) {
      words[own + Flow.FirstAck] = frame;
      words[own + Flow.Duplicates] = 0;
    }
    if (this.acknowledgesUnseen()) found |= Finding.AckLostSegment;
    const next = words[own + Flow.Next]!;
    if ((length === 0 && (flags & (SYN | FIN)) === 0) || (found & Finding.KeepAlive) !== 0) return found;
    const end = (sequence + length) >>> 0;
    const endOfAll = (flags & (SYN | FIN)) !== 0 ? (end + 1) >>> 0 : end;
    // What begins with the octet of a zero window probe brings new data.
    const isBehind = next !== 0 && isBefore(sequence, next) && !(length > 1 && sequence === (next - 1) >>> 0);
    const acknowledged = words[other + Flow.Acknowledged]!;
    if (length > 0 && acknowledged !== 0 && !isBefore(acknowledged, end)) return found | Finding.SpuriousRetransmission;
    if (!isBehind) return found;
    if (words[other + Flow.Duplicates]! >= 2 && acknowledged === sequence && time - times[back * 2 + 1]! < FAST) return found | Finding.FastRetransmission;
    const late = time - times[flow * 2]!;
    const trip = this.streams.words[(flow >> 1) * Stream.Words + Stream.AckFrame] !== 0 ? this.streams.times[flow | 1]! : OVERTAKEN;
    if (late < trip && endOfAll !== next) return found | Finding.OutOfOrder;
    const waiting = this.unacknowledged.first(flow) || words[own + Flow.TimedFrame]!;
    if (waiting !== 0) this.repeats.set(frame, waiting);
    return found | Finding.Retransmission;
  }

  /** Keeps what later segments are measured by. The frame that this one acknowledges, 0 = none. */
  private keep(found: number): number {
    const { frame, flow, back, sequence, acknowledgment, length, flags, window, time } = this.s;
    const { words, times } = this.flows;
    const own = flow * Flow.Words;
    const isProbe = (found & Finding.ZeroWindowProbe) !== 0;
    const isSegment = length > 0 || (flags & (SYN | FIN)) !== 0;
    const end = (sequence + length + ((flags & (SYN | FIN)) !== 0 ? 1 : 0)) >>> 0;
    if (isSegment) {
      if (this.unacknowledged.first(flow) === 0 && (words[own + Flow.Next] === 0 || isBefore(words[own + Flow.Next]!, end))) words[own + Flow.TimedFrame] = frame;
      this.unacknowledged.add(flow, frame, sequence, end);
    }
    if ((words[own + Flow.Next] === 0 || isBefore(words[own + Flow.Next]!, end)) && !isProbe) {
      words[own + Flow.Next] = end;
      times[flow * 2] = time;
    }
    if ((words[own + Flow.ToBeAcknowledged] === 0 || words[own + Flow.ToBeAcknowledged] === sequence) && !isProbe) words[own + Flow.ToBeAcknowledged] = words[own + Flow.Next]!;
    words[own + Flow.Window] = window;
    words[own + Flow.Acknowledged] = acknowledgment;
    times[flow * 2 + 1] = time;
    words[own + Flow.LastFindings] = found;
    words[own + Flow.State] = (words[own + Flow.State]! & LOST) | ((words[own + Flow.State]! & SEEN) !== 0 ? SEEN | SEVERAL : SEEN);
    const acks = this.unacknowledged.acknowledge(back, acknowledgment);
    words[back * Flow.Words + Flow.State]! &= ~LOST;
    return acks;
  }

  /** Octets sent and not acknowledged, this segment's included; 0 = not known. */
  private inFlight(): number {
    const { flow, flags } = this.s;
    if ((this.flows.words[flow * Flow.Words + Flow.State]! & LOST) !== 0) return 0;
    const octets = this.unacknowledged.inFlight(flow) - ((flags & (SYN | FIN)) !== 0 ? 1 : 0);
    return octets < MOST_IN_FLIGHT ? octets : 0;
  }

  private push(): number {
    const { flow, length, flags } = this.s;
    const { words } = this.flows;
    const at = flow * Flow.Words + Flow.Pushed;
    const sent = words[at]! + length;
    words[at] = (flags & PSH) !== 0 ? 0 : sent;
    return sent;
  }
}

/** Bits of Flow.State: a segment came, more than one came, what is in flight cannot be known. */
const SEEN = 1;
const SEVERAL = 2;
const LOST = 4;
/** It was said that segments of this flow were acknowledged unseen; once is enough until it sends again. */
const TOLD = 8;
