// The number that a field has at a position: width, byte order, sign and mask are the field's.
import type { ByteView } from '../bytes/byte-view';
import type { Field } from './field';

export function numberAt(view: ByteView, f: Field<number>, at: number): number {
  let value: number;
  if (f.le) value = view.uintLe(at, f.width);
  else {
    switch (f.width) {
      case 1: value = view.uint8(at); break;
      case 2: value = view.uint16(at); break;
      case 3: value = view.uint24(at); break;
      case 4: value = view.uint32(at); break;
      default: value = view.uint48(at);
    }
  }
  if (f.mask !== 0) return (value & f.mask) >>> f.shift;
  return f.signed ? (value << (32 - 8 * f.width)) >> (32 - 8 * f.width) : value;
}
