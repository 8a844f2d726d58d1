// Rows by index, fetched for what is on screen; what is no longer wanted is dropped before it is asked for.
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
  readonly fetchRows: (first: number, count: number) => Promise<RowBlock>;
  readonly changed: () => void;
  readonly blockRows?: number;
  readonly maxBlocks?: number;
  readonly parallel?: number;
}

interface Slot extends RowBlock {
  readonly generation: number;
}

/** Blocks from ≤ b < to that were asked for, of a list that had `total` rows then. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly generation: number;
}

/** Blocks that are fetched on either side of what is wanted, for a list that is scrolled. */
const AROUND = 2;

export class RowCache {
  private readonly slots = new Map<number, Slot>();
  private readonly inFlight = new Set<Run>();
  /** Rows first ≤ i < end. */
  private wish = { first: 0, end: 0 };
  private total = 0;
  private generation = 0;
  private waiting: (() => void)[] = [];
  private readonly blockRows: number;
  private readonly maxBlocks: number;
  private readonly parallel: number;

  constructor(private readonly options: RowCacheOptions) {
    this.blockRows = options.blockRows ?? 20;
    this.maxBlocks = options.maxBlocks ?? 1500;
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
    this.wish = { first: Math.max(0, first), end: Math.min(end, total) };
    for (const block of this.wantedBlocks()) this.touch(block);
    this.pump();
  }

  /** Resolves when what is wanted is there, or cannot be had. */
  whenThere(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.pump();
    });
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
    this.wish = { first: 0, end: 0 };
    this.total = 0;
    this.options.changed();
    this.pump();
  }

  private wantedBlocks(): number[] {
    const { first, end } = this.wish;
    const from = Math.floor(first / this.blockRows);
    return end > first ? Array.from({ length: Math.floor((end - 1) / this.blockRows) + 1 - from }, (_, i) => from + i) : [];
  }

  /** Rows of a block that are there once a list has so many. */
  private rowsOf(block: number, total: number): number {
    return Math.max(0, Math.min(this.blockRows, total - block * this.blockRows));
  }

  /** A block that grew is as good as before while nobody wants its new rows. */
  private isFresh(block: number, end: number): boolean {
    const slot = this.slots.get(block);
    return slot !== undefined && slot.generation === this.generation && slot.rows.length >= this.rowsOf(block, end);
  }

  private isComing(block: number): boolean {
    return [...this.inFlight].some(({ from, to, total, generation }) => generation === this.generation && block >= from && block < to && total >= Math.min(this.wish.end, (block + 1) * this.blockRows));
  }

  private touch(block: number): void {
    const slot = this.slots.get(block);
    if (!slot) return;
    this.slots.delete(block);
    this.slots.set(block, slot);
  }

  private pump(): void {
    const missing = this.wantedBlocks().filter((block) => !this.isFresh(block, this.wish.end));
    if (missing.length === 0) {
      const told = this.waiting;
      this.waiting = [];
      for (const tell of told) tell();
    }
    const [from, to] = [missing.find((block) => !this.isComing(block)), missing.findLast((block) => !this.isComing(block))];
    if (from === undefined || to === undefined || this.inFlight.size >= this.parallel) return;
    void this.load(this.around(from, to + 1));
  }

  /** With what the next rows scrolled to will be. The end of a list is watched rather than scrolled: of that, only what is seen. */
  private around(from: number, to: number): Run {
    const { total, generation } = this;
    const last = Math.ceil(total / this.blockRows);
    if (this.wish.end < total) {
      for (const least = Math.max(0, from - AROUND); from > least && !this.isFresh(from - 1, total); ) from--;
      for (const most = Math.min(last, to + AROUND); to < most && !this.isFresh(to, total); ) to++;
    }
    return { from, to, total, generation };
  }

  private async load(run: Run): Promise<void> {
    this.inFlight.add(run);
    const first = run.from * this.blockRows;
    const count = Math.min(run.to * this.blockRows, run.total) - first;
    let answer: RowBlock | null = null;
    try {
      answer = await this.options.fetchRows(first, count);
    } catch {
      // Whoever fetches reports the problem.
    }
    this.inFlight.delete(run);
    // What came short, or not at all, would be asked for at once, for ever: it waits for the next `want`.
    if (run.generation === this.generation && (answer?.rows.length ?? 0) < count) this.wish = { first: 0, end: 0 };
    if (answer && run.generation === this.generation) this.store(run, answer);
    this.pump();
  }

  private store({ from, to, generation }: Run, { columns, rows }: RowBlock): void {
    for (let block = from; block < to; block++) {
      const at = (block - from) * this.blockRows;
      const part = rows.slice(at, at + this.blockRows);
      // An earlier answer that comes later may have less.
      if (part.length === 0 || this.isFresh(block, block * this.blockRows + part.length)) continue;
      this.slots.delete(block);
      this.slots.set(block, { columns, rows: part, generation });
    }
    for (const oldest of this.slots.keys()) {
      if (this.slots.size <= this.maxBlocks) break;
      this.slots.delete(oldest);
    }
    this.options.changed();
  }
}
