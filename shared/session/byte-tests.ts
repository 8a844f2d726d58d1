// Tests that the frames' bytes answer where they lie, without dissection: for all frames that were read at once.
import type { FrameColumns } from './frame-columns';
import type { VerdictWords } from './verdict-words';

/** What was read of the file, and frames that lie in it. */
export interface ReadFrames {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the bytes stand in the file. */
  readonly position: number;
  readonly columns: FrameColumns;
  /** Number of the frame in slot 0. */
  readonly first: number;
  /** Their numbers, at places [begin, end). */
  readonly frames: Uint32Array;
  readonly begin: number;
  readonly end: number;
}

export interface ByteTest {
  /** The verdicts of the test over columns: what is LOOK there, and told by the bytes, is written anew. */
  readonly out: VerdictWords;
  look(read: ReadFrames): void;
}
