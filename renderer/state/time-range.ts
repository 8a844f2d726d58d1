// A stretch of time chosen in a graph: part of the display filter, beside what else was filtered for.
import { create } from 'zustand';
import { joinFilters } from '../../shared/filter/join-filters';
import { useDisplayFilter } from './display-filter';
import { applyFilter } from './filter-bar';

interface TimeRange {
  /** Seconds since the first frame; null = all times. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** The filter without it, and with it. */
  readonly others: string;
  readonly filter: string;
}

const NONE: TimeRange = { range: null, others: '', filter: '' };

export const useTimeRange = create<TimeRange>()(() => NONE);

/** @param digits of the bounds */
export function chooseTimeRange(from: number, to: number, digits: number): void {
  const [first, last] = [from.toFixed(digits), to.toFixed(digits)];
  const { range, others: before } = useTimeRange.getState();
  const others = range === null ? useDisplayFilter.getState().applied.trim() : before;
  const time = `frame.time_relative >= ${first} && frame.time_relative <= ${last}`;
  const filter = others === '' ? time : joinFilters(others, 'and', time);
  useTimeRange.setState({ range: { from: Number(first), to: Number(last) }, others, filter });
  applyFilter(filter);
}

export function clearTimeRange(): void {
  const { others } = useTimeRange.getState();
  useTimeRange.setState(NONE);
  applyFilter(others);
}

/** Another filter that is applied has no such part, or one that nobody chose here. */
useDisplayFilter.subscribe((now, before) => {
  const { range, filter } = useTimeRange.getState();
  if (range !== null && now.applied !== before.applied && now.applied !== filter) useTimeRange.setState(NONE);
});
