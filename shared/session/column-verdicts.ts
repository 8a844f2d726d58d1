// What the columns say of one frame after the other, worked out for many at a time.
import type { Registry } from '../dissect/registry';
import { ColumnFilter } from './column-filter';
import type { FilterProgram } from './filter-program';
import { CHUNK_BITS, CHUNK_FRAMES } from './frame-columns';
import type { Session } from './session';

export class ColumnVerdicts {
  private readonly filter: ColumnFilter;
  private verdicts: Uint8Array = new Uint8Array(0);
  /** Frames [from, to) are worked out. */
  private from = 0;
  private to = 0;

  constructor(registry: Registry, private readonly session: Session, program: FilterProgram) {
    this.filter = new ColumnFilter(registry, session, program);
  }

  /** NO, YES or LOOK. */
  of(frame: number): number {
    if (frame < this.from || frame >= this.to) this.fill(frame);
    return this.verdicts[(frame - 1) & (CHUNK_FRAMES - 1)]!;
  }

  private fill(frame: number): void {
    const { store } = this.session;
    const index = (frame - 1) >>> CHUNK_BITS;
    const first = (index << CHUNK_BITS) + 1;
    this.from = frame;
    this.to = Math.min(first + CHUNK_FRAMES, store.count + 1);
    if (this.filter.asksProtocols) this.session.settleUpTo(this.to - 1);
    this.verdicts = this.filter.fill({ columns: store.columns(index), first, from: frame - first, to: this.to - first }).bytes;
  }
}
