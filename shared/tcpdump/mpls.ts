// MPLS label stacks (RFC 3032) as tcpdump writes them, and what they carry as far as its first byte tells.
import { ip } from './ip';
import { ip6 } from './ip6';
import { noPrinter } from './no-printer';
import type { Printer, Printout } from './printout';

const ENTRY = 4;
const LABEL_NAMES = ['IPv4 explicit NULL', 'router alert', 'IPv6 explicit NULL', 'implicit NULL'];
const RESERVED_LABELS = 16;

export const mpls: Printer = (out, at, length) => {
  out.protocol = 'mpls';
  out.print('MPLS');
  let next = at;
  let entry: number;
  do {
    if (at + length - next < ENTRY) return out.invalid();
    entry = out.u32(next);
    printEntry(out, entry, next === at ? ' ' : '\n\t');
    next += ENTRY;
  } while ((entry & 0x100) === 0);
  printPayload(out, next, at + length - next, entry >>> 12);
};

function printEntry(out: Printout, entry: number, separator: string): void {
  const label = entry >>> 12;
  out.print(`${out.options.verbose > 0 ? separator : ' '}(label ${label}`);
  if (out.options.verbose > 0 && label < RESERVED_LABELS) out.print(` (${LABEL_NAMES[label] ?? 'rsvd'})`);
  out.print(`, tc ${(entry >> 9) & 7}${entry & 0x100 ? ', [S]' : ''}, ttl ${entry & 0xff})`);
}

function payload(out: Printout, at: number, length: number, label: number): Printer | null {
  if (label === 0 || label === 3) return ip;
  if (label === 2) return ip6;
  if (length <= 0) return null;
  const first = out.u8(at);
  if (first >= 0x45 && first <= 0x4f) return ip;
  if (first >= 0x60 && first <= 0x6f) return ip6;
  return first >= 0x81 && first <= 0x83 ? noPrinter('isoclns') : null;
}

function printPayload(out: Printout, at: number, length: number, label: number): void {
  const printer = payload(out, at, length, label);
  if (printer === null) return out.defaultText(at, length);
  out.print(out.options.verbose > 0 ? '\n\t' : ' ');
  out.inside(printer, at, length);
}
