// The conversations of one kind, counted, in the order in which they were met: numbers only; a row is made when somebody looks at it.
import { AddressKind } from '../dissect/frame-facts';
import type { Session } from '../session/session';
import type { TableKind } from './address-layers';
import type { ConversationSums, PairSums } from './conversation-sums';
import type { Conversation } from './conversations';
import { DirectedSums, type FrameTimes } from './directed-sums';
import { NumberPairs } from './number-pairs';
import { PairTable, type Party } from './pair-table';

const TRANSPORTS: Readonly<Partial<Record<TableKind, number>>> = { tcp: 6, udp: 17 };
const FAMILY_BIT = 16;

/** Who the two of each pair are. */
interface Parties {
  of(pair: number, side: number): Party;
  /** Equal for the same address and port; counted from 0 as they are asked for. */
  numberOf(pair: number, side: number): number;
}

/** What is known of all pairs of a kind. */
interface Pairs {
  /** Directions 2n and 2n + 1 are those of pair n: from its first party, from its second. */
  readonly sums: DirectedSums;
  /** In the order in which they were met. */
  readonly numbers: Uint32Array;
}

export class CountedPairs {
  private made: Pairs | null = null;

  /**
   * @param make asked once, when a row is looked at
   * @param isOfStreams a pair's number is its stream's
   * @param pairOfStream where a pair gathers streams: (pair << 1) | 1 where the two stand the other way round, by stream, -1 = none
   */
  constructor(
    readonly count: number,
    private readonly times: FrameTimes,
    private readonly parties: Parties,
    private readonly make: () => Pairs,
    private readonly isOfStreams: boolean,
    private readonly pairOfStream: Int32Array | null,
  ) {}

  private get sums(): DirectedSums {
    return (this.made ??= this.make()).sums;
  }
  private get pairs(): Uint32Array {
    return (this.made ??= this.make()).numbers;
  }

  /** Index of the stream in the store, -1 = none: Ethernet, IP, SCTP. */
  stream(row: number): number {
    return this.isOfStreams ? this.pairs[row]! : -1;
  }

  /** By stream, the row that counts its frames, -1 = none. */
  rowOfStreams(streams: number): Int32Array {
    const rows = new Int32Array(streams).fill(-1);
    const { pairOfStream, pairs } = this;
    if (this.isOfStreams) for (let row = 0; row < pairs.length; row++) rows[pairs[row]!] = row;
    if (pairOfStream === null) return rows;
    const rowOfPair = new Int32Array(this.sums.packets.length);
    for (let row = 0; row < pairs.length; row++) rowOfPair[pairs[row]!] = row;
    for (let stream = 0; stream < streams; stream++) if (pairOfStream[stream]! >= 0) rows[stream] = rowOfPair[pairOfStream[stream]! >> 1]!;
    return rows;
  }

  /** The direction of what A sends; A is who sent first. */
  from(row: number): 0 | 1 {
    const { packets, first } = this.sums;
    const at = 2 * this.pairs[row]!;
    return packets[at]! > 0 && (packets[at + 1] === 0 || first[at]! <= first[at + 1]!) ? 0 : 1;
  }

  /** What A sent (0), or B (1). */
  packets(row: number, side: number): number {
    return this.sums.packets[2 * this.pairs[row]! + (this.from(row) ^ side)]!;
  }
  bytes(row: number, side: number): number {
    return this.sums.bytes[2 * this.pairs[row]! + (this.from(row) ^ side)]!;
  }

  /** When it was met first, for the order: frame, and layer behind the point. */
  met(row: number): number {
    return this.sums.first[2 * this.pairs[row]! + this.from(row)]!;
  }
  /** Frames, by time. */
  earliest(row: number): number {
    const { earliest } = this.sums;
    const at = 2 * this.pairs[row]!;
    const [own, other] = [earliest[at + this.from(row)]!, earliest[at + 1 - this.from(row)]!];
    return other !== 0 && this.times.between(other, own) > 0 ? other : own;
  }
  latest(row: number): number {
    const { latest } = this.sums;
    const at = 2 * this.pairs[row]!;
    const [own, other] = [latest[at + this.from(row)]!, latest[at + 1 - this.from(row)]!];
    return other !== 0 && this.times.between(other, own) < 0 ? other : own;
  }

  /** @param side A 0, B 1 */
  party(row: number, side: number): Party {
    return this.parties.of(this.pairs[row]!, this.from(row) ^ side);
  }
  partyNumber(row: number, side: number): number {
    return this.parties.numberOf(this.pairs[row]!, this.from(row) ^ side);
  }

  conversation(row: number): Conversation {
    return {
      a: this.party(row, 0), b: this.party(row, 1), packets: [this.packets(row, 0), this.packets(row, 1)], bytes: [this.bytes(row, 0), this.bytes(row, 1)],
      earliest: this.earliest(row), latest: this.latest(row),
    };
  }
}

/** @param counted to its end */
export function countedPairs(counted: ConversationSums, kind: TableKind): CountedPairs {
  const transport = TRANSPORTS[kind];
  if (transport !== undefined) return ofStreams(counted, transport);
  return kind === 'ip' || kind === 'ipv6' ? ofNetwork(counted, kind) : ofTable(counted.pairs[kind as 'eth' | 'sctp'], counted.times);
}

