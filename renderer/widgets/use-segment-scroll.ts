// The scroll position of a list of millions of rows: which segment of it is laid out, and the ways to change place in it.
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { segmentAround, segmentLength, slideSegment } from './segment';

interface SegmentScrollOptions {
  readonly count: number;
  readonly rowHeight: number;
  /** The box that the list fills; its height is the view's. */
  readonly box: RefObject<HTMLElement | null>;
  /** The element that scrolls. */
  readonly view: HTMLElement | null;
  readonly onMoved: () => void;
  readonly onScrollAcross: (left: number) => void;
}

/** What is laid out. */
interface Place {
  /** First row of the segment. */
  readonly base: number;
  /** Row whose elements have the key 0; others count from there. */
  readonly origin: number;
}

/** The same object where nothing has changed, so that nothing is drawn again. */
function placeOf({ base, origin }: Place, old: Place): Place {
  return old.base === base && old.origin === origin ? old : { base, origin };
}

export interface SegmentScroll extends Place {
  /** Height of the box in px, with the sideways scrollbar where there is one. */
  readonly height: number;
  readonly topRow: () => number;
  readonly viewRows: () => number;
  readonly goTo: (row: number) => void;
}

/**
 * What handlers need is kept in a ref: one that closed over an older segment would scroll to a wrong place. Place and height
 * are remembered when they change and never asked of the page after rows were drawn, which would lay it out twice.
 */
export function useSegmentScroll(options: SegmentScrollOptions): SegmentScroll {
  const { count, rowHeight, box, view } = options;
  const [place, setPlace] = useState<Place>({ base: 0, origin: 0 });
  const [height, setHeight] = useState(0);
  const now = useRef({ ...options, base: 0, origin: 0, scrollTop: 0, height: 0, drawn: 0 });
  const topRow = (): number => now.current.base + now.current.scrollTop / now.current.rowHeight;
  const viewRows = (): number => now.current.height / now.current.rowHeight;

  /**
   * Draws the rows that are in view now, before anything is painted. A short step adds and removes the elements of just the rows
   * that come and go. A step longer than the view takes the origin along: every element stays where it is in the page and only
   * its text changes, which is cheaper than to make all of them anew, or to move them about.
   */
  const draw = (element: HTMLElement, scrollTop: number | null): void => {
    const step = Math.floor(topRow()) - now.current.drawn;
    now.current.drawn += step;
    if (Math.abs(step) > viewRows()) now.current.origin += step;
    flushSync(() => {
      setPlace((old) => placeOf(now.current, old));
      if (scrollTop !== null) element.scrollTop = scrollTop;
      element.dispatchEvent(new Event('scroll'));
    });
    now.current.onMoved();
  };
  /** Scrolls and draws within one task, so that no frame is painted in between. */
  const goTo = (row: number): void => {
    const { count: total, view: element } = now.current;
    if (!element) return;
    const target = Math.max(0, Math.min(total - viewRows(), row));
    const isNear = Math.abs(target - topRow()) < segmentLength(total) / 4;
    const next = isNear ? slideSegment(total, now.current.base, target) : segmentAround(total, target);
    now.current.base = next;
    now.current.scrollTop = (target - next) * now.current.rowHeight;
    draw(element, now.current.scrollTop);
  };
  /** The user has scrolled by wheel, touch or key. */
  const follow = (element: HTMLElement): void => {
    now.current.scrollTop = element.scrollTop;
    if (slideSegment(now.current.count, now.current.base, topRow()) !== now.current.base) goTo(topRow());
    else draw(element, null);
    now.current.onScrollAcross(element.scrollLeft);
  };
  const handlers = useRef({ goTo, follow });
  handlers.current = { goTo, follow };

  useLayoutEffect(() => {
    const top = topRow();
    const taller = now.current.rowHeight !== rowHeight;
    now.current = { ...now.current, ...options };
    if (taller || now.current.base > count - segmentLength(count)) queueMicrotask(() => handlers.current.goTo(top));
    now.current.onMoved();
  });
  useScrollInSync(view, handlers);
  useHeights(box, view, (whole, inside) => {
    now.current.height = inside;
    flushSync(() => setHeight(whole));
    now.current.onMoved();
  });
  return { base: Math.min(place.base, count - segmentLength(count)), origin: place.origin, height, topRow, viewRows, goTo: (row) => handlers.current.goTo(row) };
}

/**
 * react-window draws after a scroll event when React finds time, which can be after the frame was painted with blank rows. So
 * the browser's event is caught on its way and sent again from within flushSync: what is painted is what was scrolled to.
 */
function useScrollInSync(view: HTMLElement | null, handlers: RefObject<{ readonly follow: (view: HTMLElement) => void }>): void {
  useEffect(() => {
    const around = view?.parentElement;
    if (!view || !around) return undefined;
    const onScroll = (event: Event): void => {
      if (!event.isTrusted || event.target !== view) return;
      event.stopImmediatePropagation();
      handlers.current.follow(view);
    };
    around.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => around.removeEventListener('scroll', onScroll, { capture: true });
  }, [view, handlers]);
}

/** Tells both heights before the frame is painted, as soon as there is one and whenever one changes. */
function useHeights(box: RefObject<HTMLElement | null>, view: HTMLElement | null, changed: (whole: number, inside: number) => void): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    const around = box.current;
    if (!around || !view) return undefined;
    const observer = new ResizeObserver(() => latest.current(around.clientHeight, view.clientHeight));
    observer.observe(around);
    observer.observe(view);
    return () => observer.disconnect();
  }, [box, view]);
}
