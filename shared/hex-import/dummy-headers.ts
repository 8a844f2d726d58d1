// Headers in front of bytes that are only a payload: Ethernet, IP, UDP, TCP, SCTP and Wireshark's exported PDU with the values that text2pcap gives them.
import { crc32c, fold16, sum16 } from '../bytes/checksum';
import { utf8Bytes } from '../bytes/text';

export interface DummyHeaders {
  /** EtherType of a header without IP; null = none is asked for. */
  readonly etherType: number | null;
  /** IP protocol; null = that of `transport`, or no IP header. */
  readonly ipProtocol: number | null;
  /** 4 or 16 bytes each. */
  readonly addresses: { readonly source: Uint8Array; readonly destination: Uint8Array } | null;
  readonly transport: DummyTransport | null;
  /** Name of a dissector, of bytes exported from Wireshark; null = there is no such header. */
  readonly dissector: string | null;
}

export type DummyTransport =
  | { readonly protocol: 'udp' | 'tcp'; readonly source: number; readonly destination: number }
  /** With a payload protocol, the bytes are a DATA chunk's. */
  | { readonly protocol: 'sctp'; readonly source: number; readonly destination: number; readonly tag: number; readonly payloadProtocol: number | null };

export const NO_HEADERS: DummyHeaders = { etherType: null, ipProtocol: null, addresses: null, transport: null, dissector: null };

const ETHERNET = 1;
const MACS = [0x20, 0x52, 0x45, 0x43, 0x56, 0x00, 0x20, 0x53, 0x45, 0x4e, 0x44, 0x00];
const SHORTEST_ETHERNET = 60;
const PROTOCOLS = { udp: 17, tcp: 6, sctp: 132 } as const;
/** Wireshark's exported PDU, and the tag of a dissector's name in it. */
export const EXPORTED_PDU = 252;
const DISSECTOR_NAME = 12;
const DEFAULT_ADDRESSES = { source: Uint8Array.of(10, 1, 1, 1), destination: Uint8Array.of(10, 2, 2, 2) };

const OUT = 2;

export class DummyHeaderWriter {
  /** Of TCP, by direction: octets sent so far. */
  private readonly sent: [number, number] = [0, 0];
  private chunks = 0;

  constructor(private readonly headers: DummyHeaders, private readonly linktype: number) {}

  get isNone(): boolean {
    const { etherType, ipProtocol, transport, dissector } = this.headers;
    return etherType === null && ipProtocol === null && transport === null && dissector === null;
  }

  /**
   * The payload behind the headers that are asked for.
   * @param direction 1 in, 2 out (both ends change places), else not known
   */
  wrapped(payload: Uint8Array, direction: number): Uint8Array {
    const { etherType, ipProtocol, dissector } = this.headers;
    const transport = direction === OUT ? swapped(this.headers.transport) : this.headers.transport;
    if (this.isNone) return payload;
    if (dissector !== null) return exportedPdu(payload, dissector);
    const addresses = direction === OUT ? swapped(this.headers.addresses ?? DEFAULT_ADDRESSES) : (this.headers.addresses ?? DEFAULT_ADDRESSES);
    let packet = payload;
    if (transport?.protocol === 'udp') packet = udp(packet, transport, addresses);
    else if (transport?.protocol === 'tcp') packet = this.tcp(packet, transport, addresses, direction);
    else if (transport?.protocol === 'sctp') packet = sctp(packet, transport, this.chunks++);
    const protocol = transport ? PROTOCOLS[transport.protocol] : ipProtocol;
    const isIpv6 = addresses.source.length === 16;
    if (protocol !== null) packet = isIpv6 ? ipv6(packet, protocol, addresses) : ipv4(packet, protocol, addresses);
    return this.linktype === ETHERNET ? ethernet(packet, direction === OUT, protocol === null ? (etherType ?? 0) : isIpv6 ? 0x86dd : 0x0800) : packet;
  }

