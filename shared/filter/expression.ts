// A display filter after its check: what it means, typed, ready to be evaluated. Only types.
import type { Field } from '../dissect/field';

/**
 * How values are compared, and what stands for them while a filter runs: `integer` number or bigint (booleans and characters too), `float` number,
 * `text` string, `bytes` Uint8Array (addresses of hardware, GUIDs, OIDs, a protocol's own bytes), `ipv4` unsigned number, `ipv6` Uint8Array of 16,
 * `time` nanoseconds as bigint.
 */
export type ValueType = 'integer' | 'float' | 'text' | 'bytes' | 'ipv4' | 'ipv6' | 'time';

/** A literal of the filter, or a value that a reference `${field}` had when it was applied. `prefix`: only so many bits count. */
export type Value =
  | { readonly type: 'integer'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'ipv4'; readonly value: number; readonly prefix: number }
  | { readonly type: 'ipv6'; readonly value: Uint8Array; readonly prefix: number }
  | { readonly type: 'time'; readonly value: bigint };

/** Inclusive, counted as Wireshark counts `ip.addr#2`: 1 is the outermost layer of the field's protocol, -1 the innermost. */
export interface LayerRange {
  readonly first: number;
  /** Infinity: to the innermost. */
  readonly last: number;
}

/** `length` Infinity: to the end. A negative `start` counts from the end. `end` is set for `[i-j]` (inclusive) where i or j is negative. */
export interface SlicePart {
  readonly start: number;
  readonly length: number;
  readonly end?: number;
}

/** A field by the name that was typed: every field that answers to that name. No fields: a protocol that Netloupe does not decode, never present. */
export interface FieldOperand {
  readonly kind: 'field';
  readonly name: string;
  readonly fields: readonly Field[];
  readonly type: ValueType;
  /** null: all layers. */
  readonly layers: readonly LayerRange[] | null;
  /** `@field`: the bytes of the packet that it was read from. */
  readonly raw: boolean;
}

/** `${field}`: the values of the field in the selected frame when the filter was applied. */
export interface ReferenceOperand {
  readonly kind: 'reference';
  readonly of: FieldOperand;
  readonly type: ValueType;
}

export interface LiteralOperand {
  readonly kind: 'literal';
  readonly type: ValueType;
  readonly value: Value;
}

/** `field[0:3]`: a part of bytes or text. */
export interface SliceOperand {
  readonly kind: 'slice';
  readonly of: Operand;
  readonly type: 'bytes' | 'text';
  readonly parts: readonly SlicePart[];
}

export type FunctionName = 'len' | 'count' | 'string' | 'upper' | 'lower' | 'max' | 'min' | 'abs' | 'vals';

export interface FunctionOperand {
  readonly kind: 'function';
  readonly name: FunctionName;
  readonly arguments: readonly Operand[];
  readonly type: ValueType;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&';

export interface ArithmeticOperand {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Operand;
  readonly right: Operand;
  readonly type: ValueType;
}

export interface NegatedOperand {
  readonly kind: 'negated';
  readonly of: Operand;
  readonly type: ValueType;
}

export type Operand = FieldOperand | ReferenceOperand | LiteralOperand | SliceOperand | FunctionOperand | ArithmeticOperand | NegatedOperand;

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Of several values of a field: one will do, or each must. Without any value a test is false, whatever the quantifier. */
export type Quantifier = 'any' | 'all';

/** `low` and `high` are the same for a single value; high null: no upper end (`{12..}`), low null: no lower end. */
export interface SetRange {
  readonly low: Operand | null;
  readonly high: Operand | null;
}

export type Expression =
  | { readonly kind: 'and' | 'or' | 'xor'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly of: Expression }
  /** A field has a value; a slice lies within one. */
  | { readonly kind: 'present'; readonly of: Operand }
  /** A calculation gives something else than zero: `tcp.flags & 2`. */
  | { readonly kind: 'nonzero'; readonly of: Operand }
  /** Both sides have the type `type`. */
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly quantifier: Quantifier; readonly type: ValueType; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'in'; readonly quantifier: Quantifier; readonly type: ValueType; readonly left: Operand; readonly set: readonly SetRange[] }
  | { readonly kind: 'contains'; readonly quantifier: Quantifier; readonly type: 'text' | 'bytes'; readonly left: Operand; readonly right: Operand }
  /** `pattern`: RE2's syntax. */
  | { readonly kind: 'matches'; readonly quantifier: Quantifier; readonly type: 'text' | 'bytes'; readonly left: Operand; readonly pattern: string };
