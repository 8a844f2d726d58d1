// Saves the open capture where the host has no dialog of its own: folder, name, format; asks in place before a file is replaced.
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { problemSentences, useLanguage, useText, type AnyTextKey, type Text } from '../locales/text';
import { isRunning, useLive } from '../state/live';
import { useNotes } from '../state/notes';
import { closeDialog } from '../state/overlay';
import { cancelSaving, formatOfName, saveOrExport, stay, suggestedExport, suggestedName, useSaving, withFormat, withoutEnding } from '../state/saving';
import { framesThere, toProblem, useSession } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { formatBytes, formatCount } from '../widgets/format-quantity';
import { visibleMarks } from '../widgets/visible-marks';
import type { DirectoryListing } from '../../shared/ipc/contract';
import { SAVE_FORMATS, type SaveFormat } from '../../shared/live/saved-capture';
import { sortEntries, type FileEntry } from './file-entries';
import { FileTable, FolderLine, useFolder } from './folder-browser';

const FORMAT_TEXTS: Readonly<Record<SaveFormat, AnyTextKey>> = { pcapng: 'save.pcapng', pcap: 'save.pcap', 'pcapng.gz': 'save.pcapngGz', 'pcap.gz': 'save.pcapGz' };

const folderAndName = (path: string): readonly [string, string] => {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return [path.slice(0, at) || '/', path.slice(at + 1)];
};

const joined = (folder: string, name: string): string => `${folder.replace(/[\\/]$/, '')}${folder.includes('\\') ? '\\' : '/'}${name}`;

/** Name and format agree: the name's ending says the format, and a format that is chosen changes the ending. */
function useTarget() {
  const [name, setName] = useState(() => {
    const { capture } = useSession.getState();
    if (capture && useSaving.getState().frames) return suggestedExport(capture);
    return capture ? suggestedName(capture, useLive.getState().ledger?.startedMs ?? Date.now()) : '';
  });
  const [format, setFormat] = useState<SaveFormat>(() => formatOfName(name) ?? 'pcapng');
  return {
    name, format,
    rename: (next: string) => {
      setName(next);
      setFormat(formatOfName(next) ?? format);
    },
    chooseFormat: (next: SaveFormat) => {
      setFormat(next);
      setName(withFormat(name, next));
    },
  };
}

/** What is wrong with the name, or what would be replaced. */
function useJudgement(name: string, listing: DirectoryListing | null, text: Text): { readonly wrong: string; readonly replaces: DirectoryListing['entries'][number] | undefined } {
  const same = listing?.entries.find((entry) => entry.name === name);
  if (name.trim() === '') return { wrong: text('save.noName'), replaces: undefined };
  if (same?.kind === 'directory') return { wrong: text('save.isFolder', { name: visibleMarks(name) }), replaces: undefined };
  return { wrong: '', replaces: same };
}

