// The tree of a display filter + what fields there are → a checked, typed expression, or what is wrong with it.
import type { FieldCatalogue } from './catalogue';
import type { Expression, Operand, SetRange } from './expression';
import { valueType } from './field-kind';
import { FilterError, type FilterProblem } from './filter-problem';
import { literalValue, shown, type LiteralGoal } from './literals';
import { expandMacros, NO_MACROS, placedBefore, type Macros } from './macros';
import { failUnknown, isConstant, meaningOf, note, operandFor, valueOfTerm, type CheckContext, type Meaning, type ValueMeaning } from './operands';
import { checkedPattern } from './pattern';
import { parseFilter } from './syntax';
import { captureFilter } from './syntax-problem';
import type { Clause, SetItem, Term } from './syntax-tree';
import type { ZoneMinutes } from './time-literals';
import { valueOfName } from './value-names';

export type CheckedFilter =
  /** Nothing is asked for: every frame. */
  | { readonly state: 'empty' }
  | { readonly state: 'valid'; readonly expression: Expression; readonly notes: readonly FilterProblem[] }
  | { readonly state: 'invalid'; readonly problem: FilterProblem };

export interface FilterSettings {
  /** For moments without a zone; default UTC. */
  readonly zoneMinutes?: ZoneMinutes;
  readonly macros?: Macros;
}

/** Longer ones nobody typed, and no program needs. */
export const LONGEST_FILTER = 262_144;

export function checkFilter(text: string, catalogue: FieldCatalogue, settings: FilterSettings = {}): CheckedFilter {
  const notes: FilterProblem[] = [];
  let place = (problem: FilterProblem): FilterProblem => problem;
  try {
    if (text.length > LONGEST_FILTER) throw new FilterError({ from: 0, to: text.length }, 'too-deep', { most: LONGEST_FILTER });
    const expanded = expandMacros(text, settings.macros ?? NO_MACROS, catalogue);
    place = (problem) => placedBefore(problem, expanded);
    const clause = parseFilter(expanded.text);
    if (clause === null) return { state: 'empty' };
    const context: CheckContext = { text: expanded.text, catalogue, zoneMinutes: settings.zoneMinutes ?? (() => 0), notes };
    return { state: 'valid', expression: checkClause(clause, context), notes: notes.map(place) };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const capture = error.problem.code === 'unknown-field' ? captureFilter(text) : null;
    return { state: 'invalid', problem: capture?.problem ?? place(error.problem) };
  }
}

function checkClause(clause: Clause, context: CheckContext): Expression {
  switch (clause.kind) {
    case 'and':
    case 'or':
    case 'xor': return { kind: clause.kind, left: checkClause(clause.left, context), right: checkClause(clause.right, context) };
    case 'not': return { kind: 'not', of: checkClause(clause.of, context) };
    case 'test': return testOf(clause.of, context);
    case 'compare': return comparison(clause, context);
    case 'in': return membership(clause, context);
    case 'contains': return containing(clause, context);
    case 'matches': return matching(clause, context);
  }
}

function testOf(term: Term, context: CheckContext): Expression {
  const { operand, type } = valueOfTerm(term, context);
  if (isConstant(operand)) throw new FilterError(term, 'constants-only');
  if (operand.kind === 'field' && operand.fields.length === 0) note(context, term, 'note-not-decoded', { protocol: operand.name });
  const calculated = operand.kind === 'arithmetic' || operand.kind === 'negated' || operand.kind === 'function';
  return type !== 'none' && calculated ? { kind: 'nonzero', of: operand } : { kind: 'present', of: operand };
}

