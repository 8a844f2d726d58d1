// What the file dialog shows of a folder: folders, capture files, then the rest if asked for.
import type { DirectoryListing } from '../../shared/ipc/contract';

export type FileEntry = DirectoryListing['entries'][number] & { readonly isCapture: boolean };

const CAPTURE = /\.(p?cap(ng)?|cap|dmp|trace)\d*(\.gz)?$/i;

export function isCaptureName(name: string): boolean {
  return CAPTURE.test(name);
}

export function sortEntries(entries: DirectoryListing['entries'], showAll: boolean): readonly FileEntry[] {
  const rank = (entry: FileEntry): number => (entry.kind === 'directory' ? 0 : entry.isCapture ? 1 : 2);
  return entries
    .map((entry) => ({ ...entry, isCapture: isCaptureName(entry.name) }))
    .filter((entry) => showAll || ((entry.kind === 'directory' || entry.isCapture) && !entry.name.startsWith('.')))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true }));
}

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** The folders on the way to a path, beginning with the root; for / and \ alike. */
export function crumbsOf(path: string): readonly Crumb[] {
  const separator = path.includes('\\') && !path.startsWith('/') ? '\\' : '/';
  const parts = path.split(separator).filter((part) => part !== '');
  const root: Crumb[] = separator === '/' && path.startsWith('/') ? [{ name: '/', path: '/' }] : [];
  const prefix = root.length > 0 ? '/' : '';
  return [...root, ...parts.map((name, i) => ({ name, path: prefix + parts.slice(0, i + 1).join(separator) + (separator === '\\' && i === 0 ? separator : '') }))];
}
