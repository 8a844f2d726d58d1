// BSD loopback (DLT_NULL, DLT_LOOP): an address family in front of the packet.
import { ip } from './ip';
import { ip6 } from './ip6';
import { noPrinter } from './no-printer';
import { valueName, type Printer, type Printout } from './printout';

const FAMILIES: Readonly<Record<number, string>> = { 2: 'IPv4', 6: 'NS', 24: 'IPv6', 28: 'IPv6', 30: 'IPv6', 7: 'OSI', 16: 'Appletalk', 23: 'IPX' };
const isoclns = noPrinter('isoclns');
const PRINTERS: Readonly<Record<number, Printer>> = { 2: ip, 24: ip6, 28: ip6, 30: ip6, 7: isoclns, 16: noPrinter('atalk'), 23: noPrinter('ipx') };

/** The family stands in the byte order of the machine that captured. */
export function nullLink(out: Printout, at: number, length: number): void {
  family(out, at, length, 'null');
}

export function loopLink(out: Printout, at: number, length: number): void {
  family(out, at, length, 'loop');
}

function family(out: Printout, at: number, length: number, protocol: string): void {
  out.protocol = protocol;
  out.need(at, 4);
  out.linkLength = 4;
  let value = protocol === 'loop' ? out.u32(at) : out.le32(at);
  // A value in the upper half is one of the other byte order.
  if ((value & 0xffff0000) !== 0) value = protocol === 'loop' ? out.le32(at) : out.u32(at);
  if (out.options.link) linkHeader(out, value, length);
  const printer = PRINTERS[value];
  if (printer !== undefined) return printer(out, at + 4, length - 4);
  if (!out.options.link) linkHeader(out, value, length);
  out.defaultText(at + 4, out.left(at + 4));
}

function linkHeader(out: Printout, value: number, length: number): void {
  if (out.options.quiet) out.print(valueName(FAMILIES, value, 'Unknown AF %u'));
  else out.print(`AF ${FAMILIES[value] ?? 'Unknown'} (${value})`);
  out.print(`, length ${length}: `);
}
