// The phases of a TCP stream: handshake, data, gaps in which nobody speaks, close.
import { Finding } from '../dissect/segment-analysis';
import { ACK, FIN, RST, SYN, type StateFrame } from './state-frame';

export type PhaseKind = 'handshake' | 'window update' | 'data' | 'idle' | 'close';

/** Of `idle`: the frames before and behind the gap. */
export interface Phase {
  readonly kind: PhaseKind;
  readonly first: number;
  readonly last: number;
  /** Nanoseconds from the first to the last. */
  readonly duration: number;
}

/** Nobody speaks for so long: nanoseconds. */
const IDLE = 500_000_000;
const REPEATS = Finding.Retransmission | Finding.FastRetransmission | Finding.SpuriousRetransmission | Finding.ZeroWindowProbe;

export function phasesOf(frames: readonly StateFrame[]): Phase[] {
  const phases: Phase[] = [];
  let [kind, start]: [PhaseKind, number] = ['handshake', 0];
  const end = (last: number): void => {
    if (last >= start && frames.length > 0) phases.push(phase(kind, frames[start]!, frames[last]!));
  };
  for (const [i, f] of frames.entries()) {
    const next = kindOf(frames, i, i === 0 ? null : kind);
    const before = frames[i - 1];
    const isGap = before !== undefined && f.time - before.time >= IDLE && (f.findings & REPEATS) === 0 && (f.flags & SYN) === 0;
    if (i > 0 && (next !== kind || isGap)) {
      end(i - 1);
      start = i;
    }
    if (isGap) phases.push(phase('idle', before, f));
    kind = next;
  }
  end(frames.length - 1);
  return phases;
}

function phase(kind: PhaseKind, first: StateFrame, last: StateFrame): Phase {
  return { kind, first: first.frame, last: last.frame, duration: last.time - first.time };
}

/** @param before what the frame before belongs to, null = there is none */
function kindOf(frames: readonly StateFrame[], at: number, before: PhaseKind | null): PhaseKind {
  const f = frames[at]!;
  if ((f.flags & (FIN | RST)) !== 0) return 'close';
  if ((f.flags & SYN) !== 0) return 'handshake';
  if (f.length > 0) return 'data';
  if (before === 'handshake' && endsHandshake(frames, at)) return 'handshake';
  if (before === 'handshake' || before === 'window update') return (f.findings & Finding.WindowUpdate) !== 0 ? 'window update' : 'data';
  return before ?? 'data';
}

/** The first ACK behind the SYN-ACK, of the side that asked. */
function endsHandshake(frames: readonly StateFrame[], at: number): boolean {
  const f = frames[at]!;
  const answer = frames[at - 1];
  return answer !== undefined && (f.flags & ACK) !== 0 && (answer.flags & SYN) !== 0 && answer.side !== f.side;
}
