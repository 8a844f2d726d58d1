// Who sent how much to whom, over the frames of a capture: counted step by step, by the columns where they tell and by the frames' bytes where not.
import { SEGMENT_LENGTH_UNKNOWN } from '../dissect/frame-facts';
import { addressText, macText } from '../frame/address';
import { NearBytes } from '../session/near-bytes';
import type { FrameSet } from '../session/frame-set';
import type { Session } from '../session/session';
import { GrowingArray } from '../stream/growing-array';
import { AddressLayers, type AddressLayer } from './address-layers';
import { BY_NUMBER, DirectedSums, type FrameTimes } from './directed-sums';
import { BYTES, COLUMNS, LayerKinds, NO_NETWORK } from './layer-kinds';
import { PairTable } from './pair-table';

/** Frames whose bytes are looked at in one step. */
const STEP_FRAMES = 500;
const STEP_ADDRESSES = 5000;
const MAC_PAIR = 12;
const ETHERNET_HEADER = 14;

/** Pairs that the streams do not tell of. */
export class PairSums {
  readonly table = new PairTable();
  readonly sums = new DirectedSums();

  direction(layer: Pick<AddressLayer, 'from' | 'to'>): number {
    const direction = this.table.numberOf(layer.from, layer.to);
    this.sums.reserve(2 * this.table.count);
    return direction;
  }
}

export class ConversationSums {
  /** By flow: (stream << 1) | direction; what the columns tell, which holds for the network addresses too. */
  readonly flows = new DirectedSums();
  /** Of TCP and UDP headers that only the bytes tell of, by flow. */
  readonly lookedAt = new DirectedSums();
  /** Of other headers that only the bytes tell of. */
  readonly pairs = { eth: new PairSums(), ip: new PairSums(), ipv6: new PairSums(), sctp: new PairSums() } as const;
  /** No frame was earlier than one before it. */
  private isInOrder = true;
  private areTimesGiven = true;
  /** The latest frame of the chunks that were counted, 0 = none. */
  private latest = 0;
  /** Frames that were counted. */
  done = 0;
  private addressesDone = 0;
  private readonly looks = new GrowingArray(new Uint32Array(64));
  private looksDone = 0;
  private readonly kinds: LayerKinds;
  private readonly layers: AddressLayers;
  private readonly near: NearBytes;
  /** By their numbers; streams of TCP and UDP. */
  private readonly streamOf = { tcp: new Map<number, number>(), udp: new Map<number, number>() };
  private streamsKnown = 0;
  private readonly macs = new Map<number, Map<number, number>>();

  /** @param frames null = all; @param withAddresses Ethernet addresses are wanted, which no column holds */
  constructor(readonly session: Session, readonly frames: FrameSet | null, private withAddresses: boolean) {
    this.kinds = new LayerKinds(session);
    this.layers = new AddressLayers(session);
    this.near = new NearBytes(session.file.source);
  }

  /** From now on they are. */
  wantAddresses(): void {
    this.withAddresses = true;
  }

  /** Goes on for about a millisecond. False when all frames that there are were counted. @throws ProblemError where the file is not what it was */
  step(): boolean {
    const { count } = this.session.store;
    this.kinds.refresh();
    if (this.done < count) this.countColumns();
    else if (this.looksDone < this.looks.length) this.countLooks();
    else if (this.withAddresses && this.addressesDone < count) this.countAddresses();
    return this.done < count || this.looksDone < this.looks.length || (this.withAddresses && this.addressesDone < count);
  }

