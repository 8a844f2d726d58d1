// icmp6.
import type { Printer } from './printout';

export function icmp6(...[out]: Parameters<Printer>): void {
  out.lacks('icmp6');
}
