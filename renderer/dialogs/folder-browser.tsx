// Folders and files of the host where it has no file dialog of its own: a path to type, a table, keys for all of it.
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { toProblem, useSession } from '../state/session';
import { formatBytes } from '../widgets/format-quantity';
import { Icon } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';
import type { DirectoryListing } from '../../shared/ipc/contract';
import { crumbsOf, isCaptureName, type FileEntry } from './file-entries';

/** Where the last file was opened from, for as long as the window lives. */
let lastFolder = '';

/** A folder of the host; the first one is where the last file was opened or saved, or where the open one is. */
export function useFolder() {
  const home = useSession((s) => s.app?.home ?? '');
  const language = useLanguage();
  // A live capture's own file is in no folder of the user's.
  const latest = useSession((s) => (s.capture?.live ? s.recent[0]?.path : (s.capture?.path ?? s.recent[0]?.path)) ?? '');
  const [path, setPath] = useState(lastFolder || latest.replace(/[\\/][^\\/]*$/, '') || home);
  const [listing, setListing] = useState<DirectoryListing | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let newest = true;
    engine.call('files.list', { path }).then(
      (found) => {
        if (!newest) return;
        lastFolder = found.path;
        setListing(found);
        setProblem('');
      },
      (error: unknown) => newest && setProblem(problemSentences(toProblem(error), language)),
    );
    return () => {
      newest = false;
    };
  }, [path, language]);
  return { listing, problem, go: setPath };
}

interface FolderLineProps {
  readonly listing: DirectoryListing | null;
  readonly go: (path: string) => void;
  readonly open: (path: string) => void;
}

export function FolderLine({ listing, go, open }: FolderLineProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState('');
  return (
    <div className="folder-line">
      <button type="button" className="button edge" title={text('files.up')} aria-label={text('files.up')} disabled={!listing?.parent} onClick={() => listing?.parent && go(listing.parent)}>
        <Icon name="up" />
      </button>
      <nav className="crumbs" aria-label={text('files.folder')}>
        {crumbsOf(listing?.path ?? '').map(({ name, path }) => (
          <button key={path} type="button" className="button small" onClick={() => go(path)}>
            {visibleMarks(name)}
          </button>
        ))}
      </nav>
      <form
        className="folder-path"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === '') return;
          if (isCaptureName(typed)) open(typed);
          else go(typed);
        }}
      >
        <input className="input mono" placeholder={text('files.path')} aria-label={text('files.path')} value={typed} spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
      </form>
    </div>
  );
}

interface FileTableProps {
  readonly label: string;
  readonly entries: readonly FileEntry[];
  readonly loaded: boolean;
  readonly showAll: boolean;
  readonly selected: string;
  readonly onSelect: (path: string) => void;
  readonly onChoose: (entry: FileEntry | undefined) => void;
  readonly onUp: () => void;
}

export function FileTable({ label, entries, loaded, showAll, selected, onSelect, onChoose, onUp }: FileTableProps): ReactNode {
  const text = useText();
  const language = useLanguage();
  const table = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const now = entries.findIndex((entry) => entry.path === selected);
  useEffect(() => {
    table.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [now]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = entryByKey(event, entries, now, typed.current);
    if (to !== null) onSelect(entries[to]?.path ?? '');
    else if (event.key === 'Enter') onChoose(entries[now]);
    else if (event.key === 'Backspace' || (event.key === 'ArrowUp' && event.altKey)) onUp();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={table} className="file-table" data-focus-first role="listbox" tabIndex={0} aria-label={label} data-testid="file-table" onKeyDown={onKeyDown}>
      <div className="file-head" aria-hidden="true">
        <span>{text('files.name')}</span>
        <span className="right">{text('files.size')}</span>
        <span>{text('files.modified')}</span>
      </div>
      {!loaded && <p className="pick-none">{text('files.loading')}</p>}
      {loaded && entries.length === 0 && <p className="pick-none">{text(showAll ? 'files.emptyAll' : 'files.empty')}</p>}
      {entries.map((entry) => (
        <div
          key={entry.path}
          role="option"
          aria-selected={entry.path === selected}
          className={`file-line ${entry.path === selected ? 'active' : ''} ${entry.isCapture || entry.kind === 'directory' ? '' : 'other'}`}
          onPointerDown={() => onSelect(entry.path)}
          onDoubleClick={() => onChoose(entry)}
        >
          <span className="file-name">
            <Icon name={entry.kind === 'directory' ? 'folder' : 'file'} />
            <span className="cut">{visibleMarks(entry.name)}</span>
          </span>
          <span className="right mono">{entry.kind === 'directory' ? '' : formatBytes(entry.size)}</span>
          <span className="t3">{new Date(entry.modifiedMs).toLocaleString(language === 'en' ? 'en-GB' : language, { dateStyle: 'medium', timeStyle: 'short' })}</span>
        </div>
      ))}
    </div>
  );
}

function entryByKey(event: KeyboardEvent, entries: readonly FileEntry[], now: number, typed: { text: string; at: number }): number | null {
  const last = entries.length - 1;
  const steps: Readonly<Record<string, number>> = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + 10, PageUp: now - 10, Home: 0, End: last };
  const to = event.altKey || event.ctrlKey ? undefined : steps[event.key];
  if (to !== undefined) return Math.max(0, Math.min(last, to));
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return null;
  const ms = performance.now();
  typed.text = (ms - typed.at < 1000 ? typed.text : '') + event.key.toLowerCase();
  typed.at = ms;
  const found = entries.findIndex((entry) => entry.name.toLowerCase().startsWith(typed.text));
  return found < 0 ? now : found;
}
