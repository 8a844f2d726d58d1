// Conversations: who talks with whom. One open-addressing table; a frame carries only an index into it.
import { AddressKind, type FrameFacts } from '../dissect/frame-facts';
import { ipv4Text, ipv6Text } from '../frame/address';

/** Words of one entry: address a, address b, ports (a's in the upper half), kind (transport | family << 8). */
const WORDS = 4;
const IPV6 = 0x100;

/** IPv4 addresses are unsigned numbers. */
export interface Endpoint {
  readonly address: number | Uint8Array;
  readonly port: number;
}

/** Direction 0 is from the first to the second. */
export interface Endpoints {
  readonly family: AddressKind;
  /** IANA number, 0 = none: then the ports mean nothing. */
  readonly transport: number;
  readonly ends: readonly [Endpoint, Endpoint];
}

/** The interned 16-byte addresses, each once. */
class Ipv6Addresses {
  count = 0;
  words: Uint32Array = new Uint32Array(4 * 64);
  private slots = new Int32Array(128).fill(-1);

  idOf(a: number, b: number, c: number, d: number): number {
    const mask = this.slots.length - 1;
    let slot = mix(a, b, c, d) & mask;
    for (let id = this.slots[slot]!; id >= 0; id = this.slots[(slot = (slot + 1) & mask)]!) {
      const o = id * 4;
      const w = this.words;
      if (w[o] === a && w[o + 1] === b && w[o + 2] === c && w[o + 3] === d) return id;
    }
    return this.add(a, b, c, d, slot);
  }

  bytesOf(id: number): Uint8Array {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 4; i++) view.setUint32(4 * i, this.words[id * 4 + i]!);
    return bytes;
  }

  private add(a: number, b: number, c: number, d: number, slot: number): number {
    const id = this.count++;
    const o = id * 4;
    if (o === this.words.length) this.words = grown(this.words);
    this.words.set([a, b, c, d], o);
    this.slots[slot] = id;
    if (this.count * 2 > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      const o = id * 4;
      let slot = mix(this.words[o]!, this.words[o + 1]!, this.words[o + 2]!, this.words[o + 3]!) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }
}

/** Conversations whose place is remembered, by the last bits of their hash: most frames belong to one that was just met. */
const RECENT = 1024;

/** Words of a conversation on its way to another table: both addresses (IPv4 in the first of four words), ports, kind. */
const ENTRY_WORDS = 10;

export class ConversationTable {
  count = 0;
  private entries: Uint32Array = new Uint32Array(WORDS * 256);
  private slots = new Int32Array(512).fill(-1);
  private readonly recent = new Uint32Array(RECENT);
  private readonly ipv6 = new Ipv6Addresses();
  /** Of the bytes that were looked at last, nearly always those that hold the next frame too. A word costs one read with it instead of four. */
  private view: DataView = new DataView(new ArrayBuffer(0));
  private viewed: Uint8Array = new Uint8Array(0);

  /**
   * The conversation of a frame with network addresses, and its direction: (index << 1) | direction, where direction 0 is
   * from the endpoint that sorts lower. -1 for frames without network addresses.
   */
  indexOf(facts: FrameFacts): number {
    const { transport, addressKind, sourceAt, destinationAt } = facts;
    if (addressKind !== AddressKind.Ipv4 && addressKind !== AddressKind.Ipv6) return -1;
    if (facts.addressBytes !== this.viewed) this.look(facts.addressBytes);
    const view = this.view;
    const sourcePort = transport === 0 ? 0 : facts.sourcePort;
    const destinationPort = transport === 0 ? 0 : facts.destinationPort;
    if (addressKind === AddressKind.Ipv4) return this.find(view.getUint32(sourceAt), view.getUint32(destinationAt), sourcePort, destinationPort, transport);
    return this.find(this.ipv6At(sourceAt), this.ipv6At(destinationAt), sourcePort, destinationPort, transport | IPV6);
  }

