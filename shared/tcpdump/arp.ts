// ARP and RARP.
import { noPrinter } from './no-printer';

export const arp = noPrinter('arp');
