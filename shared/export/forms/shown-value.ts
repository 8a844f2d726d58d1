// A field's value as documents show it, and its octets as hex.
import { hexText } from '../../bytes/text';
import { fieldValue } from '../../dissect/field-text';
import type { FormNode } from './form-tree';

/** null: a line without a value of its own. */
export function shownIn({ field, value, isLayer }: FormNode): string | null {
  if (field === null || isLayer || field.type === 'protocol' || field.type === 'none') return null;
  if (field.type === 'bytes') return hexText(value as Uint8Array, 0, undefined, ':');
  return field.type === 'string' ? (value as string) : fieldValue(field, value);
}

/** The bits of a masked field; the octets of any other. */
export function rawHex(node: FormNode): string {
  const { mask, value, bytes } = node;
  if (mask === 0) return hexText(bytes);
  return (typeof value === 'boolean' ? bitsOf(node) : (value as number | bigint)).toString(16).toUpperCase();
}

/** Of a flag of more than one bit: what they are, not only whether one is set. The octets may be the first of those that the mask is for. */
function bitsOf({ field, mask, value, bytes }: FormNode): number {
  const lowest = (mask & -mask) >>> 0;
  if (mask >>> 0 === lowest || bytes.length === 0 || bytes.length > 4) return Number(value);
  const word = bytes.reduce((sum, byte) => sum * 256 + byte, 0) * 256 ** Math.max(0, Math.ceil((field?.bits ?? 0) / 8) - bytes.length);
  return ((word & mask) >>> 0) / lowest;
}
