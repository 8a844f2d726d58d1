// What stands in a table for a protocol that tcpdump takes apart and we do not.
import type { Printer } from './printout';

/** Marks the line, so that nobody takes it for tcpdump's. */
export function noPrinter(protocol: string): Printer {
  return (out) => out.lacks(protocol);
}
