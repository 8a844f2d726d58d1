// Lines of plain frames in the forms that have a line a frame: cells one after the other, without a string for each.
import { utf8Bytes } from '../../bytes/text';
import type { FrameBytes } from '../../dissect/dissector';
import { builtInColumn, type ColumnId } from '../../session/column';
import type { Session } from '../../session/session';
import type { FormSettings, TextSink } from '../forms/frame-form';
import { PLAIN_FIELDS, type WriteField } from './plain-fields';
import { PlainRow } from './plain-row';

const LINE_FEED = 0x0a;
/** Octets of the longest Info that is written here, and how many such cells a line may have. */
const MOST_OF_A_CELL = 1200;
const MOST_CELLS = 100;

/** How one cell stands in its line. */
export interface PlainCell {
  readonly id: ColumnId | WriteField;
  /** In front of it. */
  readonly before: string;
  readonly side: 'left' | 'right';
  /** 0 = as wide as it is. */
  readonly width: number;
  readonly quote: string;
  /** Only what this separator asks to be is quoted; '' = all is. */
  readonly separator: string;
}

/** Writes the frame's line, as the form would write it otherwise; false: that it must. */
export type PlainLine = (number: number, source: FrameBytes) => boolean;

/** null where the line has cells that are neither columns of the list nor fields which plain frames hold as they are, or where lines are not taken octet by octet. */
export function plainLines(session: Session, { lines }: TextSink, settings: FormSettings, names: readonly string[], cellOf: (index: number) => Omit<PlainCell, 'id'>): PlainLine | null {
  if (lines === undefined) return null;
  const cells: (Omit<PlainCell, 'before'> & { readonly before: Uint8Array })[] = [];
  for (const [i, name] of names.entries()) {
    const id = builtInColumn(name) ?? PLAIN_FIELDS.get(name);
    if (id === undefined) return null;
    const cell = cellOf(i);
    cells.push({ ...cell, id, before: utf8Bytes(cell.before) });
  }
  if (cells.length > MOST_CELLS) return null;
  const row = new PlainRow(session, settings, lines);
  return (number, source) => {
    if (!row.look(number, source)) return false;
    lines.reserve(cells.length * MOST_OF_A_CELL);
    const first = lines.length;
    for (let i = 0; i < cells.length; i++) {
      const { id, before, side, width, quote, separator } = cells[i]!;
      lines.octets(before);
      const isField = typeof id === 'function';
      const isQuoted = quote !== '' && (separator === '' || (id === 'info' && row.needsQuotes(separator)));
      if (isQuoted) lines.ascii(quote);
      const start = lines.length;
      if (isField) {
        // A field that the frame does not have is not quoted either.
        if (!id(row)) lines.length = start - (isQuoted ? quote.length : 0);
        else if (isQuoted) lines.ascii(quote);
        continue;
      }
      if (!row.cell(id)) {
        lines.length = first;
        return false;
      }
      if (isQuoted) lines.ascii(quote);
      if (width > 0 && side === 'right') lines.padStart(start, width);
      else if (width > 0) lines.padEnd(start, width);
    }
    lines.octet(LINE_FEED);
    return true;
  };
}
