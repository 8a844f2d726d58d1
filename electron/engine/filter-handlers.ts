// What the engine answers about display filters: their texts, and the one that is applied to the open capture.
import { checkFilter } from '../../shared/filter/check';
import type { FilterProblem } from '../../shared/filter/filter-problem';
import { problemSentence } from '../../shared/filter/problem-sentence';
import type { Registry } from '../../shared/dissect/registry';
import type { DisplayFilterCheck, FilterRemark } from '../../shared/ipc/contract';
import type { EngineHandlers } from '../../shared/ipc/rpc';
import { countByColumns } from '../../shared/session/column-counts';
import { catalogueOf } from '../../shared/session/field-catalogue';
import { suggestionsOf } from '../../shared/session/filter-suggestions';
import type { Session } from '../../shared/session/session';
import type { FilterRun } from './filter-run';
import { FILTER_SETTINGS } from './filter-settings';

/** How long counting may go on before other calls are looked at; milliseconds. */
const SLICE_MS = 8;

type FilterCall = Extract<keyof EngineHandlers, `displayFilter.${string}`>;

/** Notes that say: this is hardly what was meant. */
const ODD: readonly FilterProblem['code'][] = ['note-all-different', 'note-not-decoded'];

/** @param current the open capture and its display filter */
export function filterHandlers(registry: Registry, current: () => { readonly session: Session; readonly filter: FilterRun }): Pick<EngineHandlers, FilterCall> {
  return {
    'displayFilter.check': ({ text }) => checkOf(text, registry),
    'displayFilter.suggest': ({ text, caret }) => suggestionsOf(current().session, text, caret, FILTER_SETTINGS.macros),
    'displayFilter.counts': ({ filters }) => countAll(() => current().session, filters),
    'displayFilter.macros': ({ macros }) => {
      FILTER_SETTINGS.macros = new Map(macros.map(({ name, text }) => [name, text]));
      return null;
    },
    'displayFilter.apply': ({ text, selected, view }) => current().filter.apply(text, selected ?? 0, view),
    'displayFilter.cancel': () => {
      current().filter.cancel();
      return null;
    },
    'displayFilter.fromField': ({ number, node, view }) => ({ display: current().session.detail(number, view).nodes[node]?.filter ?? '', capture: null }),
  };
}

/** In slices, so that the window's other calls are not kept waiting. */
async function countAll(current: () => Session, filters: readonly string[]): Promise<(number | null)[]> {
  const session = current();
  const counts: (number | null)[] = [];
  let until = performance.now() + SLICE_MS;
  for (const text of filters) {
    const steps = countByColumns(session, text, FILTER_SETTINGS);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        counts.push(step.value);
        break;
      }
      if (performance.now() < until) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (current() !== session) return filters.map(() => null);
      until = performance.now() + SLICE_MS;
    }
  }
  return counts;
}

function checkOf(text: string, registry: Registry): DisplayFilterCheck {
  const checked = checkFilter(text, catalogueOf(registry), FILTER_SETTINGS);
  if (checked.state === 'empty') return { state: 'empty', problem: null, notes: [] };
  if (checked.state === 'invalid') return { state: 'invalid', problem: remark(checked.problem), notes: [] };
  const isOdd = checked.notes.some(({ code }) => ODD.includes(code));
  return { state: isOdd ? 'odd' : 'valid', problem: null, notes: checked.notes.map(remark) };
}

function remark(problem: FilterProblem): FilterRemark {
  return { ...problem, message: problemSentence(problem) };
}
