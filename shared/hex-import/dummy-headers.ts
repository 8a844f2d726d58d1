// Headers in front of bytes that are only a payload: Ethernet, IP, UDP, TCP with the values that text2pcap gives them.
import { fold16, sum16 } from '../bytes/checksum';

export interface DummyHeaders {
  /** EtherType of a header without IP; null = none is asked for. */
  readonly etherType: number | null;
  /** IP protocol; null = that of `transport`, or no IP header. */
  readonly ipProtocol: number | null;
  /** 4 or 16 bytes each. */
  readonly addresses: { readonly source: Uint8Array; readonly destination: Uint8Array } | null;
  readonly transport: { readonly protocol: 'udp' | 'tcp'; readonly source: number; readonly destination: number } | null;
}

export const NO_HEADERS: DummyHeaders = { etherType: null, ipProtocol: null, addresses: null, transport: null };

const ETHERNET = 1;
const MACS = [0x20, 0x52, 0x45, 0x43, 0x56, 0x00, 0x20, 0x53, 0x45, 0x4e, 0x44, 0x00];
const SHORTEST_ETHERNET = 60;
const PROTOCOLS = { udp: 17, tcp: 6 } as const;
const DEFAULT_ADDRESSES = { source: Uint8Array.of(10, 1, 1, 1), destination: Uint8Array.of(10, 2, 2, 2) };

export class DummyHeaderWriter {
  private sequence = 0;

  constructor(private readonly headers: DummyHeaders, private readonly linktype: number) {}

  get isNone(): boolean {
    const { etherType, ipProtocol, transport } = this.headers;
    return etherType === null && ipProtocol === null && transport === null;
  }

  /** The payload behind the headers that are asked for. */
  wrapped(payload: Uint8Array): Uint8Array {
    const { etherType, ipProtocol, transport } = this.headers;
    if (this.isNone) return payload;
    const addresses = this.headers.addresses ?? DEFAULT_ADDRESSES;
    let packet = payload;
    if (transport) packet = transport.protocol === 'udp' ? udp(packet, transport, addresses) : this.tcp(packet, transport, addresses);
    const protocol = transport ? PROTOCOLS[transport.protocol] : ipProtocol;
    const isIpv6 = addresses.source.length === 16;
    if (protocol !== null) packet = isIpv6 ? ipv6(packet, protocol, addresses) : ipv4(packet, protocol, addresses);
    return this.linktype === ETHERNET ? ethernet(packet, protocol === null ? (etherType ?? 0) : isIpv6 ? 0x86dd : 0x0800) : packet;
  }

  private tcp(payload: Uint8Array, { source, destination }: Ports, addresses: Addresses): Uint8Array {
    const header = Uint8Array.from([...u16(source), ...u16(destination), ...u16(this.sequence >>> 16), ...u16(this.sequence & 0xffff), 0, 0, 0, 0, 0x50, 0, 0x20, 0, 0, 0, 0, 0]);
    this.sequence = (this.sequence + payload.length) >>> 0;
    return withChecksum(joined(header, payload), 16, 6, addresses);
  }
}

interface Ports { readonly source: number; readonly destination: number }
type Addresses = NonNullable<DummyHeaders['addresses']>;

const u16 = (value: number): [number, number] => [(value >> 8) & 0xff, value & 0xff];

function joined(head: Uint8Array, rest: Uint8Array, least = 0): Uint8Array {
  const all = new Uint8Array(Math.max(least, head.length + rest.length));
  all.set(head);
  all.set(rest, head.length);
  return all;
}

function udp(payload: Uint8Array, { source, destination }: Ports, addresses: Addresses): Uint8Array {
  return withChecksum(joined(Uint8Array.from([...u16(source), ...u16(destination), ...u16(payload.length + 8), 0, 0]), payload), 6, 17, addresses);
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

function ethernet(payload: Uint8Array, etherType: number): Uint8Array {
  return joined(Uint8Array.from([...MACS, ...u16(etherType)]), payload, SHORTEST_ETHERNET);
}
