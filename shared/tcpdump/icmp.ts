// icmp.
import { noPrinter } from './no-printer';

export const icmp = noPrinter('icmp');
