// IPv6 fragment and routing headers (RFC 8200 sections 4.4 and 4.5, RFC 8754).
import type { Printout } from './printout';

/** @returns length of the header, -1 where nothing behind it is printed */
export function fragment6(out: Printout, at: number, header: number): number {
  out.protocol = 'frag6';
  out.need(at, 8);
  const field = out.u16(at + 2);
  const offset = field & 0xfff8;
  const size = out.u16(header + 4) - (at - header - 40) - 8;
  out.print(`frag (${out.options.verbose > 0 ? `0x${out.u32(at + 4).toString(16).padStart(8, '0')}:` : ''}${offset}|${size})`);
  if (offset === 0) {
    out.print(' ');
    return 8;
  }
  return -1;
}

export function routing(out: Printout, at: number): number {
  out.protocol = 'rt6';
  out.need(at, 4);
  const words = out.u8(at + 1);
  out.print(`srcrt (len=${words}`);
  out.lacks('rt6');
  return (words + 1) * 8;
}
