// The packet list: a grid of frames, of which only those in view are fetched and drawn.
import { useCallback, useEffect, useRef, useState, type DragEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactElement, type ReactNode, type RefObject } from 'react';
import { useText } from '../../locales/text';
import { goToNewest, runAction } from '../../state/actions';
import { isFollowing, setFollowing } from '../../state/live';
import { usePreferences } from '../../state/preferences';
import { dragCell } from '../../state/filter-drag';
import { cellOf, rowAt, useRowsVersion, wantRows } from '../../state/rows';
import { useRowCount } from '../../state/displayed';
import { selectFrame, useSelection } from '../../state/selection';
import { useSession } from '../../state/session';
import { rowHeight } from '../../theme/apply-theme';
import { BigList, type BigListHandle } from '../../widgets/big-list';
import { listMove } from '../../widgets/list-keys';
import type { RowRange } from '../../widgets/segment';
import { ColumnHeads } from './column-heads';
import { Minimap } from './minimap';
import { NoMatch } from './no-match';
import { PacketRow, rowId } from './packet-row';
import { RowMenu, type RowMenuPlace } from './row-menu';
import { StreamRail } from './stream-rail';
import { useColumnPlaces } from './use-column-places';
import { useFollowing } from './use-following';

const stayHere = (): void => setFollowing(false);
const renderRow = (index: number, top: number): ReactElement => <PacketRow index={index} top={top} />;

export function PacketList(): ReactNode {
  const text = useText();
  const count = useRowCount();
  const selected = useSelection((s) => s.index);
  const reveal = useSelection((s) => s.revealFrame);
  const height = rowHeight(usePreferences((p) => p.zoom));
  useRowsVersion((s) => s.version);
  const root = useRef<HTMLElement>(null);
  const heads = useRef<HTMLDivElement>(null);
  const list = useRef<BigListHandle>(null);
  const [menu, setMenu] = useState<RowMenuPlace | null>(null);
  const { shown, onRange } = useWantedRows(count);
  const places = useColumnPlaces(root, shown);
  const hasRows = useHasRows();
  useShownSelection(list, selected, reveal);
  const follow = useFollowing(list, count);

  const stream = rowAt(selected)?.row.stream ?? '';
  return (
    <section
      ref={root}
      className={`packet-list ${hasRows ? '' : 'waiting'}`}
      role="grid"
      data-pane="list"
      data-testid="packet-list"
      tabIndex={0}
      aria-label={text('list.label')}
      aria-rowcount={count + 1}
      aria-colcount={places.columns.length}
      {...(selected >= 0 ? { 'aria-activedescendant': rowId(selected) } : {})}
      onKeyDown={(event) => (isMenuKey(event) ? setMenu(placeBelowRow(event, selected)) : onKeyDown(event, list.current, selected))}
      onPointerDown={onPointerDown}
      onDragStart={startDrag}
      onContextMenu={(event) => setMenu(placeOfMenu(event))}
    >
      <ColumnHeads ref={heads} places={places} />
      <NoMatch />
      <BigList
        id="packet-rows"
        handle={list}
        count={count}
        rowHeight={height}
        scrollLabel={text('list.scroll')}
        onRange={onRange}
        onMovedUp={stayHere}
        onResized={follow}
        onScrollAcross={(left) => shiftHeads(heads.current, left)}
        renderRow={renderRow} track={<Minimap />}
        renderOver={(range, topOf) => stream !== '' && <StreamRail stream={stream} selected={selected} range={range} rowHeight={height} topOf={topOf} />}
      />
      {menu && <RowMenu menu={menu} onClose={(why) => closeMenu(why, setMenu, root.current)} />}
    </section>
  );
}

/** Brings the selected row into view. */
function useShownSelection(list: RefObject<BigListHandle | null>, selected: number, reveal: number): void {
  const wasSelected = useRef(selected >= 0);
  useEffect(() => {
    // After the commit: the list draws its rows synchronously before it scrolls.
    if (selected < 0) return;
    queueMicrotask(() => list.current?.show(selected));
    // The first selection brings the panes below: the list has its new height when the next frame begins.
    if (!wasSelected.current) requestAnimationFrame(() => requestAnimationFrame(() => list.current?.show(selected)));
    wasSelected.current = true;
  }, [list, selected, reveal]);
}

