// The columns of the packet list: ids, and what tshark calls them.

export const COLUMNS = ['number', 'time', 'source', 'destination', 'protocol', 'length', 'info'] as const;
export type ColumnId = (typeof COLUMNS)[number];

const TSHARK_NAMES: Readonly<Record<string, ColumnId>> = {
  '_ws.col.No.': 'number', '_ws.col.Time': 'time', '_ws.col.Source': 'source', '_ws.col.Destination': 'destination',
  '_ws.col.Protocol': 'protocol', '_ws.col.Length': 'length', '_ws.col.Info': 'info',
};

/** The built-in column that an id, or tshark's `_ws.col.Source`, stands for; undefined for fields. */
export function builtInColumn(name: string): ColumnId | undefined {
  return (COLUMNS as readonly string[]).includes(name) ? (name as ColumnId) : TSHARK_NAMES[name];
}
