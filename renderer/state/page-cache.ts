// Lines of a long table by their place, fetched in pages for what is on screen; lines as they were stay until the new ones have come.

const PAGE = 100;
/** Pages that are kept. */
const MOST = 50;

export class PageCache<T> {
  private readonly pages = new Map<number, { readonly generation: number; readonly lines: readonly T[] }>();
  private generation = 0;
  private busy = false;
  private wanted: readonly [first: number, end: number] = [0, 0];

  /** @param fetchPage gives fewer lines where the table ends @param changed lines have come */
  constructor(private readonly fetchPage: (first: number, count: number) => Promise<readonly T[]>, private readonly changed: () => void) {}

  at(index: number): T | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.lines[index % PAGE];
  }

  /** Lines first ≤ i < end are on screen. */
  want(first: number, end: number): void {
    this.wanted = [first, end];
    if (!this.busy) void this.fetchWanted();
  }

  /** All lines are to be asked for anew. */
  async renew(): Promise<void> {
    this.generation++;
    if (!this.busy) await this.fetchWanted();
  }

  clear(): void {
    this.pages.clear();
    this.generation++;
  }

  private async fetchWanted(): Promise<void> {
    this.busy = true;
    try {
      for (let page = this.missing(); page >= 0; page = this.missing()) {
        const { generation } = this;
        const lines = await this.fetchPage(page * PAGE, PAGE);
        this.pages.delete(page);
        this.pages.set(page, { generation, lines });
        if (this.pages.size > MOST) this.pages.delete(this.pages.keys().next().value ?? 0);
        this.changed();
      }
    } catch {
      // Whoever fetches has said why.
    } finally {
      this.busy = false;
    }
  }

  /** The first page on screen that is not there, or is as it was before. -1 = none. */
  private missing(): number {
    const [first, end] = this.wanted;
    for (let page = Math.floor(first / PAGE); page * PAGE < Math.max(end, first + 1); page++) if (this.pages.get(page)?.generation !== this.generation) return page;
    return -1;
  }
}
