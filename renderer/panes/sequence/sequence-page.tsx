// The tab of a sequence diagram: as much of it as is in view, followed by a card that explains one row in words.
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { useText } from '../../locales/text';
import { usePreferences } from '../../state/preferences';
import { flowRows, goToRow, showInList, stepZoom, streamRows, useSequence } from '../../state/sequence';
import type { SequenceLayout } from '../../state/sequence-layout';
import { useScrollWatch } from '../../widgets/use-scroll-watch';
import { ExplainCard } from './explain-card';
import { HEAD_HEIGHT, sceneOf, type Scene } from './scene';
import { coordinate } from './shape';
import { shownRows } from './sequence-export';
import { ShapeElements } from './shape-elements';

/** Drawn beyond what is in view, so that scrolling finds something there. */
const BEYOND = 400;
/** A pointer so far from a row means none. */
const NEAR = 24;
/** A press that moves further is a drag. */
const DRAG = 5;

interface View {
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

export function SequencePage(): ReactNode {
  const text = useText();
  const layout = useSequence((s) => s.layout);
  const isEmpty = useSequence((s) => s.flow !== null && s.flow.frames.length === 0);
  if (!layout) return <main className="panes" aria-busy="true" />;
  if (isEmpty) return <main className="panes empty-capture">{text('sequence.none')}</main>;
  return <Diagram layout={layout} />;
}

function Diagram({ layout }: { readonly layout: SequenceLayout }): ReactNode {
  const text = useText();
  const unit = usePreferences((p) => p.zoom) / 100;
  const box = useRef<HTMLDivElement>(null);
  const view = useView(box, unit);
  const [hover, setHover] = useState(-1);
  const { stream, flow, cursor, version } = useSequence();
  const scene = useMemo(() => sceneOf({ stream, flow, layout, width: view.width, text }), [stream, flow, layout, view.width, text]);
  // Whole steps of BEYOND, so that most scrolling draws nothing anew.
  const from = Math.max(0, Math.floor(view.top / BEYOND) * BEYOND - BEYOND);
  useShownRows(layout, view, scene.width);
  const { startDrag, isDragged } = useDrag(box);
  useReveal(box, layout, unit);
  useWheelZoom(box, layout, unit);
  const rowUnder = (event: PointerEvent): number => {
    const y = (event.clientY - event.currentTarget.getBoundingClientRect().top) / unit;
    const row = layout.nearest(y);
    return Math.abs(layout.y(row) + 4 - y) <= NEAR ? row : -1;
  };
  const card = hover >= 0 ? hover : cursor;
  return (
    <main className="panes sequence" data-testid="sequence" data-version={version}>
      <div ref={box} className="sequence-scroll" tabIndex={0} role="group" aria-label={text('sequence.label')} data-pane="sequence" onKeyDown={(event) => onKey(event, view.height, layout)}>
        <svg className="sequence-head" width={scene.width * unit} height={HEAD_HEIGHT * unit} viewBox={`0 0 ${scene.width} ${HEAD_HEIGHT}`}>
          <ShapeElements shapes={scene.head} />
        </svg>
        <div className="sequence-body" style={{ height: layout.height * unit, width: scene.width * unit }} onPointerMove={(event) => setHover(rowUnder(event))} onPointerLeave={() => setHover(-1)} onPointerDown={startDrag} onPointerUp={(event) => isDragged.current || pick(event, rowUnder(event))}>
          <Drawn scene={scene} layout={layout} cursor={cursor} from={from} to={Math.min(layout.height, from + view.height + 3 * BEYOND)} unit={unit} version={version} />
        </div>
      </div>
      {card >= 0 && view.width > 0 && <ExplainCard row={card} isWide={view.width >= 1280} top={(HEAD_HEIGHT + layout.y(card) - view.top) * unit} room={(view.height + HEAD_HEIGHT) * unit} isHover={hover >= 0} />}
      <p className="unseen" role="status" data-testid="sequence-row">{cursor >= 0 ? scene.label(cursor) : ''}</p>
    </main>
  );
}

interface DrawnProps {
  readonly scene: Scene;
  readonly layout: SequenceLayout;
  readonly cursor: number;
  readonly from: number;
  readonly to: number;
  readonly unit: number;
  /** Rows have come. */
  readonly version: number;
}

/** Drawn anew only when other rows come near: scrolling moves what is there. */
const Drawn = memo(function Drawn({ scene, layout, cursor, from, to, unit }: DrawnProps): ReactNode {
  const { first, end } = layout.between(from, to);
  const rows = layout.apart(first, end);
  if (cursor >= first && cursor < end && !rows.includes(cursor)) rows.push(cursor);
  useEffect(() => {
    if (useSequence.getState().stream) streamRows.wantEach([Math.max(0, first - 1), ...rows]);
    else flowRows.wantEach(rows);
  });
  const at = Math.max(0, Math.min(from, layout.y(first) - 60));
  const bottom = Math.max(to, layout.y(end - 1) + 60);
  const moved = (y: number): string => `translate(0 ${coordinate(y - at)})`;
  return (
    <svg className="sequence-rows" style={{ top: at * unit }} width={scene.width * unit} height={(bottom - at) * unit} viewBox={`0 0 ${scene.width} ${bottom - at}`} data-testid="sequence-drawing" role="img" aria-label={scene.title}>
      {scene.boxes(first, end).map((box) => (
        <g key={`box ${box}`} transform={moved(layout.edges(box).top)}>
          <ShapeElements shapes={scene.box(box)} />
        </g>
      ))}
      <ShapeElements shapes={scene.ground(first, end, at)} />
      {rows.map((row) => (
        <g key={row} transform={moved(layout.y(row))}>
          <ShapeElements shapes={scene.row(row, row === cursor)} />
        </g>
      ))}
    </svg>
  );
});

function pick(event: PointerEvent, row: number): void {
  if (event.button === 0 && row >= 0) void goToRow(row);
}

function onKey(event: KeyboardEvent, height: number, layout: SequenceLayout): void {
  const { cursor } = useSequence.getState();
  const last = layout.boxes.length > 0 ? layout.boxes.at(-1)!.last : (useSequence.getState().flow?.frames.length ?? 0) - 1;
  const go = (row: number): void => void goToRow(Math.max(0, Math.min(last, row)));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(cursor + 1), ArrowUp: () => go(Math.max(0, cursor) - 1), Home: () => go(0), End: () => go(last),
    PageDown: () => go(layout.nearest(layout.y(cursor) + height - 60)), PageUp: () => go(layout.nearest(layout.y(cursor) - height + 60)),
    Enter: () => void (cursor >= 0 && showInList(cursor)), '+': () => stepZoom(1), '-': () => stepZoom(-1), '0': () => stepZoom(0),
  };
  const act = event.ctrlKey || event.altKey || event.metaKey ? undefined : keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}

