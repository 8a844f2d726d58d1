// Reads frames of ascending numbers from the capture file, those that lie close together with one read.
import type { ByteSource } from '../capture-file/byte-source';
import type { FrameStore } from './frame-store';

/** Bytes read at once. */
const RUN_BYTES = 1_048_576;
/** Bytes that are read in vain rather than with a read of their own. */
const GAP_BYTES = 8192;

export class FrameRuns {
  bytes = new Uint8Array(0);
  /** The part of `bytes` that holds what was read last, and where that stands in the file. */
  filled = this.bytes.subarray(0, 0);
  from = 0;
  private length = 0;

  constructor(private readonly source: ByteSource, private readonly store: FrameStore) {}

  /** Forgets what was read: the file may have changed. */
  clear(): void {
    this.length = 0;
  }

  /**
   * Where the frame's bytes stand in `bytes`; -1 = the file does not have them any more.
   * @param next the i-th frame after this one, negative where its bytes are not wanted; 0 = none
   */
  place(frame: number, next: (i: number) => number): number {
    const position = this.store.position(frame);
    const end = position + this.store.caplen(frame);
    if (position < this.from || end > this.from + this.length) this.read(position, end, next);
    return end > this.from + this.length ? -1 : position - this.from;
  }

  private read(position: number, end: number, next: (i: number) => number): void {
    let to = end;
    for (let i = 1, frame = next(i); frame !== 0; frame = next(++i)) {
      const at = this.store.position(Math.abs(frame));
      const until = at + this.store.caplen(Math.abs(frame));
      if (at < position || at > to + GAP_BYTES || until - position > RUN_BYTES) break;
      if (frame > 0 && until > to) to = until;
    }
    if (to - position > this.bytes.length) this.bytes = new Uint8Array(Math.max(RUN_BYTES, to - position));
    this.from = position;
    this.length = this.source.read(position, this.bytes, 0, to - position);
    this.filled = this.bytes.subarray(0, this.length);
  }
}
