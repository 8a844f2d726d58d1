// stp.
import type { Printer } from './printout';

export function stp(...[out]: Parameters<Printer>): void {
  out.lacks('stp');
}
