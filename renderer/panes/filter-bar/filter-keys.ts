// The keys of the filter bar: Enter applies, Tab takes, arrows choose, Esc restores, F1 explains.
import { applyDraft, closeSuggestions, moveSuggestion, openSuggestions, problemToShow, restoreDraft, toggleFieldHelp, useFilterBar } from '../../state/filter-bar';
import type { FilterSuggestion } from '../../../shared/ipc/contract';
import { focusList } from '../../state/focus';
import type { CodeLineHandle } from '../../widgets/code-line/code-line';
import { hasPopup } from './filter-popup';

/** Puts a suggestion where it belongs; what may follow is suggested next. */
export function takeSuggestion(line: CodeLineHandle | null, { from, to, text }: Pick<FilterSuggestion, 'from' | 'to' | 'text'>): void {
  line?.replace(from, to, text);
  line?.focus();
}

/** What Tab puts in: the line that is chosen, or the correction of what is wrong, or the first suggestion. */
export function offered(): Pick<FilterSuggestion, 'from' | 'to' | 'text'> | null {
  const bar = useFilterBar.getState();
  const chosen = bar.suggestions[bar.active] ?? null;
  if (bar.isChoosing) return chosen;
  return problemToShow(bar)?.fixes[0] ?? chosen;
}

/** @returns whether the key meant something here */
export function handleFilterKey(event: KeyboardEvent, line: CodeLineHandle | null): boolean {
  const bar = useFilterBar.getState();
  const isOpen = bar.isOpen && hasPopup(bar);
  if (event.key === 'Enter') {
    const chosen = isOpen && bar.isChoosing ? offered() : null;
    if (chosen) takeSuggestion(line, chosen);
    else void applyDraft();
    return true;
  }
  if (event.key === 'Escape') return escape(isOpen && bar.isChoosing);
  if (event.ctrlKey && event.key === ' ') openSuggestions();
  else if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  else if (event.key === 'F1') void toggleFieldHelp();
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (isOpen) moveSuggestion(event.key === 'ArrowDown' ? 1 : -1);
    else openSuggestions();
  } else if (event.key === 'Tab' && isOpen) {
    const taken = offered();
    if (taken === null) return false;
    takeSuggestion(line, taken);
  } else return false;
  return true;
}

function escape(isChoosing: boolean): boolean {
  if (isChoosing) closeSuggestions();
  else if (!restoreDraft()) focusList();
  return true;
}
