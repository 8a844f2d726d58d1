// A sequence diagram of one TCP stream: a row for each frame, what each says of others, the boxes around them.
import { Finding } from '../dissect/segment-analysis';
import { boxesOf, type SequenceBox } from './sequence-turns';
import { endOf, takesNumber, type Side, type StateFrame } from './state-frame';
import type { Close } from './tcp-close';
import type { Phase } from './tcp-phases';
import { tcpStates, type SegmentName, type TcpState } from './tcp-states';
import { isBefore } from './unacknowledged';

export interface SequenceFrame extends StateFrame {
  /** As sent. */
  readonly window: number;
  /** The frame that this one acknowledges, 0 = none. */
  readonly acks: number;
  /** Octets sent and not acknowledged with this segment; 0 = not known. */
  readonly inFlight: number;
  /** The frame with the other half of its request and answer, 0 = none. */
  readonly peer: number;
}

export interface SequenceRow {
  readonly frame: number;
  /** Nanoseconds since the stream's first frame, and since the row before. */
  readonly time: number;
  readonly since: number;
  readonly side: Side;
  readonly flags: number;
  /** Relative to the first numbers, or as sent. */
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly length: number;
  /** As sent, and in octets: multiplied by its scale where that is known. */
  readonly sentWindow: number;
  readonly window: number;
  /** What the same side said before, in octets; -1 = nothing. */
  readonly windowBefore: number;
  /** Bits of Finding. */
  readonly findings: number;
  readonly inFlight: number;
  /** The row that it acknowledges, and the row that it repeats; -1 = none. */
  readonly acks: number;
  readonly repeats: number;
  /** The row with the request that it answers, -1 = none. */
  readonly answers: number;
  /** After it, as far as the capture proves it. */
  readonly client: TcpState;
  readonly server: TcpState;
  readonly names: readonly SegmentName[];
}

/** What is known of each side, client first. */
export interface SequenceSides {
  /** Shift of the window, negative = none or not known. */
  readonly shifts: readonly [number, number];
  /** First sequence numbers, -1 = not known. */
  readonly bases: readonly [number, number];
}

const SYN = 0x02;
const ACK = 0x10;
const REPEATS = Finding.Retransmission | Finding.FastRetransmission | Finding.SpuriousRetransmission;
/** What a retransmission repeats in part is not looked for further back. */
const MOST_LOOKED_AT = 1000;

export class Sequence {
  readonly boxes: readonly SequenceBox[];
  readonly phases: readonly Phase[];
  readonly close: Close;
  /** Before the first frame. */
  readonly before: readonly [client: TcpState, server: TcpState];
  private readonly states;
  /** By row: the one before it of the same side, the one that it repeats; -1 = none. */
  private readonly previous: Int32Array;
  private readonly originals: Int32Array;

  constructor(readonly frames: readonly SequenceFrame[], private readonly sides: SequenceSides) {
    const { frames: states, close, phases, before } = tcpStates(frames);
    this.states = states;
    this.close = close;
    this.phases = phases;
    this.before = before;
    this.boxes = boxesOf(frames, phases);
    this.previous = previousOf(frames);
    this.originals = originalsOf(frames);
  }

  /** Nanoseconds since the first frame. */
  get times(): number[] {
    return this.frames.map(({ time }) => time);
  }

  /** The row of a frame; -1 = it is none of the stream's. */
  rowOf(frame: number): number {
    let [low, high] = [0, this.frames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.frames[middle]!.frame < frame) low = middle + 1;
      else high = middle;
    }
    return this.frames[low]?.frame === frame ? low : -1;
  }

  /** The box that a row stands in. */
  boxOf(row: number): SequenceBox {
    let [low, high] = [0, this.boxes.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.boxes[middle]!.first > row) high = middle - 1;
      else low = middle;
    }
    return this.boxes[low]!;
  }

  row(at: number, relative: boolean): SequenceRow {
    const f = this.frames[at]!;
    const state = this.states[at]!;
    const before = this.previous[at]!;
    const [own, other] = relative ? [this.sides.bases[f.side], this.sides.bases[1 - f.side]!] : [0, 0];
    return {
      frame: f.frame, time: f.time, since: at === 0 ? 0 : f.time - this.frames[at - 1]!.time, side: f.side, flags: f.flags,
      sequence: (f.sequence - Math.max(0, own)) >>> 0, acknowledgment: (f.flags & ACK) === 0 ? 0 : (f.acknowledgment - Math.max(0, other)) >>> 0, length: f.length,
      sentWindow: f.window, window: this.windowOf(f), windowBefore: before < 0 ? -1 : this.windowOf(this.frames[before]!),
      findings: f.findings, inFlight: f.inFlight, acks: f.acks === 0 ? -1 : this.rowOf(f.acks), repeats: this.originals[at]!, answers: f.peer > 0 && f.peer < f.frame ? this.rowOf(f.peer) : -1,
      client: state.client, server: state.server, names: state.names,
    };
  }

  rows(first: number, count: number, relative: boolean): SequenceRow[] {
    return Array.from({ length: Math.max(0, Math.min(count, this.frames.length - first)) }, (_, i) => this.row(first + i, relative));
  }

  /** RFC 7323: the window of a segment with SYN is never scaled. */
  private windowOf(f: SequenceFrame): number {
    const shift = this.sides.shifts[f.side];
    return (f.flags & SYN) !== 0 || shift < 0 ? f.window : f.window * 2 ** shift;
  }
}

function previousOf(frames: readonly StateFrame[]): Int32Array {
  const latest = [-1, -1];
  const previous = new Int32Array(frames.length);
  for (const [i, { side }] of frames.entries()) {
    previous[i] = latest[side]!;
    latest[side] = i;
  }
  return previous;
}

/** The first that sent the same numbers; else the latest that sent the first of them. */
function originalsOf(frames: readonly StateFrame[]): Int32Array {
  const originals = new Int32Array(frames.length).fill(-1);
  if (!frames.some(({ findings }) => (findings & REPEATS) !== 0)) return originals;
  const firsts: readonly [Map<number, number>, Map<number, number>] = [new Map(), new Map()];
  for (const [i, f] of frames.entries()) {
    if (!takesNumber(f)) continue;
    const known = firsts[f.side].get(f.sequence);
    if (known === undefined) firsts[f.side].set(f.sequence, i);
    if ((f.findings & REPEATS) !== 0) originals[i] = known ?? overlappedBy(frames, i);
  }
  return originals;
}

function overlappedBy(frames: readonly StateFrame[], at: number): number {
  const f = frames[at]!;
  for (let i = at - 1; i >= Math.max(0, at - MOST_LOOKED_AT); i--) {
    const earlier = frames[i]!;
    if (earlier.side === f.side && takesNumber(earlier) && !isBefore(f.sequence, earlier.sequence) && isBefore(f.sequence, endOf(earlier))) return i;
  }
  return -1;
}
