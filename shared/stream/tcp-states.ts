// What the frames of one TCP stream prove of its two ends: their states (RFC 9293 section 3.3.2), how it was closed, its phases.
import { Finding } from '../dissect/segment-analysis';
import { ACK, acknowledges, endOf, FIN, RST, SYN, takesNumber, type Side, type StateFrame } from './state-frame';
import { closeOf, type Close } from './tcp-close';
import { phasesOf, type Phase } from './tcp-phases';
import { isBefore } from './unacknowledged';

export type TcpState = 'unknown' | 'CLOSED' | 'LISTEN' | 'SYN-SENT' | 'SYN-RECEIVED' | 'ESTABLISHED' | 'FIN-WAIT-1' | 'FIN-WAIT-2' | 'CLOSE-WAIT' | 'CLOSING' | 'LAST-ACK' | 'TIME-WAIT';

/** What an ACK or a FIN is besides: an answer that waited for data to go with it, an ACK for its window alone, the end of one direction only. */
export type SegmentName = 'delayed ACK' | 'window update' | 'half-close';

/** Once the frame was sent and, as far as the other side's later frames prove it, arrived: as the figures of RFC 9293 put it. */
export interface FrameStates {
  readonly frame: number;
  readonly client: TcpState;
  readonly server: TcpState;
  readonly names: readonly SegmentName[];
}

export interface StreamStates {
  /** Before the first frame. */
  readonly before: readonly [client: TcpState, server: TcpState];
  readonly frames: readonly FrameStates[];
  readonly close: Close;
  readonly phases: readonly Phase[];
}

/** An ACK that comes so much later than the data waited for data of its own; nanoseconds. Linux waits 40 ms and more, BSD 100, Windows 200. */
const DELAYED = 20_000_000;
const MOST_DELAYED = 500_000_000;
/** What an ACK acknowledges is not looked for further back. */
const MOST_LOOKED_AT = 1000;

export function tcpStates(frames: readonly StateFrame[]): StreamStates {
  const close = closeOf(frames);
  const before = beginnings(frames);
  const states: [TcpState, TcpState] = [...before];
  /** The number behind each side's FIN, -1 = none. */
  const fins: [number, number] = [-1, -1];
  const told = frames.map((f, i): FrameStates => {
    const other = (1 - f.side) as Side;
    if ((f.flags & FIN) !== 0) fins[f.side] = endOf(f);
    states[f.side] = sent(states[f.side], f);
    // Whether it arrived is asked only where it matters: that looks through the frames behind it.
    const then = received(states[other], f, fins[other]);
    if (then !== states[other] && hasArrived(frames, i)) states[other] = then;
    return { frame: f.frame, client: states[0], server: states[1], names: namesOf(frames, i, close) };
  });
  return { before, frames: told, close, phases: phasesOf(frames) };
}

/** Without a handshake a side is known to be established only if both sides still had something to send. */
function beginnings(frames: readonly StateFrame[]): [TcpState, TcpState] {
  const first = frames[0];
  if (first === undefined) return ['unknown', 'unknown'];
  if ((first.flags & (SYN | ACK)) === SYN) {
    const answer = frames.find((f) => f.side !== first.side && (f.flags & (SYN | RST)) !== 0);
    const isOpen = answer !== undefined && (answer.flags & (SYN | ACK)) === (SYN | ACK);
    const server: TcpState = isOpen ? 'LISTEN' : answer !== undefined ? 'CLOSED' : 'unknown';
    return first.side === 0 ? ['CLOSED', server] : [server, 'CLOSED'];
  }
  if ((first.flags & SYN) !== 0) return first.side === 0 ? ['unknown', 'SYN-SENT'] : ['SYN-SENT', 'unknown'];
  const speaks = ([0, 1] as const).map((side) => frames.some((f) => f.side === side && (f.length > 1 || (f.flags & FIN) !== 0)));
  return speaks.every(Boolean) ? ['ESTABLISHED', 'ESTABLISHED'] : ['unknown', 'unknown'];
}

