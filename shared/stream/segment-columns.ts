// What the analysis of TCP reads: columns of the frames, and one segment on its way through the tests.

/** Columns of a stretch of frames. */
export interface SegmentChunk {
  /** (stream << 1) | direction, -1 = none; not only of TCP. */
  readonly stream: Int32Array;
  readonly sequence: Uint32Array;
  readonly acknowledgment: Uint32Array;
  readonly flags: Uint16Array;
  readonly window: Uint16Array;
  readonly payload: Uint16Array | Uint32Array;
}

/** What is read; frames count from 1. */
export interface SegmentColumns {
  readonly count: number;
  /** Frames of one chunk, as a power of two. */
  readonly chunkBits: number;
  columns(index: number): SegmentChunk;
  isTcp(stream: number): boolean;
  readonly streamCount: number;
  /** Shift of the window, -1 = not known, -2 = not in use. */
  windowShift(flow: number): number;
  /** The stream begins on ports that another one had before. */
  isReused(stream: number): boolean;
  /** Nanoseconds. */
  between(from: number, to: number): number;
  /** Its time is that from which times count. */
  isEpoch(frame: number): boolean;
  /** [frame, FrameFacts.sacked] */
  readonly sacks: { readonly length: number; readonly data: Uint32Array };
}

/** One segment on its way through the tests. */
export interface Segment {
  frame: number;
  flow: number;
  sequence: number;
  acknowledgment: number;
  length: number;
  flags: number;
  window: number;
  sacked: number;
}

export const [FIN, SYN, RST, PSH, ACK] = [0x01, 0x02, 0x04, 0x08, 0x10] as const;
