// Segments of one end that came before octets which stand before theirs: those that may be read are given in the order in which they came.
import { GrowingArray } from './growing-array';

export interface WaitingSegment {
  readonly frame: number;
  readonly position: number;
  readonly length: number;
  readonly captured: number;
}

/** Numbers of entries, the one with the least value on top. */
class Heap {
  private readonly entries: number[] = [];

  constructor(private readonly valueOf: (entry: number) => number) {}

  get count(): number {
    return this.entries.length;
  }
  get top(): number {
    return this.entries[0]!;
  }
  get all(): readonly number[] {
    return this.entries;
  }

  add(entry: number): void {
    const { entries } = this;
    let at = entries.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >>> 1;
      if (!this.isLess(entry, entries[above]!)) break;
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = entry;
  }

  take(): number {
    const { entries } = this;
    const taken = entries[0]!;
    const last = entries.pop()!;
    if (entries.length === 0) return taken;
    let at = 0;
    for (let below = 1; below < entries.length; below = 2 * at + 1) {
      if (below + 1 < entries.length && this.isLess(entries[below + 1]!, entries[below]!)) below++;
      if (!this.isLess(entries[below]!, last)) break;
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = last;
    return taken;
  }

  private isLess(a: number, b: number): boolean {
    const difference = this.valueOf(a) - this.valueOf(b);
    return difference < 0 || (difference === 0 && a < b);
  }
}

export class WaitingSegments {
  /** By number of the entry: they are numbered as they come. */
  private readonly frames = new GrowingArray(new Uint32Array(16));
  private readonly positions = new GrowingArray(new Float64Array(16));
  private readonly lengths = new GrowingArray(new Uint32Array(16));
  private readonly captured = new GrowingArray(new Uint32Array(16));
  private readonly later = new Heap((entry) => this.positions.data[entry]!);
  /** Those that begin no later than what is read next. */
  private readonly ready = new Heap((entry) => entry);

  get count(): number {
    return this.later.count + this.ready.count;
  }

  /** Where the first begins that cannot be read yet: to be asked when take() gave none. */
  get lowest(): number {
    return this.positions.data[this.later.top]!;
  }

  add(frame: number, position: number, length: number, captured: number): void {
    this.frames.push(frame);
    this.positions.push(position);
    this.lengths.push(length);
    this.later.add(this.captured.push(captured));
  }

  /** Takes out the first that begins at `position` or before; null = there is none. */
  take(position: number): WaitingSegment | null {
    while (this.later.count > 0 && this.lowest <= position) this.ready.add(this.later.take());
    return this.ready.count === 0 ? null : this.entry(this.ready.take());
  }

  /** All, by where they begin. */
  inOrder(): WaitingSegment[] {
    return [...this.ready.all, ...this.later.all].map((entry) => this.entry(entry)).sort((a, b) => a.position - b.position || a.frame - b.frame);
  }

  private entry(entry: number): WaitingSegment {
    return { frame: this.frames.data[entry]!, position: this.positions.data[entry]!, length: this.lengths.data[entry]!, captured: this.captured.data[entry]! };
  }
}
