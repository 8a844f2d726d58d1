// The endpoints that follow from conversations, in the order in which they were met: numbers only; a row is made when somebody looks at it.
import type { Endpoint } from './conversations';
import type { CountedPairs } from './counted-pairs';
import { DirectedSums } from './directed-sums';
import type { Party } from './pair-table';

const ROOM = 64;

export class CountedEndpoints {
  count = 0;
  /** What row n sent is direction 2n, what it received 2n + 1. */
  private readonly sums = new DirectedSums();
  /** Where each was met: table, row there, side. */
  private places = new Uint32Array(3 * ROOM);

  constructor(private readonly tables: readonly CountedPairs[]) {
    for (const [table, pairs] of tables.entries()) this.add(table, pairs);
  }

  party(row: number): Party {
    const [table, pair, side] = this.places.subarray(3 * row, 3 * row + 3) as unknown as [number, number, number];
    return this.tables[table]!.party(pair, side);
  }

  /** @param side what it sent 0, what it received 1 */
  packets(row: number, side: 0 | 1): number {
    return this.sums.packets[2 * row + side]!;
  }
  bytes(row: number, side: 0 | 1): number {
    return this.sums.bytes[2 * row + side]!;
  }

  endpoint(row: number): Endpoint {
    const sum = (side: 0 | 1) => ({ packets: this.packets(row, side), bytes: this.bytes(row, side) });
    return { party: this.party(row), sent: sum(0), received: sum(1) };
  }

  private add(table: number, pairs: CountedPairs): void {
    const { sums } = this;
    const before = this.count;
    for (let row = 0; row < pairs.count; row++) {
      for (let side = 0; side < 2; side++) {
        const number = before + pairs.partyNumber(row, side);
        if (number === this.count) this.open(table, row, side);
        sums.packets[2 * number]! += pairs.packets(row, side);
        sums.packets[2 * number + 1]! += pairs.packets(row, 1 - side);
        sums.bytes[2 * number]! += pairs.bytes(row, side);
        sums.bytes[2 * number + 1]! += pairs.bytes(row, 1 - side);
      }
    }
  }

  private open(table: number, row: number, side: number): void {
    const at = 3 * this.count++;
    this.sums.reserve(2 * this.count);
    if (at === this.places.length) {
      const bigger = new Uint32Array(2 * at);
      bigger.set(this.places);
      this.places = bigger;
    }
    this.places.set([table, row, side], at);
  }
}
