// A list of rows of one height, smooth to ten million of them: only rows in view exist, in a sliding segment, with an own scrollbar.
import { Fragment, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode, type Ref, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { ListScrollbar } from './list-scrollbar';
import { drawnRange, segmentAround, segmentLength, slideSegment, topToShow, type RowRange } from './segment';

export interface BigListHandle {
  /** Brings a row into view, moving no more than needed. */
  show(row: number): void;
  /** Rows that fit in the view. */
  pageRows(): number;
  scrollAcross(by: number): void;
}

interface BigListProps {
  readonly id: string;
  readonly count: number;
  readonly rowHeight: number;
  /** CSS width of the content; the view scrolls sideways when it is narrower. */
  readonly contentWidth: string;
  readonly scrollLabel: string;
  readonly handle: Ref<BigListHandle>;
  readonly renderRow: (index: number, top: number) => ReactNode;
  /** Drawn over the rows, at their coordinates. */
  readonly renderOver?: (range: RowRange, topOf: (index: number) => number) => ReactNode;
  readonly onRange: (range: RowRange) => void;
  readonly onScrollAcross?: (left: number) => void;
}

const OVERSCAN = 8;

interface Place {
  /** First row of the segment. */
  readonly base: number;
  readonly range: RowRange;
}

/**
 * The scroll position in rows, and the ways to change it. Position and size are remembered when they change and never read
 * after rows were drawn: that would make the browser lay everything out twice. They live in a ref, not in state, where a
 * closure of an earlier render would scroll to a wrong place.
 */
function useSegmentedScroll(count: number, rowHeight: number) {
  const view = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ base: 0, range: { first: 0, end: 0 } });
  const now = useRef({ count, rowHeight, base: 0, scrollTop: 0, height: 0 });
  const topRow = (): number => now.current.base + now.current.scrollTop / now.current.rowHeight;
  const viewRows = (): number => now.current.height / now.current.rowHeight;

  const draw = (base: number, top: number): void => {
    const range = drawnRange(now.current.count, top, viewRows(), OVERSCAN);
    now.current.base = base;
    setPlace((old) => (old.base === base && old.range.first === range.first && old.range.end === range.end ? old : { base, range }));
  };
  /** Draws the rows first and scrolls then, so that no frame is painted without them. */
  const goTo = (top: number): void => {
    const most = Math.max(0, now.current.count - viewRows());
    const target = Math.max(0, Math.min(most, top));
    const near = Math.abs(target - topRow()) < segmentLength(now.current.count) / 4;
    const base = near ? slideSegment(now.current.count, now.current.base, target) : segmentAround(now.current.count, target);
    now.current.scrollTop = (target - base) * now.current.rowHeight;
    flushSync(() => draw(base, target));
    if (view.current) view.current.scrollTop = now.current.scrollTop;
  };
  /** Called for every scroll: by wheel, touch or key. */
  const follow = (scrollTop: number): void => {
    now.current.scrollTop = scrollTop;
    const top = topRow();
    const base = slideSegment(now.current.count, now.current.base, top);
    if (base !== now.current.base) goTo(top);
    else flushSync(() => draw(base, top));
  };
  return { view, place, now, topRow, viewRows, draw, goTo, follow };
}

type Scroll = ReturnType<typeof useSegmentedScroll>;

