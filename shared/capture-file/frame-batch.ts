// What a scanner fills: one slot per frame in preallocated typed arrays, used again and again.

/** `nanos` of a frame that carries no time (pcapng Simple Packet Block). */
export const NO_TIME = -1;

/** Frames found in one run of bytes, in file order. Slots 0 … count - 1 are filled. */
export class FrameBatch {
  count = 0;
  /** The run in which the packet bytes lie until the next fill; `start` counts from its beginning. */
  run: Uint8Array = new Uint8Array(0);
  /** Position of the first packet byte in the (decompressed) file. */
  readonly position: Float64Array;
  /** Offset of the first packet byte in `run`. */
  readonly start: Uint32Array;
  /** Bytes captured, all of them in `run`. */
  readonly caplen: Uint32Array;
  /** Bytes on the wire. May be smaller than caplen in a file that says so. */
  readonly len: Uint32Array;
  /** Seconds since 1970-01-01 UTC, whole. */
  readonly seconds: Float64Array;
  /** 0 … 999,999,999, or NO_TIME; in a damaged pcap file any 32-bit value (see pcap.ts). */
  readonly nanos: Int32Array;
  /** Index into the scanner's `interfaces`, counted over all sections of the file. */
  readonly interfaceIndex: Uint32Array;

  constructor(readonly capacity = 65_536) {
    this.position = new Float64Array(capacity);
    this.start = new Uint32Array(capacity);
    this.caplen = new Uint32Array(capacity);
    this.len = new Uint32Array(capacity);
    this.seconds = new Float64Array(capacity);
    this.nanos = new Int32Array(capacity);
    this.interfaceIndex = new Uint32Array(capacity);
  }
}
