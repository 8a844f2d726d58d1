// IEEE 802.2 LLC and SNAP.
import { noPrinter } from './no-printer';

export const llc = noPrinter('llc');
