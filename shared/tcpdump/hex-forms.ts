// tcpdump's -x, -X and -A: a packet's bytes behind its line.
import type { HexForm } from './text-options';

const WORDS: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** The bytes in a form, each line with its line feed in front, from `at` on. `indent` is what stands at a line's begin. */
export function hexForm(form: HexForm, bytes: Uint8Array, at: number): string {
  if (form === '') return '';
  if (form.startsWith('A')) return asciiText(bytes, at);
  return hexDump(bytes, at, bytes.length, '\n\t', form.startsWith('X'));
}

/** Rows of sixteen bytes in groups of two, with the characters where wanted. */
export function hexDump(bytes: Uint8Array, from: number, to: number, indent: string, characters: boolean): string {
  let text = '';
  for (let row = from; row < to; row += 16) {
    const end = Math.min(row + 16, to);
    let hex = '';
    let ascii = '';
    for (let i = row; i < end; i++) {
      hex += ((i - row) % 2 === 0 ? ' ' : '') + WORDS[bytes[i]!]!;
      if (characters) ascii += bytes[i]! > 0x20 && bytes[i]! < 0x7f ? String.fromCharCode(bytes[i]!) : '.';
    }
    text += `${indent}0x${(row - from).toString(16).padStart(4, '0')}: ${characters ? `${hex.padEnd(40)}  ${ascii}` : hex}`;
  }
  return text;
}

/** -A: characters and line ends as they are, all else as dots; a CR in front of a LF, or of the last byte, is left out. */
function asciiText(bytes: Uint8Array, at: number): string {
  if (at >= bytes.length) return '';
  let text = '\n';
  for (let i = at; i < bytes.length; i++) {
    const c = bytes[i]!;
    if (c === 0x0d) text += i + 2 < bytes.length && bytes[i + 1] !== 0x0a ? '.' : '';
    else text += c === 0x0a || c === 0x09 || (c >= 0x20 && c < 0x7f) ? String.fromCharCode(c) : '.';
  }
  return text;
}
