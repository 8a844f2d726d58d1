// The numbers that Wireshark 4.0 gives to types of fields, as `-T jsonraw` prints them.
import { OTHER_PROTOCOLS, OTHER_TYPES } from '../values/wireshark-field-values';
import type { FormNode } from './form-tree';

const BYTES = 30;
const NUMBERS: Readonly<Record<string, number>> = {
  none: 0, protocol: 1, bool: 2, char: 3, uint8: 4, uint16: 5, uint24: 6, uint32: 7, uint48: 9, uint64: 11,
  int8: 12, int16: 13, int24: 14, int32: 15, int64: 19, float: 22, double: 23, absolute_time: 24, relative_time: 25,
  string: 26, stringz: 27, uint_string: 28, ether: 29, bytes: BYTES, ipv4: 32, ipv6: 33, framenum: 35, guid: 36, oid: 37, eui64: 38,
};

export function wiresharkType({ field, name, isLayer }: FormNode): number {
  if (field === null) return 0;
  if (isLayer) return 1;
  if (OTHER_PROTOCOLS[name] === '') return BYTES;
  return NUMBERS[OTHER_TYPES[name] ?? field.type] ?? 0;
}
