// Looking for a frame: in slices between messages, one search at a time.
import type { ArgsOf } from '../../shared/ipc/contract';
import type { FindQuery, FindResult } from '../../shared/ipc/find-calls';
import type { Emit, EngineHandlers } from '../../shared/ipc/rpc';
import { checkFilter } from '../../shared/filter/check';
import { foundPattern } from '../../shared/filter/found-pattern';
import { problemSentence } from '../../shared/filter/problem-sentence';
import { TSHARK_OPTIONS } from '../../shared/dissect/frame-context';
import { problem, ProblemError } from '../../shared/problem';
import { catalogueOf } from '../../shared/session/field-catalogue';
import { FrameFilter, predicateFor } from '../../shared/session/filtered-frames';
import { FrameFinder, type FinderTools } from '../../shared/session/frame-finder';
import type { Session } from '../../shared/session/session';
import { zoneMinutes } from './zone';

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
  const finder = new FrameFinder(session, query, options, toolsOf(session, query, options.from));
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

function toolsOf(session: Session, query: FindQuery, selected: number): FinderTools {
  return {
    search: (bytes, needle, from) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(needle, from),
    pattern: (text, caseSensitive) => {
      const found = foundPattern(text, caseSensitive);
      if (typeof found === 'function') return found;
      throw new ProblemError(problem('NL-FIND-01', problemSentence(found), { text: query.text.slice(0, 80), kind: 'regex' }));
    },
    filter: (text) => filterTest(session, text, selected),
  };
}

function filterTest(session: Session, text: string, selected: number): (number: number) => boolean {
  const checked = checkFilter(text, catalogueOf(session.registry), { zoneMinutes });
  if (checked.state === 'invalid') throw new ProblemError(problem('NL-FILTER-01', problemSentence(checked.problem), { text: text.slice(0, 80) }));
  if (checked.state === 'empty') return () => true;
  const frames = new FrameFilter(session.registry, checked.expression, predicateFor(checked.expression, session, selected, TSHARK_OPTIONS));
  return (number) => frames.shows(number, session.frame(number), session.view, TSHARK_OPTIONS);
}
