// A term of the tree → what it stands for, typed: fields found, functions known, calculations allowed.
import type { Field, FieldType } from '../dissect/field';
import type { FieldCatalogue } from './catalogue';
import type { ArithmeticOperand, FieldOperand, Operand, ValueType } from './expression';
import { isComparable, valueType } from './field-kind';
import { FilterError, type FilterProblem } from './filter-problem';
import { callOperand } from './functions';
import { isMissingField } from './known-protocols';
import { literalValue, type LiteralGoal, type TypedLiteral } from './literals';
import { fieldsNamed, looksLikeField, namesNear, undecodedProtocol } from './names';
import type { Term } from './syntax-tree';
import type { ZoneMinutes } from './time-literals';

export interface CheckContext {
  /** What is checked, macros put in. */
  readonly text: string;
  readonly catalogue: FieldCatalogue;
  readonly zoneMinutes: ZoneMinutes;
  readonly notes: FilterProblem[];
}

/** What a term turned out to be; a literal has no type until it meets one. */
export type Meaning =
  | { readonly kind: 'literal'; readonly literal: TypedLiteral; readonly operand?: undefined }
  | { readonly kind: 'value'; readonly operand: Operand; readonly type: FieldType; /** For names of values and messages. */ readonly name: string; readonly field: Field | null };

export type ValueMeaning = Extract<Meaning, { kind: 'value' }>;

/** @throws FilterError */
export function meaningOf(term: Term, context: CheckContext): Meaning {
  switch (term.kind) {
    case 'string': return { kind: 'literal', literal: { form: 'string', text: term.text, from: term.from, to: term.to } };
    case 'character': return { kind: 'literal', literal: { form: 'character', text: term.text, from: term.from, to: term.to } };
    case 'word': return wordMeaning(term, context);
    case 'layer':
    case 'raw': return fieldMeaning(term, context);
    case 'reference': return referenceMeaning(term, context);
    case 'slice': return sliceMeaning(term, context);
    case 'call': return callOperand(term, context);
    case 'negated': return negatedMeaning(term, context);
    case 'arithmetic': return arithmeticMeaning(term, context);
  }
}

/** As meaningOf(), but a literal will not do. @throws FilterError */
export function valueOfTerm(term: Term, context: CheckContext): ValueMeaning {
  const meaning = meaningOf(term, context);
  return meaning.kind === 'value' ? meaning : failUnknown(meaning.literal, context);
}

/** A word that should be a field. */
export function failUnknown(literal: TypedLiteral, context: CheckContext): never {
  const { text } = literal;
  if (literal.form !== 'word' || !looksLikeField(text)) throw new FilterError(literal, 'needs-field', { text });
  const protocol = undecodedProtocol(text, context.catalogue);
  if (protocol !== '') throw new FilterError(literal, 'not-decoded', { field: text, protocol });
  if (isMissingField(text)) throw new FilterError(literal, 'field-not-made', { field: text });
  const near = namesNear(text, context.catalogue);
  throw new FilterError(literal, 'unknown-field', { text, near: near.join(', ') }, near.map((name) => ({ from: literal.from, to: literal.to, text: name })));
}

function wordMeaning(term: Extract<Term, { kind: 'word' }>, context: CheckContext): Meaning {
  const literal: TypedLiteral = { form: 'word', text: term.text, from: term.from, to: term.to };
  if (term.text.startsWith(':') && !term.text.startsWith('::')) return { kind: 'literal', literal };
  const forced = /^\.[A-Za-z_]/.test(term.text);
  const named = fieldsNamed(forced ? term.text.slice(1) : term.text, context.catalogue);
  if (named === null) return forced ? failUnknown({ ...literal, text: term.text.slice(1) }, context) : { kind: 'literal', literal };
  if (named.kind === 'former') note(context, term, 'note-old-name', { text: term.text, name: named.name }, named.name);
  const operand: FieldOperand = { kind: 'field', name: named.name, fields: named.fields, type: valueType(typeOf(named.fields)) ?? 'bytes', layers: null, raw: false };
  return { kind: 'value', operand, type: typeOf(named.fields), name: named.name, field: named.fields[0] ?? null };
}

function typeOf(fields: readonly Field[]): FieldType {
  return fields[0]?.type ?? 'protocol';
}

/** More nobody reads. */
const MOST_NOTES = 20;

export function note(context: CheckContext, span: { from: number; to: number }, code: FilterProblem['code'], values: FilterProblem['values'], fix?: string): void {
  if (context.notes.length >= MOST_NOTES || context.notes.some((other) => other.code === code && other.from === span.from)) return;
  context.notes.push({ from: span.from, to: span.to, code, values, fixes: fix === undefined ? [] : [{ from: span.from, to: span.to, text: fix }] });
}

/** A field, with `#` and `@` where they are. */
function fieldMeaning(term: Term, context: CheckContext): ValueMeaning {
  if (term.kind === 'layer' || term.kind === 'raw') {
    const inner = fieldMeaning(term.of, context);
    if (inner.operand.kind !== 'field') throw new FilterError(term, 'needs-field', { text: inner.name });
    if (term.kind === 'layer') return { ...inner, operand: { ...inner.operand, layers: term.ranges } };
    return { ...inner, operand: { ...inner.operand, raw: true, type: 'bytes' }, type: 'bytes', field: null };
  }
  const meaning = valueOfTerm(term, context);
  if (meaning.operand.kind !== 'field') throw new FilterError(term, 'needs-field', { text: meaning.name });
  return meaning;
}

