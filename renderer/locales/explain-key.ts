// The words that explain a field, where there are any.
import { explainEn } from './explain-en';

type ExplainKey = keyof typeof explainEn;

/** @param field of which words are looked for @returns null = nothing explains it */
export function explainKey(field: string): ExplainKey | null {
  const key = `explain.${field}`;
  return Object.hasOwn(explainEn, key) ? (key as ExplainKey) : null;
}
