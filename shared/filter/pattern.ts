// The regular expressions of `matches`: RE2's, which never take longer than the text is long.
import { RE2JS } from 're2js';
import { FilterError } from './filter-problem';
import type { Span } from './syntax-tree';

/** Longer ones, and those whose repetitions multiply, would make a program too big to run. */
const LONGEST = 2000;
const MOST_REPEATED = 1000;

/** What RE2 cannot: it would have to go back in the text. */
const BEYOND: readonly (readonly [RegExp, string])[] = [
  [/\(\?[=!]/, 'look-ahead'], [/\(\?<[=!]/, 'look-behind'], [/(?<!\\)(?:\\\\)*\\[1-9]|\\k[<{']/, 'back-reference'], [/\(\?>/, 'atomic group'], [/(?:[*+?]|\})\+/, 'possessive'], [/\(\?(?:\(|R|&|\d)/, 'recursion'],
];

export interface Pattern {
  test(text: string): boolean;
}

/** Capitals do not count, as in Wireshark; `(?-i)` makes them count. @throws FilterError */
export function checkedPattern(pattern: string, span: Span): void {
  if (pattern.length > LONGEST) throw new FilterError(span, 'pattern-too-big', { length: pattern.length, most: LONGEST });
  const repeated = repetitions(pattern);
  if (repeated > MOST_REPEATED) throw new FilterError(span, 'pattern-too-big', { length: repeated, most: MOST_REPEATED });
  try {
    compiledPattern(pattern);
  } catch (error) {
    for (const [form, what] of BEYOND) if (form.test(pattern)) throw new FilterError(span, 'pattern-beyond-re2', { what });
    throw new FilterError(span, 'bad-pattern', { reason: reasonOf(error) });
  }
}

export function compiledPattern(pattern: string): Pattern {
  const compiled = RE2JS.compile(translated(pattern), RE2JS.CASE_INSENSITIVE);
  return { test: (text) => compiled.test(text) };
}

/** The product of the counts in braces: nested repetitions multiply. */
function repetitions(pattern: string): number {
  let product = 1;
  for (const [, low, high] of pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) product *= Math.max(1, Number(high === undefined || high === '' ? low : high));
  return product;
}

/** PCRE's spellings that RE2 has under another name. */
export function translated(pattern: string): string {
  return pattern.replaceAll(/\\([hHRe])/g, (all, letter: string) => ({ h: '[\\t ]', H: '[^\\t ]', R: '(?:\\r\\n|\\n|\\r)', e: '\\x1b' })[letter] ?? all);
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^error parsing regexp: /, '').slice(0, 120);
}
