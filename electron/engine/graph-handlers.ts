// Graphs: counted in slices between messages; a newer question replaces one that is still worked on.
import { checkFilter } from '../../shared/filter/check';
import { problemSentence } from '../../shared/filter/problem-sentence';
import type { ArgsOf } from '../../shared/ipc/contract';
import type { IoGraph } from '../../shared/ipc/graph-calls';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { problem, type Problem } from '../../shared/problem';
import { DisplayFilter } from '../../shared/session/display-filter';
import { catalogueOf } from '../../shared/session/field-catalogue';
import { FilterProgram } from '../../shared/session/filter-program';
import type { Session } from '../../shared/session/session';
import { intervalFor, IoCounter, ioTimes, type IoTimes } from '../../shared/statistics/graphs-io';
import { tcpGraph } from '../../shared/statistics/graphs-tcp';
import { FILTER_SETTINGS } from './filter-settings';
import { findBytes } from './find-bytes';

const SLICE_MS = 12;
const SLICE_FRAMES = 200_000;
const EMPTY = { packets: [], bytes: [], firsts: [] } as const;

type GraphCall = Extract<keyof EngineHandlers, `graphs.${string}`>;
/** Lets other messages through; false where the work is no longer wanted. */
type Pause = () => Promise<boolean>;

export function graphHandlers(current: () => Session): Pick<EngineHandlers, GraphCall> {
  let newest = 0;
  return {
    'graphs.io': (args) => {
      const mine = ++newest;
      const session = current();
      return ioGraph(session, args, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return mine === newest;
      });
    },
    'graphs.tcp': async ({ number }) => {
      const { store } = current();
      while (store.tcpAnalysis.done < store.count) {
        store.tcpAnalysis.advance(store.tcpAnalysis.done + SLICE_FRAMES);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return tcpGraph(store, number);
    },
  };
}

async function ioGraph(session: Session, { filters, interval: wanted, view }: ArgsOf<'graphs.io'>, pause: Pause): Promise<IoGraph> {
  const { store } = session;
  let times: IoTimes | null = null;
  for (let first = 1; first <= store.count; first += SLICE_FRAMES) {
    times = ioTimes(store, first, first + SLICE_FRAMES - 1, times);
    if (!(await pause())) return { start: '', offset: 0, interval: 1, lines: [], cancelled: true };
  }
  if (times === null) return { start: '', offset: 0, interval: 1, lines: filters.map(() => ({ ...EMPTY, problem: null })), cancelled: false };
  const interval = intervalFor(times.duration, wanted);
  const lines: IoGraph['lines'][number][] = [];
  const offset = times.seconds - store.seconds(1) + (times.nanos - Math.max(0, store.nanos(1))) / 1e9;
  const answer = { start: `${times.seconds}.${String(times.nanos).padStart(9, '0')}`, offset, interval };
  for (const text of filters) {
    const line = await ioLine(session, text, { times, interval, relativeSequence: view.relativeSequence, verifyChecksums: view.verifyChecksums }, pause);
    if (line === null) return { ...answer, lines: [], cancelled: true };
    lines.push(line);
  }
  return { ...answer, lines, cancelled: false };
}

interface Asked {
  readonly times: IoTimes;
  readonly interval: number;
  readonly relativeSequence: boolean;
  readonly verifyChecksums: boolean;
}

async function ioLine(session: Session, text: string, { times, interval, ...view }: Asked, pause: Pause): Promise<IoGraph['lines'][number] | null> {
  const counter = new IoCounter(session.store, times, interval);
  const found = await framesOf(session, text, view, pause);
  if (found === null) return null;
  if (found !== 'all' && !(found instanceof Uint32Array)) return { ...EMPTY, problem: found };
  const count = found === 'all' ? session.store.count : found.length;
  for (let done = 0; done < count; done += SLICE_FRAMES) {
    if (done > 0 && !(await pause())) return null;
    if (found === 'all') counter.addRange(done + 1, done + SLICE_FRAMES);
    else counter.addFrames(found.subarray(done, done + SLICE_FRAMES));
  }
  return { ...counter.line, problem: null };
}

/** Numbers of the frames that a filter shows, or what is wrong with it; null = no longer wanted. */
async function framesOf(session: Session, text: string, view: Pick<Asked, 'relativeSequence' | 'verifyChecksums'>, pause: Pause): Promise<Uint32Array | 'all' | Problem | null> {
  const checked = checkFilter(text, catalogueOf(session.registry), FILTER_SETTINGS);
  if (checked.state === 'invalid') return problem('NL-FILTER-01', problemSentence(checked.problem), { text: text.slice(0, 80) });
  if (checked.state === 'empty') return 'all';
  const program = new FilterProgram(checked.expression, session.registry);
  const filter = new DisplayFilter(session, program, { dissect: { ...view, flagStyle: 'wireshark', names: null } }, findBytes);
  for (let more = true; more; ) {
    const until = performance.now() + SLICE_MS;
    while (more && performance.now() < until) more = filter.step();
    if (more && !(await pause())) return null;
  }
  return filter.rows.found;
}
