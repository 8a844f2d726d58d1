// A long table with heads that sort it, of which only the rows in view are drawn; arrows move the selection.
import { useCallback, useEffect, useRef, type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { usePreferences } from '../../state/preferences';
import { rowHeight } from '../../theme/apply-theme';
import { BigList, type BigListHandle } from '../../widgets/big-list';
import { Icon } from '../../widgets/icon';
import { listMove } from '../../widgets/list-keys';
import type { RowRange } from '../../widgets/segment';

export interface TableColumn<S extends string> {
  readonly id: string;
  readonly label: string;
  readonly title?: string;
  readonly align: 'left' | 'right';
  /** null = the table cannot be sorted by it. */
  readonly sort: S | null;
}

interface SortedTableProps<S extends string> {
  readonly id: string;
  readonly label: string;
  readonly scrollLabel: string;
  readonly className: string;
  readonly style?: CSSProperties;
  readonly columns: readonly TableColumn<S>[];
  readonly sort: S;
  readonly descending: boolean;
  readonly onSort: (sort: S) => void;
  readonly count: number;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onChoose: (index: number) => void;
  readonly onWant: (first: number, end: number) => void;
  readonly renderRow: (index: number, top: number) => ReactElement;
}

export function SortedTable<S extends string>(props: SortedTableProps<S>): ReactNode {
  const { id, label, scrollLabel, className, style, columns, sort, descending, onSort, count, selected, onSelect, onChoose, onWant, renderRow } = props;
  const list = useRef<BigListHandle>(null);
  const root = useRef<HTMLElement>(null);
  const heads = useRef<HTMLDivElement>(null);
  const shown = useRef<RowRange>({ first: 0, end: 0 });
  const height = rowHeight(usePreferences((p) => p.zoom));
  const onRange = useCallback(
    (range: RowRange) => {
      shown.current = range;
      onWant(range.first, range.end);
    },
    [onWant],
  );
  useEffect(() => onWant(shown.current.first, Math.min(shown.current.end, count)), [onWant, count]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLButtonElement) return;
    const move = listMove(event, list.current?.pageRows() ?? 1);
    const to = move === null ? -1 : 'by' in move ? Math.max(0, Math.min(count - 1, selected + move.by)) : move.to === 'first' ? 0 : count - 1;
    if (to >= 0) {
      onSelect(to);
      queueMicrotask(() => list.current?.show(to));
    } else if (event.key === 'Enter' && selected >= 0) onChoose(selected);
    else return;
    event.preventDefault();
  };
  return (
    <section ref={root} className={`sorted-table ${className}`} style={style} role="grid" tabIndex={0} aria-label={label} aria-rowcount={count + 1} data-pane={id} data-testid={id} onKeyDown={onKeyDown}>
      <div className="sorted-heads">
        <div className="sorted-heads-row" role="row" ref={heads}>
          {columns.map((column) => (
            <div key={column.id} role="columnheader" className={`sorted-head ${column.align}`} aria-sort={column.sort === sort ? (descending ? 'descending' : 'ascending') : 'none'}>
              {column.sort === null ? <span title={column.title}>{column.label}</span> : <SortButton column={column} isOn={column.sort === sort} descending={descending} onSort={onSort} />}
            </div>
          ))}
        </div>
      </div>
      <BigList id={`${id}-rows`} handle={list} count={count} rowHeight={height} scrollLabel={scrollLabel} onRange={onRange} renderRow={renderRow} onScrollAcross={(left) => shift(heads.current, root.current, left)} />
    </section>
  );
}

function SortButton<S extends string>({ column, isOn, descending, onSort }: { readonly column: TableColumn<S>; readonly isOn: boolean; readonly descending: boolean; readonly onSort: (sort: S) => void }): ReactNode {
  const { sort } = column;
  return (
    <button type="button" title={column.title} onClick={() => sort !== null && onSort(sort)} data-sort={sort}>
      <span>{column.label}</span>
      {isOn && <Icon name={descending ? 'down' : 'upward'} />}
    </button>
  );
}

/** Heads follow the rows sideways; what a line can do stays where it is. */
function shift(heads: HTMLElement | null, root: HTMLElement | null, left: number): void {
  const moved = left === 0 ? '' : `translateX(${-left}px)`;
  if (!heads || heads.style.transform === moved) return;
  heads.style.transform = moved;
  root?.style.setProperty('--across', `${left}px`);
}
