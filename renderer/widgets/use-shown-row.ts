// Brings a row of a big list into view, also while the panes around the list have not found their sizes yet.
import { useRef } from 'react';
import { topToShow } from './segment';

/** A view of fewer rows is on its way to another height. */
const SQUEEZED_ROWS = 2;

interface Scroll {
  readonly topRow: () => number;
  readonly viewRows: () => number;
  readonly goTo: (row: number) => void;
}

/** `again`, once the view has another height: a row that was shown in next to no room stands as if there had been room. */
export function useShownRow({ topRow, viewRows, goTo }: Scroll): { readonly show: (row: number) => void; readonly again: () => void } {
  const squeezed = useRef<{ readonly row: number; readonly top: number } | null>(null);
  return {
    show: (row) => {
      const top = topToShow(row, topRow(), viewRows());
      squeezed.current = viewRows() < SQUEEZED_ROWS ? { row, top: squeezed.current?.top ?? topRow() } : null;
      if (top !== topRow()) goTo(top);
    },
    again: () => {
      if (squeezed.current === null) return;
      const { row, top } = squeezed.current;
      squeezed.current = null;
      goTo(topToShow(row, top, viewRows()));
    },
  };
}
