// Small pieces of the capture file for a reader that goes forward: what lies a little behind is read along.
import type { ByteSource } from '../capture-file/byte-source';

const AHEAD_BYTES = 32_768;
const MOST_AT_ONCE = 262_144;

export class NearBytes {
  bytes: Uint8Array = new Uint8Array(0);
  private own = new Uint8Array(AHEAD_BYTES);
  private from = 0;
  private to = 0;
  /** What somebody else has read of the file. */
  private lent: { readonly bytes: Uint8Array; readonly from: number } | null = null;

  constructor(private readonly source: ByteSource) {}

  /** Until it is taken back, what lies in these bytes, which stand at `from` of the file, is not read again. */
  lend(bytes: Uint8Array, from: number): void {
    this.lent = { bytes, from };
  }

  takeBack(): void {
    this.lent = null;
    this.from = this.to = 0;
  }

  /** What will be asked for next lies in [from, to) of the file: one read brings all, if it is not too much. */
  expect(from: number, to: number): void {
    if (to - from <= MOST_AT_ONCE) this.place(from, to);
  }

  /** Where [position, position + length) of the file stands in `bytes` until the next call; -1 = the file does not have it any more. */
  at(position: number, length: number): number {
    this.place(position, position + length);
    return position + length > this.to ? -1 : position - this.from;
  }

  private place(from: number, to: number): void {
    if (from >= this.from && to <= this.to) return;
    const { lent } = this;
    if (lent !== null && from >= lent.from && to <= lent.from + lent.bytes.length) {
      this.bytes = lent.bytes;
      this.from = lent.from;
      this.to = lent.from + lent.bytes.length;
      return;
    }
    if (to - from > this.own.length) this.own = new Uint8Array(2 * (to - from));
    this.bytes = this.own;
    this.from = from;
    this.to = from + this.source.read(from, this.own, 0, Math.max(to - from, AHEAD_BYTES));
  }
}
