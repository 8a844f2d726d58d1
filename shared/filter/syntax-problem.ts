// What to say of a token that cannot stand where it stands.
import { displayFilterFor } from './capture-to-display';
import { FilterError, type FilterFix } from './filter-problem';
import type { Token } from './lexer';

/** Of a token that is none. */
export function wrongToken(token: Token, all: readonly Token[], text: string): FilterError {
  const end = text.length;
  switch (token.wrong) {
    case 'open-string': return new FilterError({ from: token.from, to: end }, 'open-string', {}, [insert(end, '"')]);
    case 'open-character': return new FilterError({ from: token.from, to: end }, 'open-character', {}, [insert(end, "'")]);
    case 'open-slice': return new FilterError({ from: token.from, to: end }, 'open-slice', {}, [insert(end, ']')]);
    case 'open-reference': return new FilterError(token, 'open-reference');
    case 'bad-escape': {
      const at = text.indexOf(token.text, token.from);
      return new FilterError({ from: at, to: at + token.text.length }, 'bad-escape', { escape: token.text }, [insert(at, '\\')]);
    }
    case 'bad-character': return new FilterError(token, 'bad-character', { text: token.text }, token.text.length > 3 ? [{ from: token.from, to: token.to, text: `"${token.text.slice(1, -1)}"` }] : []);
    default: return strange(token, all, text);
  }
}

function strange(token: Token, all: readonly Token[], text: string): FilterError {
  const capture = captureFilter(text);
  if (capture) return capture;
  if (token.text === '=') return new FilterError(token, 'lone-assignment', {}, [{ from: token.from, to: token.to, text: '==' }]);
  if (token.text === '|') return new FilterError(token, 'lone-bar', {}, [{ from: token.from, to: token.to, text: '||' }]);
  const plain = token.text.normalize('NFKC');
  const fixes: FilterFix[] = plain !== token.text && /^[\x20-\x7e]+$/.test(plain) ? [{ from: token.from, to: token.to, text: plain }] : '\u201c\u201d\u201e\u201f\u300c\u300d'.includes(token.text) ? [{ from: token.from, to: token.to, text: '"' }] : [];
  return new FilterError(token, 'unexpected-character', { text: token.text, code: `U+${token.text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`, tokens: all.length }, fixes);
}

/** Of a token where another kind was needed. */
export function strayToken(all: readonly Token[], index: number, text: string): FilterError {
  const capture = captureFilter(text);
  if (capture) return capture;
  const token = all[index]!;
  const before = all[index - 1];
  if (token.kind === 'end') return new FilterError({ from: before?.from ?? 0, to: Math.max(1, text.length) }, 'unexpected-end', { after: before?.text ?? '' });
  if (token.kind === ')') return new FilterError(token, 'stray-parenthesis', {}, before?.kind === '(' ? [] : [{ from: token.from, to: token.to, text: '' }]);
  return new FilterError(token, 'unexpected', { text: text.slice(token.from, token.to), after: before === undefined ? '' : text.slice(before.from, before.to) }, strayFixes(token, before));
}

const CAPITALS = /^(AND|OR|XOR|NOT|IN|CONTAINS|MATCHES|EQ|NE|GT|LT|GE|LE|ANY|ALL)$/;

/** Two values side by side: an operator is missing between them. */
function strayFixes(token: Token, before: Token | undefined): FilterFix[] {
  if (CAPITALS.test(token.text)) return [{ from: token.from, to: token.to, text: token.text.toLowerCase() }];
  if (before !== undefined && CAPITALS.test(before.text)) return [{ from: before.from, to: before.to, text: before.text.toLowerCase() }];
  if (before?.kind !== 'word' || token.kind !== 'word') return [];
  return /^[\d.:]/.test(token.text) ? [insert(token.from, '== ')] : [insert(token.from, 'and ')];
}

/** The whole text is a capture filter: another language, with a filter of this one that says the same. */
export function captureFilter(text: string): FilterError | null {
  const display = displayFilterFor(text);
  if (display === null || display === text.trim()) return null;
  return new FilterError({ from: 0, to: text.length }, 'capture-filter', { display }, [{ from: 0, to: text.length, text: display }]);
}

function insert(at: number, text: string): FilterFix {
  return { from: at, to: at, text };
}
