// A path that is typed to write to: its folder, its name, and whether a file would be replaced.
import { useEffect, useState } from 'react';
import { engine } from '../engine';

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))) || '/';
export const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** Whether there is a file of that name. A folder that cannot be read says so when the file is written. */
async function hasFile(path: string): Promise<boolean> {
  try {
    const { entries } = await engine.call('files.list', { path: folderOf(path) });
    return entries.some(({ name }) => name === nameOf(path));
  } catch {
    return false;
  }
}

export interface Target {
  /** A file of that name is there, and the dialog says that it will be replaced. */
  readonly isThere: boolean;
  /** To be asked before writing: false where a file would be replaced of which nothing was said yet; it is said then. */
  readonly mayWrite: () => Promise<boolean>;
}

/** `replaces`: what is written takes the place of a file of that name. */
export function useTarget(path: string, replaces = true): Target {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => {
    let isAsked = true;
    setIsThere(false);
    void hasFile(path).then((found) => isAsked && setIsThere(found));
    return () => void (isAsked = false);
  }, [path]);
  const mayWrite = async (): Promise<boolean> => {
    if (isThere || !replaces || !(await hasFile(path))) return true;
    setIsThere(true);
    return false;
  };
  return { isThere: isThere && replaces, mayWrite };
}
