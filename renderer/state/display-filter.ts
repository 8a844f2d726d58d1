// The display filter that is applied: its text, how far it is, what it found. The filter bar's own text is in filter-bar.ts.
import { create } from 'zustand';
import type { DisplayFilterProgress } from '../../shared/ipc/contract';
import type { Problem } from '../../shared/problem';
import { engine } from '../engine';
import { useFound } from './displayed';
import { currentView, numberAt, refreshRows, showOtherRows } from './rows';
import { rememberFilter } from './filter-lists';
import { keepSelected, useSelection } from './selection';
import { report, toProblem, useSession } from './session';

interface DisplayFilter {
  /** '' = all frames are displayed. */
  readonly applied: string;
  /** null = none was applied to the open capture. */
  readonly progress: DisplayFilterProgress | null;
  /** Milliseconds until all frames were looked at, or until now. */
  readonly elapsedMs: number;
}

const NONE: DisplayFilter = { applied: '', progress: null, elapsedMs: 0 };

export const useDisplayFilter = create<DisplayFilter>()(() => NONE);

const get = useDisplayFilter.getState;
let startedMs = 0;
let attempt = 0;

/** Whether the frames are still looked through. */
export function isFiltering({ progress }: DisplayFilter): boolean {
  return progress?.phase === 'running';
}

function show(progress: DisplayFilterProgress): void {
  const before = get();
  if (progress.text !== before.applied) return;
  const wasEnded = before.progress !== null && !isFiltering(before);
  // Frames may be others once the rest of the capture is known.
  const isOther = before.progress !== null && (progress.displayed < before.progress.displayed || (!wasEnded && !isFiltering({ ...before, progress })));
  useFound.setState({ found: progress.text.trim() === '' ? null : progress.displayed });
  if (isOther) refreshRows();
  if (wanted > 0 && before.progress !== null) keep(progress);
  useDisplayFilter.setState({ progress, elapsedMs: wasEnded ? before.elapsedMs : performance.now() - startedMs });
}

/** Frame that shall stay selected; 0 once it is known whether it is displayed. */
let wanted = 0;

function keep({ examined, phase }: DisplayFilterProgress): void {
  const number = wanted;
  if (examined >= number || phase !== 'running') wanted = 0;
  void keepSelected(number);
}

/** Displays the frames that a filter selects; '' = all. What was displayed stays where the text is no display filter. @returns why it was not applied */
export async function applyDisplayFilter(text: string): Promise<Problem | null> {
  const mine = ++attempt;
  const { serial } = useSession.getState();
  const { index, tree } = useSelection.getState();
  const selected = index < 0 ? 0 : numberAt(index) || (tree?.detail.number ?? 0);
  const began = performance.now();
  try {
    const progress = await engine.call('displayFilter.apply', { text, selected, view: currentView() });
    if (mine !== attempt || serial !== useSession.getState().serial) return null;
    startedMs = began;
    useDisplayFilter.setState({ applied: text, progress: null, elapsedMs: 0 });
    showOtherRows();
    show(progress);
    wanted = selected;
    keep(progress);
    if (text.trim() !== '') rememberFilter(text);
    return null;
  } catch (error) {
    const cause = toProblem(error);
    if (mine === attempt && cause.code !== 'NL-FILTER-01') report(error);
    return cause;
  }
}

/** Ends looking through the frames; those found stay displayed. */
export function cancelDisplayFilter(): void {
  engine.call('displayFilter.cancel', {}).catch(report);
}

engine.on('displayFilter.progress', show);

/** Another capture begins with all its frames; the same file read again keeps its filter. */
useSession.subscribe((now, before) => {
  if (now.serial === before.serial) return;
  const { applied } = get();
  attempt++;
  useDisplayFilter.setState(NONE);
  wanted = 0;
  if (now.capture && now.capture.path === lastPath && applied !== '') void applyDisplayFilter(applied);
  if (now.capture) lastPath = now.capture.path;
});
let lastPath = '';
