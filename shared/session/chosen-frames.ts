// Which frames of an open capture leave it: all, those displayed, marked or selected, ranges of numbers, or a conversation; and what they depend on.
import type { FrameChoice } from '../ipc/frame-choice';
import { FrameSet, type FrameRanges } from './frame-set';
import type { Session } from './session';
import { framesOfStream } from './stream-frames';

/** @returns null = all frames */
export function chosenFrames(session: Session, choice: FrameChoice): FrameSet | null {
  const chosen = namedFrames(session, choice);
  if (chosen !== null && choice.withDependencies) addDependencies(session, chosen);
  return chosen;
}

function namedFrames(session: Session, choice: FrameChoice): FrameSet | null {
  const { store, displayed, notes } = session;
  switch (choice.which) {
    case 'all': return null;
    case 'displayed': {
      const set = new FrameSet();
      for (let row = 0; row < displayed.count; row++) set.add(displayed.numberAt(row), displayed.numberAt(row));
      return set;
    }
    case 'marked': return FrameSet.ofRanges(notes.marked.ranges());
    case 'selected': return FrameSet.ofRanges([[choice.number, choice.number]]);
    case 'ranges': return FrameSet.ofRanges(withinCapture(choice.ranges, store.count));
    case 'conversation': return conversationOf(session, choice.number);
  }
}

const withinCapture = (ranges: FrameRanges, count: number): FrameRanges => ranges.filter(([first]) => first <= count).map(([first, last]) => [first, Math.min(last, count)]);

/** The frames of the stream that a frame belongs to; the frame alone where it has none. */
function conversationOf({ store }: Session, number: number): FrameSet {
  const stream = store.stream(number) >> 1;
  return FrameSet.from(stream < 0 ? [number] : framesOfStream(store, stream));
}

/** The other fragments and segments of what is put together in a chosen frame. */
function addDependencies(session: Session, chosen: FrameSet): void {
  const { store } = session;
  session.settleUpTo(store.count);
  for (let frame = chosen.nearest(0, 1); frame > 0; frame = chosen.nearest(frame, 1)) {
    for (const other of [...session.defragmenter.framesOfDatagrams(frame), ...session.reassembler.framesOfPdus(frame)]) chosen.add(other, other);
  }
}
