// An operand + what was seen of a frame → its values.
import { fieldValue } from '../dissect/field-text';
import type { Field } from '../dissect/field';
import type { Seen } from '../dissect/seen';
import type { TimeNs } from '../frame/time';
import { calculate, negate } from './calculate';
import { compareBytes, type Scalar } from './compare-values';
import type { FieldOperand, FunctionOperand, LayerRange, Operand, SlicePart } from './expression';
import { fixedLength, valueType } from './field-kind';
import { textOfBytes, utf8Bytes, utf8Length } from './text-bytes';

export type Values = (seen: readonly Seen[]) => readonly Scalar[];
/** The values that a reference stands for: those of the selected frame. */
export type References = (of: FieldOperand) => readonly Scalar[];

const NOTHING: readonly Scalar[] = [];

export function valuesOf(operand: Operand, references: References): Values {
  switch (operand.kind) {
    case 'literal': {
      const values = [operand.value.value];
      return () => values;
    }
    case 'reference': {
      const values = references(operand.of);
      return () => values;
    }
    case 'field': return fieldValues(operand);
    case 'slice': return sliced(operand.parts, operand.of, references);
    case 'function': return functionValues(operand, references);
    case 'negated': {
      const inner = valuesOf(operand.of, references);
      return (seen) => inner(seen).map(negate);
    }
    case 'arithmetic': {
      const [left, right] = [valuesOf(operand.left, references), valuesOf(operand.right, references)];
      return (seen) => calculate(operand.operator, operand.type, left(seen), right(seen));
    }
  }
}

/** What was seen of a field, in the layers that are asked for. */
export function occurrences(operand: FieldOperand): (seen: readonly Seen[]) => readonly Seen[] {
  const { fields, layers } = operand;
  const only = fields.length === 1 ? fields[0]! : null;
  const ids = new Set(fields);
  const isAsked = only !== null ? (s: Seen) => s.field === only : (s: Seen) => ids.has(s.field);
  if (layers === null) return (seen) => seen.filter(isAsked);
  return (seen) => {
    const found = seen.filter(isAsked);
    const innermost = found.at(-1)?.layer ?? 0;
    return found.filter((s) => layers.some((range) => isInRange(range, s.layer, innermost)));
  };
}

function isInRange({ first, last }: LayerRange, layer: number, innermost: number): boolean {
  const from = first < 0 ? innermost + 1 + first : first;
  const to = last < 0 ? innermost + 1 + last : last;
  return layer >= from && layer <= to;
}

function fieldValues(operand: FieldOperand): Values {
  const found = occurrences(operand);
  if (operand.raw) return (seen) => found(seen).filter((s) => s.start >= 0).map(rawBytes);
  return (seen) => {
    const values: Scalar[] = [];
    for (const s of found(seen)) if (valueType(s.field.type) === operand.type) values.push(scalarOf(s));
    return values;
  };
}

function rawBytes(s: Seen): Uint8Array {
  return s.bytes.subarray(s.start, s.start + Math.max(0, s.length));
}

/** As values are compared. */
export function scalarOf(s: Seen): Scalar {
  switch (s.field.type) {
    case 'bool': return s.value === true ? 1 : 0;
    case 'absolute_time':
    case 'relative_time': return nanoseconds(s.value as TimeNs);
    case 'protocol': return rawBytes(s);
    default: return s.value as Scalar;
  }
}

function nanoseconds({ seconds, nanos }: TimeNs): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
}

/** Values in which something is looked for: of a protocol all that it carries too. */
export function searchedValues(operand: Operand, references: References): Values {
  if (operand.kind !== 'field' || operand.raw || !operand.fields.some((f) => f.type === 'protocol')) return valuesOf(operand, references);
  const found = occurrences(operand);
  return (seen) => found(seen).map((s) => s.bytes.subarray(s.start, Math.max(s.end, s.start + s.length)));
}

function sliced(parts: readonly SlicePart[], of: Operand, references: References): Values {
  const inner = valuesOf(of, references);
  return (seen) => {
    const values: Scalar[] = [];
    for (const value of inner(seen)) {
      const bytes = bytesOf(value, of);
      const part = partsOf(bytes, parts);
      if (part !== null) values.push(typeof value === 'string' ? textOfBytes(part) : part);
    }
    return values;
  };
}

