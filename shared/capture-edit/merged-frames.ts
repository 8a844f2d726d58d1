// Frames of several captures as one: in order of time, or one file behind the other.
import { compareTimes } from './edit-steps';
import type { EditedFrame, FrameStream } from './edited-frame';

export function* appendedFrames(streams: readonly FrameStream[]): Generator<EditedFrame> {
  for (const stream of streams) yield* stream.frames();
}

/** The earliest of the files' next frames, of equal times that of the last file, as mergecap has it; a frame without a time goes before all others. */
export function* mergedFrames(streams: readonly FrameStream[]): Generator<EditedFrame> {
  const heads = streams.map((stream) => {
    const frames = stream.frames();
    return { frames, frame: frames.next() };
  });
  for (;;) {
    let best = -1;
    for (const [i, { frame }] of heads.entries()) {
      if (frame.done) continue;
      const { time } = frame.value;
      const other = best < 0 ? undefined : (heads[best]!.frame.value as EditedFrame).time;
      if (best < 0 || (other !== null && (time === null || compareTimes(time, other!) <= 0))) best = i;
    }
    if (best < 0) return;
    const head = heads[best]!;
    yield head.frame.value as EditedFrame;
    head.frame = head.frames.next();
  }
}
