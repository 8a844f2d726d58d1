// gre.
import type { Printer } from './printout';

export function gre(...[out]: Parameters<Printer>): void {
  out.lacks('gre');
}
