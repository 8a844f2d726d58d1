// Whether a capture filter compiles, asked while it is typed.
import { useEffect, useState } from 'react';
import type { CaptureFilterCheck } from '../../shared/live/capture-filter';
import { engine } from '../engine';

/** Silence after the last key before the filter is asked about. */
const WAIT_MS = 25;

/** @returns what is said of exactly this filter; null = nothing yet, or there is nothing to say */
export function useFilterCheck(filter: string, linktype: string, snaplen: number): CaptureFilterCheck | null {
  const [check, setCheck] = useState<CaptureFilterCheck | null>(null);
  useEffect(() => {
    if (filter.trim() === '') return;
    let wanted = true;
    const timer = setTimeout(() => {
      engine.call('captureFilter.check', { filter, linktype, snaplen }).then(
        (answer) => wanted && setCheck(answer),
        () => wanted && setCheck(null),
      );
    }, WAIT_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [filter, linktype, snaplen]);
  return check?.filter === filter && filter.trim() !== '' ? check : null;
}
