// What the segments of a TCP stream say about each other: retransmissions, losses, windows, round trips. Wireshark user guide 7.5.
// A second pass over the columns alone, in file order, as far as somebody asks.
import { FAST_OPEN_COOKIE, SEGMENT_LENGTH_UNKNOWN } from '../dissect/frame-facts';
import { Finding } from '../dissect/segment-analysis';
import { ConnectionParts } from './connection-parts';
import { Flow, FLOW_BITS, NO_ROOM, OTHER, State, WordTable } from './flow-table';
import { ACK, FIN, PSH, SYN, type Segment, type SegmentChunk, type SegmentColumns } from './segment-columns';
import { SegmentJudge } from './segment-judge';
import { SegmentResults, type DuplicateAck } from './segment-results';
import { isBefore, Unacknowledged } from './unacknowledged';
import { MOST_IN_FLIGHT, UsualSegments } from './usual-segments';

export type { SegmentColumns };

/** What one segment leaves to the next. */
const KEPT = ~(State.KeepAlive | State.Probe | State.Opening);

export class TcpAnalysis {
  /** Frames that were looked at. */
  done = 0;
  private readonly results = new SegmentResults();
  private readonly flows = new WordTable(1 << FLOW_BITS);
  private readonly unacknowledged = new Unacknowledged(this.flows);
  private readonly parts: ConnectionParts;
  private readonly judge: SegmentJudge;
  private readonly usual: UsualSegments;
  private readonly s: Segment = { frame: 0, flow: 0, sequence: 0, acknowledgment: 0, length: 0, flags: 0, window: 0, sacked: 0 };
  /** Place of the next in the list of selective acknowledgments. */
  private nextSack = 0;

  constructor(private readonly columns: SegmentColumns) {
    this.parts = new ConnectionParts(columns, this.flows);
    this.judge = new SegmentJudge(columns, this.flows, this.parts, this.unacknowledged, this.results);
    this.usual = new UsualSegments(columns, this.flows, this.parts, this.unacknowledged, this.results);
  }

  /** Looks at the frames up to and including `frame`. */
  advance(frame: number): void {
    const { columns: c } = this;
    const last = Math.min(frame, c.count);
    if (this.done >= last) return;
    this.results.reserve(last);
    this.flows.reserve(2 * c.streamCount);
    this.parts.reserve(c.streamCount);
    while (this.done < last) {
      const first = (this.done >>> c.chunkBits) << c.chunkBits;
      this.run(c.columns(this.done >>> c.chunkBits), first, Math.min(last, first + (1 << c.chunkBits)));
    }
  }

  /** Bits of Finding. */
  findings(frame: number): number {
    return this.results.findings[frame - 1]!;
  }
  /** Those of all frames that were looked at, by frame - 1; until it goes on. */
  get allFindings(): Uint16Array {
    return this.results.findings;
  }
  /** The frame that this one acknowledges, 0 = none. */
  acksFrame(frame: number): number {
    return this.results.acks[frame - 1]!;
  }
  bytesInFlight(frame: number): number {
    return this.results.flights[frame - 1]!;
  }
  pushBytes(frame: number): number {
    return this.results.pushes[frame - 1]!;
  }
  duplicate(frame: number): DuplicateAck | undefined {
    return this.results.duplicates.get(frame);
  }
  /** Of a retransmission: the segment that had waited longest for its ACK, 0 = none. */
  repeatOf(frame: number): number {
    return this.results.repeats.get(frame) ?? 0;
  }
  handshake(stream: number): { readonly syn: number; readonly ack: number } {
    return this.parts.handshake(stream);
  }
  /** Data came with the SYN of this flow, and a Fast Open cookie. */
  opensFast(flow: number): boolean {
    return ((this.flows.words[(flow << FLOW_BITS) + Flow.State] ?? 0) & State.Cookie) !== 0;
  }
  /** Direction of the stream's first FIN, -1 = there was none so far. */
  closer(stream: number): number {
    return this.parts.closer(stream);
  }
  /** Bits of Part, of the frames up to `frame`. */
  completeness(stream: number, frame: number): number {
    return this.parts.completeness(stream, frame);
  }

  private run(chunk: SegmentChunk, first: number, end: number): void {
    const { data, length } = this.columns.sacks;
    for (let frame = this.done + 1; frame <= end; frame++) {
      while (this.nextSack < length && data[this.nextSack]! < frame) this.nextSack += 2;
      const sacking = this.nextSack < length ? data[this.nextSack]! : end + 1;
      frame = this.usual.pass(chunk, frame, Math.min(end, sacking - 1));
      if (frame <= end) this.look(frame, chunk, frame - 1 - first, frame === sacking ? data[this.nextSack + 1]! | 0 : 0);
    }
    this.done = end;
  }

