// Where settings of Wireshark may be: the folders found on this computer as a list, a path to type, and all folders to look through.
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import type { WiresharkFolder } from '../../../shared/profile/wireshark-folder';
import { useText } from '../../locales/text';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import { sortEntries, type FileEntry } from '../file-entries';
import { FileTable, FolderLine, useFolder } from '../folder-browser';

interface SettingsPlacesProps {
  /** null = still looked for. */
  readonly folders: readonly WiresharkFolder[] | null;
  readonly chosen: string;
  readonly onChoose: (path: string) => void;
}

export function SettingsPlaces({ folders, chosen, onChoose }: SettingsPlacesProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [browsing, setBrowsing] = useState(false);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') onChoose(typed.trim());
  };
  const nameOf = ({ name, origin }: WiresharkFolder): string => (name === '' ? text('import.default') : origin === 'shipped' ? text('import.shipped', { name: visibleMarks(name) }) : visibleMarks(name));
  return (
    <div className="import-places">
      <h3>{text('import.found')}</h3>
      {folders?.length === 0 && <p className="t3">{text('import.nothingFound')}</p>}
      {folders === null && <p className="t3">{text('import.searching')}</p>}
      <div className="import-folders" role="radiogroup" aria-label={text('import.found')} data-testid="import-folders">
        {folders?.map((folder) => (
          <button key={folder.path} type="button" role="radio" aria-checked={folder.path === chosen} className={`import-folder ${folder.path === chosen ? 'active' : ''}`} title={visibleMarks(folder.path)} onClick={() => onChoose(folder.path)}>
            <Icon name="folder" />
            <span className="cut">{nameOf(folder)}</span>
            <span className="t3 mono cut">{folder.files.join(', ')}</span>
          </button>
        ))}
      </div>
      <form className="import-path" onSubmit={onSubmit}>
        <label>
          <span>{text('import.path')}</span>
          <input className="input mono" value={typed} spellCheck={false} placeholder="~/.config/wireshark" onChange={(event) => setTyped(event.target.value)} />
        </label>
        <button type="submit" className="button edge" disabled={typed.trim() === ''}>{text('import.read')}</button>
        <button type="button" className={`button edge ${browsing ? 'on' : ''}`} aria-expanded={browsing} onClick={() => setBrowsing(!browsing)}>{text('import.browse')}</button>
      </form>
      {browsing && <Browser onChoose={(path) => { setBrowsing(false); setTyped(path); onChoose(path); }} />}
    </div>
  );
}

/** Folders and files of the host: a file is chosen by itself, a folder with the button. */
function Browser({ onChoose }: { readonly onChoose: (path: string) => void }): ReactNode {
  const text = useText();
  const { listing, problem, go } = useFolder();
  const [selected, setSelected] = useState('');
  const entries = useMemo(() => sortEntries(listing?.entries ?? [], true), [listing]);
  const choose = (entry: FileEntry | undefined): void => {
    if (entry?.kind === 'directory') go(entry.path);
    else if (entry) onChoose(entry.path);
  };
  return (
    <div className="import-browser">
      <FolderLine listing={listing} go={go} open={onChoose} />
      {problem !== '' && <p className="file-problem error-text">{visibleMarks(problem)}</p>}
      <FileTable label={text('import.browse')} entries={entries} loaded={listing !== null} showAll selected={selected} onSelect={setSelected} onChoose={choose} onUp={() => listing?.parent && go(listing.parent)} />
      <button type="button" className="button edge" disabled={!listing} onClick={() => listing && onChoose(selected === '' ? listing.path : selected)}>{text('import.read')}</button>
    </div>
  );
}
