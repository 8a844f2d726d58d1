// Where a capture's bytes come from: a file, memory, or something decompressed on the way.

export interface ByteSource {
  /**
   * Bytes that are there now. It grows while a file is still being written, and for a compressed file it is what has been
   * decompressed so far: so read until `read` gives 0 rather than until `size`.
   */
  readonly size: number;
  /**
   * Copies up to `length` bytes at `position` into `target` from `start`. Synchronous.
   * @returns how many were copied; fewer than asked only where the bytes end, 0 at or behind the end
   * @throws ProblemError NL-FILE-09 (the system reports a read error)
   */
  read(position: number, target: Uint8Array, start: number, length: number): number;
  /** How much of the file on disk has been worked through, where that differs from what `read` was asked for (compressed). */
  progress?(): SourceProgress;
  /** Set once bytes cannot be had although there should be more (compressed data cut or damaged). */
  readonly damage?: SourceDamage | null;
}

export interface SourceDamage {
  /** Bytes that can be read before it. */
  readonly offset: number;
  /** What is wrong, as the end of a sentence: `the checksum at byte 100 does not fit`. */
  readonly reason: string;
}

export interface SourceProgress {
  /** Bytes of the file on disk that were used up. */
  readonly bytesRead: number;
  /** Bytes of the file on disk. */
  readonly size: number;
}

/** Bytes in memory as a ByteSource. */
export class MemorySource implements ByteSource {
  constructor(private bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.length;
  }

  read(position: number, target: Uint8Array, start: number, length: number): number {
    const got = Math.max(0, Math.min(length, this.bytes.length - position, target.length - start));
    target.set(this.bytes.subarray(position, position + got), start);
    return got;
  }

  /** What a writer does to a file: more bytes at the end. */
  append(more: Uint8Array): void {
    const joined = new Uint8Array(this.bytes.length + more.length);
    joined.set(this.bytes);
    joined.set(more, this.bytes.length);
    this.bytes = joined;
  }
}

/** Up to `length` bytes at `position`, in an array of exactly the size that was there. */
export function readBytes(source: ByteSource, position: number, length: number): Uint8Array {
  const target = new Uint8Array(Math.min(length, Math.max(0, length)));
  const got = source.read(position, target, 0, length);
  return got === length ? target : target.slice(0, got);
}
