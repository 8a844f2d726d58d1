// Heads of the packet list's columns: drag to move, drag the edge to resize, menu for the rest; all of it by keyboard too.
import { memo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type Ref } from 'react';
import { flushSync } from 'react-dom';
import { useText, type Text } from '../../locales/text';
import { changeColumn, isStandard, moveColumn, NARROWEST, type Column } from '../../state/columns';
import { columnsMenu } from '../../state/menus';
import { setColumns, usePreferences } from '../../state/preferences';
import { PopupMenu, type MenuItem, type MenuPlace } from '../../widgets/popup-menu';
import { visibleMarks } from '../../widgets/visible-marks';
import { cellStyle } from './packet-row';
import type { ColumnPlaces } from './use-column-places';

export function titleOf(column: Column, text: Text): string {
  return isStandard(column.id) ? text(`column.${column.id}`) : visibleMarks(column.title || column.id);
}

const unzoomed = (width: number): number => Math.round(width / (usePreferences.getState().zoom / 100));
const setWidth = (columns: readonly Column[], id: string, width: number | null): void =>
  setColumns(changeColumn(columns, id, { width: width === null ? null : Math.max(NARROWEST, unzoomed(width)) }));

function headMenu(column: Column, places: ColumnPlaces, text: Text): MenuItem[] {
  const { columns, widths } = places;
  const at = columns.indexOf(column);
  const width = widths[at] ?? 0;
  const align = (side: Column['align']): MenuItem => ({
    kind: 'item',
    label: text(side === 'left' ? 'column.alignLeft' : 'column.alignRight'),
    checked: column.align === side,
    run: () => setColumns(changeColumn(columns, column.id, { align: side })),
  });
  const item = (label: string, run: () => void, disabled = false): MenuItem => ({ kind: 'item', label, run, disabled });
  return [
    align('left'),
    align('right'),
    { kind: 'separator' },
    item(text('column.fit'), () => setWidth(columns, column.id, null)),
    item(text('column.wider'), () => setWidth(columns, column.id, width + 24)),
    item(text('column.narrower'), () => setWidth(columns, column.id, width - 24)),
    item(text('column.moveLeft'), () => setColumns(moveColumn(columns, column.id, at - 1)), at === 0),
    item(text('column.moveRight'), () => setColumns(moveColumn(columns, column.id, at + 1)), at === columns.length - 1),
    item(text('column.remove'), () => setColumns(columns.filter((c) => c !== column)), columns.length === 1),
    { kind: 'separator' },
    ...columnsMenu(text),
  ];
}

interface ColumnHeadsProps {
  readonly places: ColumnPlaces;
  readonly ref: Ref<HTMLDivElement>;
}

function PlainColumnHeads({ places, ref }: ColumnHeadsProps): ReactNode {
  const text = useText();
  const [menu, setMenu] = useState<{ readonly column: Column; readonly place: MenuPlace } | null>(null);
  const [drop, setDrop] = useState<number | null>(null);
  const [current, setCurrent] = useState(0);
  const row = useRef<HTMLDivElement>(null);
  const focusHead = (at: number): void => {
    const next = Math.max(0, Math.min(places.columns.length - 1, at));
    setCurrent(next);
    row.current?.querySelectorAll<HTMLElement>('[role="columnheader"]')[next]?.focus();
  };
  const openMenu = (column: Column, element: HTMLElement): void => {
    const box = element.getBoundingClientRect();
    setMenu({ column, place: { x: box.left, y: box.bottom } });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, column: Column, at: number): void => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const step = event.key === 'ArrowLeft' ? -1 : 1;
      if (event.ctrlKey) flushSync(() => setColumns(moveColumn(places.columns, column.id, at + step)));
      focusHead(at + step);
    } else if (event.key === 'Enter' || event.key === ' ' || event.key === 'ArrowDown' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu(column, event.currentTarget);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="column-heads" role="rowgroup">
      <div ref={ref} className="column-heads-inside">
        <div ref={row} role="row" aria-rowindex={1} className="column-heads-row">
          {places.columns.map((column, at) => (
            <div
              key={column.id}
              role="columnheader"
              tabIndex={at === current ? 0 : -1}
              className={`column-head ${column.align} ${drop === at ? 'drop' : ''}`}
              style={cellStyle(at)}
              title={isStandard(column.id) ? undefined : column.id}
              onContextMenu={(event) => {
                event.preventDefault();
                setMenu({ column, place: { x: event.clientX, y: event.clientY } });
              }}
              onKeyDown={(event) => onKeyDown(event, column, at)}
              onPointerDown={(event) => dragHead(event, places, at, setDrop)}
            >
              <span className="cut">{titleOf(column, text)}</span>
              <span className="column-edge" aria-hidden="true" title={text('column.resize', { name: titleOf(column, text) })} onPointerDown={(event) => dragEdge(event, places, at)} onDoubleClick={() => setWidth(places.columns, column.id, null)} />
            </div>
          ))}
        </div>
      </div>
      {menu && <PopupMenu label={text('column.menu', { name: titleOf(menu.column, text) })} items={headMenu(menu.column, places, text)} place={menu.place} onClose={() => setMenu(null)} />}
    </div>
  );
}

export const ColumnHeads = memo(PlainColumnHeads);

function dragEdge(event: PointerEvent<HTMLElement>, places: ColumnPlaces, at: number): void {
  if (event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  const edge = event.currentTarget;
  const from = event.clientX;
  const start = places.widths[at] ?? 0;
  let width = start;
  const onMove = (next: globalThis.PointerEvent): void => {
    width = start + next.clientX - from;
    places.preview(at, width);
  };
  edge.setPointerCapture(event.pointerId);
  edge.addEventListener('pointermove', onMove);
  edge.addEventListener(
    'lostpointercapture',
    () => {
      edge.removeEventListener('pointermove', onMove);
      const column = places.columns[at];
      if (column && width !== start) setWidth(places.columns, column.id, width);
    },
    { once: true },
  );
}

/** Moves a column once the pointer has gone far enough; the line shows where it will stand. */
function dragHead(event: PointerEvent<HTMLElement>, places: ColumnPlaces, at: number, setDrop: (at: number | null) => void): void {
  if (event.button !== 0) return;
  const head = event.currentTarget;
  const from = event.clientX;
  let to: number | null = null;
  const heads = [...(head.parentElement?.querySelectorAll<HTMLElement>('[role="columnheader"]') ?? [])];
  const onMove = (next: globalThis.PointerEvent): void => {
    if (Math.abs(next.clientX - from) < 6 && to === null) return;
    const found = heads.findIndex((h) => next.clientX < h.getBoundingClientRect().right);
    to = found < 0 ? heads.length - 1 : found;
    setDrop(to);
  };
  head.setPointerCapture(event.pointerId);
  head.addEventListener('pointermove', onMove);
  head.addEventListener(
    'lostpointercapture',
    () => {
      head.removeEventListener('pointermove', onMove);
      setDrop(null);
      const column = places.columns[at];
      if (column && to !== null && to !== at) setColumns(moveColumn(places.columns, column.id, to));
    },
    { once: true },
  );
}
