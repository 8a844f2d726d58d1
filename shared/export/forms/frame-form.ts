// What prints the frames of a capture in one form, for the command line and the window alike.
import type { LineBuffer } from '../../bytes/line-buffer';
import type { FrameBytes } from '../../dissect/dissector';
import type { DissectOptions } from '../../dissect/frame-context';
import type { TimeView } from '../../session/time-text';

/** Where text goes; in parts, as they are made. */
export interface TextSink {
  write(text: string): void;
  /** What is written comes here first, so that rows can be made in it; where there is none, strings are all that is taken. */
  readonly lines?: LineBuffer;
}

export interface FormSettings {
  readonly time: TimeView;
  readonly dissect: DissectOptions;
}

/** Prints one form; `frame` may be called as soon as the frame is in the store. */
export interface FrameForm {
  begin(): void;
  frame(number: number, source: FrameBytes): void;
  end(): void;
}

/** What a document says of itself: who made it, of which capture, when. */
export interface DocumentOrigin {
  readonly creator: string;
  readonly capture: string;
  readonly madeAt: Date;
}
