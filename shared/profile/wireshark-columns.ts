// Wireshark's columns (`gui.column.format`): which of ours each one is, and what cannot be taken over as it is there.

export type ColumnTime = 'relative' | 'delta' | 'deltaDisplayed' | 'local' | 'localDate' | 'utc' | 'utcDate';

export interface ImportedColumn {
  /** A standard column's id or a field's filter name. */
  readonly id: string;
  readonly title: string;
}

/** Why a column is not there, or not quite as it was. */
export type ColumnNote = 'hidden' | 'twice' | 'unknown' | 'severalFields' | 'oneOccurrence' | 'tcpOnly' | 'ipv4Only' | 'dayOfYear';

export interface ColumnSettings {
  readonly columns: readonly ImportedColumn[];
  /** How the Time column shows times; null = the file does not say. */
  readonly time: ColumnTime | null;
  readonly notes: readonly { readonly title: string; readonly format: string; readonly note: ColumnNote }[];
}

interface Target {
  readonly id: string;
  readonly time?: ColumnTime;
  readonly note?: ColumnNote;
}

/** Times of which the first becomes the Time column; the others become fields. */
const TIMES: Readonly<Record<string, readonly [ColumnTime | null, string]>> = {
  '%t': [null, 'frame.time_relative'],
  '%Rt': ['relative', 'frame.time_relative'],
  '%Tt': ['delta', 'frame.time_delta'],
  '%Gt': ['deltaDisplayed', 'frame.time_delta_displayed'],
  '%At': ['local', 'frame.time'],
  '%Yt': ['localDate', 'frame.time'],
  '%YDOYt': ['localDate', 'frame.time'],
  '%Aut': ['utc', 'frame.time'],
  '%Yut': ['utcDate', 'frame.time'],
  '%YDOYut': ['utcDate', 'frame.time'],
};

const ends = (formats: string, id: string, note?: ColumnNote): [string, Target][] => formats.split(' ').map((format) => [format, note === undefined ? { id } : { id, note }]);

const COLUMNS: ReadonlyMap<string, Target> = new Map([
  ...ends('%m', 'number'), ...ends('%s %rs %us', 'source'), ...ends('%d %rd %ud', 'destination'), ...ends('%p', 'protocol'), ...ends('%L', 'length'), ...ends('%i', 'info'),
  ...ends('%hs %rhs %uhs', 'eth.src'), ...ends('%hd %rhd %uhd', 'eth.dst'),
  ...ends('%ns %rns %uns', 'ip.src', 'ipv4Only'), ...ends('%nd %rnd %und', 'ip.dst', 'ipv4Only'),
  ...ends('%S %rS %uS', 'tcp.srcport', 'tcpOnly'), ...ends('%D %rD %uD', 'tcp.dstport', 'tcpOnly'),
  ...ends('%q', 'vlan.id'), ...ends('%f', 'ip.dsfield.dscp', 'ipv4Only'), ...ends('%a', '_ws.expert.severity'),
  ...ends('%x', 'wlan_radio.data_rate'), ...ends('%e', 'wlan_radio.signal_dbm'), ...ends('%F', 'wlan_radio.frequency'),
]);

/** The quoted strings of a list, in pairs: title, format. */
export function columnPairs(format: string): (readonly [title: string, format: string])[] {
  const texts = [...format.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((found) => found[1]!.replaceAll(/\\(.)/g, '$1'));
  return Array.from({ length: texts.length >> 1 }, (_, i) => [texts[2 * i]!, texts[2 * i + 1]!]);
}

/** `%Cus:field:occurrence:R`; the field may be several joined by `or`. */
function customColumn(format: string): Target | null {
  const [, fields = '', occurrence = '0'] = /^%Cus:(.*?)(?::(-?\d+)(?::[A-Z])?)?$/.exec(format) ?? [];
  const names = fields.split(/\s*(?:\|\||\bor\b)\s*/).map((name) => name.trim());
  const id = names[0] ?? '';
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}$/.test(id)) return null;
  if (names.length > 1) return { id, note: 'severalFields' };
  return occurrence === '0' ? { id } : { id, note: 'oneOccurrence' };
}

function targetOf(format: string, hasTime: boolean): Target | null {
  const time = TIMES[format];
  if (time !== undefined) {
    const note = format.includes('DOY') ? ({ note: 'dayOfYear' } as const) : {};
    if (hasTime) return { id: time[1], ...note };
    return { id: 'time', ...(time[0] === null ? {} : { time: time[0] }), ...note };
  }
  return format.startsWith('%Cus:') ? customColumn(format) : (COLUMNS.get(format) ?? null);
}

/** @param hidden `gui.column.hidden`: formats of columns that are there but not shown */
export function columnsFrom(format: string, hidden: string): ColumnSettings {
  const unseen = new Set(hidden.split(',').map((part) => part.trim()));
  const columns: ImportedColumn[] = [];
  const notes: ColumnSettings['notes'][number][] = [];
  let time: ColumnTime | null = null;
  for (const [title, code] of columnPairs(format)) {
    const target = targetOf(code, columns.some(({ id }) => id === 'time'));
    const note = unseen.has(code) ? 'hidden' : target === null ? 'unknown' : columns.some(({ id }) => id === target.id) ? 'twice' : undefined;
    if (note !== undefined) {
      notes.push({ title, format: code, note });
      continue;
    }
    columns.push({ id: target!.id, title });
    time = target!.time ?? time;
    if (target!.note !== undefined) notes.push({ title, format: code, note: target!.note });
  }
  return { columns, time, notes };
}
