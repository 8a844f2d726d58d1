// Two frames side by side: the marked one and the selected one, and what the engine says differs.
import { create } from 'zustand';
import type { Detail, FrameDifference } from '../../shared/ipc/contract';
import { engine } from '../engine';
import { formatCount } from '../widgets/format-quantity';
import { noteCount, selectedHas, selectedNumber, useNotes } from './notes';
import { currentView } from './rows';
import { report, useSession } from './session';
import { openTab } from './tabs';

export interface Comparison {
  readonly difference: FrameDifference;
  readonly a: Detail;
  readonly b: Detail;
}

interface ComparisonState {
  readonly comparison: Comparison | null;
}

const NONE: ComparisonState = { comparison: null };

export const useComparison = create<ComparisonState>()(() => NONE);

/** There is a marked frame, and another is selected. */
export function canCompare(): boolean {
  const marked = noteCount('marked');
  return selectedNumber() > 0 && marked > (selectedHas('marked') ? 1 : 0);
}

/** The frame that was marked last, or else the nearest marked one. */
async function markedFrame(selected: number): Promise<number> {
  const { lastMarked } = useNotes.getState();
  if (lastMarked > 0 && lastMarked !== selected) return lastMarked;
  return (await engine.call('notes.nearest', { note: 'marked', from: selected, step: -1 })).number;
}

/** Compares the marked frame with the selected one and shows the result in its tab. */
export async function compareFrames(): Promise<void> {
  const b = selectedNumber();
  const { serial } = useSession.getState();
  const view = currentView();
  try {
    const a = await markedFrame(b);
    if (a === 0 || a === b) return;
    const [difference, detailA, detailB] = await Promise.all([
      engine.call('frames.compare', { a, b, view }),
      engine.call('frames.detail', { number: a, view }),
      engine.call('frames.detail', { number: b, view }),
    ]);
    if (serial !== useSession.getState().serial) return;
    useComparison.setState({ comparison: { difference, a: detailA, b: detailB } });
    openTab('comparison', { a: formatCount(a), b: formatCount(b) });
  } catch (error) {
    report(error);
  }
}

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) useComparison.setState(NONE);
});
