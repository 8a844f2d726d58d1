// -T: payloads that are taken for what the option says.
import { noPrinter } from './no-printer';
import type { Printer } from './printout';
import type { PayloadType } from './text-options';

const UDP: Partial<Record<PayloadType, Printer>> = {
  domain: noPrinter('domain'),
};

const TCP: Partial<Record<PayloadType, Printer>> = {
  domain: noPrinter('domain'),
};

/** Who prints it, null where tcpdump goes by the ports all the same. */
export function payloadPrinter(transport: 'tcp' | 'udp', type: PayloadType): Printer | null {
  return (transport === 'tcp' ? TCP : UDP)[type] ?? null;
}