  private look(bytes: Uint8Array): void {
    this.viewed = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /**
   * Takes over entries of another table.
   * @param map gets the number of each here, as (index << 1) | 1 where the two sides stand the other way round
   */
  adopt(words: Uint32Array, map: number[]): void {
    const address = (at: number): number => this.ipv6.idOf(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!);
    for (let at = 0; at < words.length; at += ENTRY_WORDS) {
      const ports = words[at + 8]!;
      const kind = words[at + 9]!;
      const isIpv6 = (kind & IPV6) !== 0;
      const a = isIpv6 ? address(at) : words[at]!;
      const b = isIpv6 ? address(at + 4) : words[at + 4]!;
      map.push(this.find(a, b, ports >>> 16, ports & 0xffff, kind));
    }
  }

  /** The entries from number `from` on, for `adopt` of another table. */
  entriesFrom(from: number): Uint32Array {
    const words = new Uint32Array((this.count - from) * ENTRY_WORDS);
    for (let index = from, at = 0; index < this.count; index++, at += ENTRY_WORDS) {
      const entry = this.entries.subarray(index * WORDS, (index + 1) * WORDS);
      for (const side of [0, 1]) {
        if ((entry[3]! & IPV6) === 0) words[at + side * 4] = entry[side]!;
        else words.set(this.ipv6.words.subarray(entry[side]! * 4, entry[side]! * 4 + 4), at + side * 4);
      }
      words[at + 8] = entry[2]!;
      words[at + 9] = entry[3]!;
    }
    return words;
  }

  /** IANA number of the transport, 0 = none. */
  transportOf(index: number): number {
    return this.entries[index * WORDS + 3]! & 0xff;
  }
  portsOf(index: number): number {
    return this.entries[index * WORDS + 2]!;
  }
  /** (source << 16) | destination, as packets of a direction have them. */
  portsFrom(index: number, direction: number): number {
    const ports = this.portsOf(index);
    return direction === 0 ? ports : ((ports << 16) | (ports >>> 16)) >>> 0;
  }

  familyOf(index: number): AddressKind {
    return (this.entries[index * WORDS + 3]! & IPV6) !== 0 ? AddressKind.Ipv6 : AddressKind.Ipv4;
  }
  /** @param side of the first endpoint 0, of the second 1 */
  addressOf(index: number, side: number): number | Uint8Array {
    const address = this.entries[index * WORDS + side]!;
    return this.familyOf(index) === AddressKind.Ipv6 ? this.ipv6.bytesOf(address) : address;
  }

  /** Says an address apart from others of its family. */
  addressKey(index: number, side: number): number {
    return this.entries[index * WORDS + side]!;
  }

  endpointsOf(index: number): Endpoints {
    const [a, b, ports, kind] = this.entries.subarray(index * WORDS, (index + 1) * WORDS) as unknown as [number, number, number, number];
    const isIpv6 = (kind & IPV6) !== 0;
    const address = (value: number): number | Uint8Array => (isIpv6 ? this.ipv6.bytesOf(value) : value);
    return {
      family: isIpv6 ? AddressKind.Ipv6 : AddressKind.Ipv4, transport: kind & 0xff,
      ends: [{ address: address(a), port: ports >>> 16 }, { address: address(b), port: ports & 0xffff }],
    };
  }

  /** The same as text. */
  endpointTexts(index: number): [{ host: string; port: number }, { host: string; port: number }] {
    const text = ({ address, port }: Endpoint): { host: string; port: number } => ({ host: typeof address === 'number' ? ipv4Text(address) : ipv6Text(address), port });
    const [a, b] = this.endpointsOf(index).ends;
    return [text(a), text(b)];
  }

  private ipv6At(at: number): number {
    const { view } = this;
    return this.ipv6.idOf(view.getUint32(at), view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12));
  }

  private find(a: number, b: number, portA: number, portB: number, kind: number): number {
    let direction = 0;
    if (a > b || (a === b && portA > portB)) {
      const address = a;
      a = b;
      b = address;
      const port = portA;
      portA = portB;
      portB = port;
      direction = 1;
    }
    const ports = ((portA << 16) | portB) >>> 0;
    const hash = mix(a, b, ports, kind);
    const place = hash & (RECENT - 1);
    let index = this.recent[place]!;
    if (!this.is(index, a, b, ports, kind)) this.recent[place] = index = this.lookUp(hash, a, b, ports, kind);
    return (index << 1) | direction;
  }

  private is(index: number, a: number, b: number, ports: number, kind: number): boolean {
    const o = index * WORDS;
    const e = this.entries;
    return index < this.count && e[o + 3] === kind && e[o] === a && e[o + 1] === b && e[o + 2] === ports;
  }

  private lookUp(hash: number, a: number, b: number, ports: number, kind: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let index = this.slots[slot]!; index >= 0; index = this.slots[(slot = (slot + 1) & mask)]!) if (this.is(index, a, b, ports, kind)) return index;
    return this.add(a, b, ports, kind, slot);
  }

  private add(a: number, b: number, ports: number, kind: number, slot: number): number {
    const index = this.count++;
    const o = index * WORDS;
    if (o === this.entries.length) this.entries = grown(this.entries);
    const e = this.entries;
    e[o] = a;
    e[o + 1] = b;
    e[o + 2] = ports;
    e[o + 3] = kind;
    this.slots[slot] = index;
    if (this.count * 2 > this.slots.length) this.rehash();
    return index;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    const e = this.entries;
    for (let i = 0; i < this.count; i++) {
      const o = i * WORDS;
      let slot = mix(e[o]!, e[o + 1]!, e[o + 2]!, e[o + 3]!) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = i;
    }
  }
}

function grown(words: Uint32Array): Uint32Array {
  const bigger = new Uint32Array(words.length * 2);
  bigger.set(words);
  return bigger;
}

function mix(a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0x9e3779b1) ^ Math.imul(c + d, 0xc2b2ae35);
  h ^= h >>> 16;
  h = Math.imul(h, 0x7feb352d);
  return h ^ (h >>> 15);
}
