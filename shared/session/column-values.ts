// Which fields the columns of the index hold, and their values as a match run would have seen them.
import { AddressKind } from '../dissect/address-kind';
import type { Field } from '../dissect/field';
import type { Registry } from '../dissect/registry';
import type { Seen } from '../dissect/seen';
import type { FlowNumber } from './flow-number-test';
import type { Session } from './session';

const NO_BYTES = new Uint8Array(0);
const TCP = 6;
const UDP = 17;
/** Places in COLUMN_PROTOCOLS. */
const [IP, IPV6, OVER_TCP, OVER_UDP] = [0, 1, 2, 3] as const;
/** UDP's header. */
const UDP_HEADER = 8;

/** Where a field's value comes from: who talks with whom, a word of the frame's columns, or what the capture file says of the frame. */
export type WordSource = 'flags' | 'window' | 'tcp payload' | 'udp payload' | 'sequence' | 'acknowledgment';
export type ColumnSource = WordSource | FlowNumber | 'conversation' | 'len' | 'caplen' | 'number' | 'time' | 'relative' | 'delta';

const NAMED: Readonly<Record<string, ColumnSource>> = {
  'ip.src': 'conversation', 'ip.dst': 'conversation', 'ipv6.src': 'conversation', 'ipv6.dst': 'conversation',
  'tcp.srcport': 'conversation', 'tcp.dstport': 'conversation', 'tcp.stream': 'conversation',
  'udp.srcport': 'conversation', 'udp.dstport': 'conversation', 'udp.stream': 'conversation',
  'tcp.flags': 'flags', 'tcp.window_size_value': 'window', 'tcp.len': 'tcp payload', 'udp.length': 'udp payload', 'tcp.seq_raw': 'sequence', 'tcp.ack_raw': 'acknowledgment',
  'tcp.seq': 'seq', 'tcp.ack': 'ack', 'tcp.nxtseq': 'next seq', 'tcp.window_size': 'window size',
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
  /** By COLUMN_PROTOCOLS: source, destination, and of transports the stream. Their values change with each question. */
  private readonly seen: readonly (readonly Seen[])[];

  constructor(registry: Registry, private readonly session: Session) {
    const one = (name: string): Seen => seenValue(registry.named(name)[0]!, null);
    const transport = (id: string): readonly Seen[] => [one(`${id}.srcport`), one(`${id}.dstport`), one(`${id}.stream`)];
    this.seen = [[one('ip.src'), one('ip.dst')], [one('ipv6.src'), one('ipv6.dst')], transport('tcp'), transport('udp')];
  }

  /**
   * They hold until the next call.
   * @param code (stream << 1) | direction, as the store has it
   * @param headers bits by COLUMN_PROTOCOLS: whose fields
   */
  of(code: number, headers: number): readonly Seen[] {
    const { store: { streams }, conversations } = this.session;
    const conversation = streams.conversation(code >> 1);
    const side = code & 1;
    const network = conversations.familyOf(conversation) === AddressKind.Ipv6 ? IPV6 : IP;
    const transport = conversations.transportOf(conversation);
    const over = transport === TCP ? OVER_TCP : transport === UDP ? OVER_UDP : -1;
    const all: Seen[] = [];
    if ((headers & (1 << network)) !== 0) {
      const [source, destination] = this.seen[network] as [Seen, Seen];
      source.value = conversations.addressOf(conversation, side);
      destination.value = conversations.addressOf(conversation, 1 - side);
      all.push(source, destination);
    }
    if (over < 0 || (headers & (1 << over)) === 0) return all;
    const ports = conversations.portsOf(conversation);
    const [source, destination, stream] = this.seen[over] as [Seen, Seen, Seen];
    source.value = side === 0 ? ports >>> 16 : ports & 0xffff;
    destination.value = side === 0 ? ports & 0xffff : ports >>> 16;
    stream.value = streams.number(code >> 1);
    all.push(source, destination, stream);
    return all;
  }
}
