// IPComp, compressed IP payloads (RFC 3173).
import { hexNumber } from './hex-number';
import type { Printout } from './printout';

export function ipcomp(out: Printout, at: number): void {
  out.protocol = 'ipcomp';
  out.print(`IPComp(cpi=0x${hexNumber(out.u16(at + 2), 4)})`);
}
