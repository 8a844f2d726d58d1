// Where settings of Wireshark may be: the folders found on this computer as a list, and a path to type.
import { useState, type FormEvent, type ReactNode } from 'react';
import type { WiresharkFolder } from '../../../shared/profile/wireshark-folder';
import { useText } from '../../locales/text';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';

interface SettingsPlacesProps {
  /** null = still looked for. */
  readonly folders: readonly WiresharkFolder[] | null;
  readonly chosen: string;
  readonly onChoose: (path: string) => void;
}

export function SettingsPlaces({ folders, chosen, onChoose }: SettingsPlacesProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState('');
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
      </form>
    </div>
  );
}
