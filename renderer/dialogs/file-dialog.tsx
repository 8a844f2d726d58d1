// Opens a file where the host has no dialog of its own: folders, capture files, a path to type, keys for all of it.
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { engine } from '../engine';
import { problemSentences, useLanguage, useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { openCapture, toProblem, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatBytes } from '../widgets/format-quantity';
import { Icon } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';
import type { DirectoryListing } from '../../shared/ipc/contract';
import { crumbsOf, isCaptureName, sortEntries, type FileEntry } from './file-entries';

/** Where the last file was opened from, for as long as the window lives. */
let lastFolder = '';

function useFolder() {
  const home = useSession((s) => s.app?.home ?? '');
  const language = useLanguage();
  const latest = useSession((s) => s.capture?.path ?? s.recent[0]?.path ?? '');
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

export function FileDialog(): ReactNode {
  const text = useText();
  const { listing, problem, go } = useFolder();
  const [showAll, setShowAll] = useState(false);
  const [selected, setSelected] = useState('');
  const entries = useMemo(() => sortEntries(listing?.entries ?? [], showAll), [listing, showAll]);
  const entry = entries.find((e) => e.path === selected) ?? entries[0];
  const open = (path: string): void => {
    closeDialog();
    void openCapture(path);
  };
  const choose = (chosen: FileEntry | undefined): void => {
    if (!chosen) return;
    if (chosen.kind === 'directory') go(chosen.path);
    else open(chosen.path);
  };
  return (
    <DialogBox
      title={text('files.title')}
      closeLabel={text('dialog.close')}
      onClose={closeDialog}
      className="files"
      footer={
        <>
          <label className="check">
            <input type="checkbox" checked={showAll} onChange={(event) => setShowAll(event.target.checked)} /> {text('files.all')}
          </label>
          <span className="grow" />
          <button type="button" className="button edge" onClick={closeDialog}>
            {text('dialog.cancel')}
          </button>
          <button type="button" className="button primary" disabled={!entry} onClick={() => choose(entry)}>
            {text('files.open')}
          </button>
        </>
      }
    >
      <FolderLine listing={listing} go={go} open={open} />
      {problem !== '' && <p className="file-problem error-text">{visibleMarks(problem)}</p>}
      <FileTable entries={entries} loaded={listing !== null} showAll={showAll} selected={entry?.path ?? ''} onSelect={setSelected} onChoose={choose} onUp={() => listing?.parent && go(listing.parent)} />
    </DialogBox>
  );
}

interface FolderLineProps {
  readonly listing: DirectoryListing | null;
  readonly go: (path: string) => void;
  readonly open: (path: string) => void;
}

function FolderLine({ listing, go, open }: FolderLineProps): ReactNode {
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
  readonly entries: readonly FileEntry[];
  readonly loaded: boolean;
  readonly showAll: boolean;
  readonly selected: string;
  readonly onSelect: (path: string) => void;
  readonly onChoose: (entry: FileEntry | undefined) => void;
  readonly onUp: () => void;
}

function FileTable({ entries, loaded, showAll, selected, onSelect, onChoose, onUp }: FileTableProps): ReactNode {
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
    <div ref={table} className="file-table" data-focus-first role="listbox" tabIndex={0} aria-label={text('files.title')} data-testid="file-table" onKeyDown={onKeyDown}>
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
