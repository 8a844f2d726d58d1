// Where in a live capture packets were lost.
import type { LostPackets } from '../../shared/live/ledger';

/** Losses so close to the one before are one; seconds. */
const TOGETHER_SECONDS = 0.5;
/** Beyond so many places the later ones are added to the last. */
const PLACES = 1_000;

export class LossRecord {
  private readonly found: LostPackets[] = [];
  private lastAt = -1;

  get list(): readonly LostPackets[] {
    return this.found;
  }

  /** @param after frames that were written before; `packets` 0 or less = nothing was lost */
  add(after: number, packets: number, atSeconds: number): void {
    if (packets <= 0) return;
    const last = this.found.at(-1);
    if (last && (last.after === after || atSeconds - this.lastAt < TOGETHER_SECONDS || this.found.length >= PLACES)) {
      this.found[this.found.length - 1] = { ...last, packets: last.packets + packets };
    } else {
      this.found.push({ after: Math.max(0, after), packets, atSeconds });
    }
    this.lastAt = atSeconds;
  }
}
