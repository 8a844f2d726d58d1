// Everyday display filters over the captures of the corpus: the same frames as tshark, where protocols and fields are ours.
import { describe, expect, it } from 'vitest';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { framesShown, rangesText } from '../session/filtered-frames';
import { checkFilter } from './check';
import type { Expression } from './expression';
import { problemSentence } from './problem-sentence';
import { catalogue, hasCorpus, openCapture, table } from './testing/corpus-captures';
import { differenceOf, KNOWN_DIFFERENCES, type KnownDifference } from './testing/corpus-differences';

if (!hasCorpus) console.warn('display filters: skipped, the corpus (../shared/corpus) is absent');

type Row = readonly [filter: string, count: string, frames: string];

const byCapture = new Map<string, Row[]>();
for (const [capture, filter, count, frames] of table('display.tsv.gz')) {
  const rows = byCapture.get(capture!) ?? [];
  byCapture.set(capture!, rows);
  rows.push([filter!, count!, frames ?? '']);
}

/** `not ours`: Netloupe does not decode what it names. Refusals are looked at one by one below. */
function expressionOf(filter: string): Expression | 'not ours' | 'invalid' {
  const check = checkFilter(filter, catalogue);
  if (check.state !== 'valid') return 'invalid';
  return check.notes.some((note) => note.code === 'note-not-decoded') ? 'not ours' : check.expression;
}

/** Rows of which the protocols are ours, how many of them are the same, and the reasons that were needed. */
const total = { rows: 0, same: 0, needed: new Set<KnownDifference>() };
const checked = new Map<string, ReturnType<typeof expressionOf>>();

/** The rows that differ without a known reason. */
function compare(capture: string): string[] {
  const session = openCapture(capture);
  if (session === null) return [`${capture} cannot be opened`];
  const ours = byCapture.get(capture)!.flatMap(([filter, count, frames]) => {
    const expression = checked.get(filter) ?? expressionOf(filter);
    checked.set(filter, expression);
    return typeof expression === 'string' ? [] : [{ filter, count, frames, expression }];
  });
  const shown = framesShown(session, ours.map((row) => row.expression), TSHARK_OPTIONS);
  const unexplained: string[] = [];
  for (const [i, { filter, frames }] of ours.entries()) {
    const same = rangesText(shown[i]!) === frames;
    const reason = same ? undefined : differenceOf(capture, filter);
    if (reason) total.needed.add(reason);
    if (reason?.kind === 'not ours') continue;
    total.rows++;
    if (same) total.same++;
    else if (!reason) unexplained.push(`${filter}\t${frames}\t${rangesText(shown[i]!)}`);
  }
  return unexplained;
}

describe.skipIf(!hasCorpus)('display filters over the corpus', () => {
  it.each([...byCapture.keys()])('%s: the same frames as tshark, or a known reason', (capture) => expect(compare(capture)).toEqual([]));

  it('shows the same frames in 99.5 % of the rows whose protocols are ours', () => {
    console.log(`display filters over the corpus: ${total.same} of ${total.rows} rows the same`);
    expect(total.rows).toBeGreaterThan(23_000);
    expect(total.same / total.rows).toBeGreaterThan(0.995);
  });

  it('refuses of what tshark takes only names that are not decoded', () => {
    const refused = [...checked].filter(([, expression]) => expression === 'invalid').map(([filter]) => checkFilter(filter, catalogue));
    expect(refused.length).toBeGreaterThan(0);
    for (const check of refused) expect(check).toMatchObject({ problem: { code: expect.stringMatching(/^(field-not-made|not-decoded)$/) as string } });
  });

  it('needs every reason of the list', () => expect(KNOWN_DIFFERENCES.filter((known) => !total.needed.has(known))).toEqual([]));
});

/** Newer Wireshark accepts these, as Netloupe does; 4.0.17 does not. */
const NEWER = new Set(['tcp xor udp', 'frame.number in {1..5, 9, 12..}', 'ip.flags.df == true']);

describe.skipIf(!hasCorpus)('texts that tshark refuses', () => {
  it.each(table('display_invalid.tsv').map(([filter = '']) => filter).filter((filter) => !NEWER.has(filter)))('%s is refused with a reason', (filter) => {
    const check = checkFilter(filter, catalogue);
    expect(check.state).toBe('invalid');
    if (check.state === 'invalid') expect(problemSentence(check.problem)).toMatch(/^(?!.*\{\{).{10,}$/);
  });
});
