// Filters that are dragged: from a line of the detail tree or a cell of the packet list onto the filter bar, or as text anywhere else.
import { addFilter } from './filter-bar';
import { filterOfCell } from './filter-source';

const TYPE = 'application/x-netloupe-filter';

type Dragged = { readonly filter: string } | { readonly index: number; readonly column: string };

function start(data: DataTransfer, dragged: Dragged, text: string): void {
  data.setData(TYPE, JSON.stringify(dragged));
  data.setData('text/plain', text);
  data.effectAllowed = 'copy';
}

export function dragLine(data: DataTransfer, filter: string): void {
  start(data, { filter }, filter);
}

/** The frame's fields may not be there yet: the filter is made when it is dropped. */
export function dragCell(data: DataTransfer, index: number, column: string, text: string): void {
  start(data, { index, column }, text);
}

export function carriesFilter(data: DataTransfer): boolean {
  return data.types.includes(TYPE);
}

/** @param replace instead of adding it with `&&` to what is in the bar */
export function dropFilter(data: DataTransfer, replace: boolean): void {
  const dragged = JSON.parse(data.getData(TYPE)) as Dragged;
  const add = (filter: string): void => addFilter(filter, replace ? 'selected' : 'and', true);
  if ('filter' in dragged) add(dragged.filter);
  else void filterOfCell(dragged.index, dragged.column).then(add);
}
