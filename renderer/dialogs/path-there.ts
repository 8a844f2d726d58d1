// A path that is typed: its folder, its name, and whether there is a file already.
import { useEffect, useState } from 'react';
import { engine } from '../engine';

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))) || '/';
export const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** Whether there is a file of that name already. */
export function useIsThere(path: string): boolean {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => {
    let isAsked = true;
    setIsThere(false);
    engine.call('files.list', { path: folderOf(path) }).then(
      ({ entries }) => isAsked && setIsThere(entries.some(({ name }) => name === nameOf(path))),
      () => undefined,
    );
    return () => void (isAsked = false);
  }, [path]);
  return isThere;
}
