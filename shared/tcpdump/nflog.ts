// Linux's netfilter log (DLT_NFLOG): attributes, one of which is the packet.
import { ip } from './ip';
import { ip6 } from './ip6';
import { valueName, type Printer, type Printout } from './printout';

const HEADER = 4;
const ATTRIBUTE = 4;
const PAYLOAD = 9;
const FAMILIES: Readonly<Record<number, string>> = { 2: 'IPv4', 10: 'IPv6' };
const PRINTERS: Readonly<Record<number, Printer>> = { 2: ip, 10: ip6 };

export function nflogLink(out: Printout, start: number, whole: number): void {
  out.protocol = 'nflog';
  if (whole < HEADER || !out.has(start, HEADER)) {
    out.linkLength = out.left(start);
    return out.truncated();
  }
  out.linkLength = HEADER;
  const version = out.u8(start + 1);
  if (version !== 0) return out.print(`version ${version} (unknown)`);
  if (out.options.link) head(out, start, whole);
  let at = start + HEADER;
  let length = whole - HEADER;
  while (length > 0) {
    if (!out.has(at, ATTRIBUTE)) return out.truncated();
    // In the byte order of the machine that logged; an attribute is padded to four octets.
    const size = (out.le16(at) + 3) & ~3;
    if (size < ATTRIBUTE || !out.has(at, size)) return out.truncated();
    const isPayload = out.le16(at + 2) === PAYLOAD;
    const step = isPayload ? ATTRIBUTE : size;
    at += step;
    length -= step;
    out.linkLength += step;
    if (isPayload) break;
  }
  const family = out.u8(start);
  const printer = PRINTERS[family];
  if (printer !== undefined) return printer(out, at, length);
  if (!out.options.link) head(out, start, length + HEADER);
  out.defaultText(at, out.left(at));
}

function head(out: Printout, at: number, length: number): void {
  const family = out.u8(at);
  out.print(`version ${out.u8(at + 1)}, resource ID ${out.u16(at + 2)}`);
  out.print(out.options.quiet ? `, ${valueName(FAMILIES, family, 'Unknown NFLOG (0x%02x)')}` : `, family ${valueName(FAMILIES, family, 'Unknown')} (${family})`);
  out.print(`, length ${length}: `);
}
