// The words of a capture filter's text with their places, and what is found wrong with one: what the rules of hints are written with.
import type { CaptureFilterError, FilterFix } from './capture-filter';

export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a rule finds; `fixes` are whole filters with what was changed. */
export type Found = Omit<CaptureFilterError, 'libpcap' | 'word'>;

export const CONNECTIVES: ReadonlySet<string> = new Set(['and', 'or', '&&', '||']);
export const NEGATIONS: ReadonlySet<string> = new Set(['not', '!']);

export function tokensOf(filter: string): Token[] {
  return [...filter.matchAll(/[^\s()[\]!&|<>=,;]+|&&|\|\||[()[\]!&|<>=,;]+/g)].map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }));
}

export function replaced(filter: string, { start, end }: { readonly start: number; readonly end: number }, text: string): string {
  return filter.slice(0, start) + text + filter.slice(end);
}

/** What is wrong at a place, in both languages, and the text that is probably meant there. */
export function found(filter: string, place: { readonly start: number; readonly end: number }, kind: Found['kind'], message: string, messageZh: string, ...meant: readonly string[]): Found {
  return { start: place.start, end: place.end, kind, message, messageZh, fixes: meant.map((change) => ({ filter: replaced(filter, place, change), change })) };
}

export function wholeFix(filter: string): FilterFix {
  return { filter, change: filter };
}

/** A word that fits into a sentence. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