  /** Where directions are known, it acknowledges what the other end sent. */
  private tcp(payload: Uint8Array, { source, destination }: Ports, addresses: Addresses, direction: number): Uint8Array {
    const [own, other] = direction === OUT ? [1, 0] as const : [0, 1] as const;
    const flags = direction > 0 ? ACK : 0;
    const header = Uint8Array.from([...u16(source), ...u16(destination), ...u32(this.sent[own]), ...u32(flags === 0 ? 0 : this.sent[other]), 0x50, flags, 0x20, 0, 0, 0, 0, 0]);
    this.sent[own] = (this.sent[own] + payload.length) >>> 0;
    return withChecksum(joined(header, payload), 16, 6, addresses);
  }
}

interface Ports { readonly source: number; readonly destination: number }
type Addresses = NonNullable<DummyHeaders['addresses']>;

const ACK = 0x10;
const u16 = (value: number): [number, number] => [(value >> 8) & 0xff, value & 0xff];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value)];

function swapped<T extends { readonly source: unknown; readonly destination: unknown } | null>(ends: T): T {
  return ends === null ? ends : { ...ends, source: ends.destination, destination: ends.source };
}

function joined(head: Uint8Array, rest: Uint8Array, least = 0): Uint8Array {
  const all = new Uint8Array(Math.max(least, head.length + rest.length));
  all.set(head);
  all.set(rest, head.length);
  return all;
}

function udp(payload: Uint8Array, { source, destination }: Ports, addresses: Addresses): Uint8Array {
  return withChecksum(joined(Uint8Array.from([...u16(source), ...u16(destination), ...u16(payload.length + 8), 0, 0]), payload), 6, 17, addresses);
}

/** RFC 9260 sections 3 and 3.3.1. */
function sctp(payload: Uint8Array, { source, destination, tag, payloadProtocol }: Extract<DummyTransport, { tag: number }>, number: number): Uint8Array {
  const chunk = payloadProtocol === null ? payload : joined(Uint8Array.from([0, 3, ...u16(payload.length + 16), ...u32(number), 0, 0, ...u16(number), ...u32(payloadProtocol)]), payload);
  const padding = payloadProtocol === null ? 0 : -chunk.length & 3;
  const packet = joined(Uint8Array.from([...u16(source), ...u16(destination), ...u32(tag), 0, 0, 0, 0]), chunk, 12 + chunk.length + padding);
  new DataView(packet.buffer).setUint32(8, crc32c(packet, 0, packet.length), true);
  return packet;
}

function exportedPdu(payload: Uint8Array, dissector: string): Uint8Array {
  const name = utf8Bytes(dissector);
  return joined(Uint8Array.from([...u16(DISSECTOR_NAME), ...u16(name.length), ...name, 0, 0, 0, 0]), payload);
}

/** RFC 9293 section 3.1, RFC 768, RFC 8200 section 8.1: over a pseudo header too. */
function withChecksum(segment: Uint8Array, at: number, protocol: number, { source, destination }: Addresses): Uint8Array {
  const sum = sum16(source, 0, source.length) + sum16(destination, 0, destination.length) + protocol + (segment.length & 0xffff) + (segment.length >>> 16);
  const checksum = ~fold16(sum16(segment, 0, segment.length, sum)) & 0xffff;
  segment.set(u16(checksum === 0 && protocol === 17 ? 0xffff : checksum), at);
  return segment;
}

function ipv4(payload: Uint8Array, protocol: number, { source, destination }: Addresses): Uint8Array {
  const header = Uint8Array.from([0x45, 0, ...u16(payload.length + 20), 0x12, 0x34, 0, 0, 0xff, protocol, 0, 0, ...source, ...destination]);
  header.set(u16(~fold16(sum16(header, 0, 20)) & 0xffff), 10);
  return joined(header, payload);
}

function ipv6(payload: Uint8Array, protocol: number, { source, destination }: Addresses): Uint8Array {
  return joined(Uint8Array.from([0x60, 0, 0, 0, ...u16(payload.length), protocol, 0x20, ...source, ...destination]), payload);
}

function ethernet(payload: Uint8Array, isOut: boolean, etherType: number): Uint8Array {
  const macs = isOut ? [...MACS.slice(6), ...MACS.slice(0, 6)] : MACS;
  return joined(Uint8Array.from([...macs, ...u16(etherType)]), payload, SHORTEST_ETHERNET);
}
