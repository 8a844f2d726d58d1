// Display filters to be had again: those applied lately, and those saved under a name.
import { setPreference, usePreferences, type Preferences } from './preferences';

export const MOST_RECENT = 30;
export const MOST_SAVED = 50;

export type SavedFilter = Preferences['savedFilters'][number];

/** The newest first, each once. */
export function withNewest(list: readonly string[], text: string): string[] {
  return [text, ...list.filter((other) => other !== text)].slice(0, MOST_RECENT);
}

/** Saved filters in their order; one of the same name or text is replaced where it stands. */
export function withSaved(list: readonly SavedFilter[], saved: SavedFilter): SavedFilter[] {
  const at = list.findIndex((other) => other.name === saved.name || other.text === saved.text);
  return at < 0 ? [...list, saved].slice(-MOST_SAVED) : list.map((other, i) => (i === at ? saved : other));
}

export function rememberFilter(text: string): void {
  if (text.length <= 2000) setPreference('recentFilters', withNewest(usePreferences.getState().recentFilters, text.trim()));
}

export function clearRecentFilters(): void {
  setPreference('recentFilters', []);
}

export function saveFilter(text: string, name: string): void {
  const saved = { text: text.trim(), name: (name.trim() || text.trim()).slice(0, 120) };
  if (saved.text !== '' && saved.text.length <= 1000) setPreference('savedFilters', withSaved(usePreferences.getState().savedFilters, saved));
}

export function isSaved(text: string): boolean {
  return usePreferences.getState().savedFilters.some((saved) => saved.text === text.trim());
}

export function forgetFilter(text: string): void {
  setPreference('savedFilters', usePreferences.getState().savedFilters.filter((saved) => saved.text !== text.trim()));
}
