// How many frames display filters select, for lists of filters to choose from: asked a moment after the list stands still.
import { useEffect, useState } from 'react';
import { MOST_COUNTED } from '../../shared/ipc/contract';
import { engine } from '../engine';
import { useSession } from './session';

const STILL_MS = 120;
const NO_COUNTS: ReadonlyMap<string, number> = new Map();

/** Only of filters that are counted at once; more become known as they are asked for. */
export function useFilterCounts(filters: readonly string[]): ReadonlyMap<string, number> {
  const asked = JSON.stringify([...new Set(filters)].slice(0, MOST_COUNTED));
  const serial = useSession((s) => s.serial);
  const frames = useSession((s) => s.progress?.frames ?? 0);
  const [found, setFound] = useState<{ readonly asked: string; readonly counts: ReadonlyMap<string, number> }>({ asked: '', counts: NO_COUNTS });
  useEffect(() => {
    const list = JSON.parse(asked) as string[];
    if (list.length === 0) return undefined;
    let newest = true;
    const timer = setTimeout(() => {
      engine.call('displayFilter.counts', { filters: list }).then(
        (counts) => newest && setFound({ asked, counts: new Map(list.flatMap((filter, at) => (typeof counts[at] === 'number' ? [[filter, counts[at]] as const] : []))) }),
        // A list without numbers is as good as before.
        () => undefined,
      );
    }, STILL_MS);
    return () => {
      newest = false;
      clearTimeout(timer);
    };
  }, [asked, serial, frames]);
  return found.asked === asked ? found.counts : NO_COUNTS;
}
