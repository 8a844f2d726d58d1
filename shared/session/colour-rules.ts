// The colouring rules in force, checked and compiled once: which rule a frame falls under, by what a match run saw of it. The first that fits wins.
import type { Registry } from '../dissect/registry';
import type { Seen } from '../dissect/seen';
import { checkFilter } from '../filter/check';
import { compileFilter, fieldOperands, fieldsOf, type FramePredicate } from '../filter/evaluate';
import type { Expression } from '../filter/expression';
import { problemSentence } from '../filter/problem-sentence';
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

  constructor(registry: Registry, rules: readonly AskedRule[]) {
    const checked = rules.map(({ filter }) => checkRule(registry, filter));
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

export function checkRule(registry: Registry, filter: string): CheckedRule {
  const checked = checkFilter(filter, catalogueOf(registry));
  if (checked.state === 'invalid') {
    const { from, to, code, values } = checked.problem;
    return { state: { state: 'unusable', missing: [], problem: { from, to, code, values, message: problemSentence(checked.problem) } }, expression: null };
  }
  // Wireshark takes an empty rule for none.
  if (checked.state === 'empty') return { state: { state: 'unusable', missing: [], problem: null }, expression: null };
  const { expression } = checked;
  const missing = [...new Set(fieldOperands(expression).flatMap(({ name, fields }) => (fields.length === 0 ? [name] : [])))];
  if (missing.length > 0 && outcomeOf(expression) === false) return { state: { state: 'unusable', missing, problem: null }, expression: null };
  return { state: { state: missing.length > 0 ? 'partly' : 'used', missing, problem: null }, expression };
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
