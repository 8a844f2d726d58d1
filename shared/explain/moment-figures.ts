// What one frame means in its TCP connection: states before and after it, its phase, what it is besides a segment, how the connection ends.
import { Finding } from '../dissect/segment-analysis';
import { FIN, RST, type StateFrame } from '../stream/state-frame';
import type { Close } from '../stream/tcp-close';
import type { Phase } from '../stream/tcp-phases';
import type { StreamStates, TcpState } from '../stream/tcp-states';
import { figure, type Figure, type FigureKey } from './figure';

/** A stream's frames, what they prove, and the window that each announces (octets). */
export interface KnownStream {
  readonly frames: readonly StateFrame[];
  readonly states: StreamStates;
  readonly windows: readonly number[];
}


const milliseconds = (nanoseconds: number): string => (nanoseconds / 1e6).toFixed(3);
const seconds = (nanoseconds: number): string => (nanoseconds / 1e9).toFixed(6);

/** @param at place of the frame among the stream's */
export function momentFigures(stream: KnownStream, at: number): Figure[] {
  return [...stateFigures(stream.states, at), ...phaseFigures(stream, at), ...nameFigures(stream, at), ...windowFigures(stream, at), ...closeFigures(stream, at)];
}

function stateFigures({ frames }: StreamStates, at: number): Figure[] {
  const [now, before] = [frames[at], frames[at - 1]];
  if (now === undefined) return [];
  return [stateOf('Client', before?.client, now.client), stateOf('Server', before?.server, now.server)];
}

function stateOf(side: 'Client' | 'Server', before: TcpState | undefined, after: TcpState): Figure {
  if (after === 'unknown') return figure(`state${side}Unknown`, {});
  if (before === after) return figure(`state${side}Stays`, { after });
  return figure(`state${side}`, { before: before === undefined || before === 'unknown' ? '?' : before, after });
}

const PHASE_KEYS: Readonly<Record<Phase['kind'], FigureKey>> = { handshake: 'phaseHandshake', 'window update': 'phaseWindowUpdate', data: 'phaseData', idle: 'phaseIdle', close: 'phaseClose' };

/** The phase that the frame belongs to, and the silence before it. */
function phaseFigures({ states: { phases }, frames }: KnownStream, at: number): Figure[] {
  const { frame } = frames[at]!;
  const figures: Figure[] = [];
  for (const phase of phases) {
    const isIt = phase.kind === 'idle' ? phase.last === frame : phase.first <= frame && frame <= phase.last;
    if (isIt) figures.push(figure(PHASE_KEYS[phase.kind], { first: phase.first, last: phase.last, seconds: seconds(phase.duration) }));
  }
  return figures;
}

function nameFigures({ states, frames, windows }: KnownStream, at: number): Figure[] {
  const f = frames[at]!;
  return states.frames[at]!.names.map((name) => {
    if (name === 'half-close') return figure('halfClose', {});
    if (name === 'window update') return windowChange(frames, windows, at);
    const waited = frames.findLast((g, i) => i < at && g.side !== f.side && (g.length > 0 || (g.flags & FIN) !== 0));
    return figure('delayedAck', { milliseconds: milliseconds(f.time - (waited?.time ?? f.time)), frame: waited?.frame ?? 0 }, waited?.frame ?? 0);
  });
}

function windowChange(frames: readonly StateFrame[], windows: readonly number[], at: number): Figure {
  const before = frames.findLastIndex((g, i) => i < at && g.side === frames[at]!.side);
  return figure('windowChange', { before: before < 0 ? '?' : windows[before]!, after: windows[at]! });
}

/** No room to receive: since when, and until when. */
function windowFigures({ frames, windows }: KnownStream, at: number): Figure[] {
  const f = frames[at]!;
  if ((f.findings & Finding.ZeroWindow) === 0) return [];
  const isFull = (i: number): boolean => (frames[i]!.findings & Finding.ZeroWindow) !== 0;
  let first = at;
  for (let i = at - 1; i >= 0; i--) {
    if (frames[i]!.side !== f.side) continue;
    if (!isFull(i)) break;
    first = i;
  }
  const open = frames.findIndex((g, i) => i > at && g.side === f.side && (g.flags & RST) === 0 && windows[i]! > 0);
  const last = frames.findLast((g) => g.time >= f.time) ?? f;
  const since = frames[first]!;
  if (open < 0) return [figure('notReadingStill', { seconds: seconds(last.time - since.time), first: since.frame }, since.frame)];
  return [figure('notReading', { seconds: seconds(frames[open]!.time - since.time), first: since.frame, last: frames[open]!.frame }, frames[open]!.frame)];
}

function closeFigures({ states: { close }, frames }: KnownStream, at: number): Figure[] {
  const f = frames[at]!;
  const figures: Figure[] = [closeOf(close)];
  if (close.lateFin !== null && f.frame === close.lateFin.frame) {
    const first = frames.find((g) => g.side !== f.side && (g.flags & FIN) !== 0);
    if (first !== undefined) figures.push(figure('halfOpen', { seconds: seconds(f.time - first.time), frame: first.frame }, first.frame));
  }
  if (close.lateFin !== null && (f.frame === close.lateFin.answer || f.frame === close.lateFin.frame)) {
    figures.push(figure(close.lateFin.closedBy === 'close' ? 'answeredByReset' : 'answeredByAck', { frame: close.lateFin.answer }, f.frame === close.lateFin.answer ? 0 : close.lateFin.answer));
  }
  return figures;
}

const BY: Readonly<Partial<Record<Close['kind'], readonly [FigureKey, FigureKey]>>> = {
  orderly: ['closeOrderlyClient', 'closeOrderlyServer'],
  'half-closed': ['closeHalfClient', 'closeHalfServer'],
  reset: ['closeResetClient', 'closeResetServer'],
};
const ALONE: Readonly<Record<Close['kind'], FigureKey>> = {
  orderly: 'closeOrderlyClient', 'half-closed': 'closeHalfClient', reset: 'closeResetClient', simultaneous: 'closeSimultaneous', 'timed out': 'closeTimedOut', 'still open': 'closeStillOpen',
};

function closeOf({ kind, by }: Close): Figure {
  return figure(by === null ? ALONE[kind] : (BY[kind]?.[by] ?? ALONE[kind]), {});
}
