// A display filter given on the command line: checked, or refused with the place, the reason and what to try.
import { zoneMinutes } from '../engine/zone';
import type { Registry } from '../../shared/dissect/registry';
import { checkFilter, type CheckedFilter } from '../../shared/filter/check';
import type { Expression } from '../../shared/filter/expression';
import { applyFix, type FilterProblem } from '../../shared/filter/filter-problem';
import { problemSentence } from '../../shared/filter/problem-sentence';
import { catalogueOf } from '../../shared/session/field-catalogue';
import { marked, printable } from './filter-marks';
import { UsageError } from './options';

export function checked(text: string, registry: Registry): CheckedFilter {
  return checkFilter(text, catalogueOf(registry), { zoneMinutes });
}

/** null: every frame. Notes go to whoever sits at a terminal: scripts count lines. @throws UsageError or what `Wrong` is */
export function displayFilter(text: string, registry: Registry, Wrong = UsageError): Expression | null {
  const result = checked(text, registry);
  if (result.state === 'empty') return null;
  if (result.state === 'invalid') throw new Wrong(`this display filter is wrong\n${problemText(text, result.problem)}`);
  if (process.stderr.isTTY) for (const note of result.notes) process.stderr.write(`netloupe: ${printable(problemSentence(note))}\n`);
  return result.expression;
}

export function problemText(text: string, problem: FilterProblem): string {
  const suggestions = problem.fixes.map((fix) => `  try: ${printable(applyFix(text, fix))}\n`).join('');
  return `${marked(text, problem.from, problem.to)}  ${printable(problemSentence(problem))}\n${suggestions}`.trimEnd();
}
