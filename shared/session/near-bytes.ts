// Small pieces of the capture file for a reader that goes forward: what lies a little behind is read along.
import type { ByteSource } from '../capture-file/byte-source';

const AHEAD_BYTES = 32_768;
const MOST_AT_ONCE = 262_144;

export class NearBytes {
  bytes = new Uint8Array(AHEAD_BYTES);
  private from = 0;
  private to = 0;

  constructor(private readonly source: ByteSource) {}

  /** What will be asked for next lies in [from, to) of the file: one read brings all, if it is not too much. */
  expect(from: number, to: number): void {
    const length = to - from;
    if (length > MOST_AT_ONCE || (from >= this.from && to <= this.to)) return;
    if (length > this.bytes.length) this.bytes = new Uint8Array(2 * length);
    this.from = from;
    this.to = from + this.source.read(from, this.bytes, 0, Math.max(length, AHEAD_BYTES));
  }

  /** Where [position, position + length) of the file stands in `bytes` until the next call; -1 = the file does not have it any more. */
  at(position: number, length: number): number {
    if (position < this.from || position + length > this.to) {
      if (length > this.bytes.length) this.bytes = new Uint8Array(2 * length);
      this.from = position;
      this.to = position + this.source.read(position, this.bytes, 0, Math.max(length, AHEAD_BYTES));
    }
    return position + length > this.to ? -1 : position - this.from;
  }
}
