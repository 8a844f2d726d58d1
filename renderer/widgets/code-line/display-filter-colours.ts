// Which word of a display filter has which colour; it is only the lexer that says so: whether it is a filter, the engine knows.
import { tokens, type Token } from '../../../shared/filter/lexer';
import type { Stretch, StretchKind } from './code-editor';

const NUMBER = /^[-+]?(?:0x[\da-f]+|\d[\d.]*(?:e[-+]?\d+)?|[\d.]+\/\d+|[\da-f]{1,4}(?::[\da-f]{0,4})+(?:\/\d+)?|\.\d+)$/i;

/** A name stands at the beginning of a comparison; behind its operator stands a value. */
function wordKind(word: Token, before: Token | undefined, next: Token | undefined): StretchKind {
  if (next?.kind === '(' && /^[a-z]\w*$/i.test(word.text)) return 'word';
  if (NUMBER.test(word.text)) return 'number';
  const isValue = before !== undefined && (before.kind === '{' || before.kind === ',' || before.kind === '..' || before.kind === '#' || (before.kind === 'operator' && /[=<>]/.test(before.text)) || /^(contains|matches)$/.test(before.text));
  return isValue && !word.text.includes('.') ? 'value' : 'field';
}

function kindOf(all: readonly Token[], at: number): StretchKind | null {
  const token = all[at]!;
  switch (token.kind) {
    case 'word': return wordKind(token, all[at - 1], all[at + 1]);
    case 'keyword':
    case 'operator': return 'operator';
    case 'string':
    case 'raw-string':
    case 'character': return 'value';
    case 'slice': return 'number';
    case 'reference': return 'field';
    default: return null;
  }
}

export function displayFilterColours(filter: string): Stretch[] {
  const all = tokens(filter);
  const found: Stretch[] = [];
  all.forEach(({ from, to }, at) => {
    const kind = kindOf(all, at);
    if (kind !== null) found.push({ from, to, kind });
  });
  return found;
}
