// The packet list's columns: the seven that everyone has, and any field besides.

export interface Column {
  /** What the engine is asked for: a standard column's id or a field's filter name. */
  readonly id: string;
  /** Head of a field's column; '' for standard columns, whose heads are translated. */
  readonly title: string;
  /** Width in px at 100 % zoom, or null: as wide as its contents. */
  readonly width: number | null;
  readonly align: 'left' | 'right';
}

export const STANDARD_COLUMNS = ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info'] as const;
export type StandardColumn = (typeof STANDARD_COLUMNS)[number];

const RIGHT: ReadonlySet<string> = new Set(['number', 'time', 'length']);

/** Narrowest useful width of columns that fit their contents. */
export const LEAST_WIDTH: Readonly<Record<StandardColumn, number>> = { number: 48, time: 92, source: 134, destination: 134, protocol: 84, length: 62, info: 200 };
export const FIELD_WIDTH = 96;
export const NARROWEST = 32;
export const WIDEST_BY_CONTENT = 360;

export function isStandard(id: string): id is StandardColumn {
  return (STANDARD_COLUMNS as readonly string[]).includes(id);
}

export function standardColumn(id: StandardColumn): Column {
  return { id, title: '', width: null, align: RIGHT.has(id) ? 'right' : 'left' };
}

export const DEFAULT_COLUMNS: readonly Column[] = STANDARD_COLUMNS.map(standardColumn);

/** The columns to ask for, in an order that does not change when columns are moved about. */
export function columnsToFetch(columns: readonly Column[]): readonly string[] {
  const ids = new Set([...STANDARD_COLUMNS, ...columns.map((column) => column.id)]);
  return [...ids].sort();
}

export function insertColumn(columns: readonly Column[], column: Column): readonly Column[] {
  if (columns.some((c) => c.id === column.id)) return columns;
  const info = columns.findIndex((c) => c.id === 'info');
  return columns.toSpliced(info < 0 ? columns.length : info, 0, column);
}

export function moveColumn(columns: readonly Column[], id: string, to: number): readonly Column[] {
  const column = columns.find((c) => c.id === id);
  if (!column) return columns;
  const rest = columns.filter((c) => c !== column);
  return rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, column);
}

export function changeColumn(columns: readonly Column[], id: string, change: Partial<Column>): readonly Column[] {
  return columns.map((c) => (c.id === id ? { ...c, ...change } : c));
}
