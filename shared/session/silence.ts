// Gaps of silence: where nothing was captured for long, measured against how close frames stood before.
import { NO_TIME } from '../capture-file/frame-batch';
import { timeBetween, type TimeNs } from '../frame/time';
import type { FrameStore } from './frame-store';

/** Shorter pauses are no gap, whatever the pace. */
const LEAST_SECONDS = 1;
/** How many times longer than the usual distance of the frames before it a gap is, and how many frames tell what is usual. */
const TIMES_LONGER = 10;
const FRAMES_BEFORE = 16;

const inSeconds = ({ seconds, nanos }: TimeNs): number => seconds + nanos / 1e9;

/** The silence before a frame, or null. It depends on earlier frames alone, so that it is the same while a file is still read. */
export function silenceBefore(store: FrameStore, frame: number): TimeNs | null {
  const gap = distance(store, frame);
  if (gap === null || inSeconds(gap) < LEAST_SECONDS) return null;
  let sum = 0;
  let count = 0;
  for (let before = frame - 1; before > Math.max(1, frame - 1 - FRAMES_BEFORE); before--) {
    const usual = distance(store, before);
    if (usual === null) continue;
    sum += Math.max(0, inSeconds(usual));
    count++;
  }
  return count > 0 && inSeconds(gap) >= TIMES_LONGER * (sum / count) ? gap : null;
}

function distance(store: FrameStore, frame: number): TimeNs | null {
  if (frame < 2 || store.nanos(frame) === NO_TIME || store.nanos(frame - 1) === NO_TIME) return null;
  return timeBetween({ seconds: store.seconds(frame - 1), nanos: store.nanos(frame - 1) }, { seconds: store.seconds(frame), nanos: store.nanos(frame) });
}
