// Whether two paths lead to one file, by whatever links.
import { statSync, type Stats } from 'node:fs';

export function isSameFile(a: string, b: string): boolean {
  const [one, other] = [a, b].map(statsOf);
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

/** undefined where there is nothing, or nothing that may be looked at: a part of the path is no directory. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
