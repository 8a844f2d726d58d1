// `netloupe filter --explain FILTER`: what a display filter means, which fields it asks for, and what deserves a word.
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { Registry } from '../../shared/dissect/registry';
import { fieldsOf } from '../../shared/filter/evaluate';
import { explained } from '../../shared/filter/expression-text';
import { applyFix } from '../../shared/filter/filter-problem';
import { problemSentence } from '../../shared/filter/problem-sentence';
import { checked, problemText } from './display-filter';
import { printable } from './filter-marks';

/** @returns exit status: 0, 1 where the filter is wrong */
export function explainText(text: string): number {
  const check = checked(text, new Registry(PROTOCOLS));
  if (check.state === 'invalid') {
    process.stderr.write(`${problemText(text, check.problem)}\n`);
    return 1;
  }
  if (check.state === 'empty') {
    process.stdout.write('every frame\n');
    return 0;
  }
  const lines = explained(check.expression).map((line) => '  '.repeat(line.depth) + printable(line.text));
  const fields = fieldsOf(check.expression).map((f) => `  ${f.name}\t${f.type}\t${f.label}`);
  const notes = check.notes.map((note) => `note: ${printable(problemSentence(note))}${note.fixes.map((fix) => `  try: ${printable(applyFix(text, fix))}`).join('')}`);
  process.stdout.write([...lines, 'fields', ...fields, ...notes, ''].join('\n'));
  return 0;
}
