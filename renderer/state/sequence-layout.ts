// Where the rows and boxes of a sequence diagram stand: evenly one below the other, or as far apart as their times.

export type Spacing = 'even' | 'scale';

/** Before the first box: room for the states in which the two sides begin. */
const TOP = 26;
/** Of a row, and of a box above its first and below its last row. */
const ROW = 38;
const ABOVE = 26;
const BELOW = 32;
const BETWEEN = 6;
/** The strip that says how long nobody spoke. */
const GAP = 40;
/** To scale boxes have no room of their own. */
const SCALED_EDGE = 10;
/** Elements that are higher are not laid out rightly. */
const MOST_HEIGHT = 25_000_000;
export const ARRIVES_BELOW = 12;
/** Rows that stand closer than this cannot be told apart. */
export const APART = 3;

export interface LaidOutBox {
  readonly first: number;
  readonly last: number;
  readonly afterGap: boolean;
}

export interface LayoutOptions {
  readonly spacing: Spacing;
  /** 1 = as it is drawn first. */
  readonly zoom: number;
}

export class SequenceLayout {
  readonly height: number;
  private readonly ys: Float64Array;
  private readonly zoom: number;

  /** @param times of the rows in nanoseconds; @param boxes all rows, in order; none where rows are not boxed */
  constructor(times: readonly number[], readonly boxes: readonly LaidOutBox[], readonly options: LayoutOptions) {
    this.ys = new Float64Array(times.length);
    this.zoom = Math.min(options.zoom, MOST_HEIGHT / ((ROW + ABOVE) * Math.max(1, times.length)));
    if (options.spacing === 'even') this.placeEvenly();
    else this.placeToScale(times);
    this.height = (this.ys.at(-1) ?? 0) + BELOW + TOP;
  }

  y(row: number): number {
    return this.ys[row] ?? 0;
  }

  /** The row whose stretch has this height: the last that stands at or above it. */
  rowAt(y: number): number {
    let [low, high] = [0, this.ys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ys[middle]! <= y) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The row nearest to a height. */
  nearest(y: number): number {
    const row = Math.max(0, this.rowAt(y));
    return row + 1 < this.ys.length && this.y(row + 1) - y < y - this.y(row) ? row + 1 : Math.min(row, this.ys.length - 1);
  }

  /** Rows from `first` to before `end` that stand between two heights. */
  between(top: number, bottom: number): { readonly first: number; readonly end: number } {
    return { first: Math.max(0, this.rowAt(top)), end: Math.min(this.ys.length, this.rowAt(bottom) + 2) };
  }

  /** Those of the rows from `first` to before `end` that can be told apart: never more than there is room for, however many stand there. */
  apart(first: number, end: number): number[] {
    const rows: number[] = [];
    for (let row = first; row < end; ) {
      rows.push(row);
      const next = this.ys[row]! + APART;
      row = row + 1 < end && this.ys[row + 1]! >= next ? row + 1 : this.rowBehind(row + 1, end, next);
    }
    return rows;
  }

  /** The first row from `low` on that stands at a height or below it; `high` where none does. */
  private rowBehind(low: number, high: number, y: number): number {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ys[middle]! < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Boxes from `first` to before `end` that hold these rows. */
  boxesBetween(firstRow: number, endRow: number): { readonly first: number; readonly end: number } {
    let [low, high] = [0, this.boxes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.boxes[middle]!.last < firstRow) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < this.boxes.length && this.boxes[end]!.first < endRow) end++;
    return { first: low, end };
  }

  /** Edges of a box. */
  edges(box: number): { readonly top: number; readonly bottom: number } {
    const { first, last } = this.boxes[box]!;
    const isEven = this.options.spacing === 'even';
    return { top: this.y(first) - (isEven ? ABOVE : SCALED_EDGE), bottom: this.y(last) + (isEven ? BELOW : SCALED_EDGE) };
  }

  /** Middle of the strip above a box behind a gap. */
  gapAt(box: number): number {
    const { first } = this.boxes[box]!;
    if (this.options.spacing === 'even') return this.edges(box).top - (GAP + BETWEEN) / 2;
    return (this.y(first - 1) + this.y(first)) / 2;
  }

  private placeEvenly(): void {
    const step = ROW * this.zoom;
    let y = TOP;
    if (this.boxes.length === 0) for (let row = 0; row < this.ys.length; row++) this.ys[row] = TOP + step * (row + 1) - ROW / 2;
    for (const { first, last, afterGap } of this.boxes) {
      y += (afterGap ? GAP : 0) + ABOVE;
      for (let row = first; row <= last; row++) this.ys[row] = y + (row - first) * step;
      y += (last - first) * step + BELOW + BETWEEN;
    }
  }

  /** On the whole as high as evenly; what is longer than a gap may be is left out. */
  private placeToScale(times: readonly number[]): void {
    const gaps = new Set(this.boxes.filter(({ afterGap }) => afterGap).map(({ first }) => first));
    const distance = (row: number): number => (gaps.has(row) ? 0 : Math.max(0, times[row]! - times[row - 1]!));
    let all = 0;
    for (let row = 1; row < times.length; row++) all += distance(row);
    const scale = all === 0 ? 0 : (ROW * this.zoom * (times.length - 1)) / all;
    let y = TOP + ABOVE;
    for (let row = 0; row < times.length; row++) {
      if (row > 0) y += gaps.has(row) ? GAP + 2 * SCALED_EDGE + BETWEEN : distance(row) * scale;
      this.ys[row] = y;
    }
  }
}
