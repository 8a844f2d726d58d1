// How two values compare, type by type; what is part of a greater whole.
import type { CompareOperator, Operand, ValueType } from './expression';

/** A value while a filter runs: see ValueType. */
export type Scalar = number | bigint | string | Uint8Array;

/** Below 0, 0, above 0; NaN where they have no order. */
export type Comparator = (a: Scalar, b: Scalar) => number;

/** For two operands of a type; prefixes of their literals count. */
export function comparatorOf(type: ValueType, left: Operand, right: Operand): Comparator {
  switch (type) {
    case 'integer': return compareIntegers as Comparator;
    case 'float': return (a, b) => Number(a) - Number(b);
    case 'text': return (a, b) => (a === b ? 0 : a < b ? -1 : 1);
    case 'time': return (a, b) => (a === b ? 0 : a < b ? -1 : 1);
    case 'bytes': return compareBytes as Comparator;
    case 'ipv4': return compareIpv4(Math.min(prefixOf(left, 32), prefixOf(right, 32)));
    case 'ipv6': return compareIpv6(Math.min(prefixOf(left, 128), prefixOf(right, 128)));
  }
}

function prefixOf(operand: Operand, whole: number): number {
  return operand.kind === 'literal' && (operand.value.type === 'ipv4' || operand.value.type === 'ipv6') ? operand.value.prefix : whole;
}

function compareIntegers(a: number | bigint, b: number | bigint): number {
  // A number and a bigint are ordered by what they are worth.
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As in Wireshark 4.0, the longer are the greater, whatever they begin with. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function compareIpv4(prefix: number): Comparator {
  if (prefix >= 32) return (a, b) => (a as number) - (b as number);
  const mask = prefix === 0 ? 0 : -1 << (32 - prefix);
  return (a, b) => (((a as number) & mask) >>> 0) - (((b as number) & mask) >>> 0);
}

function compareIpv6(prefix: number): Comparator {
  const whole = prefix >> 3;
  const rest = prefix & 7;
  const mask = (0xff00 >> rest) & 0xff;
  return (left, right) => {
    const [a, b] = [left as Uint8Array, right as Uint8Array];
    for (let i = 0; i < whole; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
    return rest === 0 ? 0 : (a[whole]! & mask) - (b[whole]! & mask);
  };
}

/** Whether what a comparator says fulfils an operator. */
export function fulfils(operator: CompareOperator, order: number): boolean {
  switch (operator) {
    case '==': return order === 0;
    case '!=': return order !== 0;
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    case '>=': return order >= 0;
  }
}

/** An empty part is in nothing, as in Wireshark. */
export function containsText(whole: string, part: string): boolean {
  return part !== '' && whole.includes(part);
}

export function containsBytes(whole: Uint8Array, part: Uint8Array): boolean {
  if (part.length === 0) return false;
  const first = part[0]!;
  const last = whole.length - part.length;
  for (let at = whole.indexOf(first); at >= 0 && at <= last; at = whole.indexOf(first, at + 1)) {
    let i = 1;
    while (i < part.length && whole[at + i] === part[i]) i++;
    if (i === part.length) return true;
  }
  return false;
}
