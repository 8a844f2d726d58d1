// The tests that the analysis of TCP puts a segment to: what it says against those before it. Wireshark user guide 7.5.
import { FAST_OPEN_COOKIE } from '../dissect/frame-facts';
import { Finding } from '../dissect/segment-analysis';
import type { ConnectionParts } from './connection-parts';
import { Flow, FLOW_BITS, OTHER, State, type WordTable } from './flow-table';
import { ACK, FIN, RST, SYN, type Segment, type SegmentColumns } from './segment-columns';
import type { SegmentResults } from './segment-results';
import { isBefore, type Unacknowledged } from './unacknowledged';

/** Data that comes again so soon after a second duplicate ACK is a fast retransmission; nanoseconds. */
const FAST = 20_000_000;
/** What comes later than its place by less was overtaken on the way, where the round trip is not known; nanoseconds. */
const OVERTAKEN = 3_000_000;

export class SegmentJudge {
  private s!: Segment;

  constructor(
    private readonly columns: SegmentColumns,
    private readonly flows: WordTable,
    private readonly parts: ConnectionParts,
    private readonly unacknowledged: Unacknowledged,
    private readonly results: SegmentResults,
  ) {}

  /** The tests, in Wireshark's order. */
  judge(s: Segment, isOther: boolean): number {
    this.s = s;
    const { flow, sequence, acknowledgment, length, flags, window } = s;
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const other = own ^ OTHER;
    const next = words[own + Flow.Next]!;
    const isPlain = (flags & (FIN | SYN | RST)) === 0;
    let found = (flags & SYN) !== 0 ? this.opens(isOther) : 0;
    if (length === 1 && sequence === next && words[other + Flow.Window] === 0 && (words[other + Flow.State]! & State.Seen) !== 0) return this.again(found | Finding.ZeroWindowProbe);
    if (window === 0 && isPlain) found |= Finding.ZeroWindow;
    // 0 also stands for a next number that is not known: Wireshark asks for it when it looks for a gap, not for a keep-alive.
    if (next !== 0 && isBefore(next, sequence) && (flags & RST) === 0) {
      found |= Finding.LostSegment;
      words[own + Flow.State]! |= State.Lost;
    } else if (length <= 1 && sequence === ((next - 1) | 0) && isPlain) found |= Finding.KeepAlive;
    if (length > 0) return this.again(isPlain && this.fills() ? found | Finding.WindowFull : found);
    return this.again(isPlain && sequence === next && acknowledgment === words[own + Flow.Acknowledged] ? found | this.repeatsItself() : found);
  }

  /** A segment without data that acknowledges the same as the one before. */
  private repeatsItself(): number {
    const { frame, flow, window } = this.s;
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    if (window !== words[own + Flow.Window]) return window === 0 ? 0 : Finding.WindowUpdate;
    const before = words[((flow ^ 1) << FLOW_BITS) + Flow.State]!;
    if (window === 0) return (before & State.Probe) !== 0 ? Finding.ZeroWindowProbeAck : 0;
    if ((before & State.KeepAlive) !== 0) return Finding.KeepAliveAck;
    words[own + Flow.State]! &= ~State.Told;
    this.results.duplicates.set(frame, { count: ++words[own + Flow.Duplicates]!, of: words[own + Flow.FirstAck]! });
    return Finding.DuplicateAck;
  }

  /** A SYN on ports that another stream had, or an answer with another first number than before; Fast Open. */
  private opens(isOther: boolean): number {
    const { flow, flags, length, sacked } = this.s;
    const { words } = this.flows;
    if ((flags & ACK) === 0) {
      if (sacked === FAST_OPEN_COOKIE && length > 0) words[(flow << FLOW_BITS) + Flow.State]! |= State.Cookie;
      const isReused = this.columns.isReused(flow >> 1) && (words[((flow & ~1) << FLOW_BITS) + Flow.State]! & (1 << State.Parts)) === 0;
      return isReused ? Finding.ReusedPorts : 0;
    }
    return isOther ? Finding.ReusedPorts : 0;
  }

