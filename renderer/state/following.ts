// When the list follows the newest frame: on from the start, off when something older is looked at, on again by End or the switch.
import { setFollowing, useLive } from './live';
import { rowCount } from './displayed';
import { useSelection } from './selection';

/** Whoever selects a frame wants to read it: only the newest one is still followed. */
export function followsAfterSelecting(following: boolean, index: number, frames: number): boolean {
  return following && index >= frames - 1;
}

/** The first rows to ask for, so that the newest frame can be shown with what stands before it. */
export function tailOf(frames: number, pageRows: number): number {
  return Math.max(0, frames - pageRows - 3);
}

export function watchSelection(): void {
  useSelection.subscribe((now, before) => {
    if (now.revealFrame === before.revealFrame || now.index < 0) return;
    setFollowing(followsAfterSelecting(useLive.getState().following, now.index, rowCount()));
  });
}
