// EtherTypes: who prints what they announce.
import { arp } from './arp';
import { eap } from './eap';
import { ip } from './ip';
import { ip6 } from './ip6';
import { lldp } from './lldp';
import { loopback } from './loopback';
import { mpls } from './mpls';
import { noPrinter } from './no-printer';
import { nsh } from './nsh';
import { ppp } from './ppp';
import { pppoe } from './pppoe';
import type { Printer } from './printout';

const PRINTERS: Readonly<Record<number, Printer>> = {
  0x0800: ip,
  0x86dd: ip6,
  0x0806: arp,
  0x8035: arp,
  0x6003: noPrinter('decnet'),
  0x809b: noPrinter('atalk'),
  0x80f3: noPrinter('aarp'),
  0x8137: noPrinter('ipx'),
  0xfefe: noPrinter('isoclns'),
  0x8863: pppoe,
  0x8864: pppoe,
  0x3c12: pppoe,
  0x3c13: pppoe,
  0x888e: eap,
  0x8899: noPrinter('rrcp'),
  0x880b: (out, at, length) => {
    if (length === 0) return;
    out.print(': ');
    ppp(out, at, length);
  },
  0x8808: noPrinter('mpcp'),
  0x8809: noPrinter('slow'),
  0x8902: noPrinter('cfm'),
  0xabcd: noPrinter('cfm'),
  0x88cc: lldp,
  0x894f: nsh,
  0x9000: loopback,
  0x8847: mpls,
  0x8848: mpls,
  0x88ca: noPrinter('tipc'),
  0x886f: noPrinter('msnlb'),
  0xd28b: noPrinter('arista'),
  0x0707: noPrinter('geonet'),
  0x8947: noPrinter('geonet'),
  0x1111: noPrinter('calm-fast'),
  0x88a2: noPrinter('aoe'),
  0x88f7: noPrinter('ptp'),
};

/** Prints what an EtherType announces. null where tcpdump knows no printer of it */
export function ethertype(type: number): Printer | null {
  return PRINTERS[type] ?? null;
}
