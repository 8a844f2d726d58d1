// The text in the filter bar before it is applied: what is said of it, what may be typed next, and which suggestion is chosen.
import { create } from 'zustand';
import type { DisplayFilterCheck, FieldInfo, FilterRemark, FilterSuggestion } from '../../shared/ipc/contract';
import { joinFilters, type Join } from '../../shared/filter/join-filters';
import { engine } from '../engine';
import { applyDisplayFilter, useDisplayFilter } from './display-filter';
import { usePreferences } from './preferences';
import { report, useSession } from './session';

export interface FilterBar {
  readonly draft: string;
  readonly caret: number;
  /** Of exactly this draft; null = not said yet. */
  readonly check: DisplayFilterCheck | null;
  readonly suggestions: readonly FilterSuggestion[];
  /** Index into suggestions. */
  readonly active: number;
  /** The user went into the list by keys: Enter takes what is chosen there. */
  readonly isChoosing: boolean;
  /** This text was to be applied, and could not be. */
  readonly isRefused: boolean;
  /** What is said and suggested is shown below the bar. */
  readonly isOpen: boolean;
  /** What the field at the caret means, when it was asked for. */
  readonly help: FieldInfo | null;
  /** Grows each time the bar is to have the focus. */
  readonly focusAsked: number;
}

export const useFilterBar = create<FilterBar>()(() => ({
  draft: '', caret: 0, check: null, suggestions: [], active: 0, isChoosing: false, isRefused: false, isOpen: false, help: null, focusAsked: 0,
}));

const get = useFilterBar.getState;
const set = useFilterBar.setState;

/** What is wrong with the draft; null while a word is still being typed that may become something. */
export function problemToShow({ check, draft, caret, suggestions, isRefused }: FilterBar): FilterRemark | null {
  const problem = check?.problem ?? null;
  if (!problem || isRefused || caret !== draft.length || problem.to < draft.trimEnd().length) return problem;
  const word = problem.code === 'unexpected-end' ? '' : draft.slice(problem.from, problem.to).toLowerCase();
  return suggestions.some(({ kind, text }) => kind !== 'recent' && text.toLowerCase().startsWith(word)) ? null : problem;
}

let asking = false;
let stale = false;

/** One question at a time; when it is answered, the newest text is asked about if it is another by then. */
function ask(): void {
  stale = true;
  if (!asking) void answer();
}

async function answer(): Promise<void> {
  asking = true;
  while (stale) {
    stale = false;
    const { draft, caret } = get();
    try {
      const [check, suggestions] = await Promise.all([engine.call('displayFilter.check', { text: draft }), engine.call('displayFilter.suggest', { text: draft, caret })]);
      if (draft === get().draft) set({ check, suggestions: [...recentFor(draft, caret), ...suggestions], active: 0, isChoosing: false });
    } catch (error) {
      report(error);
    }
  }
  asking = false;
}

/** Filters applied lately and saved ones that begin with what was typed. */
function recentFor(draft: string, caret: number): FilterSuggestion[] {
  const typed = draft.slice(0, caret).trimStart();
  if (caret !== draft.length) return [];
  const { recentFilters, savedFilters } = usePreferences.getState();
  const named = savedFilters.map(({ name, text }) => ({ text, detail: name === text ? '' : name, doc: 'saved' }));
  const all = [...named, ...recentFilters.filter((text) => !named.some((saved) => saved.text === text)).map((text) => ({ text, detail: '', doc: 'recent' }))];
  return all
    .filter(({ text }) => text.startsWith(typed) && text !== draft)
    .slice(0, typed === '' ? 8 : 3)
    .map(({ text, detail, doc }) => ({ from: 0, to: draft.length, text, kind: 'recent', label: text, detail, doc }));
}

/** The user typed, or moved the caret. */
export function editDraft(draft: string, caret: number, changed: boolean): void {
  set(changed ? { draft, caret, check: null, isRefused: false, isOpen: true, help: null } : { caret });
  ask();
}

/** Puts a text into the bar as if it had been typed. */
export function setDraft(draft: string): void {
  set({ draft, caret: draft.length, check: null, isRefused: false, isOpen: false, help: null });
  ask();
}

export function focusFilterBar(): void {
  set({ focusAsked: get().focusAsked + 1 });
}

export function openSuggestions(): void {
  set({ isOpen: true });
  ask();
}

export function closeSuggestions(): void {
  set({ isOpen: false, isChoosing: false, help: null });
}

export function moveSuggestion(step: number): void {
  const { suggestions, active, isChoosing } = get();
  if (suggestions.length === 0) return;
  const next = isChoosing ? active + step : step > 0 ? 0 : suggestions.length - 1;
  set({ active: (next + suggestions.length) % suggestions.length, isChoosing: true });
}

/** Applies the draft; one that is no display filter stays in the bar, with what is wrong. */
export async function applyDraft(): Promise<void> {
  const { draft } = get();
  set({ isOpen: false, isChoosing: false, help: null });
  const cause = await applyDisplayFilter(draft.trim());
  if (cause && get().draft === draft) {
    set({ isOpen: true, isRefused: true });
    ask();
  }
}

/** The text that is applied comes back into the bar. @returns whether it was another */
export function restoreDraft(): boolean {
  const { applied } = useDisplayFilter.getState();
  const { draft } = get();
  closeSuggestions();
  if (draft === applied) return false;
  setDraft(applied);
  return true;
}

export function clearFilter(): void {
  setDraft('');
  if (useDisplayFilter.getState().applied !== '') void applyDraft();
}

/** Joins a filter to the one in the bar, and applies it or leaves it to be looked at. */
export function addFilter(filter: string, join: Join, apply: boolean): void {
  if (filter === '') return;
  setDraft(joinFilters(get().draft, join, filter));
  if (apply) void applyDraft();
  else focusFilterBar();
}

/** Applies a filter in place of the one that is there. */
export function applyFilter(filter: string): void {
  setDraft(filter);
  void applyDraft();
}

/** Says what the field at the caret, or else the chosen suggestion, means; a second time closes that. */
export async function toggleFieldHelp(): Promise<void> {
  const { help, draft, caret, suggestions, active, isChoosing } = get();
  if (help) return set({ help: null });
  const chosen = suggestions[active];
  const word = /[\w.-]*$/.exec(draft.slice(0, caret))![0] + /^[\w.-]*/.exec(draft.slice(caret))![0];
  const field = isChoosing && chosen ? chosen.text : word || (chosen?.text ?? '');
  if (field === '') return;
  try {
    const found = await engine.call('fields.search', { text: field.slice(0, 120), limit: 1 });
    set({ help: found[0] ?? null, isOpen: true });
  } catch (error) {
    report(error);
  }
}

/** What is applied by others (an opened capture, a menu) stands in the bar, unless the user is typing something else. */
useDisplayFilter.subscribe((now, before) => {
  if (now.applied !== before.applied && get().draft === before.applied) setDraft(now.applied);
});
useSession.subscribe((now, before) => {
  if (now.serial !== before.serial && now.capture === null) set({ draft: '', check: null, suggestions: [], isOpen: false, help: null });
});
