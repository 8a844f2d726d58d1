// The headers of a packet with all their fields as they are, so that the same bytes can be built of them again; what is not known is bytes.
import { ipv4BytesText, ipv6Text, macText } from '../frame/address';

export interface TcpOption {
  readonly kind: number;
  readonly data: Uint8Array;
}

export type PacketLayer =
  | { readonly layer: 'ethernet'; readonly destination: string; readonly source: string; readonly type: number }
  | { readonly layer: 'vlan'; readonly priority: number; readonly dropEligible: number; readonly id: number; readonly type: number }
  | { readonly layer: 'arp'; readonly hardware: number; readonly protocol: number; readonly operation: number; readonly sender: readonly [mac: string, ip: string]; readonly target: readonly [mac: string, ip: string] }
  | { readonly layer: 'ipv4'; readonly tos: number; readonly length: number; readonly id: number; readonly flags: number; readonly fragment: number; readonly ttl: number; readonly protocol: number; readonly checksum: number; readonly source: string; readonly destination: string }
  | { readonly layer: 'ipv6'; readonly trafficClass: number; readonly flowLabel: number; readonly length: number; readonly next: number; readonly hopLimit: number; readonly source: string; readonly destination: string }
  | { readonly layer: 'tcp'; readonly ports: readonly [number, number]; readonly sequence: number; readonly acknowledgment: number; readonly offset: number; readonly reserved: number; readonly flags: number; readonly window: number; readonly checksum: number; readonly urgent: number; readonly options: readonly TcpOption[] }
  | { readonly layer: 'udp'; readonly ports: readonly [number, number]; readonly length: number; readonly checksum: number }
  | { readonly layer: 'icmp'; readonly type: number; readonly code: number; readonly checksum: number; readonly id: number; readonly sequence: number }
  | { readonly layer: 'bytes'; readonly bytes: Uint8Array }
  /** Behind the end of what IP says that it is. */
  | { readonly layer: 'padding'; readonly bytes: Uint8Array };

const [ETHERNET, RAW] = [1, 101];
const TYPES = { ipv4: 0x0800, arp: 0x0806, vlan: 0x8100, ipv6: 0x86dd } as const;
const PROTOCOLS = { icmp: 1, tcp: 6, udp: 17 } as const;

export function parsedPacket(bytes: Uint8Array, linktype: number): PacketLayer[] {
  const reading = new PacketReading(bytes);
  if (linktype === ETHERNET) reading.ethernet();
  else if (linktype === RAW) reading.ip();
  reading.rest();
  return reading.layers;
}