  /** The frames of one chunk of columns: those that came in order in stretches, the others one by one. */
  private countColumns(): void {
    const { store } = this.session;
    this.flows.reserve(2 * store.streamCount);
    const { chunkBits } = store;
    const first = (this.done >>> chunkBits) << chunkBits;
    const end = Math.min(store.count, first + (1 << chunkBits));
    const { late, earliest, latest, isGiven } = store.columns(first >>> chunkBits).timeSpan(end - first);
    const isBehind = this.latest > 0 && store.between(this.latest, first + earliest + 1) < 0;
    this.areTimesGiven &&= isGiven;
    if (!this.areTimesGiven || isBehind) this.countStretch(first, end, true);
    else {
      for (let i = 0; i < late.length; i++) {
        const slot = first + late.data[i]!;
        if (slot < this.done) continue;
        this.countStretch(first, slot, false);
        this.countStretch(first, slot + 1, true);
      }
      this.countStretch(first, end, false);
    }
    if (end === first + (1 << chunkBits) && !(isBehind && store.between(this.latest, first + latest + 1) < 0)) this.latest = first + latest + 1;
  }

  /** How frames lie in time, as far as they were counted. */
  get times(): FrameTimes {
    return this.isInOrder ? BY_NUMBER : this.session.store;
  }

  /** Over the arrays themselves: a million frames in a few milliseconds. @param areLate they may have come before those that were counted */
  private countStretch(first: number, end: number, areLate: boolean): void {
    if (areLate && this.done < end) this.isInOrder = false;
    const { frames, flows } = this;
    const { store } = this.session;
    const { path, stream, len, flags } = store.columns(first >>> store.chunkBits);
    const { packets, bytes, earliest, latest, first: met } = flows;
    const { expected } = this.kinds;
    const transportOf = this.transportsByStream();
    for (let frame = this.done + 1; frame <= end; frame++) {
      const slot = frame - 1 - first;
      const wanted = expected[path[slot]!]!;
      if (wanted === NO_NETWORK || (frames !== null && !frames.has(frame))) continue;
      const flow = stream[slot]!;
      if (flow < 0 || transportOf[flow >> 1] !== wanted || (flags[slot]! & SEGMENT_LENGTH_UNKNOWN) !== 0) {
        this.looks.push(frame);
        continue;
      }
      bytes[flow]! += len[slot]!;
      if (packets[flow]!++ === 0) met[flow] = earliest[flow] = latest[flow] = frame;
      else if (areLate) flows.widen(flow, frame, frame, store);
      else latest[flow] = frame;
    }
    this.done = end;
  }

  private merged = { done: -1, looksDone: -1, sums: this.flows };
  /** Of TCP and UDP all that was counted, by flow. */
  ofStreams(): DirectedSums {
    const { session: { store }, flows, lookedAt, done, looksDone, merged } = this;
    flows.reserve(2 * store.streamCount);
    if (looksDone === 0) return flows;
    if (merged.done === done && merged.looksDone === looksDone) return merged.sums;
    const sums = flows.copy();
    for (const [flow, packets] of lookedAt.packets.entries()) if (packets > 0) sums.fold(flow, lookedAt, flow, this.times);
    this.merged = { done, looksDone, sums };
    return sums;
  }

  private readonly texts: string[] = [];
  /** Of a conversation of the store, its first or second address. */
  readonly addressText = (conversation: number, side: number): string => (this.texts[2 * conversation + side] ??= addressText(this.session.conversations.addressOf(conversation, side)));

  private transports = new Uint8Array(0);
  private transportsKnown = 0;
  private transportsByStream(): Uint8Array {
    const { store: { streams }, conversations } = this.session;
    if (streams.count > this.transports.length) {
      const bigger = new Uint8Array(Math.max(streams.count, this.transports.length * 2));
      bigger.set(this.transports);
      this.transports = bigger;
    }
    for (; this.transportsKnown < streams.count; this.transportsKnown++) {
      this.transports[this.transportsKnown] = conversations.transportOf(streams.conversation(this.transportsKnown));
    }
    return this.transports;
  }

  private countLooks(): void {
    const end = Math.min(this.looks.length, this.looksDone + STEP_FRAMES);
    for (; this.looksDone < end; this.looksDone++) {
      const frame = this.looks.data[this.looksDone]!;
      const met = new Map<string, number>();
      for (const layer of this.layers.of(frame, this.read(frame))) {
        const ordinal = met.get(layer.kind) ?? 0;
        met.set(layer.kind, ordinal + 1);
        if (layer.kind === 'tcp' || layer.kind === 'udp') this.countInStream(layer.kind, layer, frame, ordinal);
        else if (layer.kind !== 'eth') this.countPair(layer.kind, layer, frame, ordinal);
      }
    }
  }

