// How a TCP connection was closed, as far as its frames prove it.
import { Finding } from '../dissect/segment-analysis';
import { ACK, acknowledges, endOf, FIN, RST, takesNumber, type Side, type StateFrame } from './state-frame';
import { isBefore } from './unacknowledged';

/** `half-closed`: one side ended its direction, the other has not; `timed out`: what was sent last was sent again, and nobody answered. */
export type CloseKind = 'orderly' | 'simultaneous' | 'half-closed' | 'reset' | 'timed out' | 'still open';

/** A FIN that came long after the other side's: the answer tells how that one's program had closed. */
export interface LateFin {
  readonly frame: number;
  readonly answer: number;
  /** shutdown() leaves a socket that can be read, and its kernel acknowledges; after close() nobody is there any more. */
  readonly closedBy: 'shutdown' | 'close';
}

export interface Close {
  readonly kind: CloseKind;
  /** Who sent the first FIN, or the RST; null = nobody. */
  readonly by: Side | null;
  /** The frame that ended one direction while the other went on, 0 = none. */
  readonly halfClose: number;
  readonly lateFin: LateFin | null;
}

/** An end of one direction is on purpose if the other one lives on so much longer; nanoseconds. */
const LATE = 1_000_000_000;
const REPEATS = Finding.Retransmission | Finding.FastRetransmission;

export function closeOf(frames: readonly StateFrame[]): Close {
  const fins = ([0, 1] as const).map((side) => frames.find((f) => f.side === side && (f.flags & FIN) !== 0));
  const [a, b] = fins;
  const first = a === undefined ? b : b === undefined ? a : frames.indexOf(a) < frames.indexOf(b) ? a : b;
  const second = first === a ? b : a;
  const halfClose = first !== undefined && goesOn(frames, first, second) ? first.frame : 0;
  const lateFin = first !== undefined && second !== undefined ? lateFinOf(frames, first, second) : null;
  const reset = frames.find((f) => (f.flags & RST) !== 0);
  const told = (kind: CloseKind, by: Side | null): Close => ({ kind, by, halfClose, lateFin });
  if (reset !== undefined) return told('reset', reset.side);
  if (first === undefined) return told(isUnanswered(frames) ? 'timed out' : 'still open', null);
  if (second === undefined) return told(isUnanswered(frames) ? 'timed out' : 'half-closed', first.side);
  // Each side's FIN left before the other's had come.
  if (isBefore(second.acknowledgment, endOf(first))) return told('simultaneous', null);
  const isEnded = frames.some((f) => acknowledges(f, second));
  return told(!isEnded && isUnanswered(frames) ? 'timed out' : 'orderly', first.side);
}

/** The other side sends data after the FIN, or leaves its direction open for long. */
function goesOn(frames: readonly StateFrame[], first: StateFrame, second: StateFrame | undefined): boolean {
  const at = frames.indexOf(first);
  if (frames.some((f, i) => i > at && f.side !== first.side && f.length > 0 && !isBefore(f.acknowledgment, endOf(first)))) return true;
  return second !== undefined && second.time - first.time >= LATE;
}

function lateFinOf(frames: readonly StateFrame[], first: StateFrame, second: StateFrame): LateFin | null {
  if (second.time - first.time < LATE) return null;
  const answer = frames.slice(frames.indexOf(second) + 1).find((f) => f.side === first.side && ((f.flags & RST) !== 0 || ((f.flags & ACK) !== 0 && acknowledges(f, second))));
  return answer === undefined ? null : { frame: second.frame, answer: answer.frame, closedBy: (answer.flags & RST) !== 0 ? 'close' : 'shutdown' };
}

/** The last that takes numbers was sent again, and nothing came back. */
function isUnanswered(frames: readonly StateFrame[]): boolean {
  const last = frames.findLast(takesNumber);
  return last !== undefined && (last.findings & REPEATS) !== 0 && !frames.some((f) => acknowledges(f, last));
}
