// Arithmetic of a list that is longer than a box can be: a sliding segment of it is laid out, with an own scrollbar.

/** Chromium clamps a box at 33,554,428 px and tears text above 2^24 px; 200,000 rows of 44 px (200 % zoom) stay below both. */
export const SEGMENT_ROWS = 200_000;

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

export function segmentLength(count: number): number {
  return Math.min(count, SEGMENT_ROWS);
}

/** First row of the segment that has `row` in its middle. */
export function segmentAround(count: number, row: number): number {
  const length = segmentLength(count);
  return clamp(Math.floor(row) - (length >> 1), 0, count - length);
}

/** First row of the segment to use when `row` is at the top of the view: the same one unless the view nears its edge. */
export function slideSegment(count: number, base: number, row: number): number {
  const length = segmentLength(count);
  if (length === count) return 0;
  const margin = Math.floor(length / 50);
  const nearTop = row - base < margin && base > 0;
  const nearEnd = row - base > length - margin * 2 && base < count - length;
  return nearTop || nearEnd || base > count - length ? segmentAround(count, row) : base;
}

export interface RowRange {
  readonly first: number;
  /** One past the last row. */
  readonly end: number;
}

/**
 * Rows to draw for a view that begins at `topRow` (may be fractional) and is `viewRows` tall. Their number depends on the
 * view's height only, so that rows can be reused one for one while scrolling.
 */
export function drawnRange(count: number, topRow: number, viewRows: number, overscan: number): RowRange {
  const drawn = Math.min(count, Math.ceil(viewRows) + 1 + overscan * 2);
  const first = clamp(Math.floor(topRow) - overscan, 0, count - drawn);
  return { first, end: first + drawn };
}

export interface Thumb {
  readonly offset: number;
  readonly length: number;
}

export function thumbOf(count: number, topRow: number, viewRows: number, track: number): Thumb {
  const length = clamp((track * viewRows) / Math.max(1, count), Math.min(28, track), track);
  const most = Math.max(0, count - viewRows);
  return { length, offset: most === 0 ? 0 : (track - length) * clamp(topRow / most, 0, 1) };
}

/** Top row for a thumb whose start is at `offset`. */
export function rowAtThumb(count: number, viewRows: number, track: number, offset: number): number {
  const { length } = thumbOf(count, 0, viewRows, track);
  const room = track - length;
  return room <= 0 ? 0 : clamp(offset / room, 0, 1) * Math.max(0, count - viewRows);
}

/** Top row after which `row` is in view; the same one if it is already. */
export function topToShow(row: number, topRow: number, viewRows: number): number {
  const whole = Math.max(1, Math.floor(viewRows));
  if (row < topRow) return row;
  return row > topRow + whole - 1 ? row - whole + 1 : topRow;
}