/** The sender's state. */
function sent(state: TcpState, { flags }: StateFrame): TcpState {
  if ((flags & RST) !== 0) return 'CLOSED';
  if ((flags & SYN) !== 0) return (flags & ACK) !== 0 ? 'SYN-RECEIVED' : state === 'CLOSED' || state === 'unknown' ? 'SYN-SENT' : state;
  if ((flags & FIN) === 0) return state;
  if (state === 'ESTABLISHED' || state === 'SYN-RECEIVED') return 'FIN-WAIT-1';
  return state === 'CLOSE-WAIT' ? 'LAST-ACK' : state;
}

/** The receiver's state. @param fin the number behind its own FIN, -1 = none */
function received(before: TcpState, f: StateFrame, fin: number): TcpState {
  const { flags } = f;
  if ((flags & RST) !== 0) return 'CLOSED';
  if ((flags & SYN) !== 0) return receivedSyn(before, (flags & ACK) !== 0);
  let state = before;
  if ((flags & ACK) !== 0) {
    const isFinAcknowledged = fin >= 0 && !isBefore(f.acknowledgment, fin);
    if (state === 'SYN-RECEIVED') state = 'ESTABLISHED';
    else if (isFinAcknowledged && state === 'FIN-WAIT-1') state = 'FIN-WAIT-2';
    else if (isFinAcknowledged && state === 'CLOSING') state = 'TIME-WAIT';
    else if (isFinAcknowledged && state === 'LAST-ACK') state = 'CLOSED';
  }
  if ((flags & FIN) === 0) return state;
  if (state === 'ESTABLISHED') return 'CLOSE-WAIT';
  if (state === 'FIN-WAIT-1') return 'CLOSING';
  return state === 'FIN-WAIT-2' ? 'TIME-WAIT' : state;
}

function receivedSyn(state: TcpState, isAnswer: boolean): TcpState {
  if (isAnswer) return state === 'SYN-SENT' || state === 'SYN-RECEIVED' ? 'ESTABLISHED' : state;
  return state === 'LISTEN' || state === 'SYN-SENT' ? 'SYN-RECEIVED' : state;
}

/**
 * What takes numbers arrived if the other side acknowledges it before it is sent again. Of an ACK alone nobody speaks:
 * it counts unless the other side sends again what it acknowledged.
 */
function hasArrived(frames: readonly StateFrame[], at: number): boolean {
  const f = frames[at]!;
  if ((f.flags & RST) !== 0) return true;
  for (let i = at + 1; i < frames.length; i++) {
    const later = frames[i]!;
    if (!takesNumber(f)) {
      if (later.side !== f.side && takesNumber(later) && !isBefore(f.acknowledgment, endOf(later))) return false;
    } else {
      // Who answers with RST did not take it.
      if (later.side !== f.side && (later.flags & RST) !== 0) return false;
      if (acknowledges(later, f)) return true;
      if (later.side === f.side && later.sequence === f.sequence && takesNumber(later)) return false;
    }
  }
  return !takesNumber(f);
}

const NO_NAMES: readonly SegmentName[] = [];

function namesOf(frames: readonly StateFrame[], at: number, close: Close): readonly SegmentName[] {
  const f = frames[at]!;
  const names: SegmentName[] = [];
  if ((f.findings & Finding.WindowUpdate) !== 0) names.push('window update');
  if (close.halfClose === f.frame) names.push('half-close');
  if (!takesNumber(f) && (f.flags & (ACK | RST)) === ACK && isDelayed(frames, at)) names.push('delayed ACK');
  return names.length === 0 ? NO_NAMES : names;
}

/** An ACK alone that waited for data of its own. */
function isDelayed(frames: readonly StateFrame[], at: number): boolean {
  const f = frames[at]!;
  // The latest that it acknowledges for the first time.
  for (let i = at - 1; i >= Math.max(0, at - MOST_LOOKED_AT); i--) {
    const earlier = frames[i]!;
    if (earlier.side === f.side && !isBefore(earlier.acknowledgment, f.acknowledgment)) break;
    if (earlier.side === f.side || !takesNumber(earlier) || !acknowledges(f, earlier)) continue;
    const waited = f.time - earlier.time;
    return waited >= DELAYED && waited <= MOST_DELAYED && (earlier.flags & SYN) === 0;
  }
  return false;
}
