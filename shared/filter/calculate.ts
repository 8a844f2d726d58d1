// The arithmetic of filters: each value of one side with each of the other.
import type { Scalar } from './compare-values';
import type { ArithmeticOperator, ValueType } from './expression';

/** Fields with many values on both sides: more pairs are not worked out. */
const MOST_PAIRS = 4096;
const SECOND = 1_000_000_000n;

export function calculate(operator: ArithmeticOperator, type: ValueType, left: readonly Scalar[], right: readonly Scalar[]): Scalar[] {
  const results: Scalar[] = [];
  for (const a of left) {
    for (const b of right) {
      if (results.length >= MOST_PAIRS) return results;
      const result = one(operator, type, a, b);
      if (result !== null) results.push(result);
    }
  }
  return results;
}

/** null: there is no such number. */
function one(operator: ArithmeticOperator, type: ValueType, a: Scalar, b: Scalar): Scalar | null {
  if (a instanceof Uint8Array) return b instanceof Uint8Array ? bothBits(a, b) : null;
  if (type === 'ipv4') return ((a as number) & (b as number)) >>> 0;
  if (type === 'float') return floats(operator, Number(a), Number(b));
  if (type === 'time') return times(operator, a as bigint, b as bigint);
  const exact = typeof a === 'number' && typeof b === 'number' ? numbers(operator, a, b) : NaN;
  if (Number.isSafeInteger(exact)) return exact;
  return b instanceof Uint8Array ? null : integers(operator, BigInt(a), BigInt(b));
}

/** NaN where bigints must do it. */
function numbers(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b === 0 ? NaN : Math.trunc(a / b);
    case '%': return b === 0 ? NaN : a % b;
    case '&': return a >= 0 && b >= 0 && a <= 0xffff_ffff && b <= 0xffff_ffff ? (a & b) >>> 0 : NaN;
  }
}

function integers(operator: ArithmeticOperator, a: bigint, b: bigint): bigint | null {
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return BigInt.asIntN(128, a * b);
    case '/': return b === 0n ? null : a / b;
    case '%': return b === 0n ? null : a % b;
    case '&': return BigInt.asUintN(64, a & b);
  }
}

function floats(operator: ArithmeticOperator, a: number, b: number): number | null {
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b === 0 ? null : a / b;
    case '%': return b === 0 ? null : a % b;
    case '&': return null;
  }
}

/** Of spans; a product or quotient is one of seconds. */
function times(operator: ArithmeticOperator, a: bigint, b: bigint): bigint | null {
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return (a * b) / SECOND;
    case '/': return b === 0n ? null : (a * SECOND) / b;
    case '%': return b === 0n ? null : a % b;
    case '&': return null;
  }
}

/** Byte by byte, as far as both go. */
function bothBits(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: Math.min(a.length, b.length) }, (_, i) => a[i]! & b[i]!);
}

export function negate(value: Scalar): Scalar {
  return typeof value === 'number' ? -value : typeof value === 'bigint' ? -value : value;
}

export function isZero(value: Scalar): boolean {
  if (typeof value === 'number') return value === 0;
  if (typeof value === 'bigint') return value === 0n;
  return typeof value === 'string' ? value === '' : value.every((byte) => byte === 0);
}
