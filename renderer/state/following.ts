// When the list follows the newest frame: on from the start, off when something older is looked at, on again by End or the switch.
import { isFollowing, setFollowing, useLive } from './live';
import { isFiltered, rowCount } from './displayed';
import { wantRows, whenRowsThere } from './rows';
import { useSelection } from './selection';
import { fetchBeforeShowing } from './session';

/** Whoever selects a frame wants to read it: only the newest one is still followed. */
export function followsAfterSelecting(following: boolean, index: number, frames: number): boolean {
  return following && index >= frames - 1;
}

/** Drawn above what is seen, and the row that is seen in part. */
const MORE_ROWS = 6;

/** The first row to ask for, so that the newest frame can be shown with what stands before it. */
export function tailOf(frames: number, pageRows: number): number {
  return Math.max(0, frames - pageRows - MORE_ROWS);
}

/** Rows that fit in the list's view; null = the list is not shown. */
let pageRows: (() => number) | null = null;

export function followIn(rowsOfView: typeof pageRows): void {
  pageRows = rowsOfView;
}

/** While the list of all frames follows the newest, a number of frames is told together with the newest one's row. */
function newestRows(frames: number): Promise<void> | null {
  if (frames === 0 || pageRows === null || isFiltered() || !isFollowing()) return null;
  wantRows(tailOf(frames, pageRows()), frames, frames);
  return whenRowsThere();
}

export function watchSelection(): void {
  fetchBeforeShowing(newestRows);
  useSelection.subscribe((now, before) => {
    if (now.revealFrame === before.revealFrame || now.index < 0) return;
    setFollowing(followsAfterSelecting(useLive.getState().following, now.index, rowCount()));
  });
}
