// The text of a display filter → tokens with their places. Never fails: what cannot be is a token of kind `wrong`. Pure, also used for colours.

import { escapedByte } from './text-bytes';

export type TokenKind =
  /** A field, a protocol or a value without quotes. */
  | 'word'
  | 'keyword'
  | 'operator'
  | 'string'
  | 'raw-string'
  | 'character'
  | 'slice'
  | 'reference'
  | '(' | ')' | '{' | '}' | ',' | '..' | '#' | '@'
  | 'wrong'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
  /** Keywords and operators in their one spelling (`&&` is `and`); strings without quotes and escapes; slices without brackets. */
  readonly text: string;
  /** Of kind `wrong`: why. */
  readonly wrong?: WrongToken;
}

export type WrongToken = 'open-string' | 'open-character' | 'open-slice' | 'open-reference' | 'bad-escape' | 'bad-character' | 'unexpected';

/** What stands for an operator in words; in lower case only. */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['and', 'and'], ['or', 'or'], ['xor', 'xor'], ['not', 'not'], ['in', 'in'], ['contains', 'contains'], ['matches', 'matches'], ['any', 'any'], ['all', 'all'],
  ['eq', '=='], ['any_eq', '=='], ['ne', '!='], ['all_ne', '!='], ['all_eq', '==='], ['any_ne', '!=='], ['gt', '>'], ['ge', '>='], ['lt', '<'], ['le', '<='], ['bitand', '&'], ['bitwise_and', '&'],
]);
const LOGICAL: ReadonlySet<string> = new Set(['and', 'or', 'xor', 'not', 'in', 'contains', 'matches', 'any', 'all']);

/** The longest first. `~=` is an old spelling of `!==`. */
const OPERATORS: readonly (readonly [string, string])[] = [
  ['===', '==='], ['!==', '!=='], ['==', '=='], ['!=', '!='], ['~=', '!=='], ['>=', '>='], ['<=', '<='], ['&&', 'and'], ['||', 'or'], ['^^', 'xor'],
  ['>', '>'], ['<', '<'], ['!', 'not'], ['~', 'matches'], ['&', '&'], ['+', '+'], ['-', '-'], ['*', '*'], ['/', '/'], ['%', '%'],
];

/** Letters of a word, `/` only in front of a prefix length; not quotes, blanks and signs as word processors and Chinese keyboards make them. */
const LETTER = String.raw`[A-Za-z0-9_:\u00a1-\u1fff\u2070-\u2fff\u3005-\u3007\u3040-\ufefe\uff66-\ufffe-]|\.(?!\.)`;
const WORD = new RegExp(String.raw`(?:${LETTER})(?:${LETTER}|\/(?=[0-9A-Za-z]))*`, 'y');
const NUMBER_SIGN = /[-+](?=\.?[0-9])/y;
const BLANK = /\s+/y;

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    BLANK.lastIndex = at;
    if (BLANK.test(text)) {
      at = BLANK.lastIndex;
      continue;
    }
    const token = tokenAt(text, at, found.at(-1));
    found.push(token);
    at = token.to;
  }
  found.push({ kind: 'end', from: text.length, to: text.length, text: '' });
  return found;
}

function tokenAt(text: string, at: number, before: Token | undefined): Token {
  const c = text[at]!;
  switch (c) {
    case '"': return stringAt(text, at, at + 1);
    case "'": return characterAt(text, at);
    case '[': return sliceAt(text, at);
    case '$': return referenceAt(text, at);
    case '(': case ')': case '{': case '}': case ',': case '#': case '@': return { kind: c, from: at, to: at + 1, text: c };
  }
  if ((c === 'r' || c === 'R') && text[at + 1] === '"') return rawStringAt(text, at);
  if (text.startsWith('...', at)) return { kind: 'wrong', from: at, to: at + 3, text: '...', wrong: 'unexpected' };
  if (text.startsWith('..', at)) return { kind: '..', from: at, to: at + 2, text: '..' };
  const operator = operatorAt(text, at, before);
  if (operator) return operator;
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  if (word === undefined) return { kind: 'wrong', from: at, to: at + (text.codePointAt(at)! > 0xffff ? 2 : 1), text: c, wrong: 'unexpected' };
  const keyword = KEYWORDS.get(word);
  if (keyword === undefined) return { kind: 'word', from: at, to: at + word.length, text: word };
  return { kind: LOGICAL.has(keyword) ? 'keyword' : 'operator', from: at, to: at + word.length, text: keyword };
}

