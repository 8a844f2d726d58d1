// What a plot shows, as plain data: one x for each place, and the lines over it.

/** Names of colours of the theme. */
export type PlotInk = 'client' | 'server' | 'accent' | 'error-mark' | 'ok-mark' | 'warn-mark' | 'syn-op' | 'map-datagram' | 'map-calls' | 'mark';
/** For lines that mean no side of a conversation, in this order. */
const LINE_INKS = ['accent', 'error-mark', 'ok-mark', 'warn-mark', 'syn-op', 'map-datagram', 'map-calls', 'mark'] as const satisfies readonly PlotInk[];
export const lineInk = (line: number): PlotInk => LINE_INKS[line % LINE_INKS.length] ?? 'accent';

export interface PlotSeries {
  readonly name: string;
  /** null = nothing there. */
  readonly values: readonly (number | null)[];
  readonly ink: PlotInk;
  readonly draw: 'line' | 'steps' | 'points';
}

export interface PlotData {
  /** Seconds, ascending. */
  readonly x: readonly number[];
  readonly series: readonly PlotSeries[];
  /** The frame that a place stands for, 0 = none. */
  readonly frames: readonly number[];
  readonly xName: string;
  readonly yName: string;
}

/** The place nearest to an x that stands for a frame, and at which a series has a value; -1 = none. */
export function nearestPlace({ x, series, frames }: PlotData, at: number): number {
  let best = -1;
  for (let i = 0; i < x.length; i++) {
    if ((frames[i] ?? 0) === 0 || !series.some((s) => typeof s.values[i] === 'number')) continue;
    if (best < 0 || Math.abs(x[i]! - at) < Math.abs(x[best]! - at)) best = i;
  }
  return best;
}
