// Where each column of the packet list begins and how wide it is: set by hand, or as wide as what has been seen in it.
import { useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { FIELD_WIDTH, isStandard, LEAST_WIDTH, NARROWEST, WIDEST_BY_CONTENT, type Column } from '../../state/columns';
import { usePreferences } from '../../state/preferences';
import { cellOf, rowAt, timeDigitsOf, useRowsVersion } from '../../state/rows';
import { expectedFrames, useSession } from '../../state/session';
import type { RowRange } from '../../widgets/segment';

export interface ColumnPlaces {
  readonly columns: readonly Column[];
  /** Width of each in px, as drawn. */
  readonly widths: readonly number[];
  /** Changes a width while it is dragged, without drawing any row again. */
  readonly preview: (place: number, width: number) => void;
}

const RAIL = 28;
/** Width of a character of the data font at 100 % zoom: 0.6 em of 12.5 px. */
const CHARACTER = 7.5;
const LEAST_INFO = 200;
/** How many frames a live capture will have is not known: place for a million. */
const LIVE_DIGITS = 6;
const LIVE_SECONDS = 3;

/** Widest text seen so far in each column of this capture; it only grows, so that nothing jumps back. */
function useWidestTexts(columns: readonly Column[], shown: RefObject<RowRange>): ReadonlyMap<string, number> {
  const serial = useSession((s) => s.serial);
  // While a file is read, those of the number that is to be expected: the columns stay where they are.
  const lastDigits = useSession((s) => Math.max(s.capture?.live ? LIVE_DIGITS : 0, String(expectedFrames(s.progress)).length));
  const isLive = useSession((s) => Boolean(s.capture?.live));
  const time = usePreferences((p) => p.view.time);
  const digits = usePreferences((p) => p.view.timeDigits);
  useRowsVersion((s) => s.version);
  const seen = useRef({ key: '', widest: new Map<string, number>() });
  const key = `${serial} ${time} ${digits}`;
  if (seen.current.key !== key) seen.current = { key, widest: new Map() };
  let { widest } = seen.current;
  const note = (id: string, length: number): void => {
    if (length <= (widest.get(id) ?? 0)) return;
    widest = new Map(widest).set(id, length);
  };
  note('number', lastDigits);
  if (isLive && time === 'relative') note('time', LIVE_SECONDS + 1 + (digits >= 0 ? digits : timeDigitsOf()));
  for (let index = shown.current.first; index < shown.current.end; index++) {
    const row = rowAt(index);
    for (const { id, width } of row ? columns : []) if (width === null && id !== 'info') note(id, cellOf(row, id).length);
  }
  seen.current.widest = widest;
  return widest;
}

function widthOf(column: Column, widest: ReadonlyMap<string, number>, zoom: number, padding: number): number {
  if (column.width !== null) return Math.max(NARROWEST, column.width) * zoom;
  if (column.id === 'info') return LEAST_INFO * zoom;
  const least = isStandard(column.id) ? LEAST_WIDTH[column.id] - (16 - padding * 2) : FIELD_WIDTH;
  const content = Math.min(WIDEST_BY_CONTENT, Math.ceil((widest.get(column.id) ?? 0) * CHARACTER) + padding * 2 + 1);
  return Math.max(least, content) * zoom;
}

function useWidth(root: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    setWidth(element.clientWidth);
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  return width;
}

/** The last column, or Info wherever it stands, takes what is left of the width. */
function stretch(columns: readonly Column[], widths: number[], available: number): void {
  const info = columns.findIndex((c) => c.id === 'info' && c.width === null);
  const flexible = info >= 0 ? info : columns.length - 1;
  const used = widths.reduce((sum, width) => sum + width, RAIL);
  widths[flexible] = (widths[flexible] ?? 0) + Math.max(0, available - used);
}

function place(element: HTMLElement, widths: readonly number[]): void {
  let left = RAIL;
  widths.forEach((width, i) => {
    element.style.setProperty(`--left-${i}`, `${left}px`);
    element.style.setProperty(`--width-${i}`, `${width}px`);
    left += width;
  });
  element.style.setProperty('--columns-width', `${left}px`);
}

export function useColumnPlaces(root: RefObject<HTMLElement | null>, shown: RefObject<RowRange>): ColumnPlaces {
  const columns = usePreferences((p) => p.columns);
  const zoom = usePreferences((p) => p.zoom) / 100;
  const widest = useWidestTexts(columns, shown);
  const total = useWidth(root);
  const padding = window.innerWidth <= 1100 ? 6 : 8;
  const widths = useMemo(() => {
    const list = columns.map((column) => widthOf(column, widest, zoom, padding));
    stretch(columns, list, total - 14);
    return list;
  }, [columns, widest, zoom, padding, total]);
  useLayoutEffect(() => {
    if (root.current) place(root.current, widths);
  }, [root, widths]);
  return useMemo(
    () => ({
      columns,
      widths,
      preview(at, width) {
        if (root.current) place(root.current, widths.with(at, Math.max(NARROWEST * zoom, width)));
      },
    }),
    [columns, widths, root, zoom],
  );
}
