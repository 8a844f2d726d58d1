// Looking for a frame: in slices between messages, one search at a time.
import type { ArgsOf, ViewOptions } from '../../shared/ipc/contract';
import type { FindQuery, FindResult } from '../../shared/ipc/find-calls';
import type { Emit, EngineHandlers } from '../../shared/ipc/rpc';
import { checkFilter } from '../../shared/filter/check';
import { foundPattern } from '../../shared/filter/found-pattern';
import { problemSentence } from '../../shared/filter/problem-sentence';
import { problem, ProblemError } from '../../shared/problem';
import { ColumnVerdicts } from '../../shared/session/column-verdicts';
import { catalogueOf } from '../../shared/session/field-catalogue';
import { FilterProgram, referencesOf } from '../../shared/session/filter-program';
import { FrameFinder, type FinderTools } from '../../shared/session/frame-finder';
import { LOOK, YES } from '../../shared/session/protocol-presence';
import type { Session } from '../../shared/session/session';
import { FILTER_SETTINGS } from './filter-settings';

const SLICE_MS = 12;
const PROGRESS_MS = 100;

type FindCall = Extract<keyof EngineHandlers, `find.${string}`>;

export function findHandlers(current: () => Session, emit: () => Emit): Pick<EngineHandlers, FindCall> {
  let running = { cancelled: false };
  return {
    'find.next': async (args) => {
      running.cancelled = true;
      const mine = (running = { cancelled: false });
      return search(current(), args, mine, () => running === mine, emit());
    },
    'find.cancel': () => {
      running.cancelled = true;
      return null;
    },
  };
}

/** @param isNewest nothing is told of a search that another one replaced */
async function search(session: Session, { query, ...options }: ArgsOf<'find.next'>, run: { readonly cancelled: boolean }, isNewest: () => boolean, emit: Emit): Promise<FindResult> {
  const finder = new FrameFinder(session, query, options, toolsOf(session, query, options.from, options.view));
  const { displayed } = session;
  let toldMs = performance.now();
  let more = true;
  while (more && !run.cancelled && session.displayed === displayed) {
    const until = performance.now() + SLICE_MS;
    while (more && performance.now() < until) more = finder.step();
    if (isNewest() && performance.now() - toldMs >= PROGRESS_MS) {
      toldMs = performance.now();
      emit('find.progress', { examined: finder.examined, total: finder.total });
    }
    if (more) await new Promise((resolve) => setImmediate(resolve));
  }
  const { found, wrapped, examined } = finder;
  const result = { wrapped, examined, cancelled: more };
  if (found === null) return { ...result, number: 0, index: -1, start: 0, length: 0, node: -1, column: '' };
  return { ...result, ...found, number: displayed.numberAt(found.index) };
}

function toolsOf(session: Session, query: FindQuery, selected: number, view: ViewOptions): FinderTools {
  return {
    search: (bytes, needle, from) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(needle, from),
    pattern: (text, caseSensitive) => {
      const found = foundPattern(text, caseSensitive);
      if (typeof found === 'function') return found;
      throw new ProblemError(problem('NL-FIND-01', problemSentence(found), { text: query.text.slice(0, 80), kind: 'regex' }));
    },
    filter: (text) => filterTest(session, text, selected, view),
  };
}

function filterTest(session: Session, text: string, selected: number, view: ViewOptions): (number: number) => boolean {
  const checked = checkFilter(text, catalogueOf(session.registry), FILTER_SETTINGS);
  if (checked.state === 'invalid') throw new ProblemError(problem('NL-FILTER-01', problemSentence(checked.problem), { text: text.slice(0, 80) }));
  if (checked.state === 'empty') return () => true;
  const dissect = { relativeSequence: view.relativeSequence, verifyChecksums: view.verifyChecksums, flagStyle: 'wireshark', names: null } as const;
  const program = new FilterProgram(checked.expression, session.registry, selected === 0 ? undefined : referencesOf(checked.expression, session, selected, dissect));
  const columns = new ColumnVerdicts(session.registry, session, program);
  const { ignored, references } = session.notes;
  return (number) => {
    // The columns know nothing of notes.
    const verdict = ignored.has(number) || references.count > 0 ? LOOK : columns.of(number);
    return verdict === YES || (verdict === LOOK && program.matches(session.match(number, session.frame(number), program.wanted, { dissect }, -1)));
  };
}
