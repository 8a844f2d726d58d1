// A problem of a display filter as a sentence of one language.
import type { FilterProblem } from './filter-problem';
import { filterWordsEn } from './problem-words-en';

export type FilterWords = Readonly<Record<keyof typeof filterWordsEn, string>>;

/** Values that name a kind of field, and are put in words. */
const TYPES: ReadonlySet<string> = new Set(['type', 'leftType', 'rightType']);

export function problemSentence({ code, values }: FilterProblem, words: FilterWords = filterWordsEn): string {
  const hasNear = code === 'unknown-field' && values['near'] !== '';
  const sentence = words[`displayFilter.${hasNear ? 'unknown-field-near' : code}`];
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const value = String(values[name] ?? '');
    const key = `displayFilterType.${value}`;
    return TYPES.has(name) && key in words ? words[key as keyof FilterWords] : value;
  });
}