function referenceMeaning(term: Extract<Term, { kind: 'reference' }>, context: CheckContext): ValueMeaning {
  const inner = fieldMeaning(term.of, context);
  return { ...inner, operand: { kind: 'reference', of: inner.operand as FieldOperand, type: inner.operand.type } };
}

function sliceMeaning(term: Extract<Term, { kind: 'slice' }>, context: CheckContext): ValueMeaning {
  const inner = valueOfTerm(term.of, context);
  const isText = inner.operand.type === 'text';
  const sliceable = isText || inner.operand.type === 'bytes' || inner.operand.type === 'ipv4' || inner.operand.type === 'ipv6';
  if (!sliceable || inner.type === 'none') throw new FilterError(term, 'cannot-slice', { field: inner.name, type: inner.type });
  return { kind: 'value', operand: { kind: 'slice', of: inner.operand, type: isText ? 'text' : 'bytes', parts: term.parts }, type: isText ? 'string' : 'bytes', name: inner.name, field: null };
}

const CALCULABLE: ReadonlySet<ValueType> = new Set(['integer', 'float', 'time']);

function negatedMeaning(term: Extract<Term, { kind: 'negated' }>, context: CheckContext): Meaning {
  const inner = meaningOf(term.of, context);
  if (inner.kind === 'literal') {
    if (inner.literal.form !== 'word' || !/^[\d.]/.test(inner.literal.text)) throw new FilterError(term, 'cannot-calculate', { operator: '-', field: inner.literal.text, type: 'literal' });
    return { kind: 'literal', literal: { ...inner.literal, text: `-${inner.literal.text}`, from: term.from } };
  }
  if (!CALCULABLE.has(inner.operand.type) || inner.type === 'bool' || inner.type === 'absolute_time') throw new FilterError(term, 'cannot-calculate', { operator: '-', field: inner.name, type: inner.type });
  return { ...inner, operand: { kind: 'negated', of: inner.operand, type: inner.operand.type }, type: signed(inner.type), field: null };
}

/** What a calculation gives can be less than nothing. */
function signed(type: FieldType): FieldType {
  return valueType(type) === 'integer' ? 'int64' : type;
}

function arithmeticMeaning(term: Extract<Term, { kind: 'arithmetic' }>, context: CheckContext): Meaning {
  const [left, right] = [meaningOf(term.left, context), meaningOf(term.right, context)];
  if (left.kind === 'literal' && right.kind === 'literal') return constant(term, context);
  const model = (left.kind === 'value' ? left : right) as ValueMeaning;
  const { type } = model.operand;
  const { operator } = term;
  const able = model.type !== 'bool' && (operator === '&' ? type === 'integer' || type === 'ipv4' || type === 'ipv6' || (type === 'bytes' && model.type !== 'protocol' && model.type !== 'none') : CALCULABLE.has(type) && model.type !== 'absolute_time');
  if (!able) throw new FilterError(term, operator === '&' && ['protocol', 'none', 'bool', 'string'].includes(model.type) ? 'lone-ampersand' : 'cannot-calculate', { operator, field: model.name, type: model.type }, operator === '&' ? ampersandFix(term) : []);
  const sides = [left, right].map((side, i) => operandFor(side, { name: model.name, type: model.type, field: model.field }, i === 0 ? term.left : term.right, context, model)) as [Operand, Operand];
  const operand: ArithmeticOperand = { kind: 'arithmetic', operator, left: sides[0], right: sides[1], type };
  return { kind: 'value', operand, type: operator === '&' ? model.type : signed(model.type), name: model.name, field: null };
}

/** `tcp & udp` meant `tcp && udp`: the operator stands between the two. */
function ampersandFix(term: Extract<Term, { kind: 'arithmetic' }>): { from: number; to: number; text: string }[] {
  return [{ from: term.left.to, to: term.right.from, text: ' && ' }];
}

/** Numbers alone are worked out at once. */
function constant(term: Term, context: CheckContext): Meaning {
  return { kind: 'value', operand: constantOperand(term, context), type: 'int64', name: 'number', field: null };
}

function constantOperand(term: Term, context: CheckContext): Operand {
  const goal: LiteralGoal = { name: 'number', type: 'int64', field: null };
  if (term.kind === 'arithmetic') {
    const { operator } = term;
    return { kind: 'arithmetic', operator, left: constantOperand(term.left, context), right: constantOperand(term.right, context), type: 'integer' };
  }
  const meaning = meaningOf(term, context);
  return meaning.kind === 'value' ? meaning.operand : { kind: 'literal', type: 'integer', value: literalValue(meaning.literal, goal, context.zoneMinutes) };
}

/** Whether nothing of a frame is in it. */
export function isConstant(operand: Operand): boolean {
  switch (operand.kind) {
    case 'literal': return true;
    case 'arithmetic': return isConstant(operand.left) && isConstant(operand.right);
    case 'negated': return isConstant(operand.of);
    default: return false;
  }
}

/** One side of something whose other side is `goal`. @throws FilterError where the types do not go together */
export function operandFor(side: Meaning, goal: LiteralGoal, span: { from: number; to: number }, context: CheckContext, other: ValueMeaning): Operand {
  if (side.kind === 'literal') return { kind: 'literal', type: valueType(goal.type) ?? 'bytes', value: literalValue(side.literal, goal, context.zoneMinutes) };
  if (side.operand === other.operand || isConstant(side.operand) || isConstant(other.operand) || isComparable(side.type, goal.type)) return side.operand;
  throw new FilterError(span, 'types-differ', { left: other.name, leftType: other.type, right: side.name, rightType: side.type });
}
