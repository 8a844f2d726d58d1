// What kind of value a field has for the language: how it is compared, and how long it is.
import type { Field, FieldType } from '../dissect/field';
import type { ValueType } from './expression';

/** null: such a field is there or not, and has nothing to compare. */
export function valueType(type: FieldType): ValueType | null {
  switch (type) {
    case 'none': return null;
    case 'protocol':
    case 'bytes':
    case 'ether':
    case 'guid':
    case 'oid': return 'bytes';
    case 'string': return 'text';
    case 'float':
    case 'double': return 'float';
    case 'ipv4': return 'ipv4';
    case 'ipv6': return 'ipv6';
    case 'absolute_time':
    case 'relative_time': return 'time';
    default: return 'integer';
  }
}

const SIGNED: ReadonlySet<FieldType> = new Set(['int8', 'int16', 'int32', 'int64']);
const BITS: Partial<Record<FieldType, number>> = { bool: 64, char: 8, uint8: 8, uint16: 16, uint24: 24, uint32: 32, uint48: 48, uint64: 64, int8: 8, int16: 16, int32: 32, int64: 64, eui64: 64, framenum: 32 };

/** Least and greatest number that a field of the type can have. */
export function integerRange(type: FieldType): readonly [bigint, bigint] {
  const bits = BigInt(BITS[type] ?? 64);
  return SIGNED.has(type) ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

/** Bytes that `len()` counts for a field of fixed length, as Wireshark counts them (none for times and yes or no); -1: as many as the value has. */
export function fixedLength(f: Field): number {
  switch (f.type) {
    case 'float': case 'ipv4': case 'framenum': return 4;
    case 'double': case 'eui64': return 8;
    case 'ipv6': case 'guid': return 16;
    case 'ether': return 6;
    case 'bool': case 'absolute_time': case 'relative_time': return 0;
    case 'none': case 'protocol': case 'bytes': case 'string': case 'oid': return -1;
    default: return (BITS[f.type] ?? 64) / 8;
  }
}

/** Both kinds of times are nanoseconds, but a moment is not a span; neither is a yes or no a number. */
export function isComparable(a: FieldType, b: FieldType): boolean {
  const [left, right] = [valueType(a), valueType(b)];
  if (left === null || left !== right) return false;
  return (left !== 'time' && a !== 'bool' && b !== 'bool') || a === b;
}
