// The functions of the language: what they take and what they give.
import type { FieldType } from '../dissect/field';
import type { FunctionName, Operand, ValueType } from './expression';
import { isComparable, valueType } from './field-kind';
import { FilterError } from './filter-problem';
import { nearNames } from './near-names';
import { failUnknown, meaningOf, operandFor, type CheckContext, type Meaning, type ValueMeaning } from './operands';
import type { Term } from './syntax-tree';

interface FunctionRule {
  readonly least: number;
  readonly most: number;
  readonly takes: (meaning: ValueMeaning) => boolean;
  /** null: the same as it takes. */
  readonly gives: FieldType | null;
}

const NUMBERS: ReadonlySet<ValueType> = new Set(['integer', 'float', 'time']);
const isField = ({ operand }: ValueMeaning): boolean => operand.kind === 'field' || operand.kind === 'reference';
const isText = ({ operand }: ValueMeaning): boolean => operand.type === 'text';
const isNumber = ({ operand, type }: ValueMeaning): boolean => NUMBERS.has(operand.type) && type !== 'bool';
const UNPRINTED: ReadonlySet<FieldType> = new Set(['none', 'protocol', 'string', 'bytes', 'bool']);

export const FUNCTIONS: Readonly<Record<FunctionName, FunctionRule>> = {
  len: { least: 1, most: 1, takes: ({ type }) => type !== 'none', gives: 'uint32' },
  count: { least: 1, most: 1, takes: isField, gives: 'uint32' },
  string: { least: 1, most: 1, takes: (m) => isField(m) && !UNPRINTED.has(m.type), gives: 'string' },
  vals: { least: 1, most: 1, takes: (m) => isField(m) && m.field?.names !== undefined, gives: 'string' },
  upper: { least: 1, most: 1, takes: isText, gives: 'string' },
  lower: { least: 1, most: 1, takes: isText, gives: 'string' },
  abs: { least: 1, most: 1, takes: isNumber, gives: null },
  max: { least: 1, most: 16, takes: (m) => m.operand.type !== 'bytes' && m.type !== 'bool', gives: null },
  min: { least: 1, most: 16, takes: (m) => m.operand.type !== 'bytes' && m.type !== 'bool', gives: null },
};

/** @throws FilterError */
export function callOperand(term: Extract<Term, { kind: 'call' }>, context: CheckContext): ValueMeaning | Meaning {
  if (!Object.hasOwn(FUNCTIONS, term.name)) {
    const near = nearNames(term.name, Object.keys(FUNCTIONS));
    throw new FilterError(term.nameSpan, 'unknown-function', { name: term.name, known: Object.keys(FUNCTIONS).join(', ') }, near.map((text) => ({ from: term.nameSpan.from, to: term.nameSpan.to, text })));
  }
  const name = term.name as FunctionName;
  const rule = FUNCTIONS[name];
  const count = term.arguments.length;
  if (count < rule.least || count > rule.most) throw new FilterError(term, 'argument-count', { name, count, least: rule.least, most: rule.most });
  const only = count === 1 ? meaningOf(term.arguments[0]!, context) : null;
  if (name === 'abs' && only?.kind === 'literal') return constantAbs(only, term, context);
  const meanings = term.arguments.map((argument) => meaningOf(argument, context));
  const first = firstValue(term, meanings, name, context);
  const operands = meanings.map((meaning, i) => argumentOf(term.arguments[i]!, meaning, first, name, rule, context));
  const type = rule.gives ?? first.type;
  const operand: Operand = { kind: 'function', name, arguments: operands, type: valueType(type) ?? 'bytes' };
  return { kind: 'value', operand, type, name: `${name}(${first.name})`, field: null };
}

/** The first argument that has a type: values that are typed beside it are read as values of that type. */
function firstValue(term: Extract<Term, { kind: 'call' }>, meanings: readonly Meaning[], name: FunctionName, context: CheckContext): ValueMeaning {
  const first = meanings.find((meaning) => meaning.kind === 'value');
  if (first) return first;
  return refuseLiteral(term.arguments[0]!, meanings[0] as Extract<Meaning, { kind: 'literal' }>, name, context);
}

function argumentOf(term: Term, meaning: Meaning, first: ValueMeaning, name: FunctionName, rule: FunctionRule, context: CheckContext): Operand {
  if (meaning.kind === 'literal') {
    if (rule.most === 1) refuseLiteral(term, meaning, name, context);
    return operandFor(meaning, first, term, context, first);
  }
  if (!rule.takes(meaning)) throw new FilterError(term, name === 'string' || name === 'vals' ? 'no-text-form' : 'argument-type', { name, text: meaning.name, type: meaning.type });
  if (!isComparable(first.type, meaning.type)) throw new FilterError(term, 'types-differ', { left: first.name, leftType: first.type, right: meaning.name, rightType: meaning.type });
  return meaning.operand;
}

function refuseLiteral(term: Term, { literal }: Extract<Meaning, { kind: 'literal' }>, name: FunctionName, context: CheckContext): never {
  if (literal.form === 'word' && /^[A-Za-z_]/.test(literal.text)) failUnknown(literal, context);
  throw new FilterError(term, 'argument-type', { name, text: literal.text, type: 'literal' });
}

/** `abs(-67)` */
function constantAbs(meaning: Extract<Meaning, { kind: 'literal' }>, term: Term, context: CheckContext): Meaning {
  const { literal } = meaning;
  if (literal.form !== 'word' || !/^[-+]?[\d.]/.test(literal.text)) {
    if (literal.form === 'word' && /^[A-Za-z_]/.test(literal.text)) failUnknown(literal, context);
    throw new FilterError(term, 'argument-type', { name: 'abs', text: literal.text, type: 'literal' });
  }
  return { kind: 'literal', literal: { ...literal, text: literal.text.replace(/^[-+]/, ''), from: term.from, to: term.to } };
}
