// Where the fields stand that compiled capture filters look at, by link type and protocol, and what their values are called.
import type { bpfEn } from './bpf-en';

type NameOf<K> = K extends `bpf.is.${infer Name}` ? Name : never;
export type FieldName = NameOf<keyof typeof bpfEn>;

/** How a value of it is written. */
export type ValueKind = 'number' | 'bits' | 'mac' | 'ipv4' | 'ipv6' | 'etherType' | 'ppp' | 'family' | 'version' | 'protocol' | 'flags' | 'frame' | 'packetType';

export interface BpfField {
  readonly name: FieldName;
  readonly at: number;
  readonly length: number;
  readonly kind: ValueKind;
}

const field = (name: FieldName, at: number, length: number, kind: ValueKind = 'number'): BpfField => ({ name, at, length, kind });

export interface LinkLayout {
  readonly fields: readonly BpfField[];
  /** Where the network layer begins. */
  readonly network: number;
  /** The network layer, where the link type says it. */
  readonly always?: Network;
}

export type Network = 'ipv4' | 'ipv6' | 'arp' | 'llc';

const macs = (to: number, from: number): BpfField[] => [field('macTo', to, 6, 'mac'), field('macFrom', from, 6, 'mac')];
const typed = (at: number): BpfField => field('etherType', at, 2, 'etherType');
const ppp = (at: number): LinkLayout => ({ fields: [field('ppp', at, 2, 'ppp')], network: at + 2 });
const VERSION = field('version', 0, 1, 'version');
const WLAN: LinkLayout = {
  fields: [
    field('frameControl', 0, 1, 'frame'), field('frameFlags', 1, 1, 'bits'), field('duration', 2, 2), field('address1', 4, 6, 'mac'), field('address2', 10, 6, 'mac'),
    field('address3', 16, 6, 'mac'), field('sequenceControl', 22, 2, 'bits'), field('address4', 24, 6, 'mac'),
  ],
  network: Number.NaN,
};

/** By DLT name. */
export const LINK_LAYOUTS: Readonly<Record<string, LinkLayout>> = {
  EN10MB: { fields: [...macs(0, 6), typed(12)], network: 14 },
  IEEE802: { fields: [...macs(2, 8), typed(20)], network: 22 },
  FDDI: { fields: [...macs(1, 7), typed(19)], network: 21 },
  IP_OVER_FC: { fields: [...macs(2, 10), typed(22)], network: 24 },
  ATM_RFC1483: { fields: [typed(6)], network: 8 },
  C_HDLC: { fields: [typed(2)], network: 4 },
  PPP: ppp(2),
  PPP_SERIAL: ppp(2),
  PPP_ETHER: ppp(6),
  NULL: { fields: [field('family', 0, 4, 'family')], network: 4 },
  LOOP: { fields: [field('family', 0, 4, 'family')], network: 4 },
  LINUX_SLL: {
    fields: [field('packetType', 0, 2, 'packetType'), field('hardwareType', 2, 2), field('addressLength', 4, 2), field('linkAddress', 6, 8, 'mac'), typed(14)],
    network: 16,
  },
  LINUX_SLL2: {
    fields: [typed(0), field('interface', 4, 4), field('hardwareType', 8, 2), field('packetType', 10, 1, 'packetType'), field('addressLength', 11, 1), field('linkAddress', 12, 8, 'mac')],
    network: 20,
  },
  RAW: { fields: [VERSION], network: 0 },
  IPV4: { fields: [], network: 0, always: 'ipv4' },
  IPV6: { fields: [], network: 0, always: 'ipv6' },
  IEEE802_11: WLAN,
};

export const IPV6_HEADER = 40;
export const FRAGMENT_HEADER = 44;

export const NETWORK_FIELDS: Readonly<Record<Network, readonly BpfField[]>> = {
  ipv4: [
    VERSION, field('service', 1, 1, 'bits'), field('totalLength', 2, 2), field('identification', 4, 2), field('fragment', 6, 2, 'bits'), field('timeToLive', 8, 1),
    field('protocol', 9, 1, 'protocol'), field('checksum', 10, 2, 'bits'), field('source', 12, 4, 'ipv4'), field('destination', 16, 4, 'ipv4'),
  ],
  ipv6: [
    VERSION, field('classAndFlow', 0, 4, 'bits'), field('payloadLength', 4, 2), field('nextHeader', 6, 1, 'protocol'), field('hopLimit', 7, 1), field('source', 8, 16, 'ipv6'),
    field('destination', 24, 16, 'ipv6'),
  ],
  arp: [
    field('hardwareType', 0, 2), field('protocolType', 2, 2, 'etherType'), field('operation', 6, 2), field('senderMac', 8, 6, 'mac'), field('senderIp', 14, 4, 'ipv4'),
    field('targetMac', 18, 6, 'mac'), field('targetIp', 24, 4, 'ipv4'),
  ],
  llc: [field('saps', 0, 2, 'bits'), field('dsap', 0, 1, 'bits'), field('ssap', 1, 1, 'bits'), field('llcControl', 2, 1, 'bits')],
};

