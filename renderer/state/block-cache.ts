// Rows of anything by index, fetched in blocks for what is on screen, the newest wish first.

const BLOCK = 100;
const MOST_BLOCKS = 200;

export class BlockCache<Row> {
  private readonly blocks = new Map<number, readonly Row[]>();
  private wanted: number[] = [];
  private fetching = -1;
  private generation = 0;

  /** @param fetch null = it failed, and was told */
  constructor(private readonly fetch: (first: number, count: number) => Promise<readonly Row[] | null>, private readonly changed: () => void) {}

  get(index: number): Row | undefined {
    return this.blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
  }

  /** Rows first ≤ i < end are on screen; replaces what was wanted before. */
  want(first: number, end: number): void {
    const rows = Array.from({ length: Math.max(0, Math.ceil((end - first) / BLOCK)) }, (_, i) => first + i * BLOCK);
    if (end > first) rows.push(end - 1);
    this.wantEach(rows);
  }

  /** As want(), of single rows. No more is fetched than is kept, and nothing that is on its way. */
  wantEach(rows: readonly number[]): void {
    const blocks = new Set(rows.map((row) => Math.floor(row / BLOCK)));
    this.wanted = [...blocks].slice(0, MOST_BLOCKS).filter((block) => !this.blocks.has(block) && block !== this.fetching);
    void this.pump();
  }

  clear(): void {
    this.generation++;
    this.fetching = -1;
    this.blocks.clear();
  }

  private async pump(): Promise<void> {
    const mine = this.generation;
    if (this.fetching >= 0) return;
    for (let block = this.wanted.shift(); block !== undefined; block = this.wanted.shift()) {
      this.fetching = block;
      const rows = await this.fetch(block * BLOCK, BLOCK);
      if (mine !== this.generation) return;
      this.fetching = -1;
      if (rows === null) return;
      if (this.blocks.size >= MOST_BLOCKS) for (const oldest of this.blocks.keys()) if (this.blocks.size >= MOST_BLOCKS) this.blocks.delete(oldest);
      this.blocks.set(block, rows);
      this.changed();
    }
  }
}
