// -T: payloads that are taken for what the option says.
import { domain, domainTcp } from './domain';
import { noPrinter } from './no-printer';
import type { Printer } from './printout';
import { radius } from './radius';
import { resp } from './resp';
import type { PayloadType } from './text-options';
import { tftp } from './tftp';
import { vxlan } from './vxlan';

const UDP: Partial<Record<PayloadType, Printer>> = {
  aodv: noPrinter('aodv'),
  cnfp: noPrinter('cnfp'),
  domain,
  lmp: noPrinter('lmp'),
  pgm: noPrinter('pgm'),
  pgm_zmtp1: noPrinter('pgm_zmtp1'),
  ptp: noPrinter('ptp'),
  radius,
  rpc: noPrinter('rpc'),
  rtcp: noPrinter('rtcp'),
  rtp: noPrinter('rtp'),
  snmp: noPrinter('snmp'),
  someip: noPrinter('someip'),
  tftp,
  vat: noPrinter('vat'),
  vxlan,
  wb: noPrinter('wb'),
  zmtp1: noPrinter('zmtp1'),
};

const TCP: Partial<Record<PayloadType, Printer>> = {
  zmtp1: noPrinter('zmtp1'),
  domain: domainTcp,
  rpc: noPrinter('rpc'),
  resp,
};

/** Who prints it, null where tcpdump goes by the ports all the same. */
export function payloadPrinter(transport: 'tcp' | 'udp', type: PayloadType): Printer | null {
  return (transport === 'tcp' ? TCP : UDP)[type] ?? null;
}
