// Packets without a link layer: IPv4 or IPv6 by their version (DLT_RAW, DLT_IPV4, DLT_IPV6).
import { ip } from './ip';
import { ip6 } from './ip6';
import type { Printout } from './printout';

export function rawLink(out: Printout, at: number, length: number): void {
  out.protocol = 'raw';
  if (out.options.link) out.print('ip: ');
  ipOfVersion(out, at, length);
}

/** IPv4 or IPv6 by the version in the first byte. */
export function ipOfVersion(out: Printout, at: number, length: number): void {
  const version = out.u8(at) >> 4;
  if (version === 4) return ip(out, at, length);
  if (version === 6) return ip6(out, at, length);
  out.print(`unknown ip ${version}`);
}