function ofStreams(counted: ConversationSums, transport: number): CountedPairs {
  const { session: { store, conversations } } = counted;
  const sums = counted.ofStreams();
  const pairs = new Uint32Array(store.streamCount);
  let count = 0;
  for (let stream = 0; stream < store.streamCount; stream++) {
    if (sums.packets[2 * stream]! + sums.packets[2 * stream + 1]! > 0 && conversations.transportOf(store.streams.conversation(stream)) === transport) pairs[count++] = stream;
  }
  return new CountedPairs(count, counted.times, new StreamParties(counted), () => ({ sums, numbers: asMet(pairs.subarray(0, count), sums) }), true, null);
}

/** The columns' share by stream, and the pairs that were looked at. */
function ofNetwork(counted: ConversationSums, kind: 'ip' | 'ipv6'): CountedPairs {
  const { session: { store }, flows, pairs: { [kind]: looked }, times } = counted;
  const table = new PairTable();
  flows.reserve(2 * store.streamCount);
  const pairOfStream = pairsOfStreams(counted, kind === 'ip' ? AddressKind.Ipv4 : AddressKind.Ipv6, table);
  const directions = Array.from({ length: looked.table.count }, (_, pair) => table.numberOf(...looked.table.partiesOf(pair)));
  const make = (): Pairs => {
    const sums = new DirectedSums();
    sums.reserve(2 * table.count);
    const fold = (direction: number, from: DirectedSums, there: number): void => {
      sums.fold(direction, from, there, times);
      sums.fold(table.isOneAddress(direction >> 1) ? direction : direction ^ 1, from, there + 1, times);
    };
    for (const [stream, direction] of pairOfStream.entries()) if (direction >= 0) fold(direction, flows, 2 * stream);
    for (const [pair, direction] of directions.entries()) fold(direction, looked.sums, 2 * pair);
    return { sums, numbers: asMet(allOf(table), sums) };
  };
  return new CountedPairs(table.count, times, new TableParties(table), make, false, pairOfStream);
}

/** By stream: which pair of addresses it is of, and which way round; -1 = none, or nothing of it was counted by the columns. */
function pairsOfStreams({ session: { store, conversations }, flows: { packets }, addressText }: ConversationSums, family: AddressKind, table: PairTable): Int32Array {
  const numbers = new NumberPairs();
  const directions: number[] = [];
  const pairOfStream = new Int32Array(store.streamCount).fill(-1);
  for (let stream = 0; stream < store.streamCount; stream++) {
    if (packets[2 * stream]! + packets[2 * stream + 1]! === 0) continue;
    const conversation = store.streams.conversation(stream);
    if (conversations.familyOf(conversation) !== family) continue;
    const party = (side: number): Party => ({ address: addressText(conversation, side), port: -1 });
    const number = numbers.numberOf(conversations.addressKey(conversation, 0), conversations.addressKey(conversation, 1));
    pairOfStream[stream] = directions[number] ??= table.numberOf(party(0), party(1));
  }
  return pairOfStream;
}

function ofTable({ table, sums }: PairSums, times: FrameTimes): CountedPairs {
  return new CountedPairs(table.count, times, new TableParties(table), () => ({ sums, numbers: asMet(allOf(table), sums) }), false, null);
}

const allOf = (table: PairTable): Uint32Array => Uint32Array.from({ length: table.count }, (_, pair) => pair);

/** Puts the pairs into the order in which they were met; nearly always they are. */
function asMet(pairs: Uint32Array, { packets, first }: DirectedSums): Uint32Array {
  const met = (pair: number): number => {
    const [x, y] = [2 * pair, 2 * pair + 1];
    return packets[x] === 0 ? first[y]! : packets[y] === 0 ? first[x]! : Math.min(first[x]!, first[y]!);
  };
  for (let row = 1; row < pairs.length; row++) if (met(pairs[row - 1]!) > met(pairs[row]!)) return pairs.sort((x, y) => met(x) - met(y));
  return pairs;
}

/** Of conversations in the store. */
class StreamParties implements Parties {
  private readonly numbers = new NumberPairs();
  private readonly session: Session;

  constructor(private readonly counted: ConversationSums) {
    this.session = counted.session;
  }

  of(stream: number, side: number): Party {
    const { session: { store, conversations }, counted } = this;
    const conversation = store.streams.conversation(stream);
    return { address: counted.addressText(conversation, side), port: conversations.portsFrom(conversation, side) >>> 16 };
  }

  numberOf(stream: number, side: number): number {
    const { store, conversations } = this.session;
    const conversation = store.streams.conversation(stream);
    const family = conversations.familyOf(conversation) === AddressKind.Ipv6 ? 1 : 0;
    return this.numbers.numberOf(conversations.addressKey(conversation, side), (family << FAMILY_BIT) | (conversations.portsFrom(conversation, side) >>> 16));
  }
}

/** Of pairs that were told apart by their texts. */
class TableParties implements Parties {
  private readonly numbers = new Map<string, number>();

  constructor(private readonly table: PairTable) {}

  of(pair: number, side: number): Party {
    return this.table.partiesOf(pair)[side]!;
  }

  numberOf(pair: number, side: number): number {
    const { address, port } = this.of(pair, side);
    const key = `${address} ${port}`;
    let number = this.numbers.get(key);
    if (number === undefined) this.numbers.set(key, (number = this.numbers.size));
    return number;
  }
}
