// Which rows of a scrolling box are in view, for panes with thousands of rows of one height.
import { useCallback, useState, type RefObject } from 'react';
import { drawnRange, topToShow, type RowRange } from './segment';
import { useScrollWatch } from './use-scroll-watch';

const OVERSCAN = 6;

export interface VisibleRows {
  readonly range: RowRange;
  /** Brings a row into view, moving no more than needed. */
  readonly show: (row: number) => void;
  readonly pageRows: () => number;
}

export function useVisibleRows(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): VisibleRows {
  const [range, setRange] = useState<RowRange>({ first: 0, end: 0 });
  const measure = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const next = drawnRange(count, element.scrollTop / rowHeight, element.clientHeight / rowHeight, OVERSCAN);
    setRange((old) => (old.first === next.first && old.end === next.end ? old : next));
  }, [box, count, rowHeight]);
  useScrollWatch(box, measure);
  const show = useCallback(
    (row: number) => {
      const element = box.current;
      if (!element || row < 0) return;
      const now = element.scrollTop / rowHeight;
      const top = topToShow(row, now, element.clientHeight / rowHeight);
      if (top !== now) element.scrollTop = top * rowHeight;
    },
    [box, rowHeight],
  );
  const pageRows = useCallback(() => Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 1), [box, rowHeight]);
  return { range, show, pageRows };
}