/** A sign in front of a number belongs to it, unless a value stands before it: `-1`, but `a -1` is a difference. */
function operatorAt(text: string, at: number, before: Token | undefined): Token | null {
  for (const [spelling, meaning] of OPERATORS) {
    if (!text.startsWith(spelling, at)) continue;
    NUMBER_SIGN.lastIndex = at;
    if (spelling === '-' && NUMBER_SIGN.test(text) && !endsValue(before)) return null;
    return { kind: LOGICAL.has(meaning) ? 'keyword' : 'operator', from: at, to: at + spelling.length, text: meaning };
  }
  return null;
}

function endsValue(token: Token | undefined): boolean {
  return token !== undefined && ['word', 'string', 'raw-string', 'character', 'slice', 'reference', ')', '}'].includes(token.kind);
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', "'": "'", '"': '"', '\\': '\\', '?': '?' };

function stringAt(text: string, from: number, start: number): Token {
  const read = escaped(text, start, '"');
  if (read.end < 0) return { kind: 'wrong', from, to: text.length, text: text.slice(start), wrong: 'open-string' };
  if (read.bad >= 0) return { kind: 'wrong', from, to: read.end + 1, text: text.slice(read.bad, read.bad + 2), wrong: 'bad-escape' };
  return { kind: 'string', from, to: read.end + 1, text: read.value };
}

function characterAt(text: string, from: number): Token {
  const read = escaped(text, from + 1, "'");
  if (read.end < 0) return { kind: 'wrong', from, to: text.length, text: text.slice(from + 1), wrong: 'open-character' };
  if (read.bad >= 0 || Array.from(read.value).length !== 1) return { kind: 'wrong', from, to: read.end + 1, text: text.slice(from, read.end + 1), wrong: 'bad-character' };
  return { kind: 'character', from, to: read.end + 1, text: read.value };
}

/** Text with C's escapes up to a closing quote; `bad`: where an escape is that there is not; `end` -1: nothing closes it. `\xff` is a byte (text-bytes.ts). */
function escaped(text: string, start: number, quote: string): { readonly value: string; readonly end: number; readonly bad: number } {
  let value = '';
  let bad = -1;
  for (let at = start; at < text.length; at++) {
    const c = text[at]!;
    if (c === quote) return { value, end: at, bad };
    if (c !== '\\') {
      value += c;
      continue;
    }
    const code = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))/.exec(text.slice(at + 1, at + 10));
    const plain = ESCAPES[text[at + 1] ?? ''];
    const number = code === null ? -1 : parseInt(code[1] ?? code[2] ?? code[3] ?? code[4]!, code[4] === undefined ? 16 : 8);
    if (code !== null && number <= 0x10ffff) {
      value += code[2] === undefined && code[3] === undefined ? escapedByte(number & 0xff) : String.fromCodePoint(number);
      at += code[0].length;
    } else if (plain !== undefined) {
      value += plain;
      at++;
    } else {
      if (bad < 0) bad = at;
      at++;
    }
  }
  return { value, end: -1, bad };
}

/** Backslashes stay; only `\"` is a quote that does not end it, and stays as it is typed. */
function rawStringAt(text: string, from: number): Token {
  const match = /^"((?:[^"\\]|\\[^])*)"/.exec(text.slice(from + 1));
  if (!match) return { kind: 'wrong', from, to: text.length, text: text.slice(from + 2), wrong: 'open-string' };
  return { kind: 'raw-string', from, to: from + 1 + match[0].length, text: match[1]! };
}

function sliceAt(text: string, from: number): Token {
  const close = text.indexOf(']', from);
  if (close < 0) return { kind: 'wrong', from, to: text.length, text: text.slice(from + 1), wrong: 'open-slice' };
  return { kind: 'slice', from, to: close + 1, text: text.slice(from + 1, close) };
}

/** `${field}`; macros were put in before. */
function referenceAt(text: string, from: number): Token {
  const close = text[from + 1] === '{' ? text.indexOf('}', from) : -1;
  if (close < 0) return { kind: 'wrong', from, to: text[from + 1] === '{' ? text.length : from + 1, text: text.slice(from, from + 2), wrong: 'open-reference' };
  return { kind: 'reference', from, to: close + 1, text: text.slice(from + 2, close).trim() };
}
