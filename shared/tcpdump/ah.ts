// AH, the IP authentication header (RFC 4302).
import { hexNumber } from './hex-number';
import type { Printout } from './printout';

/** @returns bytes of the header, -1 where what follows is not printed */
export function ahHeader(out: Printout, at: number): number {
  out.protocol = 'ah';
  const words = out.u8(at + 1);
  out.print('AH(');
  if (out.options.verbose > 0) out.print(`length=${words}(${(words + 2) * 4}-bytes),`);
  const reserved = out.u16(at + 2);
  if (reserved !== 0) out.print(`reserved=0x${hexNumber(reserved)}[MustBeZero],`);
  out.print(`spi=0x${hexNumber(out.u32(at + 4), 8)},`);
  out.print(`seq=0x${hexNumber(out.u32(at + 8))},icv=0x`);
  const size = words * 4 - 4;
  out.printHex(at + 12, Math.max(0, size));
  out.print('): ');
  return (words + 2) * 4;
}
