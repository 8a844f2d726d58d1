// The table of conversations of one kind, in the order in which they were met; and the endpoints that follow from it.
import { AddressKind } from '../dissect/frame-facts';
import type { FrameStore } from '../session/frame-store';
import type { TableKind } from './address-layers';
import type { ConversationSums, PairSums } from './conversation-sums';
import { DirectedSums } from './directed-sums';
import { PairTable, type Party } from './pair-table';

/** A is who sent first. */
export interface Conversation {
  readonly a: Party;
  readonly b: Party;
  /** Index of the stream in the store, -1 = none: Ethernet, IP, SCTP. */
  readonly stream: number;
  /** From A to B, from B to A. */
  readonly packets: readonly [number, number];
  readonly bytes: readonly [number, number];
  /** When it was met first, for the order: frame, and layer behind the point. */
  readonly met: number;
  /** Frames, by time. */
  readonly earliest: number;
  readonly latest: number;
}

export interface Endpoint {
  readonly party: Party;
  readonly sent: { readonly packets: number; readonly bytes: number };
  readonly received: { readonly packets: number; readonly bytes: number };
}

const TRANSPORTS: Readonly<Partial<Record<TableKind, number>>> = { tcp: 6, udp: 17 };

/** @param counted to its end */
export function conversationsOf(counted: ConversationSums, kind: TableKind): Conversation[] {
  const transport = TRANSPORTS[kind];
  const rows = transport !== undefined ? ofStreams(counted, transport) : kind === 'ip' || kind === 'ipv6' ? ofNetwork(counted, kind) : ofPairs(counted.pairs[kind as 'eth' | 'sctp'], counted.session.store);
  return rows.sort((x, y) => x.met - y.met);
}

function ofStreams(counted: ConversationSums, transport: number): Conversation[] {
  const { session: { store, conversations }, flows, lookedAt } = counted;
  const rows: Conversation[] = [];
  lookedAt.reserve(2 * store.streamCount);
  flows.reserve(2 * store.streamCount);
  const one = new DirectedSums();
  for (let stream = 0; stream < store.streamCount; stream++) {
    const conversation = store.streams.conversation(stream);
    if (conversations.transportOf(conversation) !== transport) continue;
    const there = 2 * stream;
    if (flows.packets[there]! + flows.packets[there + 1]! + lookedAt.packets[there]! + lookedAt.packets[there + 1]! === 0) continue;
    for (const side of [0, 1]) {
      one.packets[side] = one.bytes[side] = 0;
      one.fold(side, flows, there + side, store);
      one.fold(side, lookedAt, there + side, store);
    }
    const ports = conversations.portsOf(conversation);
    const [a, b] = [{ address: counted.addressText(conversation, 0), port: ports >>> 16 }, { address: counted.addressText(conversation, 1), port: ports & 0xffff }] as const;
    rows.push(rowOf([a, b], one, 0, stream, store));
  }
  return rows;
}

/** The columns' share by stream, and the pairs that were looked at. */
function ofNetwork(counted: ConversationSums, kind: 'ip' | 'ipv6'): Conversation[] {
  const { session: { store, conversations }, flows, pairs } = counted;
  const family = kind === 'ip' ? AddressKind.Ipv4 : AddressKind.Ipv6;
  const all = { table: new PairTable(), sums: new DirectedSums() };
  flows.reserve(2 * store.streamCount);
  for (let stream = 0; stream < store.streamCount; stream++) {
    if (flows.packets[2 * stream]! + flows.packets[2 * stream + 1]! === 0) continue;
    const conversation = store.streams.conversation(stream);
    if (conversations.familyOf(conversation) !== family) continue;
    const party = (side: number): Party => ({ address: counted.addressText(conversation, side), port: -1 });
    foldPair(all, party(0), party(1), flows, 2 * stream, store);
  }
  const looked = pairs[kind];
  for (let pair = 0; pair < looked.table.count; pair++) {
    const [x, y] = looked.table.partiesOf(pair);
    foldPair(all, x, y, looked.sums, 2 * pair, store);
  }
  return ofPairs(all, store);
}

function foldPair({ table, sums }: Pick<PairSums, 'table' | 'sums'>, x: Party, y: Party, from: DirectedSums, there: number, store: FrameStore): void {
  const direction = table.numberOf(x, y);
  sums.reserve(2 * table.count);
  sums.fold(direction, from, there, store);
  sums.fold(x.address === y.address ? direction : direction ^ 1, from, there + 1, store);
}

function ofPairs({ table, sums }: Pick<PairSums, 'table' | 'sums'>, store: FrameStore): Conversation[] {
  return Array.from({ length: table.count }, (_, pair) => rowOf(table.partiesOf(pair), sums, 2 * pair, -1, store));
}

function rowOf([x, y]: readonly [Party, Party], { packets, bytes, first, earliest, latest }: DirectedSums, at: number, stream: number, store: FrameStore): Conversation {
  const [hasX, hasY] = [packets[at]! > 0, packets[at + 1]! > 0];
  const isX = hasX && (!hasY || first[at]! <= first[at + 1]!);
  const [ab, ba] = isX ? [at, at + 1] : [at + 1, at];
  const both = hasX && hasY;
  return {
    a: isX ? x : y, b: isX ? y : x, stream, packets: [packets[ab]!, packets[ba]!], bytes: [bytes[ab]!, bytes[ba]!], met: first[ab]!,
    earliest: both && store.between(earliest[ba]!, earliest[ab]!) > 0 ? earliest[ba]! : earliest[ab]!,
    latest: both && store.between(latest[ba]!, latest[ab]!) < 0 ? latest[ba]! : latest[ab]!,
  };
}

/** In the order in which they were met: who sends in front of who receives. */
export function endpointsOf(conversations: readonly Conversation[]): Endpoint[] {
  const found = new Map<string, { party: Party; sent: { packets: number; bytes: number }; received: { packets: number; bytes: number } }>();
  const endpoint = (party: Party) => {
    const key = `${party.address} ${party.port}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const made = { party, sent: { packets: 0, bytes: 0 }, received: { packets: 0, bytes: 0 } };
    found.set(key, made);
    return made;
  };
  for (const { a, b, packets, bytes } of conversations) {
    const [from, to] = [endpoint(a), endpoint(b)];
    for (const [side, sum] of [from.sent, to.sent].entries()) {
      sum.packets += packets[side]!;
      sum.bytes += bytes[side]!;
    }
    for (const [side, sum] of [to.received, from.received].entries()) {
      sum.packets += packets[side]!;
      sum.bytes += bytes[side]!;
    }
  }
  return [...found.values()];
}
