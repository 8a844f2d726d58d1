// ESP (RFC 4303): what is not encrypted.
import { hexNumber } from './hex-number';
import type { Printout } from './printout';

export function esp(out: Printout, at: number, length: number): void {
  out.protocol = 'esp';
  if (!out.has(at, 9)) return out.truncated();
  out.print(`ESP(spi=0x${hexNumber(out.u32(at), 8)},seq=0x${hexNumber(out.u32(at + 4))}), length ${length}`);
}