const PORTS = [field('sourcePort', 0, 2), field('destinationPort', 2, 2)];
const ICMP = [field('type', 0, 1), field('code', 1, 1), field('checksum', 2, 2, 'bits')];

/** By IP protocol number. */
export const TRANSPORT_FIELDS: Readonly<Record<number, readonly BpfField[]>> = {
  1: ICMP,
  2: [field('igmpType', 0, 1, 'bits')],
  6: [
    ...PORTS, field('sequence', 4, 4), field('acknowledgment', 8, 4), field('dataOffset', 12, 1, 'bits'), field('tcpFlags', 13, 1, 'flags'), field('window', 14, 2),
    field('checksum', 16, 2, 'bits'), field('urgent', 18, 2),
  ],
  17: [...PORTS, field('udpLength', 4, 2), field('checksum', 6, 2, 'bits')],
  [FRAGMENT_HEADER]: [field('fragmentNext', 0, 1, 'protocol')],
  58: ICMP,
  132: [...PORTS, field('verificationTag', 4, 4, 'bits'), field('checksum', 8, 4, 'bits')],
};

/** What some bits of a field are by themselves; `shift`: they are written as a number without the bits to their right. */
export const BIT_FIELDS: readonly { readonly of: FieldName; readonly mask: number; readonly from?: number; readonly name: FieldName; readonly kind: ValueKind; readonly shift: number }[] = [
  { of: 'vlan', mask: 0x0fff, name: 'vlanId', kind: 'number', shift: 0 },
  { of: 'mpls', mask: 0xffff_f000, name: 'mplsLabel', kind: 'number', shift: 12 },
  { of: 'mpls', mask: 0x01, from: 2, name: 'mplsBottom', kind: 'number', shift: 0 },
  { of: 'pppoe', mask: 0xffff, name: 'pppoeSession', kind: 'number', shift: 0 },
  { of: 'version', mask: 0xf0, name: 'ipVersion', kind: 'number', shift: 4 },
  { of: 'frameControl', mask: 0x0c, name: 'frameType', kind: 'frame', shift: 0 },
  { of: 'frameControl', mask: 0xfc, name: 'frameSubtype', kind: 'frame', shift: 0 },
];

/** Linux: loads from here on ask the kernel about the packet. */
export const KERNEL_OFFSET = 0xffff_f000;

const KERNEL_FIELDS: Readonly<Record<number, BpfField>> = Object.fromEntries(
  [
    field('etherType', 0, 2, 'etherType'), field('packetType', 4, 4, 'packetType'), field('interface', 8, 4), field('mark', 20, 4, 'bits'), field('hardwareType', 28, 4),
    field('tag', 44, 4, 'bits'), field('tagPresent', 48, 4), field('random', 56, 4), field('etherType', 60, 4, 'etherType'),
  ].map((one) => [one.at, one]),
);

export function kernelField(offset: number): BpfField | null {
  return KERNEL_FIELDS[offset - KERNEL_OFFSET] ?? null;
}

/** Of Linux, the BSDs and macOS; also with their bytes turned round, as the machine that captured writes them. */
const FAMILIES: Readonly<Record<number, Network>> = { 2: 'ipv4', 10: 'ipv6', 24: 'ipv6', 28: 'ipv6', 30: 'ipv6' };

export const NETWORK_OF: Readonly<Partial<Record<ValueKind, Readonly<Record<number, Network>>>>> = {
  etherType: { 0x0800: 'ipv4', 0x86dd: 'ipv6', 0x0806: 'arp', 0x8035: 'arp' },
  ppp: { 0x21: 'ipv4', 0x57: 'ipv6' },
  family: { ...FAMILIES, ...Object.fromEntries(Object.entries(FAMILIES).map(([number, name]) => [Number(number) * 0x100_0000, name])) },
  version: { 0x40: 'ipv4', 0x60: 'ipv6' },
};

