// The options of BOOTP and DHCP as tcpdump writes them: one line each, the data in the form that belongs to the option.
import { OPTIONS, MESSAGE_TYPES } from './bootp-values';
import { SPECIAL } from './bootp-special-options';
import { valueName, type Printout } from './printout';

const PAD = 0;
const END = 255;
const EXTENDED = 127;
const EXTENDED_REQUEST = 126;
const MESSAGE_TYPE = 53;
const PARAMETER_REQUEST = 55;

export function printVendorOptions(out: Printout, start: number): void {
  out.print('\n\t  Vendor-rfc1048 Extensions');
  out.print(`\n\t    Magic Cookie 0x${out.hex(start, 4)}`);
  let at = start + 4;
  while (out.has(at)) {
    let tag = out.u8(at++);
    if ((tag === PAD || tag === END) && out.options.verbose < 3) {
      if (tag === END) return;
      continue;
    }
    let word = OPTIONS[tag] ?? '?Unknown';
    if (tag === EXTENDED) {
      tag = out.u16(at + 1);
      word = `?xT${tag}`;
    }
    const length = tag === PAD || tag === END ? 0 : out.u8(at++);
    out.print(`\n\t    ${word.slice(1)} (${tag}), length ${length}${length > 0 ? ': ' : ''}`);
    if (tag === PAD) at = printPadding(out, at);
    out.need(at, length);
    printData(out, at, tag, length, word.charAt(0));
    at += length;
  }
}

function printPadding(out: Printout, start: number): number {
  let at = start;
  while (out.has(at) && out.u8(at) === PAD) at++;
  if (at > start) out.print(`, occurs ${at - start + 1}`);
  return at;
}

function printData(out: Printout, at: number, tag: number, length: number, form: string): void {
  if (tag === MESSAGE_TYPE && length === 1) out.print(valueName(MESSAGE_TYPES, out.u8(at), 'Unknown (%u)'));
  else if (tag === PARAMETER_REQUEST) printRequests(out, at, length);
  else if (tag === EXTENDED_REQUEST) printExtendedRequests(out, at, length);
  else {
    const used = printForm(out, at, tag, length, form);
    if (used < length) out.print(`\n\t  trailing data length ${length - used}`);
  }
}

function printRequests(out: Printout, at: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const tag = out.u8(at + i);
    out.print(`${i % 4 === 0 ? '\n\t      ' : ', '}${(OPTIONS[tag] ?? '?Unknown').slice(1)} (${tag})`);
  }
}

function printExtendedRequests(out: Printout, at: number, length: number): void {
  for (let i = 0; i + 1 < length; i += 2) out.print(`${i > 0 ? '+' : ''}xT${out.u16(at + i)}`);
}

/** Prints as many items of `size` bytes as there are. @returns bytes printed */
function printItems(out: Printout, at: number, length: number, size: number, separator: string, item: (at: number) => string): number {
  let used = 0;
  for (; length - used >= size; used += size) out.print((used > 0 ? separator : '') + item(at + used));
  return used;
}

const YES_OR_NO: Readonly<Record<number, string>> = { 0: 'N', 1: 'Y' };

function printForm(out: Printout, at: number, tag: number, length: number, form: string): number {
  switch (form === '?' ? (length & 1 ? 'b' : length & 2 ? 's' : 'l') : form) {
    case 'a':
      out.print('"');
      out.printBytes(at, length);
      out.print('"');
      return length;
    case 'i': return printItems(out, at, length, 4, ',', (i) => out.host4(i));
    case 'l': return printItems(out, at, length, 4, ',', (i) => `${out.u32(i)}`);
    case 'L': return printItems(out, at, length, 4, ',', (i) => `${out.i32(i)}`);
    case 'p': return printItems(out, at, length, 8, ',', (i) => `(${out.host4(i)}:${out.host4(i + 4)})`);
    case 's': return printItems(out, at, length, 2, ',', (i) => `${out.u16(i)}`);
    case 'B': return printItems(out, at, length, 1, ',', (i) => YES_OR_NO[out.u8(i)] ?? `${out.u8(i)}?`);
    case '$': return printSpecial(out, at, tag, length);
    default: return printItems(out, at, length, 1, '.', (i) => `${out.u8(i)}`);
  }
}

function printSpecial(out: Printout, at: number, tag: number, length: number): number {
  const special = SPECIAL[tag];
  if (special !== undefined) return special(out, at, length);
  out.print(`[unknown special tag ${tag}, size ${length}]`);
  return length;
}
