// Macros of display filters, as Wireshark keeps them: `dfilter_macros` ("name","text", odd characters as \xHH) until 4.2, `dmacros` ("name" text) since.
import type { OddLine } from './colorfilters-file';
import { parseFilterList, type SavedFilter } from './dfilters-file';

/** In `text`, $1, $2 … stand for what is given in `${name:a;b}` or `$name(a, b)`. */
export type FilterMacro = SavedFilter;

export const MOST_MACROS = 200;
export const MACRO_NAME = /^[A-Za-z0-9_.-]{1,80}$/;

const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`;
const LINE = new RegExp(String.raw`^\s*${QUOTED}\s*,\s*${QUOTED}\s*,?\s*$`);

export interface ParsedMacros {
  readonly macros: readonly FilterMacro[];
  readonly odd: readonly OddLine[];
}

export function parseMacroTable(text: string): ParsedMacros {
  const macros: FilterMacro[] = [];
  const odd: OddLine[] = [];
  for (const [at, line] of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    const found = LINE.exec(line);
    const macro = found === null ? null : { name: plainText(found[1]!), text: plainText(found[2]!).trim() };
    if (macro === null || !MACRO_NAME.test(macro.name) || macro.text === '') odd.push({ line: at + 1, text: line });
    else macros.push(macro);
  }
  return { macros, odd };
}

export function parseMacroList(text: string): ParsedMacros {
  const { filters, odd } = parseFilterList(text);
  return { macros: filters.filter(({ name }) => MACRO_NAME.test(name)), odd };
}

/** \xHH is a byte of the text in UTF-8; any other character behind a backslash is itself. */
function plainText(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll(/\\x([0-9a-f]{2})|\\(.)|[^\\]/giu, (part: string, hex: string | undefined, other: string | undefined) => (hex === undefined ? encodeURIComponent(other ?? part) : `%${hex}`)));
  } catch {
    // No UTF-8.
    return written;
  }
}
