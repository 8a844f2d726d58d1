// TCP ports and who prints what is sent to them, in tcpdump's order: the first row that fits decides.
import { domainTcp } from './domain';
import { noPrinter } from './no-printer';
import type { Printer } from './printout';
import { resp } from './resp';
import { rpkiRtr } from './rpki-rtr';
import { ssh } from './ssh';
import { telnet } from './telnet';
import { ftp, http, rtsp, smtp, whois } from './txtproto';

interface PortRow {
  readonly ports: readonly number[];
  readonly print: Printer;
}

const ROWS: readonly PortRow[] = [
  { ports: [23], print: telnet },
  { ports: [25], print: smtp },
  { ports: [43], print: whois },
  { ports: [179], print: noPrinter('bgp') },
  { ports: [1723], print: noPrinter('pptp') },
  { ports: [6379], print: resp },
  { ports: [22], print: ssh },
  { ports: [10288], print: noPrinter('beep') },
  { ports: [6633, 6653], print: noPrinter('openflow') },
  { ports: [21], print: ftp },
  { ports: [80, 8080], print: http },
  { ports: [554, 8554], print: rtsp },
  { ports: [53], print: domainTcp },
  { ports: [639], print: noPrinter('msdp') },
  { ports: [323], print: rpkiRtr },
  { ports: [646], print: noPrinter('ldp') },
];

const BY_PORT = new Map<number, number>();
for (const [i, row] of ROWS.entries()) for (const port of row.ports) BY_PORT.set(port, i);

/** Who prints a segment's payload, null where tcpdump takes it for data. */
export function tcpPrinter(from: number, to: number): Printer | null {
  return ROWS[Math.min(BY_PORT.get(from) ?? ROWS.length, BY_PORT.get(to) ?? ROWS.length)]?.print ?? null;
}
