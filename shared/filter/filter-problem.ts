// What is wrong with a display filter, or worth a word: closed codes, the values that their sentences are made of, where, and what to put there instead.

export type FilterProblemCode =
  // Spelling
  | 'open-string' | 'open-character' | 'open-slice' | 'open-reference' | 'bad-escape' | 'bad-character' | 'unexpected-character'
  // Order of words
  | 'unexpected' | 'unexpected-end' | 'open-parenthesis' | 'stray-parenthesis' | 'lone-assignment' | 'lone-ampersand' | 'lone-bar' | 'empty-set' | 'set-needs-braces'
  | 'set-needs-comma' | 'capture-filter' | 'too-deep' | 'bad-slice' | 'bad-layer'
  // Names
  | 'unknown-field' | 'not-decoded' | 'field-not-made' | 'unknown-function' | 'unknown-macro' | 'macro-loop' | 'macro-arguments' | 'not-a-reference'
  // Types
  | 'wrong-value' | 'too-big' | 'too-small' | 'bad-prefix' | 'bad-name' | 'bad-time' | 'bad-bytes' | 'short-address' | 'types-differ' | 'cannot-contain'
  | 'cannot-match' | 'cannot-slice' | 'cannot-calculate' | 'needs-field' | 'constants-only' | 'constant-calculation' | 'pattern-needs-text' | 'bad-pattern'
  | 'pattern-beyond-re2' | 'pattern-too-big' | 'argument-count' | 'argument-type' | 'no-text-form'
  // Notes on a valid filter
  | 'note-all-different' | 'note-not-decoded' | 'note-old-name';

/** The part of the text from `from` up to `to` replaced by `text`. */
export interface FilterFix {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface FilterProblem {
  readonly from: number;
  readonly to: number;
  readonly code: FilterProblemCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly fixes: readonly FilterFix[];
}

/** Thrown inside the language and caught at its two doors: nobody else sees it. */
export class FilterError extends Error {
  readonly problem: FilterProblem;

  constructor(span: { readonly from: number; readonly to: number }, code: FilterProblemCode, values: FilterProblem['values'] = {}, fixes: readonly FilterFix[] = []) {
    super(code);
    this.problem = { from: span.from, to: span.to, code, values, fixes };
  }
}

/** What a filter becomes when a fix is taken. */
export function applyFix(text: string, fix: FilterFix): string {
  return text.slice(0, fix.from) + fix.text + text.slice(fix.to);
}
