// The way of nearly all TCP segments through the analysis: data in its place, or an ACK of something new, nothing to tell of.
import { ASKS_FOR_MORE } from '../dissect/frame-facts';
import { Finding, Part } from '../dissect/segment-analysis';
import type { ConnectionParts } from './connection-parts';
import { Flow, FLOW_BITS, NO_ROOM, OTHER, State, type WordTable } from './flow-table';
import { ACK, PSH, type SegmentChunk, type SegmentColumns } from './segment-columns';
import type { SegmentResults } from './segment-results';
import { SHIFT_UNKNOWN } from './streams';
import { MOST_WAITING, Waiting, type Unacknowledged } from './unacknowledged';

export const MOST_IN_FLIGHT = 2_000_000_000;
/** A usual segment comes in such a flow, and answers one that is not lost. */
const USUAL = State.Seen | State.Based;
const UNUSUAL = State.Lost | State.Told | State.Disordered | State.KeepAlive | State.Probe;
const READY = State.Ready | State.NotedData | State.NotedAck;
const WITH_DATA = Part.Data << State.Parts;
const WITH_ACK = Part.Ack << State.Parts;

/**
 * It keeps what the tests would keep, and where it is not sure it leaves a segment to them. A place of a flow's words is joined by | and not by +,
 * which needs no look whether the sum is still a small number.
 */
export class UsualSegments {
  constructor(
    private readonly columns: SegmentColumns,
    private readonly flows: WordTable,
    private readonly parts: ConnectionParts,
    private readonly unacknowledged: Unacknowledged,
    private readonly results: SegmentResults,
  ) {}

  /** Goes on from this frame as long as all is as usual. @returns the first frame that is not, end + 1 where all are */
  pass(chunk: SegmentChunk, from: number, end: number): number {
    const { stream, sequence, acknowledgment, flags, window, payload } = chunk;
    const { columns, unacknowledged, flows: { words }, results: { findings, acks, flights, pushes } } = this;
    const last = (1 << columns.chunkBits) - 1;
    let slot = (from - 1) & last;
    const until = slot + end - from + 1;
    for (let frame = from | 0; slot < until; slot++, frame = (frame + 1) | 0) {
      const flow = stream[slot]!;
      if (flow < 0) continue;
      const own = flow << FLOW_BITS;
      const length = payload[slot]!;
      const state = words[own | Flow.State]!;
      if ((state & State.Ready) === 0) {
        if ((state & State.Foreign) !== 0) continue;
        return frame;
      }
      const other = own ^ OTHER;
      const first = sequence[slot]! | 0;
      const acknowledged = acknowledgment[slot]! | 0;
      const awaited = words[other | Flow.ToBeAcknowledged]!;
      const room = window[slot]!;
      const said = flags[slot]!;
      const before = words[own | Flow.Acknowledged]!;
      if ((said & ~(PSH | ASKS_FOR_MORE)) !== ACK || words[own | Flow.Next] !== first || room === 0 || awaited === 0 || ((awaited - acknowledged) | 0) < 0) return frame;
      if (length > 0) {
        const after = (first + length) | 0;
        const left = (after - words[other | Flow.Acknowledged]!) | 0;
        const tail = words[own | Flow.Tail]!;
        if (length === 1 || left <= 0 || left === words[other | Flow.Room] || ((first - words[own | Flow.Base]!) | 0) < 0) return frame;
        if (words[own | Flow.Waiting]! >= MOST_WAITING || (tail !== 0 && ((first - unacknowledged.pool[tail | Waiting.End]!) | 0) < 0)) return frame;
        unacknowledged.append(own, frame, first, after);
        words[own | Flow.Next] = after;
        words[own | Flow.NextFrame] = frame;
        if (words[own | Flow.ToBeAcknowledged] === first) words[own | Flow.ToBeAcknowledged] = after;
        const sent = words[own | Flow.Pushed]! + length;
        words[own | Flow.Pushed] = (said & PSH) !== 0 ? 0 : sent;
        const octets = ((after - unacknowledged.pool[words[own | Flow.Head]! | Waiting.First]!) | 0) - words[other | Flow.Sacked]!;
        if (octets > 0 && octets < MOST_IN_FLIGHT) {
          flights[frame - 1] = octets;
          pushes[frame - 1] = sent;
        } else findings[frame - 1]! |= Finding.Unremarkable;
      } else if (acknowledged === before) return frame;
      if (acknowledged !== before) {
        words[own | Flow.Acknowledged] = acknowledged;
        words[own | Flow.FirstAck] = frame;
        words[own | Flow.Duplicates] = 0;
      }
      if (room !== words[own | Flow.Window] || (state & State.Opening) !== 0) this.widen(flow, room);
      if ((state & (length > 0 ? State.NotedData : State.NotedAck)) === 0) this.note(flow, frame, length > 0 ? Part.Data : Part.Ack);
      words[own | Flow.Sacked] = 0;
      words[own | Flow.LastFrame] = frame;
      if (words[other | Flow.Head] !== 0) {
        const answered = unacknowledged.acknowledge(flow ^ 1, acknowledged);
        if (answered !== 0) acks[frame - 1] = answered;
      }
    }
    return end + 1;
  }

  /** After any other segment: may the next of these two flows be usual? */
  prepare(flow: number): void {
    const { words } = this.flows;
    const even = ((flow & ~1) << FLOW_BITS) | Flow.State;
    const odd = even ^ OTHER;
    const a = words[even]! & ~READY;
    const b = words[odd]! & ~READY;
    const noted = (a & (State.TimedSyn | State.TimedAck)) === State.TimedSyn ? 0 : ((a & WITH_DATA) !== 0 ? State.NotedData : 0) | ((a & WITH_ACK) !== 0 ? State.NotedAck : 0);
    words[even] = noted | (isUsual(a, b) ? a | State.Ready : a);
    words[odd] = noted | (isUsual(b, a) ? b | State.Ready : b);
  }

  private widen(flow: number, window: number): void {
    const { words } = this.flows;
    const own = flow << FLOW_BITS;
    const shift = this.columns.windowShift(flow);
    words[own | Flow.Window] = window;
    words[own | Flow.Room] = shift > 0 ? window << shift : shift === SHIFT_UNKNOWN ? NO_ROOM : window;
    words[own | Flow.State]! &= ~State.Opening;
  }

  private note(flow: number, frame: number, part: number): void {
    this.parts.meet(flow, frame, part);
    this.prepare(flow);
  }
}

function isUsual(own: number, other: number): boolean {
  return (own & (USUAL | UNUSUAL)) === USUAL && (other & (USUAL | State.Lost)) === USUAL;
}
