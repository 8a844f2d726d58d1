// Wireshark's lists of saved filters (`dfilters`, `cfilters`): one a line, `"name" filter`; quotes and backslashes in names escaped.
import type { OddLine } from './colorfilters-file';

export interface SavedFilter {
  readonly name: string;
  readonly text: string;
}

const LINE = /^\s*"((?:[^"\\]|\\.)*)"\s+(.*\S)\s*$/;

export function parseFilterList(text: string): { readonly filters: readonly SavedFilter[]; readonly odd: readonly OddLine[] } {
  const filters: SavedFilter[] = [];
  const odd: OddLine[] = [];
  for (const [at, line] of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    const found = LINE.exec(line);
    if (found === null) odd.push({ line: at + 1, text: line });
    else filters.push({ name: found[1]!.replaceAll(/\\(.)/g, '$1'), text: found[2]! });
  }
  return { filters, odd };
}

export function formatFilterList(filters: readonly SavedFilter[]): string {
  return filters.map(({ name, text }) => `"${name.replaceAll(/\s+/g, ' ').replaceAll(/["\\]/g, '\\$&')}" ${text.replaceAll(/\s+/g, ' ').trim()}\n`).join('');
}
