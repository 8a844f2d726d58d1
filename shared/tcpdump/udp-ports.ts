// UDP ports and who prints what is sent to them, in tcpdump's order: the first row that fits decides.
import { bfdControl, bfdEcho } from './bfd';
import { bootp } from './bootp';
import { dhcp6 } from './dhcp6';
import { domain, multicastDomain } from './domain';
import { geneve } from './geneve';
import { hsrp } from './hsrp';
import { l2tp } from './l2tp';
import { lisp } from './lisp';
import { mpls } from './mpls';
import { noPrinter } from './no-printer';
import { ntp } from './ntp';
import type { Printer } from './printout';
import { radius } from './radius';
import { rip } from './rip';
import { ripng } from './ripng';
import { syslog } from './syslog';
import { tftp } from './tftp';
import { sip } from './txtproto';
import { vxlan, vxlanGpe } from './vxlan';

interface PortRow {
  readonly ports: readonly number[];
  readonly print: Printer;
  /** Only where the packet is sent to the port, or comes from it. */
  readonly only?: 'to' | 'from';
}

const ROWS: readonly PortRow[] = [
  { ports: [53], print: domain },
  { ports: [5353], print: multicastDomain },
  { ports: [525], print: noPrinter('timed') },
  { ports: [69], print: tftp },
  { ports: [67, 68], print: bootp },
  { ports: [520], print: rip },
  { ports: [654], print: noPrinter('aodv') },
  { ports: [500], print: noPrinter('isakmp') },
  { ports: [4500], print: noPrinter('isakmp_rfc3948') },
  { ports: [7500, 8500], print: noPrinter('isakmp') },
  { ports: [161, 162], print: noPrinter('snmp') },
  { ports: [123], print: ntp },
  { ports: [1701], print: l2tp },
  { ports: [88, 750], print: noPrinter('krb') },
  { ports: [3456], only: 'to', print: noPrinter('vat') },
  { ports: [2103, 2104], print: noPrinter('zephyr') },
  { ports: [7000, 7001, 7002, 7003, 7004, 7005, 7006, 7007, 7008, 7009], print: noPrinter('rx') },
  { ports: [521], print: ripng },
  { ports: [546, 547], print: dhcp6 },
  { ports: [5359], print: noPrinter('ahcp') },
  { ports: [6696, 6697], print: noPrinter('babel') },
  { ports: [8231], print: noPrinter('hncp') },
  { ports: [4567], only: 'to', print: noPrinter('wb') },
  { ports: [496], print: noPrinter('cisco_autorp') },
  { ports: [1645, 1646, 1700, 1812, 1813, 3799], print: radius },
  { ports: [1985], only: 'to', print: hsrp },
  { ports: [921], print: noPrinter('lwres') },
  { ports: [646], print: noPrinter('ldp') },
  { ports: [698], print: noPrinter('olsr') },
  { ports: [3503], print: noPrinter('lspping') },
  { ports: [49152], only: 'from', print: noPrinter('bcm_li') },
  { ports: [3784], only: 'to', print: bfdControl('Control') },
  { ports: [4784], only: 'to', print: bfdControl('Multihop') },
  { ports: [6784], only: 'to', print: bfdControl('Lag') },
  { ports: [3785], only: 'to', print: bfdEcho },
  { ports: [701], print: noPrinter('lmp') },
  { ports: [1589], print: noPrinter('vqp') },
  { ports: [6343], print: noPrinter('sflow') },
  { ports: [12222, 12223], print: noPrinter('lwapp') },
  { ports: [5060], print: sip },
  { ports: [514], print: syslog },
  { ports: [8472], print: noPrinter('otv') },
  { ports: [4789], print: vxlan },
  { ports: [6081], print: geneve },
  { ports: [4342], print: lisp },
  { ports: [4790], print: vxlanGpe },
  { ports: [17754], print: noPrinter('zep') },
  { ports: [6635], print: mpls },
  { ports: [319, 320], print: noPrinter('ptp') },
  { ports: [30490], print: noPrinter('someip') },
];

const BY_PORT = new Map<number, number[]>();
for (const [i, row] of ROWS.entries()) for (const port of row.ports) BY_PORT.set(port, [...(BY_PORT.get(port) ?? []), i]);
const NONE: readonly number[] = [];

/** Who prints a datagram, null where tcpdump takes its payload for data. */
export function udpPrinter(from: number, to: number): Printer | null {
  let best = ROWS.length;
  for (const i of BY_PORT.get(from) ?? NONE) if (i < best && ROWS[i]!.only !== 'to') best = i;
  for (const i of BY_PORT.get(to) ?? NONE) if (i < best && ROWS[i]!.only !== 'from') best = i;
  return ROWS[best]?.print ?? null;
}