/** Keeps the drawn rows right when the list grows, the rows get taller or the view is resized. */
function useKeptInView(scroll: Scroll, count: number, rowHeight: number, moved: () => void): void {
  const { now, topRow, draw, goTo, view } = scroll;
  const changed = useRef(moved);
  changed.current = moved;
  useLayoutEffect(() => {
    const top = topRow();
    const taller = now.current.rowHeight !== rowHeight;
    now.current = { ...now.current, count, rowHeight };
    if (taller || now.current.base > Math.max(0, count - segmentLength(count))) queueMicrotask(() => goTo(Math.min(top, count)));
    else draw(now.current.base, top);
    changed.current();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the functions read refs only
  }, [count, rowHeight]);
  useLayoutEffect(() => {
    const element = view.current;
    if (!element) return undefined;
    const measure = (): void => {
      now.current.height = element.clientHeight;
      draw(now.current.base, topRow());
      changed.current();
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(element);
    return () => observer.disconnect();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the functions read refs only
  }, []);
}

export function BigList(props: BigListProps): ReactNode {
  const { id, count, rowHeight, contentWidth, scrollLabel, handle, renderRow, renderOver, onRange, onScrollAcross } = props;
  const scroll = useSegmentedScroll(count, rowHeight);
  const { view, place, topRow, viewRows, goTo, follow } = scroll;
  const moveThumb = useRef<() => void>(() => undefined);
  useKeptInView(scroll, count, rowHeight, () => moveThumb.current());
  useImperativeHandle(handle, () => ({
    show: (row) => {
      const top = topToShow(row, topRow(), viewRows());
      if (top === topRow()) return;
      goTo(top);
      moveThumb.current();
    },
    pageRows: () => Math.max(1, Math.floor(viewRows()) - 1),
    scrollAcross: (by) => view.current?.scrollBy({ left: by }),
  }));
  const { base, range } = place;
  useEffect(() => onRange(range), [onRange, range, count]);
  const topOf = (index: number): number => (index - base) * rowHeight;
  useNativeScroll(view, (scrollTop, scrollLeft) => {
    follow(scrollTop);
    moveThumb.current();
    onScrollAcross?.(scrollLeft);
  });
  const rows = slotsOf(range, count).map((index, slot) => <Fragment key={slot}>{index === null ? null : renderRow(index, topOf(index))}</Fragment>);
  return (
    <div className="big-list">
      <div className="big-list-view" id={id} ref={view} role="presentation" tabIndex={-1}>
        <div className="big-list-content" role="presentation" style={{ height: segmentLength(count) * rowHeight, width: contentWidth }}>
          {rows}
          {renderOver?.(range, topOf)}
        </div>
      </div>
      <ListScrollbar controls={id} label={scrollLabel} count={count} topRow={topRow} viewRows={viewRows} rowHeight={rowHeight} goTo={goTo} moveThumb={moveThumb} />
    </div>
  );
}

/**
 * The row in each slot: a row that scrolls out leaves its elements to the one that scrolls in, and no other is touched or moved.
 * So elements are not in the order of rows; `aria-rowindex` says which is which.
 */
function slotsOf({ first, end }: RowRange, count: number): readonly (number | null)[] {
  const slots = new Array<number | null>(end - first).fill(null);
  for (let index = first; index < Math.min(end, count); index++) slots[index % slots.length] = index;
  return slots;
}

/** Listens natively: React's own scroll handler may run after the frame is painted, with blank rows in it. */
function useNativeScroll(view: RefObject<HTMLDivElement | null>, onScroll: (top: number, left: number) => void): void {
  const latest = useRef(onScroll);
  latest.current = onScroll;
  useEffect(() => {
    const element = view.current;
    const listener = (): void => latest.current(element?.scrollTop ?? 0, element?.scrollLeft ?? 0);
    element?.addEventListener('scroll', listener, { passive: true });
    return () => element?.removeEventListener('scroll', listener);
  }, [view]);
}

/** Rows that a key moves by in a list, or null: a place (`to`) or a distance (`by`). */
export function listMove(event: KeyboardEvent, page: number): { readonly by: number } | { readonly to: 'first' | 'last' } | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  switch (event.key) {
    case 'ArrowDown':
      return { by: 1 };
    case 'ArrowUp':
      return { by: -1 };
    case 'PageDown':
      return { by: page };
    case 'PageUp':
      return { by: -page };
    case 'Home':
      return { to: 'first' };
    case 'End':
      return { to: 'last' };
    default:
      return null;
  }
}
