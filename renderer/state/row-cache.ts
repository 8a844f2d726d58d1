// Rows by index, fetched in blocks for what is on screen; what is no longer wanted is dropped before it is asked for.
import type { Row } from '../../shared/ipc/contract';

/** Rows as they came, with the columns that they were asked with. */
export interface RowBlock {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface CachedRow {
  readonly row: Row;
  readonly columns: readonly string[];
}

export interface RowCacheOptions {
  readonly fetchBlock: (first: number, count: number) => Promise<RowBlock>;
  readonly changed: () => void;
  readonly blockRows?: number;
  readonly maxBlocks?: number;
  readonly parallel?: number;
}

interface Slot extends RowBlock {
  readonly generation: number;
}

export class RowCache {
  private readonly slots = new Map<number, Slot>();
  private readonly inFlight = new Map<number, number>();
  private wanted: number[] = [];
  private total = 0;
  private generation = 0;
  private readonly blockRows: number;
  private readonly maxBlocks: number;
  private readonly parallel: number;

  constructor(private readonly options: RowCacheOptions) {
    this.blockRows = options.blockRows ?? 100;
    this.maxBlocks = options.maxBlocks ?? 300;
    this.parallel = options.parallel ?? 2;
  }

  /** The row, possibly as it was before the last `invalidate`; undefined while it is not there yet. */
  get(index: number): CachedRow | undefined {
    const slot = this.slots.get(Math.floor(index / this.blockRows));
    const row = slot?.rows[index % this.blockRows];
    return slot && row ? { row, columns: slot.columns } : undefined;
  }

  /** Says what is on screen: rows first ≤ i < end of `total`. Replaces what was wanted before. */
  want(first: number, end: number, total: number): void {
    this.total = total;
    const from = Math.floor(first / this.blockRows);
    const to = Math.floor(Math.max(first, Math.min(end, total) - 1) / this.blockRows);
    const middle = (from + to) / 2;
    this.wanted = [];
    for (let block = from; block <= to; block++) if (block * this.blockRows < total) this.wanted.push(block);
    this.wanted.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const block of this.wanted) this.touch(block);
    this.pump();
  }

  /** The same rows have other texts now: the old ones stay readable until the new ones arrive. */
  invalidate(): void {
    this.generation++;
    this.pump();
  }

  /** Other rows altogether. */
  clear(): void {
    this.generation++;
    this.slots.clear();
    this.wanted = [];
    this.total = 0;
    this.options.changed();
  }

  private isFresh(block: number): boolean {
    const slot = this.slots.get(block);
    return slot !== undefined && slot.generation === this.generation && slot.rows.length >= this.expected(block);
  }

  private expected(block: number): number {
    return Math.min(this.blockRows, this.total - block * this.blockRows);
  }

  private touch(block: number): void {
    const slot = this.slots.get(block);
    if (!slot) return;
    this.slots.delete(block);
    this.slots.set(block, slot);
  }

  private pump(): void {
    for (const block of this.wanted) {
      if (this.inFlight.size >= this.parallel) return;
      if (this.isFresh(block) || this.inFlight.get(block) === this.generation) continue;
      void this.load(block);
    }
  }

  private async load(block: number): Promise<void> {
    const generation = this.generation;
    this.inFlight.set(block, generation);
    let answer: RowBlock | null = null;
    try {
      answer = await this.options.fetchBlock(block * this.blockRows, this.expected(block));
    } catch {
      // Whoever fetches reports the problem; the block is asked for again when it is next wanted.
      this.wanted = this.wanted.filter((b) => b !== block);
    }
    if (this.inFlight.get(block) === generation) this.inFlight.delete(block);
    if (answer && generation === this.generation) this.store(block, { ...answer, generation });
    this.pump();
  }

  private store(block: number, slot: Slot): void {
    // A block that came back short would be asked for at once, for ever: it waits for the next `want`.
    if (slot.rows.length < this.expected(block)) this.wanted = this.wanted.filter((b) => b !== block);
    this.slots.delete(block);
    this.slots.set(block, slot);
    for (const oldest of this.slots.keys()) {
      if (this.slots.size <= this.maxBlocks) break;
      this.slots.delete(oldest);
    }
    this.options.changed();
  }
}
