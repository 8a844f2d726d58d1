// A checked filter → a test of what was seen of a frame, built once of closures.
import { latin1Text } from '../bytes/text';
import type { Field } from '../dissect/field';
import type { Seen } from '../dissect/seen';
import { isZero } from './calculate';
import { comparatorOf, containsBytes, containsText, fulfils, type Comparator, type Scalar } from './compare-values';
import type { CompareOperator, Expression, FieldOperand, Operand, Quantifier, SetRange } from './expression';
import { occurrences, searchedValues, valuesOf, type References, type Values } from './operand-values';
import { compiledPattern, type Pattern } from './pattern';
import { latin1OfUtf8 } from './text-bytes';

/** `seen`: what a match run of the frame kept of the fields that fieldsOf() names. */
export type FramePredicate = (seen: readonly Seen[]) => boolean;

const NO_FRAME: References = () => [];

/** @param references values of the selected frame; without one a reference has none, and what it is compared with is false */
export function compileFilter(expression: Expression, references: References = NO_FRAME): FramePredicate {
  switch (expression.kind) {
    case 'and': {
      const [left, right] = both(expression, references);
      return (seen) => left(seen) && right(seen);
    }
    case 'or': {
      const [left, right] = both(expression, references);
      return (seen) => left(seen) || right(seen);
    }
    case 'xor': {
      const [left, right] = both(expression, references);
      return (seen) => left(seen) !== right(seen);
    }
    case 'not': {
      const of = compileFilter(expression.of, references);
      return (seen) => !of(seen);
    }
    case 'present': return presence(expression.of, references);
    case 'nonzero': {
      const values = valuesOf(expression.of, references);
      return (seen) => values(seen).some((value) => !isZero(value));
    }
    case 'compare': {
      const { left, right, operator, quantifier, type } = expression;
      return compared(valuesOf(left, references), valuesOf(right, references), comparatorOf(type, left, right), operator, quantifier);
    }
    case 'in': return membership(expression, references);
    case 'contains': {
      const [left, right] = [searchedValues(expression.left, references), searchedValues(expression.right, references)];
      const test = expression.type === 'text' ? containsText : containsBytes;
      return paired(left, right, test as (a: Scalar, b: Scalar) => boolean, expression.quantifier);
    }
    case 'matches': return matching(expression, references);
  }
}

function both(expression: Extract<Expression, { kind: 'and' | 'or' | 'xor' }>, references: References): [FramePredicate, FramePredicate] {
  return [compileFilter(expression.left, references), compileFilter(expression.right, references)];
}

function presence(operand: Operand, references: References): FramePredicate {
  if (operand.kind === 'field') {
    const { fields, layers } = operand;
    if (layers === null && fields.length === 1) {
      const [field] = fields;
      return (seen) => seen.some((s) => s.field === field);
    }
    const found = occurrences(operand);
    return (seen) => found(seen).length > 0;
  }
  const values = valuesOf(operand, references);
  return (seen) => values(seen).length > 0;
}

function compared(left: Values, right: Values, comparator: Comparator, operator: CompareOperator, quantifier: Quantifier): FramePredicate {
  return paired(left, right, (a, b) => fulfils(operator, comparator(a, b)), quantifier);
}

/** Every value of one side with every one of the other. */
function paired(left: Values, right: Values, test: (a: Scalar, b: Scalar) => boolean, quantifier: Quantifier): FramePredicate {
  if (quantifier === 'any') {
    return (seen) => {
      const values = left(seen);
      if (values.length === 0) return false;
      const others = right(seen);
      return values.some((a) => others.some((b) => test(a, b)));
    };
  }
  return (seen) => {
    const values = left(seen);
    if (values.length === 0) return false;
    const others = right(seen);
    return others.length > 0 && values.every((a) => others.every((b) => test(a, b)));
  };
}

function membership({ left, set, type, quantifier }: Extract<Expression, { kind: 'in' }>, references: References): FramePredicate {
  const values = valuesOf(left, references);
  const ranges = set.map((range) => inRange(range, left, type, references));
  return (seen) => {
    const found = values(seen);
    if (found.length === 0) return false;
    const isIn = (value: Scalar): boolean => ranges.some((range) => range(value, seen));
    return quantifier === 'any' ? found.some(isIn) : found.every(isIn);
  };
}

function inRange({ low, high }: SetRange, left: Operand, type: Extract<Expression, { kind: 'in' }>['type'], references: References): (value: Scalar, seen: readonly Seen[]) => boolean {
  if (low !== null && low === high) {
    const [values, comparator] = [valuesOf(low, references), comparatorOf(type, left, low)];
    return (value, seen) => values(seen).some((member) => comparator(value, member) === 0);
  }
  const above = boundary(low, left, type, references, (order) => order >= 0);
  const below = boundary(high, left, type, references, (order) => order <= 0);
  return (value, seen) => above(value, seen) && below(value, seen);
}

function boundary(end: Operand | null, left: Operand, type: Extract<Expression, { kind: 'in' }>['type'], references: References, isInside: (order: number) => boolean): (value: Scalar, seen: readonly Seen[]) => boolean {
  if (end === null) return () => true;
  const [values, comparator] = [valuesOf(end, references), comparatorOf(type, left, end)];
  return (value, seen) => values(seen).some((limit) => isInside(comparator(value, limit)));
}

/** Bytes are searched as characters of the same numbers. */
function matching({ left, type, pattern, quantifier }: Extract<Expression, { kind: 'matches' }>, references: References): FramePredicate {
  const values = searchedValues(left, references);
  const compiled: Pattern = compiledPattern(type === 'bytes' ? latin1OfUtf8(pattern) : pattern);
  const test = (value: Scalar): boolean => compiled.test(typeof value === 'string' ? value : latin1Text(value as Uint8Array));
  return (seen) => {
    const found = values(seen);
    return found.length > 0 && (quantifier === 'any' ? found.some(test) : found.every(test));
  };
}

/** Every field operand of a filter. `referenced`: those of references instead, whose values the selected frame must give. */
export function fieldOperands(expression: Expression, referenced = false): FieldOperand[] {
  const found: FieldOperand[] = [];
  const visit = (operand: Operand | null): void => {
    switch (operand?.kind) {
      case 'field': if (!referenced) found.push(operand); break;
      case 'reference': if (referenced) found.push(operand.of); break;
      case 'slice':
      case 'negated': visit(operand.of); break;
      case 'function': operand.arguments.forEach(visit); break;
      case 'arithmetic': visit(operand.left); visit(operand.right); break;
    }
  };
  const walk = (e: Expression): void => {
    switch (e.kind) {
      case 'and': case 'or': case 'xor': walk(e.left); walk(e.right); break;
      case 'not': walk(e.of); break;
      case 'present': case 'nonzero': visit(e.of); break;
      case 'compare': case 'contains': visit(e.left); visit(e.right); break;
      case 'matches': visit(e.left); break;
      case 'in': visit(e.left); for (const { low, high } of e.set) { visit(low); if (high !== low) visit(high); } break;
    }
  };
  walk(expression);
  return found;
}

/** The fields whose values a match run must keep, each once. */
export function fieldsOf(expression: Expression, referenced = false): Field[] {
  return [...new Set(fieldOperands(expression, referenced).flatMap((operand) => operand.fields))];
}