  private countInStream(kind: 'tcp' | 'udp', layer: AddressLayer, frame: number, ordinal: number): void {
    const { store, conversations } = this.session;
    const stream = this.streamNumbered(kind, layer.stream);
    if (stream === undefined) return;
    const conversation = store.streams.conversation(stream);
    const ports = conversations.portsOf(conversation);
    const [a, b] = [ports >>> 16, ports & 0xffff];
    const isSwapped = a !== b ? layer.from.port !== a : this.addressText(conversation, 0) !== layer.from.address;
    this.lookedAt.reserve(2 * store.streamCount);
    this.lookedAt.add((stream << 1) | (isSwapped ? 1 : 0), frame, ordinal, store);
  }

  private streamNumbered(kind: 'tcp' | 'udp', number: number): number | undefined {
    const { streams } = this.session.store;
    const transportOf = this.transportsByStream();
    for (; this.streamsKnown < streams.count; this.streamsKnown++) {
      const transport = transportOf[this.streamsKnown];
      if (transport === 6 || transport === 17) this.streamOf[transport === 6 ? 'tcp' : 'udp'].set(streams.number(this.streamsKnown), this.streamsKnown);
    }
    return this.streamOf[kind].get(number);
  }

  private countPair(kind: 'eth' | 'ip' | 'ipv6' | 'sctp', layer: AddressLayer, frame: number, ordinal: number): void {
    const pair = this.pairs[kind];
    pair.sums.add(pair.direction(layer), frame, ordinal, this.session.store);
  }

  private countAddresses(): void {
    const { store } = this.session;
    const end = Math.min(store.count, this.addressesDone + STEP_ADDRESSES);
    for (let frame = this.addressesDone + 1; frame <= end; frame++) {
      this.addressesDone = frame;
      if (this.frames !== null && !this.frames.has(frame)) continue;
      const kind = this.kinds.ethernet[store.path(frame)]!;
      if (kind === COLUMNS) this.countAddressPair(frame);
      else if (kind === BYTES) {
        let ordinal = 0;
        for (const layer of this.layers.of(frame, this.read(frame))) if (layer.kind === 'eth') this.countPair('eth', layer, frame, ordinal++);
      }
    }
  }

  /** The addresses stand in front of all. */
  private countAddressPair(frame: number): void {
    const { store } = this.session;
    if (store.caplen(frame) < ETHERNET_HEADER) return;
    const at = this.near.at(store.position(frame), MAC_PAIR);
    if (at < 0) throw this.session.changed(frame);
    const { bytes } = this.near;
    const to = addressNumber(bytes, at);
    const from = addressNumber(bytes, at + 6);
    let known = this.macs.get(from);
    if (known === undefined) this.macs.set(from, (known = new Map<number, number>()));
    let direction = known.get(to);
    if (direction === undefined) {
      direction = this.pairs.eth.direction({ from: { address: macText(bytes, at + 6), port: -1 }, to: { address: macText(bytes, at), port: -1 } });
      known.set(to, direction);
    }
    this.pairs.eth.sums.add(direction, frame, 0, store);
  }

  private read(frame: number): ReturnType<Session['frame']> {
    const { store, view } = this.session;
    const at = this.near.at(store.position(frame), store.caplen(frame));
    if (at < 0) throw this.session.changed(frame);
    return view.frameBytes(frame, this.near.bytes, at);
  }
}

function addressNumber(b: Uint8Array, at: number): number {
  return ((b[at]! << 8) | b[at + 1]!) * 0x1_0000_0000 + ((b[at + 2]! << 24) | (b[at + 3]! << 16) | (b[at + 4]! << 8) | b[at + 5]!) + 0x8000_0000;
}
