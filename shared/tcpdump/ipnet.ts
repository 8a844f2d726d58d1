// Solaris' IP observability devices (DLT_IPNET).
import { ip } from './ip';
import { ip6 } from './ip6';
import { valueName, type Printer, type Printout } from './printout';

const HEADER = 24;
const FAMILIES: Readonly<Record<number, string>> = { 2: 'IPv4', 26: 'IPv6' };
const PRINTERS: Readonly<Record<number, Printer>> = { 2: ip, 26: ip6 };

export function ipnetLink(out: Printout, at: number, length: number): void {
  out.protocol = 'ipnet';
  if (length < HEADER || !out.has(at, HEADER)) return out.truncated();
  out.linkLength = HEADER;
  if (out.options.link) head(out, at, length);
  const printer = PRINTERS[out.u8(at + 1)];
  if (printer !== undefined) return printer(out, at + HEADER, length - HEADER);
  if (!out.options.link) head(out, at, length);
  out.defaultText(at + HEADER, out.left(at + HEADER));
}

/** Zones, and what is carried between them. */
function head(out: Printout, at: number, length: number): void {
  const family = out.u8(at + 1);
  out.print(`${out.u32(at + 16)} > ${out.u32(at + 20)}`);
  out.print(out.options.quiet ? `, ${valueName(FAMILIES, family, 'Unknown Ethertype (0x%04x)')}` : `, family ${valueName(FAMILIES, family, 'Unknown')} (${family})`);
  out.print(`, length ${length}: `);
}
