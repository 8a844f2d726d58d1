// Two frames side by side: which frame waits to be compared, and what the engine says differs.
import { create } from 'zustand';
import type { Detail, FrameDifference } from '../../shared/ipc/contract';
import { engine } from '../engine';
import { shortcutOf } from '../keyboard';
import { currentText } from '../locales/text';
import { currentView, numberAt } from './rows';
import { useSelection } from './selection';
import { announce, report, useSession } from './session';

export interface Comparison {
  readonly difference: FrameDifference;
  readonly a: Detail;
  readonly b: Detail;
}

interface ComparisonState {
  /** Frame that was marked to be compared; 0 = none. */
  readonly marked: number;
  readonly comparison: Comparison | null;
  /** Which of the tabs is shown. */
  readonly tab: 'packets' | 'comparison';
}

const NONE: ComparisonState = { marked: 0, comparison: null, tab: 'packets' };

export const useComparison = create<ComparisonState>()(() => NONE);

function selectedNumber(): number {
  const { index } = useSelection.getState();
  return index < 0 ? 0 : numberAt(index);
}

export function toggleMark(): void {
  const number = selectedNumber();
  const marked = useComparison.getState().marked === number ? 0 : number;
  useComparison.setState({ marked });
  announce(marked === 0 ? currentText()('status.unmarked') : currentText()('status.marked', { number: marked, key: shortcutOf('edit.compare') }));
}

export function canCompare(): boolean {
  const { marked } = useComparison.getState();
  return marked > 0 && selectedNumber() > 0 && selectedNumber() !== marked;
}

/** Compares the marked frame with the selected one and shows the result in its tab. */
export async function compareFrames(): Promise<void> {
  const a = useComparison.getState().marked;
  const b = selectedNumber();
  const { serial } = useSession.getState();
  const view = currentView();
  try {
    const [difference, detailA, detailB] = await Promise.all([
      engine.call('frames.compare', { a, b, view }),
      engine.call('frames.detail', { number: a, view }),
      engine.call('frames.detail', { number: b, view }),
    ]);
    if (serial === useSession.getState().serial) useComparison.setState({ comparison: { difference, a: detailA, b: detailB }, tab: 'comparison' });
  } catch (error) {
    report(error);
  }
}

export function showTab(tab: ComparisonState['tab']): void {
  useComparison.setState({ tab });
}

export function closeComparison(): void {
  useComparison.setState({ comparison: null, tab: 'packets' });
}

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) useComparison.setState(NONE);
});
