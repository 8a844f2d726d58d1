// Of which conversations is a test on addresses and ports true? What it says of one value is remembered; whole numbers are only compared.
import { AddressKind } from '../dissect/address-kind';
import type { Field } from '../dissect/field';
import type { ConversationTable } from '../stream/conversation-table';
import { fieldOperands } from '../filter/evaluate';
import type { Ask } from './column-tests';
import { ConversationValues, seenValue } from './column-values';
import type { Test } from './filter-operands';
import { intervalsOf } from './frame-tests';
import { NO, YES } from './protocol-presence';
import type { Session } from './session';

const TCP = 6;
const UDP = 17;
/** Bits by COLUMN_PROTOCOLS. */
const [IP, IPV6, OVER_TCP, OVER_UDP] = [1, 2, 4, 8] as const;
const FALSE = 1;
const TRUE = 2;

/** Writes YES or NO for both directions of streams [from, to) behind the table's first place. @param headers bits by COLUMN_PROTOCOLS: whose fields count */
export type FillTable = (table: Uint8Array, headers: number, from: number, to: number) => void;

/** FALSE or TRUE for a value of a field; whole numbers are only compared. */
class ValueVerdicts {
  private readonly known = new Map<number, number>();
  private readonly lows: Float64Array;
  private readonly highs: Float64Array;
  private lastKey = -1;
  private lastVerdict = 0;

  /** @param ranges the only whole numbers for which it is true; null = the language must say */
  constructor(private readonly field: Field, private readonly ask: Ask, private readonly ranges: ReturnType<typeof intervalsOf>) {
    this.lows = Float64Array.from(ranges ?? [], ({ low }) => (low === null ? Number.NEGATIVE_INFINITY : Number(low)));
    this.highs = Float64Array.from(ranges ?? [], ({ high }) => (high === null ? Number.POSITIVE_INFINITY : Number(high)));
  }

  ofNumber(value: number): number {
    if (this.ranges === null) return this.known.get(value) ?? this.add(value, value);
    const { lows, highs } = this;
    for (let i = 0; i < lows.length; i++) if (value >= lows[i]! && value <= highs[i]!) return TRUE;
    return FALSE;
  }

  /** Many conversations in a row have the same server. */
  ofAddress(table: ConversationTable, conversation: number, end: number): number {
    const key = table.addressKey(conversation, end);
    if (key === this.lastKey) return this.lastVerdict;
    this.lastKey = key;
    return (this.lastVerdict = this.known.get(key) ?? this.add(key, table.addressOf(conversation, end)));
  }

  private add(key: number, value: unknown): number {
    const verdict = this.ask([seenValue(this.field, value)]) ? TRUE : FALSE;
    this.known.set(key, verdict);
    return verdict;
  }
}

/** What a test is about of one protocol; the verdicts of both ends' values, null = it is about neither. */
interface Ends {
  readonly hasSource: boolean;
  readonly hasDestination: boolean;
  readonly first: ValueVerdicts | null;
  readonly second: ValueVerdicts | null;
  readonly stream: ValueVerdicts | null;
}

/** A test that is true of several values when it is true of one of them, or of each. */
class ConversationVerdicts {
  private readonly ends: Readonly<Record<'ip' | 'ipv6' | 'tcp' | 'udp', Ends>>;
  /** By what was met: FALSE, TRUE, both, none. */
  private readonly verdicts: Uint8Array;

  constructor(private readonly session: Session, fields: readonly Field[], test: Test, ask: Ask) {
    const ranges = intervalsOf(test);
    const named = (name: string): Field | undefined => fields.find((field) => field.name === name);
    const verdictsOf = (field: Field | undefined): ValueVerdicts | null => (field === undefined ? null : new ValueVerdicts(field, ask, ranges));
    const endsOf = (sourceName: string, destinationName: string, stream: string): Ends => {
      const [source, destination] = [named(sourceName), named(destinationName)];
      return { hasSource: source !== undefined, hasDestination: destination !== undefined, first: verdictsOf(source ?? destination), second: verdictsOf(source ?? destination), stream: verdictsOf(named(stream)) };
    };
    this.ends = {
      ip: endsOf('ip.src', 'ip.dst', ''), ipv6: endsOf('ipv6.src', 'ipv6.dst', ''),
      tcp: endsOf('tcp.srcport', 'tcp.dstport', 'tcp.stream'), udp: endsOf('udp.srcport', 'udp.dstport', 'udp.stream'),
    };
    const isAll = 'quantifier' in test && test.quantifier === 'all';
    this.verdicts = Uint8Array.of(ask([]) ? YES : NO, NO, YES, isAll ? NO : YES);
  }

  readonly fill: FillTable = (table, headers, from, to) => {
    const { session: { store: { streams }, conversations }, verdicts } = this;
    for (let stream = from; stream < to; stream++) {
      const conversation = streams.conversation(stream);
      const met = this.ofAddresses(conversations, conversation, headers) | this.ofTransport(conversations, conversation, headers, streams.number(stream));
      table[2 * stream + 1] = verdicts[met & 3]!;
      table[2 * stream + 2] = verdicts[met >> 2]!;
    }
  };

  /** What is met in direction 0, and two bits higher in direction 1. */
  private ofAddresses(table: ConversationTable, conversation: number, headers: number): number {
    if ((headers & (IP | IPV6)) === 0) return 0;
    const isIpv6 = table.familyOf(conversation) === AddressKind.Ipv6;
    const ends = isIpv6 ? this.ends.ipv6 : this.ends.ip;
    if ((headers & (isIpv6 ? IPV6 : IP)) === 0 || ends.first === null || ends.second === null) return 0;
    return both(ends, ends.first.ofAddress(table, conversation, 0), ends.second.ofAddress(table, conversation, 1));
  }

  private ofTransport(table: ConversationTable, conversation: number, headers: number, number: number): number {
    if ((headers & (OVER_TCP | OVER_UDP)) === 0) return 0;
    const transport = table.transportOf(conversation);
    if ((headers & (transport === TCP ? OVER_TCP : transport === UDP ? OVER_UDP : 0)) === 0) return 0;
    const ends = transport === TCP ? this.ends.tcp : this.ends.udp;
    const ports = table.portsOf(conversation);
    const ofPorts = ends.first === null || ends.second === null ? 0 : both(ends, ends.first.ofNumber(ports >>> 16), ends.second.ofNumber(ports & 0xffff));
    return ends.stream === null ? ofPorts : ofPorts | (ends.stream.ofNumber(number) * 5);
  }
}

function both({ hasSource, hasDestination }: Ends, first: number, second: number): number {
  return (hasSource ? first | (second << 2) : 0) | (hasDestination ? second | (first << 2) : 0);
}

/** How a test's table is filled. */
export function tableFiller(session: Session, fields: readonly Field[], test: Test, ask: Ask): FillTable {
  if (asksValueByValue(test)) return new ConversationVerdicts(session, fields, test, ask).fill;
  const values = new ConversationValues(session.registry, session);
  return (table, headers, from, to) => {
    for (let code = 2 * from; code < 2 * to; code++) table[code + 1] = ask(values.of(code, headers)) ? YES : NO;
  };
}

/** Compares each value of one field with constants. */
export function asksValueByValue(test: Test): boolean {
  const operands = fieldOperands(test);
  if (operands.length !== 1) return false;
  switch (test.kind) {
    case 'compare': return operands[0] === test.left || operands[0] === test.right;
    case 'in': case 'contains': case 'matches': return operands[0] === test.left;
    case 'present': return operands[0] === test.of;
    case 'nonzero': return false;
  }
}
