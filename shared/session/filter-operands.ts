// What the parts of a display filter are about.
import type { Field } from '../dissect/field';
import { fieldOperands } from '../filter/evaluate';
import type { Expression } from '../filter/expression';

/** A test that no other test is part of. */
export type Test = Exclude<Expression, { readonly kind: 'and' | 'or' | 'xor' | 'not' }>;

export function isTest(expression: Expression): expression is Test {
  return expression.kind !== 'and' && expression.kind !== 'or' && expression.kind !== 'xor' && expression.kind !== 'not';
}

export function testsOf(expression: Expression): readonly Test[] {
  if (isTest(expression)) return [expression];
  return expression.kind === 'not' ? testsOf(expression.of) : [...testsOf(expression.left), ...testsOf(expression.right)];
}

/** The fields that frames are asked for, each once; those of references were asked for when the filter was applied. */
export function fieldsOfTest(test: Test): readonly Field[] {
  return [...new Set(fieldOperands(test).flatMap(({ fields }) => fields))];
}
