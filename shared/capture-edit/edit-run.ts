// An edit under way: the frames of one or several captures, after all its steps.
import type { CaptureFile } from '../capture-file/capture-file';
import type { HashBytes } from './duplicate-window';
import type { EditPlan } from './edit-plan';
import { EditSteps } from './edit-steps';
import { FrameStream, type EditedFrame } from './edited-frame';
import { appendedFrames, mergedFrames } from './merged-frames';

export interface EditInput {
  readonly file: CaptureFile;
  /** Where its last whole record ends, of a file that grows. */
  readonly until?: number;
}

export interface EditOptions {
  readonly order: 'merge' | 'append';
  readonly plan: EditPlan;
  readonly hash: HashBytes;
  /** Goes on behind damage. */
  readonly resumes: boolean;
  /** Comments that a frame gets instead of its own. */
  readonly commentsOf?: (input: number, number: number) => readonly string[] | undefined;
}

/** After so many frames that were only read, whoever waits may do something else. */
const BREATHE_EVERY = 4_096;

export class EditRun {
  readonly streams: readonly FrameStream[];
  readonly steps: EditSteps;

  constructor(inputs: readonly EditInput[], private readonly options: EditOptions) {
    this.streams = inputs.map(({ file, until }, i) => new FrameStream(file, i, options.resumes, until));
    this.steps = new EditSteps(options.plan, options.hash);
  }

  /** null = nothing yet: a place to do something else. */
  *frames(): Generator<EditedFrame | null, void> {
    const { order, commentsOf } = this.options;
    let number = 0;
    for (const frame of order === 'append' ? appendedFrames(this.streams) : mergedFrames(this.streams)) {
      if (++number % BREATHE_EVERY === 0) yield null;
      if (!this.steps.take(frame, number)) continue;
      frame.comments = commentsOf?.(frame.input, frame.number) ?? frame.comments;
      yield frame;
    }
  }
}