class PacketReading {
  readonly layers: PacketLayer[] = [];
  private at = 0;
  private end: number;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.end = bytes.length;
  }

  ethernet(): void {
    if (!this.has(14)) return;
    const type = this.view.getUint16(12);
    this.layers.push({ layer: 'ethernet', destination: macText(this.bytes, 0), source: macText(this.bytes, 6), type });
    this.at = 14;
    this.ethertype(type);
  }

  ip(): void {
    if (!this.has(1)) return;
    const version = this.bytes[this.at]! >> 4;
    if (version === 4) this.ipv4();
    else if (version === 6) this.ipv6();
  }

  rest(): void {
    if (this.end > this.at) this.layers.push({ layer: 'bytes', bytes: this.bytes.subarray(this.at, this.end) });
    if (this.bytes.length > this.end) this.layers.push({ layer: 'padding', bytes: this.bytes.subarray(this.end) });
  }

  private has(length: number): boolean {
    return this.at + length <= this.end;
  }

  private ethertype(type: number): void {
    if (type === TYPES.ipv4 && this.has(1) && this.bytes[this.at]! >> 4 === 4) this.ipv4();
    else if (type === TYPES.ipv6 && this.has(1) && this.bytes[this.at]! >> 4 === 6) this.ipv6();
    else if (type === TYPES.arp) this.arp();
    else if (type === TYPES.vlan) this.vlan();
  }

  private vlan(): void {
    if (!this.has(4)) return;
    const [word, type] = [this.view.getUint16(this.at), this.view.getUint16(this.at + 2)];
    this.layers.push({ layer: 'vlan', priority: word >> 13, dropEligible: (word >> 12) & 1, id: word & 0xfff, type });
    this.at += 4;
    this.ethertype(type);
  }

  private arp(): void {
    const { view, at, bytes } = this;
    if (!this.has(28) || view.getUint16(at + 4) !== 0x0604) return;
    this.layers.push({
      layer: 'arp', hardware: view.getUint16(at), protocol: view.getUint16(at + 2), operation: view.getUint16(at + 6),
      sender: [macText(bytes, at + 8), ipv4BytesText(bytes, at + 14)], target: [macText(bytes, at + 18), ipv4BytesText(bytes, at + 24)],
    });
    this.at += 28;
  }

  private ipv4(): void {
    const { view, at, bytes } = this;
    // A header with options stays bytes.
    if (!this.has(20) || bytes[at] !== 0x45) return;
    const [length, fragment, protocol] = [view.getUint16(at + 2), view.getUint16(at + 6), bytes[at + 9]!];
    this.layers.push({
      layer: 'ipv4', tos: bytes[at + 1]!, length, id: view.getUint16(at + 4), flags: fragment >> 13, fragment: fragment & 0x1fff, ttl: bytes[at + 8]!, protocol, checksum: view.getUint16(at + 10),
      source: ipv4BytesText(bytes, at + 12), destination: ipv4BytesText(bytes, at + 16),
    });
    if (length >= 20) this.end = Math.min(this.end, at + length);
    this.at += 20;
    if ((fragment & 0x1fff) === 0) this.transport(protocol);
  }

  private ipv6(): void {
    const { view, at, bytes } = this;
    if (!this.has(40)) return;
    const [word, length, next] = [view.getUint32(at), view.getUint16(at + 4), bytes[at + 6]!];
    this.layers.push({
      layer: 'ipv6', trafficClass: (word >>> 20) & 0xff, flowLabel: word & 0xfffff, length, next, hopLimit: bytes[at + 7]!,
      source: ipv6Text(bytes, at + 8), destination: ipv6Text(bytes, at + 24),
    });
    if (length > 0) this.end = Math.min(this.end, at + 40 + length);
    this.at += 40;
    if (next !== PROTOCOLS.icmp) this.transport(next);
  }

  private transport(protocol: number): void {
    const { view, at, bytes } = this;
    if (protocol === PROTOCOLS.tcp) this.tcp();
    else if (protocol === PROTOCOLS.udp && this.has(8)) {
      this.layers.push({ layer: 'udp', ports: [view.getUint16(at), view.getUint16(at + 2)], length: view.getUint16(at + 4), checksum: view.getUint16(at + 6) });
      this.at += 8;
    } else if (protocol === PROTOCOLS.icmp && this.has(8) && (bytes[at] === 0 || bytes[at] === 8)) {
      this.layers.push({ layer: 'icmp', type: bytes[at], code: bytes[at + 1]!, checksum: view.getUint16(at + 2), id: view.getUint16(at + 4), sequence: view.getUint16(at + 6) });
      this.at += 8;
    }
  }

  private tcp(): void {
    const { view, at } = this;
    const word = this.has(20) ? view.getUint16(at + 12) : 0;
    const offset = word >> 12;
    if (offset < 5 || !this.has(offset * 4)) return;
    const options = tcpOptions(this.bytes.subarray(at + 20, at + offset * 4));
    if (options === null) return;
    this.layers.push({
      layer: 'tcp', ports: [view.getUint16(at), view.getUint16(at + 2)], sequence: view.getUint32(at + 4), acknowledgment: view.getUint32(at + 8), offset, reserved: (word >> 9) & 7, flags: word & 0x1ff,
      window: view.getUint16(at + 14), checksum: view.getUint16(at + 16), urgent: view.getUint16(at + 18), options,
    });
    this.at += offset * 4;
  }
}

/** null where they are not of the usual forms and lengths: then the header stays bytes. */
function tcpOptions(bytes: Uint8Array): TcpOption[] | null {
  const options: TcpOption[] = [];
  for (let at = 0; at < bytes.length; ) {
    const kind = bytes[at]!;
    if (kind <= 1) {
      options.push({ kind, data: new Uint8Array(0) });
      at++;
      continue;
    }
    const length = bytes[at + 1] ?? 0;
    const isUsual = kind === 2 ? length === 4 : kind === 3 ? length === 3 : kind === 4 ? length === 2 : kind === 5 ? length >= 10 && (length - 2) % 8 === 0 : kind === 8 && length === 10;
    if (!isUsual || at + length > bytes.length) return null;
    options.push({ kind, data: bytes.subarray(at + 2, at + length) });
    at += length;
  }
  return options;
}