/** Whether rows have come: until then heads and rows wait unseen, because the first rows say how wide the columns are. */
function useHasRows(): boolean {
  const serial = useSession((s) => s.serial);
  const isThere = useRowsVersion(() => rowAt(0) !== undefined);
  const since = useRef(-1);
  if (isThere) since.current = serial;
  return since.current === serial;
}

/** Fetches what is on screen, again when columns or view have changed. */
function useWantedRows(count: number) {
  const shown = useRef<RowRange>({ first: 0, end: 0 });
  const columns = usePreferences((p) => p.columns);
  const view = usePreferences((p) => p.view);
  const want = useCallback(() => {
    // A list that follows the newest frame is about to go there: its rows were asked for.
    if (isFollowing() && shown.current.end < count) return;
    wantRows(shown.current.first, shown.current.end, count);
  }, [count]);
  const onRange = useCallback(
    (range: RowRange) => {
      shown.current = range;
      want();
    },
    [want],
  );
  useEffect(want, [columns, view, want]);
  return { shown, onRange };
}

/** Heads follow the rows sideways; nothing is written while scrolling up and down. */
function shiftHeads(heads: HTMLElement | null, left: number): void {
  const shift = left === 0 ? '' : `translateX(${-left}px)`;
  if (heads && heads.style.transform !== shift) heads.style.transform = shift;
}

function onKeyDown(event: KeyboardEvent, list: BigListHandle | null, selected: number): void {
  if (!isListKey(event)) return;
  const move = listMove(event, list?.pageRows() ?? 1);
  if (move && 'to' in move && move.to === 'last') goToNewest();
  else if (move) selectFrame('by' in move ? selected + move.by : 0);
  else if (event.key === 'ArrowLeft' && !event.altKey && !event.ctrlKey && !event.shiftKey) list?.scrollAcross(-60);
  else if (event.key === 'ArrowRight' && !event.altKey && !event.ctrlKey && !event.shiftKey) list?.scrollAcross(60);
  else if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) runAction('edit.copySummary');
  else return;
  event.preventDefault();
}

/** One listener for all rows: which one was pressed stands in its `data-frame-index`. */
function onPointerDown(event: PointerEvent): void {
  const index = event.button === 0 ? indexAt(event.target) : null;
  if (index !== null) selectFrame(index);
}

const indexAt = (target: EventTarget): number | null => {
  const index = target instanceof Element ? target.closest<HTMLElement>('[data-frame-index]')?.dataset.frameIndex : undefined;
  return index === undefined ? null : Number(index);
};

/** Column of the cell that an event came from; '' = none. */
function columnAt(target: EventTarget): string {
  const cell = target instanceof Element ? target.closest('[role="gridcell"]') : null;
  const place = cell ? [...(cell.parentElement?.children ?? [])].indexOf(cell) : -1;
  return usePreferences.getState().columns[place]?.id ?? '';
}

function startDrag(event: DragEvent): void {
  const index = indexAt(event.target);
  const column = columnAt(event.target);
  if (index !== null && column !== '') dragCell(event.dataTransfer, index, column, cellOf(rowAt(index), column));
}

/** The row's menu opens at the pointer, for the row under it. */
function placeOfMenu(event: MouseEvent): RowMenuPlace | null {
  const index = indexAt(event.target);
  if (index === null) return null;
  event.preventDefault();
  selectFrame(index);
  return { x: event.clientX, y: event.clientY, index, column: columnAt(event.target) };
}

/** Keys of the list itself or of its rows, which a click gives the focus; not those of the column heads. */
const isListKey = (event: KeyboardEvent): boolean => event.target === event.currentTarget || (event.target instanceof Element && event.target.id === 'packet-rows');

const isMenuKey = (event: KeyboardEvent): boolean => isListKey(event) && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey));

function placeBelowRow(event: KeyboardEvent, selected: number): RowMenuPlace | null {
  event.preventDefault();
  const row = document.getElementById(rowId(selected))?.getBoundingClientRect();
  return row ? { x: row.left + 40, y: row.bottom, index: selected, column: '' } : null;
}

function closeMenu(why: string, setMenu: (place: null) => void, list: HTMLElement | null): void {
  setMenu(null);
  if (why !== 'outside') list?.focus({ preventScroll: true });
}
