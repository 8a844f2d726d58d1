// Goes from a frame to the next or previous one of its conversation.
import type { FrameStore } from './frame-store';
import type { RowSet } from './row-set';

/** The next or previous displayed frame of a frame's conversation, in either direction; 0 = there is none. */
export function inConversation(store: FrameStore, displayed: RowSet, frame: number, step: 1 | -1): number {
  const stream = frame >= 1 && frame <= store.count ? store.stream(frame) >> 1 : -1;
  if (stream < 0) return 0;
  const isDisplayed = (number: number): boolean => displayed.numberAt(displayed.nearest(number)) === number;
  if (step < 0) {
    let before = store.previousInStream(frame);
    while (before !== 0 && !isDisplayed(before)) before = store.previousInStream(before);
    return before;
  }
  for (let next = frame + 1; next <= store.count; next++) if (store.stream(next) >> 1 === stream && isDisplayed(next)) return next;
  return 0;
}
