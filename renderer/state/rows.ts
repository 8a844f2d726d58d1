// The one cache of packet list rows, kept in step with the open capture, the columns and the view.
import { create } from 'zustand';
import type { ViewOptions } from '../../shared/ipc/contract';
import { engine } from '../engine';
import { mayBeCut } from './capture-facts';
import { columnsToFetch } from './columns';
import { isFiltered } from './displayed';
import { usePreferences } from './preferences';
import { RowCache, type CachedRow } from './row-cache';
import { report, useSession } from './session';

/** Grows whenever rows that may be on screen have changed. */
export const useRowsVersion = create<{ readonly version: number }>()(() => ({ version: 0 }));

export function currentView(): ViewOptions {
  return usePreferences.getState().view;
}

let scheduled = false;

function changed(): void {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    useRowsVersion.setState(({ version }) => ({ version: version + 1 }));
  });
}

const cache = new RowCache({
  changed,
  async fetchRows(first, count) {
    const shown = columnsToFetch(usePreferences.getState().columns);
    const columns = mayBeCut(useSession.getState().capture) ? [...new Set([...shown, CAPTURED])] : shown;
    try {
      const { rows } = await engine.call('frames.rows', { first, count, columns: [...columns], view: currentView() });
      return { columns, rows };
    } catch (error) {
      report(error);
      throw error;
    }
  },
});

export function rowAt(index: number): CachedRow | undefined {
  return cache.get(index);
}

export function wantRows(first: number, end: number, total: number): void {
  if (total > 0) cache.want(first, end, total);
}

/** Resolves when the rows wanted last are there, or cannot be had. */
export function whenRowsThere(): Promise<void> {
  return cache.whenThere();
}

const CAPTURED = 'frame.cap_len';

/** How many bytes of a cut frame were captured, and how many it had; null where it is whole, or nothing can be said. */
export function cutOf(cached: CachedRow | undefined): { readonly caplen: number; readonly len: number } | null {
  const caplen = Number(cellOf(cached, CAPTURED));
  const len = Number(cellOf(cached, 'length'));
  return caplen > 0 && caplen < len ? { caplen, len } : null;
}

/** Text of one cell; '' while the row is not there. */
export function cellOf(cached: CachedRow | undefined, column: string): string {
  if (!cached) return '';
  const at = cached.columns.indexOf(column);
  return at < 0 ? '' : (cached.row.cells[at] ?? '');
}

/** Most decimals that a time of the open capture has, where they are what the file gives; otherwise all have the same. */
export function timeDigitsOf(): number {
  if (usePreferences.getState().view.timeDigits >= 0) return 0;
  return (useSession.getState().capture?.interfaces ?? []).reduce((most, { timeDigits }) => Math.max(most, timeDigits), 0);
}

/** Number of the frame in row `index`; 0 = not known before the row has come. Without a display filter it is `index + 1`. */
export function numberAt(index: number): number {
  return rowAt(index)?.row.number ?? (isFiltered() ? 0 : index + 1);
}

/** The same, asked for where it is not known. 0 = there is no such row. */
export async function fetchNumberAt(index: number): Promise<number> {
  const known = numberAt(index);
  if (known > 0) return known;
  const { rows } = await engine.call('frames.rows', { first: index, count: 1, columns: [], view: currentView() });
  return rows[0]?.number ?? 0;
}

/** The list has other frames now. */
export function showOtherRows(): void {
  cache.clear();
}

/** The same frames say something else now, or a few of them are others. */
export function refreshRows(): void {
  cache.invalidate();
}

/** What the rows say, or how they look, is to be asked for anew. */
export function forgetRowTexts(): void {
  cache.invalidate();
}

useSession.subscribe((now, before) => {
  if (now.serial === before.serial) return;
  cache.clear();
});
usePreferences.subscribe((now, before) => {
  const other = columnsToFetch(now.columns).join() !== columnsToFetch(before.columns).join();
  if (other || now.view !== before.view) cache.invalidate();
});
engine.on('capture.settled', refreshRows);
