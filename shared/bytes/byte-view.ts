// A bounds-checked window onto one frame's captured bytes.

/** Why decoding stopped early. Frozen singletons: a damaged capture throws millions, so no stack traces. */
export interface OutOfBytes {
  readonly outOfBytes: 'truncated' | 'malformed';
}
/** The capture stopped before the packet did (snaplen): not the sender's fault. */
export const TRUNCATED: OutOfBytes = Object.freeze({ outOfBytes: 'truncated' });
/** A header promised more than its enclosing header allows, or a value cannot be. */
export const MALFORMED: OutOfBytes = Object.freeze({ outOfBytes: 'malformed' });

export function isOutOfBytes(error: unknown): error is OutOfBytes {
  return error === TRUNCATED || error === MALFORMED;
}

const EMPTY = new Uint8Array(0);

/**
 * Two ends matter. `capturedEnd` is where the capture stopped (caplen, or less); `reportedEnd` is where the enclosing
 * header says that this data stops. Reading past the first is TRUNCATED, past the second MALFORMED.
 * Offsets are positions in `bytes`, which may hold many frames: never assume that a frame begins at 0.
 */
export class ByteView {
  bytes: Uint8Array = EMPTY;
  /** The same bytes: a number of several bytes costs one read with it. */
  words: DataView = new DataView(EMPTY.buffer);
  capturedEnd = 0;
  reportedEnd = 0;

  reset(bytes: Uint8Array, capturedEnd: number, reportedEnd: number): void {
    if (bytes !== this.bytes) this.look(bytes);
    this.capturedEnd = capturedEnd < reportedEnd ? capturedEnd : reportedEnd;
    this.reportedEnd = reportedEnd;
  }

  /** Other bytes between the same ends. */
  look(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Other ends in the same bytes. */
  bound(capturedEnd: number, reportedEnd: number): void {
    this.capturedEnd = capturedEnd < reportedEnd ? capturedEnd : reportedEnd;
    this.reportedEnd = reportedEnd;
  }

  /** Throws TRUNCATED or MALFORMED unless `length` bytes at `at` were captured. */
  need(at: number, length: number): void {
    if (at + length <= this.capturedEnd && length >= 0) return;
    throw length >= 0 && at + length <= this.reportedEnd ? TRUNCATED : MALFORMED;
  }

  uint8(at: number): number {
    if (at + 1 > this.capturedEnd) this.need(at, 1);
    return this.bytes[at]!;
  }
  uint16(at: number): number {
    if (at + 2 > this.capturedEnd) this.need(at, 2);
    return this.words.getUint16(at);
  }
  uint24(at: number): number {
    if (at + 3 > this.capturedEnd) this.need(at, 3);
    const b = this.bytes;
    return (b[at]! << 16) | (b[at + 1]! << 8) | b[at + 2]!;
  }
  uint32(at: number): number {
    if (at + 4 > this.capturedEnd) this.need(at, 4);
    return this.words.getUint32(at);
  }
  uint48(at: number): number {
    if (at + 6 > this.capturedEnd) this.need(at, 6);
    return this.uint16(at) * 0x1_0000_0000 + this.uint32(at + 2);
  }
  uint64(at: number): bigint {
    if (at + 8 > this.capturedEnd) this.need(at, 8);
    return (BigInt(this.uint32(at)) << 32n) | BigInt(this.uint32(at + 4));
  }
  uint16le(at: number): number {
    if (at + 2 > this.capturedEnd) this.need(at, 2);
    return this.words.getUint16(at, true);
  }
  uint32le(at: number): number {
    if (at + 4 > this.capturedEnd) this.need(at, 4);
    return this.words.getUint32(at, true);
  }
  /** Any width up to 6 bytes, least significant first. */
  uintLe(at: number, width: number): number {
    this.need(at, width);
    let value = 0;
    for (let i = width - 1; i >= 0; i--) value = value * 256 + this.bytes[at + i]!;
    return value;
  }
  uint64le(at: number): bigint {
    if (at + 8 > this.capturedEnd) this.need(at, 8);
    return (BigInt(this.uint32le(at + 4)) << 32n) | BigInt(this.uint32le(at));
  }

  /** The bytes themselves, not copied: valid until the next frame. */
  slice(at: number, length: number): Uint8Array {
    this.need(at, length);
    return this.bytes.subarray(at, at + length);
  }

  /** As far as they were captured. */
  captured(at: number, length: number): Uint8Array {
    return this.bytes.subarray(at, Math.max(at, Math.min(at + length, this.capturedEnd)));
  }
}
