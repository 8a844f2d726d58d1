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

/** What `tcpdump -e` prints in front of each line, by link type: the fields, and the keys of their heads. */
const LINK_FIELDS = {
  EN10MB: [['eth.src', 'column.linkSource'], ['eth.dst', 'column.linkDestination'], ['eth.type', 'column.linkType']],
  LINUX_SLL: [['sll.pkttype', 'column.linkDirection'], ['sll.src.eth', 'column.linkSource'], ['sll.etype', 'column.linkType']],
  NULL: [['null.family', 'column.linkFamily']],
} as const;

/** The link-level fields of a capture; those of Ethernet where its link type has none of its own. */
export function linkFields(linktype: string): (typeof LINK_FIELDS)[keyof typeof LINK_FIELDS] {
  if (linktype === 'NULL' || linktype === 'LOOP') return LINK_FIELDS.NULL;
  return linktype.startsWith('LINUX_SLL') ? LINK_FIELDS.LINUX_SLL : LINK_FIELDS.EN10MB;
}

/** Without the link-level columns of any link type. */
export function withoutLinkFields(columns: readonly Column[]): readonly Column[] {
  const ids = new Set<string>(Object.values(LINK_FIELDS).flatMap((fields) => fields.map(([id]) => id)));
  return columns.filter(({ id }) => !ids.has(id));
}

export function hasColumns(columns: readonly Column[], ids: readonly string[]): boolean {
  return ids.every((id) => columns.some((c) => c.id === id));
}

/** Adds the columns in front of Source, as one; takes them away where all are there. */
export function toggleColumns(columns: readonly Column[], some: readonly Column[]): readonly Column[] {
  const rest = columns.filter((c) => !some.some(({ id }) => id === c.id));
  if (hasColumns(columns, some.map((c) => c.id))) return rest;
  const source = rest.findIndex((c) => c.id === 'source');
  return rest.toSpliced(source < 0 ? rest.length : source, 0, ...some);
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
