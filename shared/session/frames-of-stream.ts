// The frames of one stream, found by the column that leads from each to the one before it.
import type { FrameStore } from './frame-store';

/** In order; `most`: the last so many. */
export function framesOfStream(store: FrameStore, stream: number, most = Number.POSITIVE_INFINITY): number[] {
  const frames: number[] = [];
  for (let frame = store.streams.lastFrame(stream); frame > 0 && frames.length < most; frame = store.previousInStream(frame)) frames.push(frame);
  return frames.reverse();
}
