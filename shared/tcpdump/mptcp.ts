// Multipath TCP's option (RFC 8684).
import type { Printout } from './printout';

/** @returns false where its length is wrong */
export function mptcpOption(out: Printout): boolean {
  out.lacks('mptcp');
  return true;
}
