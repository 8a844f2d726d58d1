// Which parts of each TCP connection the capture has, and how long its handshake took.
import { Part } from '../dissect/segment-analysis';
import { Flow, FLOW_BITS, State, Stream, WordTable } from './flow-table';
import { ACK, FIN, RST, SYN, type Segment, type SegmentColumns } from './segment-columns';

export class ConnectionParts {
  private readonly streams = new WordTable(Stream.Words);

  constructor(private readonly columns: SegmentColumns, private readonly flows: WordTable) {}

  reserve(streams: number): void {
    this.streams.reserve(streams);
  }

  /** Frames of the SYN and of the ACK that ended the handshake; 0 = not seen. */
  handshake(stream: number): { readonly syn: number; readonly ack: number } {
    const { words } = this.streams;
    const at = stream * Stream.Words;
    return at < words.length && words[at + Stream.AckFrame] !== 0 ? { syn: words[at + Stream.MeasuredSyn]!, ack: words[at + Stream.AckFrame]! } : { syn: 0, ack: 0 };
  }
  /** Direction of the first FIN, -1 = there was none. */
  closer(stream: number): number {
    return (this.streams.words[stream * Stream.Words + Stream.Closer] ?? 0) - 1;
  }
  /** Bits of Part, of the frames up to `frame`. */
  completeness(stream: number, frame: number): number {
    const at = stream * Stream.Words;
    // A SYN on the ports of an earlier stream counts at once.
    let parts = this.columns.isReused(stream) && this.streams.words[at + Stream.Syn] === frame + 1 ? Part.Syn : 0;
    for (let i = 0; i < Stream.Parts; i++) {
      const first = this.streams.words[at + i] ?? 0;
      if (first !== 0 && first <= frame) parts |= 1 << i;
    }
    return parts;
  }

  /** Which parts of the connection there are, and the handshake. */
  look(s: Segment): void {
    const { flow, flags, length } = s;
    const at = ((flow & ~1) << FLOW_BITS) + Flow.State;
    const state = this.flows.words[at]!;
    if ((flags & FIN) !== 0) this.streams.words[(flow >> 1) * Stream.Words + Stream.Closer] ||= (flow & 1) + 1;
    const isAck = (flags & (SYN | ACK)) === ACK;
    let parts = isAck ? (length > 0 ? Part.Data : Part.Ack) : 0;
    if ((flags & SYN) !== 0) parts |= (flags & ACK) === 0 ? Part.Syn : Part.SynAck;
    if ((flags & RST) !== 0) parts |= Part.Rst;
    if ((flags & (FIN | ACK)) === (FIN | ACK)) parts |= Part.Fin;
    if ((parts & ~(state >>> State.Parts)) !== 0 || (parts & Part.Syn) !== 0 || (isAck && (state & (State.TimedSyn | State.TimedAck)) === State.TimedSyn)) this.note(s, parts, at);
  }

  private note({ frame, flow, length, flags }: Segment, parts: number, at: number): void {
    const isAck = (flags & (SYN | ACK)) === ACK;
    const { words } = this.streams;
    const own = (flow >> 1) * Stream.Words;
    const flows = this.flows.words;
    if ((parts & Part.Syn) !== 0) {
      words[own + Stream.SynFrame] = frame;
      if (!this.columns.isEpoch(frame)) flows[at]! |= State.TimedSyn;
      else flows[at]! &= ~State.TimedSyn;
    }
    if (isAck) this.time(flow, frame);
    // The first segment of a stream counts only if it is a SYN, and a SYN only as the first.
    const isFirst = ((flows[flow << FLOW_BITS | Flow.State]! | flows[(flow ^ 1) << FLOW_BITS | Flow.State]!) & (State.Seen | State.Met)) === 0;
    if (isFirst && (parts & Part.Syn) === 0) return;
    if (!isFirst) parts &= ~Part.Syn;
    else if (length > 0 && !this.columns.isReused(flow >> 1)) parts |= Part.Data;
    this.add(flow, frame, parts);
  }

  /** A segment that is not its flow's first has this part: Part.Data or Part.Ack. */
  meet(flow: number, frame: number, part: number): void {
    this.time(flow, frame);
    this.add(flow, frame, part);
  }

  private add(flow: number, frame: number, parts: number): void {
    const at = ((flow & ~1) << FLOW_BITS) | Flow.State;
    const { words } = this.flows;
    const own = (flow >> 1) * Stream.Words;
    for (let news = parts & ~(words[at]! >>> State.Parts); news !== 0; news &= news - 1) this.streams.words[own + 31 - Math.clz32(news & -news)] = frame;
    words[at]! |= parts << State.Parts;
  }

  /** The first ACK behind a SYN ends the handshake. */
  private time(flow: number, frame: number): void {
    const at = ((flow & ~1) << FLOW_BITS) | Flow.State;
    const { words } = this.streams;
    const own = (flow >> 1) * Stream.Words;
    if ((this.flows.words[at]! & (State.TimedSyn | State.TimedAck)) !== State.TimedSyn || this.columns.between(words[own + Stream.SynFrame]!, frame) === 0) return;
    this.flows.words[at]! |= State.TimedAck;
    words[own + Stream.AckFrame] = frame;
    words[own + Stream.MeasuredSyn] = words[own + Stream.SynFrame]!;
  }
}