  /** This segment takes all that the other side has room for. */
  private fills(): boolean {
    const { flow, sequence, length } = this.s;
    const { words } = this.flows;
    const other = (flow ^ 1) << FLOW_BITS;
    return (words[other + Flow.State]! & State.Seen) !== 0 && ((sequence + length - words[other + Flow.Acknowledged]!) | 0) === words[other + Flow.Room];
  }

  /** It acknowledges more than was seen, which is told once until the other side acknowledges anew. */
  private acknowledgesUnseen(): number {
    const { flow, acknowledgment, flags } = this.s;
    const { words } = this.flows;
    const other = (flow ^ 1) << FLOW_BITS;
    const awaited = words[other + Flow.ToBeAcknowledged]!;
    if (awaited === 0 || !isBefore(awaited, acknowledgment) || (flags & ACK) === 0) return 0;
    const next = words[other + Flow.Next]!;
    if (isBefore(awaited, next)) {
      words[other + Flow.ToBeAcknowledged] = next;
      return Finding.AckLostSegment;
    }
    // Duplicate ACKs were something else then, as it seems: data that the capture has not got.
    const isTold = (words[other + Flow.State]! & State.Told) !== 0 || words[other + Flow.Duplicates] !== 0;
    words[other + Flow.Duplicates] = 0;
    words[other + Flow.State]! |= State.Told;
    return isTold ? Finding.Unremarkable : Finding.AckLostSegment;
  }

  /** Data that was sent before, or that comes late. */
  private again(found: number): number {
    const { frame, flow, sequence, acknowledgment, length, flags } = this.s;
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const other = own ^ OTHER;
    if (acknowledgment !== words[own + Flow.Acknowledged]) {
      words[own + Flow.FirstAck] = frame;
      words[own + Flow.Duplicates] = 0;
      words[own + Flow.State]! &= ~State.Told;
    }
    if (isBefore(words[other + Flow.ToBeAcknowledged]!, acknowledgment)) found |= this.acknowledgesUnseen();
    const next = words[own + Flow.Next]!;
    if ((length === 0 && (flags & (SYN | FIN)) === 0) || (found & Finding.KeepAlive) !== 0) return found;
    const end = (sequence + length) | 0;
    const acknowledged = words[other + Flow.Acknowledged]!;
    if (length > 0 && acknowledged !== 0 && !isBefore(acknowledged, end)) return found | Finding.SpuriousRetransmission;
    // What begins with the octet of a zero window probe brings new data.
    const isBehind = next !== 0 && isBefore(sequence, next) && !(length > 1 && sequence === ((next - 1) | 0));
    return isBehind ? found | this.comesAgain(end, next, acknowledged) : found;
  }

  private comesAgain(end: number, next: number, acknowledged: number): number {
    const { frame, flow, sequence, flags } = this.s;
    const { columns: c } = this;
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const other = own ^ OTHER;
    const isAsked = words[other + Flow.Duplicates]! >= 2 || (words[other + Flow.State]! & State.Told) !== 0;
    if (isAsked && acknowledged === sequence) {
      const after = c.between(words[other + Flow.LastFrame]!, frame);
      if (after >= 0 && after < FAST) return Finding.FastRetransmission;
    }
    const endOfAll = (flags & (SYN | FIN)) !== 0 ? (end + 1) | 0 : end;
    const late = c.between(words[own + Flow.NextFrame]!, frame);
    const { syn, ack } = this.parts.handshake(flow >> 1);
    const trip = ack !== 0 ? c.between(syn, ack) : OVERTAKEN;
    // Wireshark takes a time that runs backwards for a very long one.
    if (endOfAll !== next && (late < 0 === trip < 0 ? late < trip : late >= 0)) return Finding.OutOfOrder;
    this.results.repeats.set(frame, this.unacknowledged.oldest(flow) || words[own + Flow.NextFrame]!);
    return Finding.Retransmission;
  }
}
