// Finding frames: what is looked for, how far the search is, and what it found.
import { create } from 'zustand';
import type { FindProgress, FindQuery, FindResult } from '../../shared/ipc/find-calls';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { formatCount } from '../widgets/format-quantity';
import { usePreferences } from './preferences';
import { currentView, numberAt } from './rows';
import { revealNodeAt, selectByte, selectShown, useSelection } from './selection';
import { announce, report, toProblem, useSession } from './session';
import type { Problem } from '../../shared/problem';

interface Find {
  readonly isOpen: boolean;
  /** Grows when the bar is asked for: the box takes the focus, also where it is open. */
  readonly asked: number;
  readonly query: FindQuery;
  /** null = no search runs. */
  readonly progress: FindProgress | null;
  /** What the last search found; its place is shown in the list, the details and the bytes. */
  readonly hit: FindResult | null;
  /** Nothing was found of the query as it stands. */
  readonly isMissing: boolean;
  /** Why the query is none. */
  readonly problem: Problem | null;
}

const QUERY: FindQuery = { kind: 'string', text: '', where: 'list', caseSensitive: false, characters: 'both' };
const NOTHING = { progress: null, hit: null, isMissing: false, problem: null } as const;

export const useFind = create<Find>()(() => ({ isOpen: false, asked: 0, query: QUERY, ...NOTHING }));

const { getState: get, setState: set } = useFind;

export function openFind(): void {
  set({ isOpen: true, asked: get().asked + 1 });
}

export function closeFind(): void {
  cancelFind();
  set({ isOpen: false, ...NOTHING });
}

export function changeQuery(change: Partial<FindQuery>): void {
  set({ query: { ...get().query, ...change }, hit: null, isMissing: false, problem: null });
}

export function cancelFind(): void {
  if (get().progress) engine.call('find.cancel', {}).catch(report);
}

export function canFind(): boolean {
  return get().query.text !== '' && useSession.getState().capture !== null;
}

let newest = 0;

/** The next (1) or previous (-1) frame; the list goes there. */
export async function findFrame(step: 1 | -1): Promise<void> {
  if (!canFind()) return openFind();
  const mine = ++newest;
  const { serial } = useSession.getState();
  const { index } = useSelection.getState();
  const columns = usePreferences.getState().columns.map(({ id }) => id);
  set({ ...NOTHING, progress: { examined: 0, total: 0 } });
  try {
    const result = await engine.call('find.next', { query: get().query, from: index < 0 ? 0 : numberAt(index), step, columns, view: currentView() });
    if (mine === newest && serial === useSession.getState().serial) show(result, step);
  } catch (error) {
    if (mine !== newest) return;
    const problem = toProblem(error);
    set({ progress: null, problem });
    if (!/^NL-FI/.test(problem.code)) report(error);
  }
}

function show(result: FindResult, step: 1 | -1): void {
  const text = currentText();
  if (result.number === 0) {
    set({ ...NOTHING, isMissing: !result.cancelled });
    return announce(result.cancelled ? text('find.cancelled', { formatted: formatCount(result.examined) }) : text('find.none'));
  }
  set({ ...NOTHING, hit: result });
  selectShown(result.index, () => {
    if (result.node >= 0) revealNodeAt(result.node);
    else if (result.length > 0) selectByte(0, result.start);
  });
  const number = formatCount(result.number);
  announce(text(result.wrapped ? (step > 0 ? 'find.wrapped' : 'find.wrappedBack') : 'find.found', { number }));
}

engine.on('find.progress', (progress) => {
  if (get().progress) set({ progress });
});
useSession.subscribe((now, before) => {
  if (now.serial === before.serial) return;
  newest++;
  set(NOTHING);
});