  /** Any segment's way. */
  private look(frame: number, chunk: SegmentChunk, slot: number, sacked: number): void {
    const flow = chunk.stream[slot]!;
    if (flow < 0) return;
    if (!this.columns.isTcp(flow >> 1)) {
      this.flows.words[(flow << FLOW_BITS) | Flow.State] = State.Foreign;
      return;
    }
    const { s } = this;
    s.frame = frame;
    s.flow = flow;
    s.flags = chunk.flags[slot]!;
    s.sequence = chunk.sequence[slot]! | 0;
    s.acknowledgment = chunk.acknowledgment[slot]! | 0;
    s.length = chunk.payload[slot]!;
    s.window = chunk.window[slot]!;
    s.sacked = sacked;
    if ((s.flags & SEGMENT_LENGTH_UNKNOWN) !== 0) {
      s.length = 0;
      this.parts.look(s);
      this.flows.words[(flow << FLOW_BITS) + Flow.State]! |= State.Met;
      this.usual.prepare(flow);
      return;
    }
    const found = this.judge.judge(s, this.learn());
    this.parts.look(s);
    this.keep(found);
    if (found !== 0) this.results.findings[frame - 1] = found;
    if (s.length > 0) this.measure(frame, flow, s.flags, s.length);
    this.usual.prepare(flow);
  }

  /** Learns the first numbers of both flows. Does a SYN answer with another one than before? */
  private learn(): boolean {
    const { flow, flags, sequence, acknowledgment } = this.s;
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const other = own ^ OTHER;
    const isBased = (words[own + Flow.State]! & State.Based) !== 0;
    const isOther = isBased && (flags & (SYN | ACK)) === (SYN | ACK) && words[own + Flow.Base] !== sequence;
    if (!isBased || isOther) {
      words[own + Flow.Base] = (flags & SYN) !== 0 ? sequence : sequence - 1;
      words[own + Flow.State]! |= State.Based | State.Disordered;
    }
    if ((words[other + Flow.State]! & State.Based) === 0 && (flags & ACK) !== 0) {
      words[other + Flow.Base] = acknowledgment - 1;
      words[other + Flow.State]! |= State.Based;
    }
    return isOther;
  }

  /** Keeps what later segments are measured by. */
  private keep(found: number): void {
    const { frame, flow, sequence, acknowledgment, length, flags, window, sacked } = this.s;
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const takesOne = (flags & (SYN | FIN)) !== 0;
    const end = (sequence + length + (takesOne ? 1 : 0)) | 0;
    if (length > 0 || takesOne) this.unacknowledged.add(flow, frame, sequence, end);
    if ((found & Finding.ZeroWindowProbe) === 0) {
      const next = words[own + Flow.Next]!;
      if (next === 0 || isBefore(next, end)) {
        words[own + Flow.Next] = end;
        words[own + Flow.NextFrame] = frame;
      }
      const awaited = words[own + Flow.ToBeAcknowledged]!;
      if (awaited === 0 || awaited === sequence) words[own + Flow.ToBeAcknowledged] = words[own + Flow.Next]!;
    }
    words[own + Flow.Acknowledged] = acknowledgment;
    this.leave(frame, flow, flags, window, sacked);
    if ((found & Finding.ZeroWindowProbe) !== 0) words[own + Flow.State]! |= State.Probe;
    if ((found & Finding.KeepAlive) !== 0) words[own + Flow.State]! |= State.KeepAlive;
    if ((flags & ACK) !== 0) words[((flow ^ 1) << FLOW_BITS) + Flow.State]! &= ~State.Lost;
    this.acknowledge(frame, flow, acknowledgment);
  }

  private leave(frame: number, flow: number, flags: number, window: number, sacked: number): void {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const shift = this.columns.windowShift(flow);
    words[own + Flow.Window] = window;
    words[own + Flow.Room] = shift > 0 && (flags & SYN) === 0 ? window << shift : shift === -1 ? NO_ROOM : window;
    words[own + Flow.Sacked] = sacked === FAST_OPEN_COOKIE ? 0 : sacked;
    words[own + Flow.LastFrame] = frame;
    words[own + Flow.State] = (words[own + Flow.State]! & KEPT) | ((flags & SYN) !== 0 ? State.Seen | State.Opening : State.Seen);
  }

  /** Takes out what the segment acknowledges of the other flow. */
  private acknowledge(frame: number, flow: number, acknowledgment: number): void {
    if (this.flows.words[((flow ^ 1) << FLOW_BITS) + Flow.Head] === 0) return;
    const acks = this.unacknowledged.acknowledge(flow ^ 1, acknowledgment);
    if (acks !== 0) this.results.acks[frame - 1] = acks;
  }

  /** Octets sent and not acknowledged, this segment's included, and octets since the last PSH; 0 = not known. */
  private measure(frame: number, flow: number, flags: number, length: number): void {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    if ((words[own + Flow.State]! & State.Lost) !== 0) return;
    const sent = words[own + Flow.Pushed]! + length;
    words[own + Flow.Pushed] = (flags & PSH) !== 0 ? 0 : sent;
    const octets = this.unacknowledged.inFlight(flow) - ((flags & (SYN | FIN)) !== 0 ? 1 : 0) - words[((flow ^ 1) << FLOW_BITS) + Flow.Sacked]!;
    if (octets <= 0 || octets >= MOST_IN_FLIGHT) {
      this.results.findings[frame - 1]! |= Finding.Unremarkable;
      return;
    }
    this.results.flights[frame - 1] = octets;
    this.results.pushes[frame - 1] = sent;
  }
}
