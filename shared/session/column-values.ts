// Which fields the columns of the index hold, and their values as a match run would have seen them.
import { AddressKind } from '../dissect/address-kind';
import type { Field } from '../dissect/field';
import type { Registry } from '../dissect/registry';
import type { Seen } from '../dissect/seen';
import { COLUMN_PROTOCOLS } from './protocol-presence';
import type { Session } from './session';

const NO_BYTES = new Uint8Array(0);
const TCP = 6;
const UDP = 17;
/** UDP's header. */
const UDP_HEADER = 8;

/** Where a field's value comes from: who talks with whom, a word of the frame's columns, or what the capture file says of the frame. */
export type WordSource = 'flags' | 'window' | 'tcp payload' | 'udp payload' | 'sequence' | 'acknowledgment';
export type ColumnSource = WordSource | 'conversation' | 'len' | 'caplen' | 'number' | 'time' | 'relative' | 'delta';

const NAMED: Readonly<Record<string, ColumnSource>> = {
  'ip.src': 'conversation', 'ip.dst': 'conversation', 'ipv6.src': 'conversation', 'ipv6.dst': 'conversation',
  'tcp.srcport': 'conversation', 'tcp.dstport': 'conversation', 'tcp.stream': 'conversation',
  'udp.srcport': 'conversation', 'udp.dstport': 'conversation', 'udp.stream': 'conversation',
  'tcp.flags': 'flags', 'tcp.window_size_value': 'window', 'tcp.len': 'tcp payload', 'udp.length': 'udp payload', 'tcp.seq_raw': 'sequence', 'tcp.ack_raw': 'acknowledgment',
  'frame.len': 'len', 'frame.cap_len': 'caplen', 'frame.number': 'number',
  'frame.time': 'time', 'frame.time_epoch': 'time', 'frame.time_relative': 'relative', 'frame.time_delta': 'delta',
};

export function columnSourceOf(field: Field): ColumnSource | null {
  return NAMED[field.name] ?? (field.name.startsWith('tcp.flags.') && field.mask !== 0 ? 'flags' : null);
}

export function seenValue(field: Field, value: unknown): Seen {
  return { field, value, start: -1, length: 0, bytes: NO_BYTES, layer: 1, end: -1 };
}

/** A field's value where a column has this number. */
export function wordValue(field: Field, source: WordSource, word: number): Seen {
  if (source === 'flags') return seenValue(field, field.type === 'bool' ? (word & field.mask) !== 0 : (word & field.mask) >>> field.shift);
  return seenValue(field, source === 'udp payload' ? word + UDP_HEADER : word);
}

/** What frames of a stream and direction say of addresses and ports, in the order in which a dissector meets them. */
export class ConversationValues {
  private readonly fields: Readonly<Record<'ip' | 'ipv6' | 'tcp' | 'udp', readonly [Field, Field, Field | null]>>;

  constructor(registry: Registry, private readonly session: Session) {
    const one = (name: string): Field => registry.named(name)[0]!;
    const transport = (id: string): readonly [Field, Field, Field] => [one(`${id}.srcport`), one(`${id}.dstport`), one(`${id}.stream`)];
    this.fields = { ip: [one('ip.src'), one('ip.dst'), null], ipv6: [one('ipv6.src'), one('ipv6.dst'), null], tcp: transport('tcp'), udp: transport('udp') };
  }

  /**
   * @param code (stream << 1) | direction, as the store has it
   * @param headers bits by COLUMN_PROTOCOLS: whose fields
   */
  of(code: number, headers: number): readonly Seen[] {
    const { store: { streams }, conversations } = this.session;
    const { family, transport, ends } = conversations.endpointsOf(streams.conversation(code >> 1));
    const [from, to] = (code & 1) === 0 ? ends : [ends[1], ends[0]];
    const network = family === AddressKind.Ipv6 ? 'ipv6' : 'ip';
    const over = transport === TCP ? 'tcp' : transport === UDP ? 'udp' : null;
    const seen: Seen[] = [];
    const has = (id: (typeof COLUMN_PROTOCOLS)[number]): boolean => (headers & (1 << COLUMN_PROTOCOLS.indexOf(id))) !== 0;
    if (has(network)) seen.push(seenValue(this.fields[network][0], from.address), seenValue(this.fields[network][1], to.address));
    if (over === null || !has(over)) return seen;
    const [source, destination, stream] = this.fields[over];
    seen.push(seenValue(source, from.port), seenValue(destination, to.port), seenValue(stream!, streams.number(code >> 1)));
    return seen;
  }
}
