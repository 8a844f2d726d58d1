// The colouring rules in force, checked and compiled once: which rule a frame falls under, by what a match run saw of it. The first that fits wins.
import type { Registry } from '../dissect/registry';
import type { Seen } from '../dissect/seen';
import type { FieldCatalogue } from '../filter/catalogue';
import { checkFilter } from '../filter/check';
import { compileFilter, fieldOperands, fieldsOf, type FramePredicate } from '../filter/evaluate';
import type { Expression } from '../filter/expression';
import { FilterError, type FilterProblem } from '../filter/filter-problem';
import { expandMacros, NO_MACROS, type Macros } from '../filter/macros';
import { problemSentence } from '../filter/problem-sentence';
import { parseFilter } from '../filter/syntax';
import type { Clause } from '../filter/syntax-tree';
import type { ColourRuleState } from '../profile/colour-rule';
import { catalogueOf } from './field-catalogue';

export interface AskedRule {
  /** What rows call it by; above 0. */
  readonly id: number;
  readonly filter: string;
}

interface CheckedRule {
  readonly state: ColourRuleState;
  /** null: it colours nothing here. */
  readonly expression: Expression | null;
}

export class ColourRules {
  /** Of the rules that were asked for, in their order. */
  readonly states: readonly ColourRuleState[];
  /** Field ids that a match run must keep; null: none, no frame is coloured. */
  readonly wanted: Uint8Array | null;
  private readonly tests: readonly { readonly id: number; readonly test: FramePredicate }[];

  constructor(registry: Registry, rules: readonly AskedRule[], macros = NO_MACROS) {
    const checked = rules.map(({ filter }) => checkRule(registry, filter, false, macros));
    this.states = checked.map(({ state }) => state);
    const used = checked.flatMap(({ expression }, at) => (expression === null ? [] : [{ id: rules[at]!.id, expression }]));
    this.tests = used.map(({ id, expression }) => ({ id, test: compileFilter(expression) }));
    this.wanted = used.length === 0 ? null : new Uint8Array(registry.fields.length);
    for (const { expression } of used) for (const field of fieldsOf(expression)) this.wanted![field.id] = 1;
  }

  /** 0 = none. */
  ruleOf(seen: readonly Seen[]): number {
    for (const { id, test } of this.tests) if (test(seen)) return id;
    return 0;
  }
}

/** @param near look for names like those that nobody knows: that takes a while */
export function checkRule(registry: Registry, filter: string, near = true, macros: Macros = NO_MACROS): CheckedRule {
  const checked = checkFilter(filter, near ? catalogueOf(registry) : withoutNames(registry), { macros });
  // Wireshark takes an empty rule for none.
  if (checked.state === 'empty') return { state: { state: 'unusable', missing: [], problem: null }, expression: null };
  const expression = checked.state === 'valid' ? checked.expression : withoutUnknown(registry, filter, checked.problem, macros);
  const missing = expression === null ? [] : [...new Set(fieldOperands(expression).flatMap(({ name, fields }) => (fields.length === 0 ? [name] : [])))];
  if (expression !== null && (missing.length === 0 || outcomeOf(expression) !== false)) return { state: { state: missing.length > 0 ? 'partly' : 'used', missing, problem: null }, expression };
  if (checked.state === 'valid' || checked.problem.code === 'not-decoded') return { state: { state: 'unusable', missing, problem: null }, expression: null };
  return { state: { state: 'unusable', missing, problem: { ...checked.problem, message: problemSentence(checked.problem) } }, expression: null };
}

/** Fields are found in it, but not by names that are only like theirs. */
function withoutNames(registry: Registry): FieldCatalogue {
  return { ...catalogueOf(registry), names: () => [] };
}

/** The filter, its tests of fields that Netloupe does not have taken as what they are here: of a value that is never there. null: it is wrong in another way. */
function withoutUnknown(registry: Registry, filter: string, problem: FilterProblem, macros: Macros): Expression | null {
  if (!NAMES_NOTHING.has(problem.code)) return null;
  try {
    const { text } = expandMacros(filter, macros, withoutNames(registry));
    const clause = parseFilter(text);
    return clause === null ? null : partOf(registry, text, clause);
  } catch (error) {
    if (error instanceof FilterError) return null;
    throw error;
  }
}

const NAMES_NOTHING: ReadonlySet<FilterProblem['code']> = new Set(['not-decoded', 'unknown-field'] as const);

function partOf(registry: Registry, filter: string, clause: Clause): Expression | null {
  switch (clause.kind) {
    case 'and':
    case 'or':
    case 'xor': {
      const [left, right] = [partOf(registry, filter, clause.left), partOf(registry, filter, clause.right)];
      return left === null || right === null ? null : { kind: clause.kind, left, right };
    }
    case 'not': {
      const of = partOf(registry, filter, clause.of);
      return of === null ? null : { kind: 'not', of };
    }
    default: {
      const checked = checkFilter(filter.slice(clause.from, clause.to), withoutNames(registry));
      if (checked.state === 'valid') return checked.expression;
      if (checked.state === 'empty' || !NAMES_NOTHING.has(checked.problem.code)) return null;
      const { values } = checked.problem;
      return { kind: 'present', of: { kind: 'field', name: String(values['field'] ?? values['text'] ?? ''), fields: [], type: 'bytes', layers: null, raw: false } };
    }
  }
}

/** What a filter says of every frame, where fields that are never there decide it. */
function outcomeOf(expression: Expression): boolean | null {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const [left, right] = [outcomeOf(expression.left), outcomeOf(expression.right)];
      const decisive = expression.kind === 'or';
      if (left === decisive || right === decisive) return decisive;
      return left === null || right === null ? null : left;
    }
    case 'xor': {
      const [left, right] = [outcomeOf(expression.left), outcomeOf(expression.right)];
      return left === null || right === null ? null : left !== right;
    }
    case 'not': {
      const of = outcomeOf(expression.of);
      return of === null ? null : !of;
    }
    // A test of a value that is never there is false, whatever it tests.
    default: return fieldOperands(expression).some(({ fields }) => fields.length === 0) ? false : null;
  }
}
