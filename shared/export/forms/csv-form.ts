// Rows for spreadsheets and databases: comma-separated values after RFC 4180, tab-separated ones, of the list's columns or of chosen fields.
import { builtInColumn, COLUMNS } from '../../session/column';
import { planColumns, valuesOf } from '../../session/frame-view';
import type { Session } from '../../session/session';
import { plainLines } from '../rows/plain-lines';
import type { FormSettings, FrameForm, TextSink } from './frame-form';

export interface CsvParts {
  /** Columns of the list, or fields; none = the list's columns. */
  readonly names: readonly string[];
  readonly separator: string;
  readonly header: boolean;
  readonly bom: boolean;
  /** Between several values of one field. */
  readonly aggregator: string;
  readonly occurrence: 'a' | 'f' | 'l';
  /** A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
  readonly safe: boolean;
}

const TITLES: Readonly<Record<string, string>> = { number: 'No.', time: 'Time', source: 'Source', destination: 'Destination', protocol: 'Protocol', length: 'Length', info: 'Info' };

const PLAIN_SEPARATORS = [',', ';', '\t', '|'];

export function csvForm(session: Session, out: TextSink, settings: FormSettings, parts: CsvParts): FrameForm {
  const names = parts.names.length > 0 ? parts.names : COLUMNS;
  const plan = planColumns(session.registry, names);
  const { separator, safe } = parts;
  const needsQuotes = new RegExp(`["\\r\\n${separator.replace(/[\\\]^-]/g, '\\$&')}]|^\\s|\\s$`);
  const cell = (text: string): string => quoted(safe ? safeCell(text) : text, needsQuotes);
  const { view } = session;
  const plain = plainLines(session, out, settings, PLAIN_SEPARATORS.includes(separator) ? names : [''], (i) => ({ before: i === 0 ? '' : separator, side: 'left', width: 0, quote: '"', separator }));
  return {
    begin: () => out.write(`${parts.bom ? '\ufeff' : ''}${parts.header ? `${names.map((name) => cell(TITLES[name] ?? name)).join(separator)}\n` : ''}`),
    end: () => undefined,
    frame(number, source) {
      if (plain?.(number, source) === true) return;
      const cells = view.cells(number, source, plan, settings.time, settings.dissect);
      if (plan.wanted === null) return out.write(`${cells.map(cell).join(separator)}\n`);
      const texts = plan.cells.map((name, i) => (builtInColumn(name) === undefined ? picked(valuesOf(view.seen, name), parts) : cells[i]!));
      out.write(`${texts.map(cell).join(separator)}\n`);
    },
  };
}

function picked(values: readonly string[], { occurrence, aggregator }: CsvParts): string {
  if (values.length <= 1 || occurrence === 'a') return values.join(aggregator);
  return (occurrence === 'f' ? values[0] : values.at(-1)) ?? '';
}

function quoted(text: string, needsQuotes: RegExp): string {
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What begins like a formula and is no number: spreadsheets run it even from quotes. */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
