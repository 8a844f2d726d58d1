// EtherTypes: their names, and who prints what they announce.
import { arp } from './arp';
import { ip } from './ip';
import { ip6 } from './ip6';
import { noPrinter } from './no-printer';
import type { Printer } from './printout';

export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_IPV6 = 0x86dd;

export const ETHERTYPE_NAMES: Readonly<Record<number, string>> = {
  0x0800: 'IPv4', 0x8100: '802.1Q', 0x88a8: '802.1Q-QinQ', 0x9100: '802.1Q-9100', 0x9200: '802.1Q-9200', 0x86dd: 'IPv6', 0x0806: 'ARP', 0x8035: 'Reverse ARP',
  0x88bf: 'MikroTik RoMON', 0x8847: 'MPLS unicast', 0x8848: 'MPLS multicast',
};

const PRINTERS: Readonly<Record<number, Printer>> = {
  0x0800: ip,
  0x86dd: ip6,
  0x0806: arp,
  0x8035: arp,
  0x6003: noPrinter('decnet'),
  0x809b: noPrinter('atalk'),
  0x80f3: noPrinter('aarp'),
  0x8137: noPrinter('ipx'),
  0x00fe: noPrinter('isoclns'),
  0x8863: noPrinter('pppoe'),
  0x8864: noPrinter('pppoe'),
  0x3c12: noPrinter('pppoe'),
  0x3c13: noPrinter('pppoe'),
  0x888e: noPrinter('eap'),
  0x8899: noPrinter('rrcp'),
  0x880b: noPrinter('ppp'),
  0x8808: noPrinter('mpcp'),
  0x8809: noPrinter('slow'),
  0x8902: noPrinter('cfm'),
  0x8903: noPrinter('cfm'),
  0x88cc: noPrinter('lldp'),
  0x894f: noPrinter('nsh'),
  0x9000: noPrinter('loopback'),
  0x8847: noPrinter('mpls'),
  0x8848: noPrinter('mpls'),
  0x88ca: noPrinter('tipc'),
  0x886f: noPrinter('msnlb'),
  0x0707: noPrinter('geonet'),
  0x8947: noPrinter('geonet'),
  0x04e0: noPrinter('calm-fast'),
  0x88a2: noPrinter('aoe'),
  0x88f7: noPrinter('ptp'),
};

/** Prints what an EtherType announces. @returns false where tcpdump knows no printer of it */
export function ethertype(type: number): Printer | null {
  return PRINTERS[type] ?? null;
}
