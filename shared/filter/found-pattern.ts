// Where a regular expression matches a text: the same expressions as `matches` takes, with capitals alike or not.
import { RE2JS } from 're2js';
import { FilterError, type FilterProblem } from './filter-problem';
import { checkedPattern, translated } from './pattern';

export type PatternPlace = (text: string) => { readonly start: number; readonly length: number } | null;

/** @returns why it is no regular expression, where it is none */
export function foundPattern(pattern: string, caseSensitive: boolean): PatternPlace | FilterProblem {
  try {
    checkedPattern(pattern, { from: 0, to: pattern.length });
  } catch (error) {
    if (error instanceof FilterError) return error.problem;
    throw error;
  }
  const compiled = RE2JS.compile(translated(pattern), caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  return (text) => {
    // Most texts have none, and that is found out sooner than where.
    if (!compiled.test(text)) return null;
    const matcher = compiled.matcher(text);
    return matcher.find() ? { start: matcher.start(), length: matcher.end() - matcher.start() } : null;
  };
}
