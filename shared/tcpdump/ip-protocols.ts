// Protocols above IP: their names, and who prints them.
import type { Printout } from './printout';
import { esp } from './esp';
import { ether } from './ether';
import { gre } from './gre';
import { icmp } from './icmp';
import { icmp6 } from './icmp6';
import { igmp } from './igmp';
import { ip } from './ip';
import { ip6 } from './ip6';
import { ipcomp } from './ipcomp';
import { noPrinter } from './no-printer';
import { pim } from './pim';
import { sctp } from './sctp';
import { tcp } from './tcp';
import { udp } from './udp';
import { vrrp } from './vrrp';

/** What the IP header says of the packet that is printed. */
export interface IpPacket {
  readonly version: 4 | 6;
  /** Where the IP header stands: for the pseudo header of checksums. */
  readonly header: number;
  readonly fragmented: boolean;
  readonly ttl: number;
  /** Of the header that announces the transport (IPv6: the last extension header's). */
  readonly protocol: number;
}

/** Prints what stands behind the IP header. */
export type IpPrinter = (out: Printout, at: number, length: number, packet: IpPacket) => void;

/** Names as -v gives them. */
export const IP_PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  0: 'Options', 1: 'ICMP', 2: 'IGMP', 4: 'IPIP', 6: 'TCP', 8: 'EGP', 9: 'IGRP', 17: 'UDP', 33: 'DCCP', 41: 'IPv6', 43: 'Routing', 44: 'Fragment', 46: 'RSVP',
  47: 'GRE', 50: 'ESP', 51: 'AH', 55: 'Mobile IP', 58: 'ICMPv6', 62: 'Mobile IP (old)', 88: 'EIGRP', 89: 'OSPF', 103: 'PIM', 108: 'Compressed IP', 112: 'VRRP',
  113: 'PGM', 132: 'SCTP', 135: 'Mobility', 143: 'Ethernet',
};

const PRINTERS: Readonly<Record<number, IpPrinter>> = {
  1: (out, at, length, packet) => (packet.version === 4 ? icmp(out, at, length, packet) : requires(out, 1, 4)),
  2: (out, at, length, packet) => (packet.version === 4 ? igmp(out, at, length) : requires(out, 2, 4)),
  4: ip,
  6: tcp,
  8: noPrinter('egp'),
  9: noPrinter('igrp'),
  17: udp,
  33: noPrinter('dccp'),
  41: ip6,
  46: noPrinter('rsvp'),
  47: gre,
  50: esp,
  55: noPrinter('mobile'),
  58: (out, at, length, packet) => (packet.version === 6 ? icmp6(out, at, length, packet) : requires(out, 58, 6)),
  59: (out) => out.print('no next header'),
  77: (out, _at, length) => out.print(` nd ${length}`),
  88: noPrinter('eigrp'),
  89: noPrinter('ospf'),
  103: pim,
  108: ipcomp,
  112: vrrp,
  113: noPrinter('pgm'),
  143: (out, at, length, packet) => (packet.version === 6 ? ether(out, at, length) : requires(out, 143, 6)),
  132: sctp,
};

function requires(out: Printout, protocol: number, version: 4 | 6): void {
  out.print(`[${IP_PROTOCOL_NAMES[protocol]!} requires IPv${version}]`);
  out.invalid();
}

export function ipProtocol(protocol: number): IpPrinter | null {
  return PRINTERS[protocol] ?? null;
}