function bytesOf(value: Scalar, operand: Operand): Uint8Array {
  if (typeof value === 'string') return utf8Bytes(value);
  if (operand.type === 'ipv4') return Uint8Array.of(Number(value) >>> 24, Number(value) >>> 16, Number(value) >>> 8, Number(value));
  return value as Uint8Array;
}

/** null: a part lies beyond the end, so there is no value. */
function partsOf(bytes: Uint8Array, parts: readonly SlicePart[]): Uint8Array | null {
  const found: Uint8Array[] = [];
  for (const { start, length, end } of parts) {
    const from = start < 0 ? bytes.length + start : start;
    const to = end !== undefined ? (end < 0 ? bytes.length + end : end) + 1 : length === Infinity ? bytes.length : from + length;
    if (from < 0 || from >= bytes.length || to > bytes.length || to <= from) return null;
    found.push(bytes.subarray(from, to));
  }
  return found.length === 1 ? found[0]! : Uint8Array.from(found.flatMap((part) => [...part]));
}

function functionValues(operand: FunctionOperand, references: References): Values {
  const [first] = operand.arguments as [Operand];
  const inner = operand.arguments.map((argument) => valuesOf(argument, references));
  const [values] = inner as [Values];
  switch (operand.name) {
    case 'len': return lengths(first, references);
    case 'count': return (seen) => counted(values(seen).length);
    case 'string': return texts(first, references, printed);
    case 'vals': return texts(first, references, (f, value) => f.nameOf(Number(value)));
    case 'upper': return (seen) => values(seen).map((value) => asciiCase(value as string, true));
    case 'lower': return (seen) => values(seen).map((value) => asciiCase(value as string, false));
    case 'abs': return (seen) => values(seen).map((value) => ((value as number) < 0 ? negate(value) : value));
    case 'max': return (seen) => extreme(inner.flatMap((v) => v(seen)), 1);
    case 'min': return (seen) => extreme(inner.flatMap((v) => v(seen)), -1);
  }
}

/** As Wireshark's string() has it: numbers are decimal, whatever the tree shows. */
function printed(f: Field, value: unknown): string {
  return typeof value === 'number' && valueType(f.type) === 'integer' ? String(value) : fieldValue(f, value);
}

function counted(count: number): readonly Scalar[] {
  return count === 0 ? NOTHING : [count];
}

function lengths(operand: Operand, references: References): Values {
  if (operand.kind === 'field' && !operand.raw) {
    const found = occurrences(operand);
    return (seen) => found(seen).map((s) => lengthOf(scalarOf(s), fixedLength(s.field)));
  }
  const fixed = operand.type === 'ipv4' || operand.type === 'integer' || operand.type === 'float' ? 4 : operand.type === 'time' ? 0 : -1;
  const values = valuesOf(operand, references);
  return (seen) => values(seen).map((value) => lengthOf(value, fixed));
}

function lengthOf(value: Scalar, fixed: number): number {
  return fixed >= 0 ? fixed : typeof value === 'string' ? utf8Length(value) : (value as Uint8Array).length;
}

/** Each value of a field in words; a reference's values have lost what they were. */
function texts(operand: Operand, references: References, textOf: (f: Field, value: unknown) => string | undefined): Values {
  if (operand.kind === 'reference') {
    const [f] = operand.of.fields;
    return f === undefined ? () => NOTHING : () => references(operand.of).flatMap((value) => textOf(f, value) ?? []);
  }
  const found = occurrences(operand as FieldOperand);
  return (seen) => found(seen).flatMap((s) => textOf(s.field, s.value) ?? []);
}

/** Only a to z have another case. */
function asciiCase(text: string, upper: boolean): string {
  return upper ? text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase()) : text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function extreme(values: readonly Scalar[], sign: number): readonly Scalar[] {
  if (values.length < 2) return values;
  return [values.reduce((best, value) => (sign * orderOf(value, best) > 0 ? value : best))];
}

function orderOf(a: Scalar, b: Scalar): number {
  return a instanceof Uint8Array ? compareBytes(a, b as Uint8Array) : a < b ? -1 : a > b ? 1 : 0;
}
