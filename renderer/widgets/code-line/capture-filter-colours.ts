// Which word of a capture filter has which colour.
import { CONNECTIVES, NEGATIONS, tokensOf } from '../../../shared/live/filter-token';
import { isWord } from '../../../shared/live/capture-filter-words';
import type { Stretch, StretchKind } from './code-editor';

function kindOf(text: string): StretchKind {
  if (CONNECTIVES.has(text) || NEGATIONS.has(text) || /^[()[\]!&|<>=,;]/.test(text)) return 'operator';
  if (isWord(text)) return 'field';
  return /^\d/.test(text) ? 'number' : 'value';
}

export function captureFilterColours(filter: string): Stretch[] {
  return tokensOf(filter).map(({ text, start, end }) => ({ from: start, to: end, kind: kindOf(text) }));
}
