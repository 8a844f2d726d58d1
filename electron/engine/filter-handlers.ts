// The display filter of the window's list: what the engine answers about its text, and the run through the frames.
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { problem, ProblemError } from '../../shared/problem';
import type { Session } from '../../shared/session/session';

type FilterCall = Extract<keyof EngineHandlers, `displayFilter.${string}`>;

export function filterHandlers(current: () => Session): Pick<EngineHandlers, FilterCall> {
  return {
    'displayFilter.check': ({ text }) => ({ state: text.trim() === '' ? 'empty' : 'valid', problem: null, notes: [] }),
    'displayFilter.suggest': () => [],
    'displayFilter.apply': ({ text }) => {
      if (text.trim() !== '') throw new ProblemError(problem('NL-FILTER-01', 'Display filters are not understood by this engine.', { text }));
      const { count } = current().store;
      return { text, examined: count, displayed: count, phase: 'done' };
    },
    'displayFilter.cancel': () => null,
    'displayFilter.fromField': ({ number, node, view }) => ({ display: current().detail(number, view).nodes[node]?.filter ?? '', capture: null }),
  };
}
