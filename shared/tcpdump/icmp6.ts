// icmp6.
import { noPrinter } from './no-printer';

export const icmp6 = noPrinter('icmp6');
