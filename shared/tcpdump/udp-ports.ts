// UDP ports and who prints what is sent to them, in tcpdump's order: the first row that fits decides.
import { noPrinter } from './no-printer';
import type { Printer } from './printout';

interface PortRow {
  readonly ports: readonly number[];
  readonly print: Printer;
  /** Only where the packet is sent to the port, or comes from it. */
  readonly only?: 'to' | 'from';
}

const ROWS: readonly PortRow[] = [
  { ports: [53, 5353], print: noPrinter('domain') },
];

const BY_PORT = new Map<number, number[]>();
for (const [i, row] of ROWS.entries()) for (const port of row.ports) BY_PORT.set(port, [...(BY_PORT.get(port) ?? []), i]);
const NONE: readonly number[] = [];

/** Who prints a datagram, null where tcpdump takes its payload for data. */
export function udpPrinter(from: number, to: number): Printer | null {
  let best = ROWS.length;
  for (const i of BY_PORT.get(from) ?? NONE) if (i < best && ROWS[i]!.only !== 'to') best = i;
  for (const i of BY_PORT.get(to) ?? NONE) if (i < best && ROWS[i]!.only !== 'from') best = i;
  return ROWS[best]?.print ?? null;
}