export function SaveDialog(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const { listing, problem, go } = useFolder();
  const target = useTarget();
  const [failure, setFailure] = useState('');
  const job = useSaving((s) => s.job);
  const exports = useSaving((s) => s.frames !== null);
  const { name, format } = target;
  const { wrong, replaces } = useJudgement(withFormat(name.trim() === '' ? '' : name, format), listing, text);
  const entries = useMemo(() => sortEntries(listing?.entries ?? [], false), [listing]);
  const dismiss = (): void => {
    stay();
    closeDialog();
  };
  const take = (path: string): void => {
    const [folder, file] = folderAndName(path);
    go(folder);
    target.rename(file);
  };
  const choose = (entry: FileEntry | undefined): void => {
    if (entry?.kind === 'directory') go(entry.path);
    else if (entry) target.rename(entry.name);
  };
  const save = async (): Promise<void> => {
    if (!listing || wrong !== '' || job) return;
    if (/[\\/]/.test(name)) return take(name.startsWith('/') ? name : joined(listing.path, name));
    setFailure('');
    try {
      await saveOrExport(joined(listing.path, withFormat(name, format)), format, closeDialog);
    } catch (error) {
      setFailure(problemSentences(toProblem(error), language));
    }
  };
  return (
    <DialogBox title={text(exports ? 'exportFrames.title' : 'save.title')} closeLabel={text('dialog.close')} onClose={dismiss} className="files" footer={<Foot replaces={replaces !== undefined} disabled={!listing || wrong !== '' || job !== null} dismiss={dismiss} save={() => void save()} />}>
      <FolderLine listing={listing} go={go} open={take} />
      {problem !== '' && <p className="file-problem error-text">{visibleMarks(problem)}</p>}
      <FileTable label={text('save.title')} entries={entries} loaded={listing !== null} showAll={false} selected={replaces?.path ?? ''} onSelect={(path) => path !== '' && choose(entries.find((e) => e.path === path && e.kind === 'file'))} onChoose={choose} onUp={() => listing?.parent && go(listing.parent)} />
      <TargetLine target={target} save={() => void save()} />
      {format.startsWith('pcap') && !format.startsWith('pcapng') && <CommentsNote />}
      <p className={`save-note ${failure === '' && wrong === '' && !replaces ? 't3' : failure === '' ? 'warn-text' : 'error-text'}`} role="status" data-testid="save-note">
        {visibleMarks(failure || wrong || (replaces ? text('save.exists', { name: replaces.name, size: formatBytes(replaces.size) }) : ''))}
        {failure === '' && wrong === '' && !replaces && <RunningNote />}
      </p>
    </DialogBox>
  );
}

function TargetLine({ target, save }: { readonly target: ReturnType<typeof useTarget>; readonly save: () => void }): ReactNode {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const stem = useRef(withoutEnding(target.name).length);
  // Ready to be typed over, but for the ending.
  useEffect(() => input.current?.setSelectionRange(0, stem.current), []);
  return (
    <form
      className="save-target"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label>
        {text('save.name')}
        <input ref={input} className="input mono" data-focus-first value={target.name} maxLength={255} spellCheck={false} onChange={(event) => target.rename(event.target.value)} />
      </label>
      <label>
        {text('save.format')}
        <select className="input" value={target.format} onChange={(event) => target.chooseFormat(event.target.value as SaveFormat)}>
          {SAVE_FORMATS.map((format) => (
            <option key={format} value={format}>
              {text(FORMAT_TEXTS[format])}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

/** A pcap file has no place for comments. */
function CommentsNote(): ReactNode {
  const text = useText();
  const { state } = useNotes();
  if (!state || (state.unsaved === 0 && state.captureComments.length === 0)) return null;
  return (
    <p className="save-note warn-text" data-testid="comments-note">
      {text('save.commentsLost')}
    </p>
  );
}

/** While it runs, what is saved is what there is so far, unless it is stopped for what comes next. */
function RunningNote(): ReactNode {
  const text = useText();
  const running = useLive(isRunning);
  const leaves = useSaving((s) => s.goOn !== null);
  useSession((s) => s.progress);
  const count = framesThere();
  if (!running) return null;
  return leaves ? text('leave.running') : text('save.running', { count, formatted: formatCount(count) });
}

function Foot({ replaces, disabled, dismiss, save }: { readonly replaces: boolean; readonly disabled: boolean; readonly dismiss: () => void; readonly save: () => void }): ReactNode {
  const text = useText();
  const job = useSaving((s) => s.job);
  const percent = job && job.size > 0 ? Math.min(100, Math.floor((job.bytes / job.size) * 100)) : 0;
  return (
    <>
      <span className="grow save-progress">
        {job && (
          <>
            <span className="cut">{text('live.statusSaving', { name: visibleMarks(job.name) })}</span>
            <progress max={100} value={percent} aria-label={text('live.statusSaving', { name: visibleMarks(job.name) })} />
          </>
        )}
      </span>
      <button type="button" className="button edge" onClick={job ? cancelSaving : dismiss}>
        {text('dialog.cancel')}
      </button>
      <button type="button" className="button primary" disabled={disabled} onClick={save}>
        {text(replaces ? 'save.replace' : 'save.action')}
      </button>
    </>
  );
}
