// Wireshark's own display-filter suite: its counts, and its refusals.
import { describe, expect, it } from 'vitest';
import { TSHARK_OPTIONS } from '../dissect/frame-context';
import { framesShown } from '../session/filtered-frames';
import type { Session } from '../session/session';
import { checkFilter } from './check';
import { problemSentence } from './problem-sentence';
import { catalogue, hasCorpus, openCapture, table } from './testing/corpus-captures';

if (!hasCorpus) console.warn('display filters: skipped, the corpus (../shared/corpus) is absent');

/** Protocols of the suite that Netloupe does not decode: their cases are told apart by the checker's own word. */
const NOT_DECODED = ['ipx', 'nfs', 'tftp', '_ws.ftypes'];

interface Case {
  readonly id: string;
  readonly capture: string;
  readonly kind: string;
  readonly filter: string;
  readonly count: number;
  readonly selected: number;
}

/** The frame that Wireshark's suite selects for its two cases with references, and counts with. */
const SELECTED: Readonly<Record<string, number>> = { test_ref_1: 2, test_ref_2: 1 };

const cases = table('wireshark_dfilter_suite.tsv').map(([group, test, capture, kind, filter, upstream, count]): Case => ({
  id: `${group}.${test}`, capture: capture!, kind: kind!, filter: filter!, count: Number(kind === 'CountWithSelectedFrame' ? upstream : count), selected: SELECTED[test!] ?? 0,
}));
const sessions = new Map<string, Session>();

function session(capture: string): Session {
  let found = sessions.get(capture);
  if (!found) sessions.set(capture, (found = openCapture(capture)!));
  return found;
}

const names = (filter: string): boolean => NOT_DECODED.some((protocol) => new RegExp(`(?<![\\w"])${protocol}\\b`).test(filter));
const ours = cases.filter(({ filter }) => !names(filter));

describe.skipIf(!hasCorpus)("Wireshark's display-filter suite", () => {
  it('is there', () => expect(ours.length).toBeGreaterThan(330));

  it.each(ours.filter(({ kind }) => kind === 'Fail'))('$id refuses $filter', ({ filter }) => {
    const check = checkFilter(filter, catalogue);
    expect(check.state).toBe('invalid');
    if (check.state === 'invalid') expect(problemSentence(check.problem)).toMatch(/^[^{}]{10,}[.?]$/);
  });

  it.each(ours.filter(({ kind }) => kind !== 'Fail'))('$id: $count of $filter', ({ filter, capture, count, selected }) => {
    const check = checkFilter(filter, catalogue);
    expect(check).toMatchObject({ state: 'valid' });
    if (check.state !== 'valid') return;
    const shown = framesShown(session(capture), [check.expression], TSHARK_OPTIONS, selected);
    expect(shown[0]).toHaveLength(count);
  });
});
