// Bytes of displayed frames, read row after row: those that lie close together with one read.
import type { ByteSource } from '../capture-file/byte-source';
import type { FrameStore } from './frame-store';
import type { RowSet } from './row-set';

/** Bytes read at once. */
const WINDOW_BYTES = 4 * 1_048_576;
/** Bytes that are read in vain rather than with a read of their own. */
const GAP_BYTES = 16_384;

export class RowBytes {
  bytes = new Uint8Array(65_536);
  /** Where `bytes` begins in the file, and where what was read ends. */
  from = 0;
  private to = 0;

  /** @param last rows up to this one will be asked for */
  constructor(private readonly source: ByteSource, private readonly store: FrameStore, private readonly rows: RowSet, private readonly last: number) {}

  /** The bytes of the frame in row `index` are there. False: the file does not have them any more. */
  reach(index: number): boolean {
    const frame = this.rows.numberAt(index);
    const end = this.store.position(frame) + this.store.caplen(frame);
    if (this.store.position(frame) < this.from || end > this.to) this.read(index);
    return end <= this.to;
  }

  private read(index: number): void {
    const from = this.store.position(this.rows.numberAt(index));
    let to = from;
    for (let next = index; next < this.last || next === index; next++) {
      const frame = this.rows.numberAt(next);
      const at = this.store.position(frame);
      const end = at + this.store.caplen(frame);
      if (next > index && (at < from || at > to + GAP_BYTES || end - from > WINDOW_BYTES)) break;
      if (end > to) to = end;
    }
    if (to - from > this.bytes.length) this.bytes = new Uint8Array(Math.max(to - from, this.bytes.length * 2));
    this.from = from;
    this.to = from + this.source.read(from, this.bytes, 0, to - from);
  }
}
