// IPv6 fragment and routing headers (RFC 8200 sections 4.4 and 4.5, RFC 8754).
import { hexNumber } from './hex-number';
import type { Printout } from './printout';

/** @returns length of the header, -1 where nothing behind it is printed */
export function fragment6(out: Printout, at: number, header: number): number {
  out.protocol = 'frag6';
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
  out.print('RT6');
  const verbose = out.options.verbose > 0;
  const words = out.u8(at + 1);
  out.print(` (len=${words}`);
  const type = out.u8(at + 2);
  out.print(`, type=${type}`);
  if (type === 0) out.print(' [Deprecated]');
  out.print(`, segleft=${out.u8(at + 3)}`);
  if (type === 0 || type === 2) {
    if (verbose) out.print(`, rsv=0x${hexNumber(out.u32(at + 4))}`);
    if (words % 2 !== 0) return wrongLength(out, words);
    addresses(out, at + 8, words / 2);
  } else if (type === 4) {
    if (words % 2 !== 0) return wrongLength(out, words);
    const last = out.u8(at + 4);
    out.print(`, last-entry=${last}`);
    if (verbose) out.print(`, flags=0x${hexNumber(out.u8(at + 5))}`);
    out.print(`, tag=${hexNumber(out.u16(at + 6))}`);
    addresses(out, at + 8, words / 2);
  } else {
    out.print(' (unknown type)');
    out.invalid();
    return -1;
  }
  out.print(') ');
  return (words + 1) * 8;
}

function wrongLength(out: Printout, words: number): number {
  out.print(` (invalid length ${words})`);
  out.invalid();
  return -1;
}

function addresses(out: Printout, at: number, count: number): void {
  for (let i = 0; i < count; i++) out.print(`, [${i}]${out.ip6(at + i * 16)}`);
}
