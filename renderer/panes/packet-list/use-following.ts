// Keeps the newest frame of a live capture in view: its rows are fetched first and shown when they are there, so that nothing blank is seen.
import { useEffect, useRef, type RefObject } from 'react';
import { followIn, tailOf } from '../../state/following';
import { isFollowing, useLive } from '../../state/live';
import { rowAt, useRowsVersion, wantRows } from '../../state/rows';
import type { BigListHandle } from '../../widgets/big-list';

/** @returns what to call when the list has another height */
export function useFollowing(list: RefObject<BigListHandle | null>, count: number): () => void {
  const following = useLive(isFollowing);
  const version = useRowsVersion((s) => s.version);
  /** Frames that there were when the newest rows were asked for; 0 = nothing is asked. */
  const asked = useRef(0);
  const latest = useRef({ following, count });
  latest.current = { following, count };
  useEffect(() => {
    followIn(() => list.current?.pageRows() ?? 1);
    return () => followIn(null);
  }, [list]);
  useEffect(() => {
    if (!following || count === 0) {
      asked.current = 0;
      return;
    }
    const want = (): void => wantRows(tailOf(asked.current, list.current?.pageRows() ?? 1), asked.current, latest.current.count);
    const ask = (): void => {
      asked.current = latest.current.count;
      want();
    };
    if (rowAt(count - 1)) asked.current = count;
    if (asked.current === 0 || asked.current > count) ask();
    // What was asked is shown before anything newer is asked for: where rows come slowly, they are late, but they come.
    if (!rowAt(asked.current - 1)) return want();
    // After the commit: the list draws its rows synchronously before it scrolls.
    queueMicrotask(() => {
      if (!latest.current.following) return;
      list.current?.show(Math.min(asked.current, latest.current.count) - 1);
      if (asked.current < latest.current.count) ask();
    });
  }, [list, following, count, version]);
  // A list that becomes lower keeps its first row in place: here its last one counts.
  return () => {
    if (latest.current.following && asked.current > 0) list.current?.show(Math.min(asked.current, latest.current.count) - 1);
  };
}
