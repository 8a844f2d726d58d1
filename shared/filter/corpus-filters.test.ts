// Everyday display filters over the captures of the corpus: the same frames as tshark, where protocols and fields are ours.
import { afterAll, describe, expect, it } from 'vitest';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { framesShown, rangesText } from '../session/filtered-frames';
import { checkFilter } from './check';
import type { Expression } from './expression';
import { catalogue, hasCorpus, openCapture, table } from './testing/corpus-captures';

type Row = readonly [filter: string, count: string, frames: string];

const byCapture = new Map<string, Row[]>();
for (const [capture, filter, count, frames] of table('display.tsv.gz')) {
  const rows = byCapture.get(capture!) ?? [];
  byCapture.set(capture!, rows);
  rows.push([filter!, count!, frames ?? '']);
}

/** null: Netloupe does not decode what it names. */
function expressionOf(filter: string): Expression | 'invalid' | null {
  const check = checkFilter(filter, catalogue);
  if (check.state === 'valid') return check.notes.some((note) => note.code === 'note-not-decoded') ? null : check.expression;
  return check.state === 'invalid' && ['not-decoded', 'unknown-field'].includes(check.problem.code) ? null : 'invalid';
}

const total = { rows: 0, same: 0, differing: [] as string[] };
const checked = new Map<string, ReturnType<typeof expressionOf>>();

function compare(capture: string): void {
  const session = openCapture(capture);
  expect(session).not.toBeNull();
  const ours = byCapture.get(capture)!.flatMap(([filter, count, frames]) => {
    const expression = checked.get(filter) ?? expressionOf(filter);
    checked.set(filter, expression);
    return expression === null || typeof expression === 'string' ? [] : [{ filter, count, frames, expression }];
  });
  const shown = framesShown(session!, ours.map((row) => row.expression), TSHARK_OPTIONS);
  for (const [i, { filter, frames }] of ours.entries()) {
    total.rows++;
    if (rangesText(shown[i]!) === frames) total.same++;
    else total.differing.push(`${capture}\t${filter}\t${frames}\t${rangesText(shown[i]!)}`);
  }
}

describe.skipIf(!hasCorpus)('display filters over the corpus', () => {
  it.each([...byCapture.keys()])('%s', (capture) => compare(capture));
  afterAll(() => {
    if (process.env['NETLOUPE_DIFFERENCES'] !== undefined) console.log(total.differing.join('\n'));
    console.log(`display filters over the corpus: ${total.rows} rows of ours, ${total.same} the same`);
  });
});
