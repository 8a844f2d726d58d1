// From what is seen to a display filter: a cell of the packet list, the conversation of a frame.

/** What is needed of a line of the detail tree; lines are depth first. */
export interface FilterLine {
  readonly depth: number;
  readonly field: string;
  readonly value: string;
  /** Display filter that selects frames with this value; '' where there is none. */
  readonly filter: string;
}

/** Fields of the Time column, by its format. */
const TIME_FIELDS: Readonly<Record<string, string>> = { relative: 'frame.time_relative', delta: 'frame.time_delta', deltaDisplayed: 'frame.time_delta_displayed', epoch: 'frame.time_epoch' };

const SIDES: Readonly<Record<string, RegExp>> = { source: /\.(src|sa|ta|spa|srcaddr)$|\.src\./, destination: /\.(dst|da|ra|tpa|dstaddr)$|\.dst\./ };
const ADDRESSES: Readonly<Record<string, readonly string[]>> = { source: ['ip.src', 'ipv6.src', 'eth.src'], destination: ['ip.dst', 'ipv6.dst', 'eth.dst'] };

const lastOf = (lines: readonly FilterLine[], fields: readonly string[]): FilterLine | undefined => lines.findLast((line) => fields.includes(line.field));

/**
 * The display filter that selects frames with the same text in a cell.
 * @param column a standard column's id, or a field's name
 * @param cell its text
 * @param timeFormat how the Time column shows times
 * @returns '' where no filter says it
 */
export function cellFilter(column: string, cell: string, lines: readonly FilterLine[], timeFormat: string): string {
  const filterOf = (field: string): string => lines.find((line) => line.field === field)?.filter ?? '';
  if (column === 'number') return filterOf('frame.number');
  if (column === 'length') return filterOf('frame.len');
  if (column === 'time') return filterOf(TIME_FIELDS[timeFormat] ?? 'frame.time');
  if (column === 'protocol') return protocolOf(cell, lines);
  if (column === 'info') return '';
  const side = SIDES[column];
  if (side) return (lines.findLast((line) => line.value === cell && side.test(line.field)) ?? lastOf(lines, ADDRESSES[column] ?? []))?.filter ?? '';
  return filterOf(column) || shared(column, cell);
}

/** The layer that gave the Protocol column its text, or else the innermost one that has a name. */
function protocolOf(cell: string, lines: readonly FilterLine[]): string {
  const layers = lines.filter((line) => line.depth === 0 && /^[a-z][\w-]*$/i.test(line.field) && line.field !== 'frame' && line.field !== 'data');
  const word = cell.toLowerCase();
  return (layers.findLast((line) => line.field === word) ?? layers.findLast((line) => word.startsWith(line.field)) ?? layers.at(-1))?.filter ?? '';
}

/** Of a name that several fields share, such as `tcp.port`: the first of its values. */
function shared(field: string, cell: string): string {
  const value = cell.split(',')[0]?.trim() ?? '';
  if (value === '') return '';
  return `${field} == ${/^[\w.:/-]+$/.test(value) ? value : JSON.stringify(value)}`;
}

export const CONVERSATIONS = ['tcp', 'udp', 'sctp', 'ip', 'ipv6', 'eth'] as const;
export type ConversationKind = (typeof CONVERSATIONS)[number];

/** Both sides of a conversation: `ip.addr == a && ip.addr == b`; where they are the same, each by its name. */
function between(field: string, [from, fromValue]: readonly [string, string], [to, toValue]: readonly [string, string]): string {
  return fromValue === toValue ? `${from} == ${fromValue} && ${to} == ${toValue}` : `${field} == ${fromValue} && ${field} == ${toValue}`;
}

function sidesOf(lines: readonly FilterLine[], protocol: string, shared: string, source: string, destination: string): string | null {
  const from = lastOf(lines, [`${protocol}.${source}`]);
  const to = lastOf(lines, [`${protocol}.${destination}`]);
  return from && to ? between(`${protocol}.${shared}`, [from.field, from.value], [to.field, to.value]) : null;
}

/** The display filters that select the conversations that a frame belongs to, by kind; of nested ones the innermost. */
export function conversationFilters(lines: readonly FilterLine[]): Partial<Record<ConversationKind, string>> {
  const found: Partial<Record<ConversationKind, string>> = {};
  const set = (kind: ConversationKind, filter: string | null): void => {
    if (filter !== null) found[kind] = filter;
  };
  set('eth', sidesOf(lines, 'eth', 'addr', 'src', 'dst'));
  set('ip', sidesOf(lines, 'ip', 'addr', 'src', 'dst'));
  set('ipv6', sidesOf(lines, 'ipv6', 'addr', 'src', 'dst'));
  for (const kind of ['tcp', 'udp', 'sctp'] as const) {
    const ports = lines.findLastIndex((line) => line.field === `${kind}.srcport`);
    if (ports < 0) continue;
    // The addresses of the layer right below, not those of an IP header that a message quotes.
    const below = lines.slice(0, ports).findLast((line) => line.field === 'ip.dst' || line.field === 'ipv6.dst')?.field.split('.')[0];
    const addresses = below === undefined ? null : sidesOf(lines.slice(0, ports), below, 'addr', 'src', 'dst');
    const both = sidesOf(lines, kind, 'port', 'srcport', 'dstport');
    set(kind, both === null ? null : addresses === null ? both : `${addresses} && ${both}`);
  }
  return found;
}
