// Redis' protocol (RESP) as tcpdump writes it.
import type { Printer, Printout } from './printout';

const CR = 0x0d;
const LF = 0x0a;
const MINUS = 0x2d;
const MOST = 0x7fffffff;

/** What a length says beyond a number. */
const NULL = -1;
const CUT = -2;
const WORDS: Readonly<Record<number, string>> = { [NULL]: ' null', [-3]: ' length too large', [-4]: ' length negative and not -1', [-5]: ' invalid' };

/** The place behind what was printed, undefined where the message ends before it. */
type Next = number | undefined;

export const resp: Printer = (out, at, length) => {
  out.protocol = 'resp';
  out.print(': RESP');
  for (let next = at; next < at + length; ) {
    const behind = printItem(out, next, at + length, 0);
    if (behind === undefined) return out.truncated();
    next = behind;
  }
};

const DEEPEST = 1000;

function printItem(out: Printout, at: number, end: number, depth: number): Next {
  if (at >= end || depth > DEEPEST) return undefined;
  switch (String.fromCharCode(out.u8(at))) {
    case '+':
    case '-':
    case ':': return printSimple(out, at + 1, end);
    case '$': return printBulk(out, at + 1, end);
    case '*': return printArray(out, at + 1, end, depth);
    default: return printInline(out, at, end);
  }
}

function printString(out: Printout, at: number, length: number): void {
  out.print(' "');
  out.printBytes(at, length);
  out.print('"');
}

/** Where a CR with a LF stands. */
function lineEnd(out: Printout, at: number, end: number): Next {
  for (let next = at; next + 1 < end; next++) if (out.u8(next) === CR && out.u8(next + 1) === LF) return next;
  return undefined;
}

function printSimple(out: Printout, at: number, end: number): Next {
  const close = lineEnd(out, at, end);
  if (close === undefined) return undefined;
  printString(out, at, close - at);
  return close + 2;
}

function isLineEnd(c: number): boolean {
  return c === CR || c === LF;
}

function printInline(out: Printout, start: number, end: number): Next {
  let at = start;
  while (at < end && isLineEnd(out.u8(at))) at++;
  let close = at;
  while (close < end && !isLineEnd(out.u8(close))) close++;
  if (close >= end) return undefined;
  printString(out, at, close - at);
  while (close < end && isLineEnd(out.u8(close))) close++;
  return close;
}

function printBulk(out: Printout, at: number, end: number): Next {
  const { value, next } = lengthAt(out, at, end);
  if (value === CUT) return undefined;
  if (value < 0) {
    out.print(WORDS[value]!);
    return next;
  }
  if (value === 0) out.print(' empty');
  else {
    if (next + value > end) return undefined;
    out.need(next, value);
    printString(out, next, value);
  }
  const close = lineEnd(out, next + value, end);
  return close === undefined ? undefined : close + 2;
}

function printArray(out: Printout, at: number, end: number, depth: number): Next {
  const { value, next } = lengthAt(out, at, end);
  if (value === CUT) return undefined;
  if (value <= 0) {
    out.print(WORDS[value] ?? ' empty');
    return next;
  }
  let item: Next = next;
  for (let i = 0; i < value; i++) {
    item = printItem(out, item, end, depth + 1);
    if (item === undefined) return undefined;
  }
  return item;
}

/** A number with its line end. */
function lengthAt(out: Printout, at: number, end: number): { value: number; next: number } {
  let next = at;
  if (next >= end) return { value: CUT, next };
  const negative = out.u8(next) === MINUS;
  if (negative) next++;
  let value = 0;
  let digits = 0;
  for (;;) {
    if (next >= end) return { value: CUT, next };
    const digit = out.u8(next) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = Math.min(value * 10 + digit, MOST + 1);
    digits++;
    next++;
  }
  for (const wanted of [CR, LF]) {
    if (next >= end) return { value: CUT, next };
    if (digits === 0 || out.u8(next) !== wanted) return { value: -5, next: next + 1 };
    next++;
  }
  if (negative) return { value: value === 1 ? NULL : -4, next };
  return { value: value > MOST ? -3 : value, next };
}