/** Both sides of a comparison with one type. */
function sidesOf(clause: Extract<Clause, { kind: 'compare' }>, context: CheckContext): { left: Operand; right: Operand; model: ValueMeaning } {
  const { left: leftTerm, right: rightTerm } = clause;
  const left = meaningOf(leftTerm, context);
  const right = namedValue(left, meaningOf(rightTerm, context), rightTerm);
  if (left.kind === 'literal' || isConstant(left.operand)) return failTurned(clause, left, right, context);
  const model = left;
  if (model.type === 'none') throw new FilterError(leftTerm, 'types-differ', { left: model.name, leftType: 'none', right: right.kind === 'literal' ? right.literal.text : right.name, rightType: right.kind === 'literal' ? 'literal' : right.type });
  const goal: LiteralGoal = { name: model.name, type: model.type, field: model.field };
  for (const [meaning, term] of [[left, leftTerm], [right, rightTerm]] as const) if (meaning.kind === 'value' && meaning.operand.kind === 'field' && meaning.operand.fields.length === 0) note(context, term, 'note-not-decoded', { protocol: meaning.operand.name });
  return { left: left.operand, right: operandFor(right, goal, rightTerm, context, model), model };
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** A value stands on the left: `80 == tcp.port` is to be `tcp.port == 80`. */
function failTurned(clause: Extract<Clause, { kind: 'compare' }>, left: Meaning, right: Meaning, context: CheckContext): never {
  if (right.kind === 'literal' || isConstant(right.operand)) failConstant(left, clause.left, context);
  const part = ({ from, to }: Term): string => context.text.slice(from, to);
  const fix = `${part(clause.right)} ${TURNED[clause.spelling] ?? clause.spelling} ${part(clause.left)}`;
  throw new FilterError(clause.left, left.kind === 'value' ? 'constant-calculation' : 'needs-field', { text: shown(part(clause.left)) }, [{ from: clause.left.from, to: clause.right.to, text: fix }]);
}

/** Nothing of a frame on either side: the left was meant to be a field, most likely. */
function failConstant(left: Meaning, term: Term, context: CheckContext): never {
  if (left.kind === 'literal' && left.literal.form === 'word' && /^[A-Za-z_.]/.test(left.literal.text)) failUnknown(left.literal, context);
  throw new FilterError(term, 'constants-only');
}

/** `ip.proto == tcp`: a word that is a protocol's name, but also the name of a value of the field. */
function namedValue(left: Meaning, right: Meaning, term: Term): Meaning {
  if (left.kind !== 'value' || left.field === null || right.kind !== 'value' || right.type !== 'protocol' || term.kind !== 'word') return right;
  return valueType(left.type) === 'integer' && valueOfName(left.field, term.text) !== null ? { kind: 'literal', literal: { form: 'word', text: term.text, from: term.from, to: term.to } } : right;
}

function comparison(clause: Extract<Clause, { kind: 'compare' }>, context: CheckContext): Expression {
  const { left, right, model } = sidesOf(clause, context);
  const { operator, quantifier, spelling } = clause;
  if (spelling === '!=' && [left, right].some((side) => side.kind === 'field' && side.fields.length > 1)) note(context, clause.operatorSpan, 'note-all-different', { field: model.name });
  return { kind: 'compare', operator, quantifier, type: model.operand.type, left, right };
}

function membership(clause: Extract<Clause, { kind: 'in' }>, context: CheckContext): Expression {
  const left = meaningOf(clause.left, context);
  if (left.kind === 'literal') return failConstant(left, clause.left, context);
  if (isConstant(left.operand)) throw new FilterError(clause.left, 'constants-only');
  if (left.type === 'none') throw new FilterError(clause.left, 'types-differ', { left: left.name, leftType: 'none', right: '', rightType: 'literal' });
  return { kind: 'in', quantifier: clause.quantifier, type: left.operand.type, left: left.operand, set: clause.set.map((item) => rangeOf(item, left, context)) };
}

function rangeOf(item: SetItem, left: ValueMeaning, context: CheckContext): SetRange {
  const goal: LiteralGoal = { name: left.name, type: left.type, field: left.field };
  const side = (term: Term | null): Operand | null => (term === null ? null : operandFor(namedValue(left, meaningOf(term, context), term), goal, term, context, left));
  const low = side(item.low);
  return { low, high: item.high === item.low ? low : side(item.high) };
}

function containing(clause: Extract<Clause, { kind: 'contains' | 'matches' }>, context: CheckContext): Expression {
  const left = leftOf(clause, 'cannot-contain', context);
  const right = meaningOf(clause.right, context);
  const type = left.operand.type as 'text' | 'bytes';
  if (right.kind === 'value') {
    if (right.operand.type !== type && !(right.operand.type === 'bytes' && type === 'bytes')) throw new FilterError(clause.right, 'types-differ', { left: left.name, leftType: left.type, right: right.name, rightType: right.type });
    return { kind: 'contains', quantifier: clause.quantifier, type, left: left.operand, right: right.operand };
  }
  // A part of an address will do.
  const goal: LiteralGoal = { name: left.name, type: type === 'text' ? 'string' : 'bytes', field: null };
  return { kind: 'contains', quantifier: clause.quantifier, type, left: left.operand, right: { kind: 'literal', type, value: literalValue(right.literal, goal, context.zoneMinutes) } };
}

function leftOf(clause: Extract<Clause, { kind: 'contains' | 'matches' }>, code: 'cannot-contain' | 'cannot-match', context: CheckContext): ValueMeaning {
  const left = meaningOf(clause.left, context);
  if (left.kind === 'literal') return failConstant(left, clause.left, context);
  const { type } = left.operand;
  if ((type !== 'text' && type !== 'bytes') || left.type === 'none') throw new FilterError(clause.left, code, { field: left.name, type: left.type }, left.operand.kind === 'field' && left.type !== 'none' ? [{ from: clause.left.from, to: clause.left.to, text: `string(${left.name})` }] : []);
  return left;
}

function matching(clause: Extract<Clause, { kind: 'contains' | 'matches' }>, context: CheckContext): Expression {
  const left = leftOf(clause, 'cannot-match', context);
  const { right } = clause;
  if (right.kind !== 'string') {
    const fixes = right.kind === 'word' ? [{ from: right.from, to: right.to, text: JSON.stringify(right.text) }] : [];
    throw new FilterError(right, 'pattern-needs-text', { text: right.kind === 'word' || right.kind === 'character' ? shown(right.text) : '' }, fixes);
  }
  checkedPattern(right.text, right);
  return { kind: 'matches', quantifier: clause.quantifier, type: left.operand.type as 'text' | 'bytes', left: left.operand, pattern: right.text };
}