/** What part of the diagram is in view, in its own units. */
function useView(box: RefObject<HTMLDivElement | null>, unit: number): View {
  const [view, setView] = useState<View>({ top: 0, height: 0, width: 0 });
  const measure = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const next = { top: element.scrollTop / unit, height: element.clientHeight / unit - HEAD_HEIGHT, width: element.clientWidth / unit };
    setView((old) => (old.top === next.top && old.height === next.height && old.width === next.width ? old : next));
  }, [box, unit]);
  useScrollWatch(box, measure);
  return view;
}

/** A press that moves takes the diagram along, and picks nothing. */
function useDrag(box: RefObject<HTMLDivElement | null>): { readonly startDrag: (event: PointerEvent) => void; readonly isDragged: RefObject<boolean> } {
  const isDragged = useRef(false);
  const startDrag = useCallback(
    (down: PointerEvent): void => {
      const element = box.current;
      isDragged.current = false;
      if (!element || down.button !== 0) return;
      const [left, top] = [element.scrollLeft, element.scrollTop];
      const move = (event: globalThis.PointerEvent): void => {
        const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
        isDragged.current ||= Math.hypot(x, y) > DRAG;
        if (isDragged.current) element.scrollTo(left - x, top - y);
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', () => window.removeEventListener('pointermove', move), { once: true });
    },
    [box],
  );
  return { startDrag, isDragged };
}

/** What an export of what is in view has. */
function useShownRows(layout: SequenceLayout, { top, height }: View, width: number): void {
  useEffect(() => {
    const { first, end } = layout.between(top, top + height);
    Object.assign(shownRows, { first, end, width });
  }, [layout, top, height, width]);
}

/** Brings the cursor into view, moving no more than needed. */
function useReveal(box: RefObject<HTMLDivElement | null>, layout: SequenceLayout, unit: number): void {
  const reveal = useSequence((s) => s.reveal);
  useLayoutEffect(() => {
    const element = box.current;
    const { cursor } = useSequence.getState();
    if (!element || cursor < 0) return;
    const [top, room] = [element.scrollTop / unit, element.clientHeight / unit - HEAD_HEIGHT];
    const y = layout.y(cursor);
    if (y < top + 60) element.scrollTop = Math.max(0, y - 90) * unit;
    else if (y > top + room - 60) element.scrollTop = (y - room + 90) * unit;
  }, [box, layout, unit, reveal]);
}

/** Ctrl and the wheel; what is under the pointer stays there. */
function useWheelZoom(box: RefObject<HTMLDivElement | null>, layout: SequenceLayout, unit: number): void {
  const keep = useRef<{ readonly row: number; readonly offset: number } | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    if (keep.current) element.scrollTop = layout.y(keep.current.row) * unit - keep.current.offset;
    keep.current = null;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const offset = event.clientY - element.getBoundingClientRect().top - HEAD_HEIGHT * unit;
      const row = layout.nearest((element.scrollTop + offset) / unit);
      keep.current = { row, offset: layout.y(row) * unit - element.scrollTop };
      stepZoom(event.deltaY < 0 ? 1 : -1);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box, layout, unit]);
}
