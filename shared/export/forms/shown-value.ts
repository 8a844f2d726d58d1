// A field's value as documents show it, and its octets as hex.
import { hexText } from '../../bytes/text';
import { fieldValue } from '../../dissect/field-text';
import type { FormNode } from './form-tree';

/** null: a line without a value of its own. */
export function shownIn({ field, value }: FormNode): string | null {
  if (field === null || field.type === 'protocol' || field.type === 'none') return null;
  if (field.type === 'bytes') return hexText(value as Uint8Array, 0, undefined, ':');
  return field.type === 'string' ? (value as string) : fieldValue(field, value);
}

/** The bits of a masked field; the octets of any other. */
export function rawHex({ mask, value, bytes }: FormNode): string {
  if (mask === 0) return hexText(bytes);
  return (typeof value === 'boolean' ? Number(value) : (value as number | bigint)).toString(16).toUpperCase();
}
