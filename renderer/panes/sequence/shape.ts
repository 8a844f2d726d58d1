// What a sequence diagram is drawn of: shapes with exact places and colours by name, for the page, for SVG files and for pictures alike.

/** Names of colours in theme/tokens.css. */
export type Ink =
  | 'surface' | 'surface-2' | 'line' | 'line-2' | 'mark' | 'text' | 'text-2' | 'text-3' | 'accent' | 'select'
  | 'client' | 'client-mark' | 'client-soft' | 'server' | 'server-mark' | 'server-soft' | 'warn' | 'warn-mark' | 'error' | 'error-mark';

export interface Span {
  readonly text: string;
  readonly ink: Ink;
  readonly strong?: boolean;
  readonly mono?: boolean;
  /** Before it. */
  readonly gap?: number;
}

export type Shape =
  | { readonly shape: 'path'; readonly d: string; readonly stroke?: Ink; readonly fill?: Ink; readonly width?: number; readonly dash?: string }
  | { readonly shape: 'rect'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly radius?: number; readonly fill?: Ink; readonly stroke?: Ink }
  | { readonly shape: 'circle'; readonly x: number; readonly y: number; readonly radius: number; readonly fill: Ink; readonly stroke: Ink; readonly width: number }
  | { readonly shape: 'text'; readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end'; readonly size: number; readonly spans: readonly Span[]; /** Drawn around the letters, so that lines below do not disturb. */ readonly halo?: Ink };

/** With as few digits as are exact. */
export const coordinate = (value: number): string => String(Math.round(value * 100) / 100);

export function line(x1: number, y1: number, x2: number, y2: number, stroke: Ink, width = 1, dash?: string): Shape {
  return { shape: 'path', d: `M${coordinate(x1)} ${coordinate(y1)}L${coordinate(x2)} ${coordinate(y2)}`, stroke, width, ...(dash === undefined ? {} : { dash }) };
}

interface WordsOptions {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly strong?: boolean;
  readonly mono?: boolean;
}

export function words(x: number, y: number, text: string, ink: Ink, { anchor = 'start', size = 12, strong = false, mono = false }: WordsOptions = {}): Shape {
  return { shape: 'text', x, y, anchor, size, spans: [{ text, ink, strong, mono }] };
}

const HEAD = 9;

/** A shaft that falls a little, and its head, which touches the other lifeline. */
export function arrow(from: number, y: number, to: number, arrives: number, stroke: Ink, width: number, dash?: string): Shape[] {
  const forward = to > from ? 1 : -1;
  const tip = to - 3 * forward;
  const back = tip - HEAD * forward;
  const slope = (arrives - y) / (to - from);
  const shaftEnd = y + slope * (back - from);
  return [
    line(from, y, back, shaftEnd, stroke, width, dash),
    { shape: 'path', d: `M${coordinate(tip)} ${coordinate(arrives)}L${coordinate(back)} ${coordinate(arrives - 4.5)}V${coordinate(arrives + 4.5)}Z`, fill: stroke },
  ];
}

/** From a place at a lifeline up to another one at it, bulging to one side. */
export function arc(x: number, y: number, toY: number, bulge: number, stroke: Ink, width: number, dash?: string): Shape {
  const d = `M${coordinate(x)} ${coordinate(y)}C${coordinate(x + bulge)} ${coordinate(y - 4)} ${coordinate(x + bulge)} ${coordinate(toY + 3)} ${coordinate(x)} ${coordinate(toY)}`;
  return { shape: 'path', d, stroke, width, ...(dash === undefined ? {} : { dash }) };
}
