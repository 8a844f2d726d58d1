// Wireshark's `preferences`: `name: value`, a value going on in lines that begin with a blank; what is commented out is at its default.
import { columnsFrom, type ColumnSettings } from './wireshark-columns';

export function parsePreferences(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let name = '';
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const start = /^([A-Za-z0-9_.-]+)\s*:\s*(.*)$/.exec(line);
    if (start !== null) found.set((name = start[1]!), start[2]!.trim());
    else if (line.startsWith('#') || line.trim() === '') name = '';
    else if (name !== '' && /^\s/.test(line)) found.set(name, `${found.get(name) ?? ''} ${line.trim()}`.trim());
  }
  return found;
}

/** What is taken over of a file of preferences, and the names of what is not. */
export interface ImportedPreferences {
  readonly columns: ColumnSettings | null;
  readonly layout: 'beside' | 'stacked' | null;
  readonly relativeSequence: boolean | null;
  readonly left: readonly string[];
}

/** Wireshark's six layouts: 1 = one above the other; 2 = two of them below, side by side; the others have no like here. */
const LAYOUTS: Readonly<Record<string, 'beside' | 'stacked'>> = { '1': 'stacked', '2': 'beside' };

const TAKEN = new Set(['gui.column.format', 'gui.column.hidden', 'tcp.relative_sequence_numbers']);

export function importPreferences(text: string): ImportedPreferences {
  const all = parsePreferences(text);
  const format = all.get('gui.column.format') ?? '';
  const layout = LAYOUTS[all.get('gui.layout_type') ?? ''] ?? null;
  const relative = all.get('tcp.relative_sequence_numbers')?.toUpperCase();
  const left = [...all.keys()].filter((name) => !TAKEN.has(name) && !(name === 'gui.layout_type' && layout !== null));
  return {
    columns: format === '' ? null : columnsFrom(format, all.get('gui.column.hidden') ?? ''),
    layout,
    relativeSequence: relative === undefined ? null : relative === 'TRUE',
    left,
  };
}