const ETHER_TYPES: Readonly<Record<number, string>> = {
  0x0800: 'IPv4', 0x0806: 'ARP', 0x0842: 'Wake-on-LAN', 0x8035: 'RARP', 0x6003: 'DECnet', 0x6004: 'LAT', 0x6002: 'MOP RC', 0x6001: 'MOP DL', 0x809b: 'AppleTalk', 0x80f3: 'AARP', 0x8100: 'VLAN',
  0x8137: 'IPX', 0x86dd: 'IPv6', 0x8847: 'MPLS', 0x8848: 'MPLS multicast', 0x8863: 'PPPoE discovery', 0x8864: 'PPPoE session', 0x888e: '802.1X', 0x88a8: '802.1ad', 0x88cc: 'LLDP',
  0x88e5: 'MACsec', 0x88f7: 'PTP', 0x9000: 'loopback', 0x9100: 'QinQ',
};
const PROTOCOLS: Readonly<Record<number, string>> = {
  0: 'hop-by-hop options', 1: 'ICMP', 2: 'IGMP', 6: 'TCP', 8: 'EGP', 9: 'IGRP', 17: 'UDP', 41: 'IPv6', 43: 'routing header', 44: 'fragment header', 47: 'GRE', 50: 'ESP', 51: 'AH',
  58: 'ICMPv6', 60: 'destination options', 89: 'OSPF', 103: 'PIM', 112: 'VRRP', 132: 'SCTP', 136: 'UDP-Lite',
};
const FRAMES: Readonly<Record<number, string>> = {
  0x00: 'association request', 0x10: 'association response', 0x20: 'reassociation request', 0x30: 'reassociation response', 0x40: 'probe request', 0x50: 'probe response', 0x80: 'beacon',
  0x90: 'ATIM', 0xa0: 'disassociation', 0xb0: 'authentication', 0xc0: 'deauthentication', 0x84: 'block ack request', 0x94: 'block ack', 0xa4: 'PS-Poll', 0xb4: 'RTS', 0xc4: 'CTS',
  0xd4: 'Ack', 0xe4: 'CF-End', 0xf4: 'CF-End + CF-Ack', 0x08: 'data', 0x48: 'null', 0x88: 'QoS data', 0xc8: 'QoS null',
};
const FRAME_TYPES: Readonly<Record<number, string>> = { 0: 'management', 4: 'control', 8: 'data' };
const PACKET_TYPES: Readonly<Record<number, string>> = { 0: 'PACKET_HOST', 1: 'PACKET_BROADCAST', 2: 'PACKET_MULTICAST', 3: 'PACKET_OTHERHOST', 4: 'PACKET_OUTGOING' };
const PPP_PROTOCOLS: Readonly<Record<number, string>> = { 0x21: 'IPv4', 0x57: 'IPv6', 0x281: 'MPLS', 0x8021: 'IPCP', 0x8057: 'IPV6CP', 0xc021: 'LCP' };
const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];

/** `0x0800 (IPv4)`, `10.0.0.1`, `SYN ACK`: a value of that field, or of the part of `length` bytes. */
export function bpfValue({ kind }: BpfField, length: number, value: number, mask: number): string {
  switch (kind) {
    case 'ipv4': return length === 4 ? bytesOf(value, 4).join('.') : hex(value, length);
    case 'ipv6': return pairs(value, length, 4);
    case 'mac': return pairs(value, length, 2);
    case 'flags': return flagNames(value);
    case 'number': return String(value);
    case 'protocol': case 'packetType': return named(String(value), nameOf(kind, value, mask));
    default: return named(hex(value, length), nameOf(kind, value, mask));
  }
}

function nameOf(kind: ValueKind, value: number, mask: number): string | undefined {
  switch (kind) {
    case 'etherType': return ETHER_TYPES[value];
    case 'ppp': return PPP_PROTOCOLS[value];
    case 'protocol': return PROTOCOLS[value];
    case 'packetType': return PACKET_TYPES[value];
    case 'frame': return mask === 0x0c ? FRAME_TYPES[value] : mask === 0xfc ? FRAMES[value] : undefined;
    case 'family': case 'version': return NETWORK_OF[kind]?.[value]?.replace('ip', 'IP');
    default: return undefined;
  }
}

export function hex(value: number, length: number): string {
  return `0x${value.toString(16).padStart(Math.min(length, 4) * 2, '0')}`;
}

function named(text: string, name: string | undefined): string {
  return name === undefined ? text : `${text} (${name})`;
}

function bytesOf(value: number, length: number): number[] {
  return Array.from({ length: Math.min(length, 4) }, (_, i) => (value >>> (8 * (Math.min(length, 4) - 1 - i))) & 255);
}

function pairs(value: number, length: number, digits: number): string {
  return (value.toString(16).padStart(Math.min(length, 4) * 2, '0').match(new RegExp(`.{1,${digits}}`, 'g')) ?? []).join(':');
}

function flagNames(value: number): string {
  const names = TCP_FLAGS.filter((_, bit) => (value & (1 << bit)) !== 0);
  return names.length === 0 ? hex(value, 1) : names.join(' ');
}
