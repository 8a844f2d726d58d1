// Profiles: which there are, and to make, copy, rename, delete and use them.
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText, type AnyTextKey, type Text } from '../locales/text';
import { runAction } from '../state/actions';
import { closeDialog } from '../state/overlay';
import { usePreferences, type ProfileSettings } from '../state/preferences';
import { addProfile, DEFAULT_PROFILE, MOST_PROFILES, nameFault, profileName, profileNames, removeProfile, renameProfile, settingsOf, switchProfile } from '../state/profiles';
import { DialogBox } from '../widgets/dialog-box';
import { visibleMarks } from '../widgets/visible-marks';

export function ProfilesDialog(): ReactNode {
  const text = useText();
  const current = usePreferences((p) => p.profile);
  usePreferences((p) => p.profiles);
  const [selected, setSelected] = useState(current);
  const [removed, setRemoved] = useState<{ readonly name: string; readonly settings: ProfileSettings } | null>(null);
  const names = profileNames();
  const shown = names.includes(selected) ? selected : current;
  const remove = (): void => {
    const settings = removeProfile(shown);
    if (settings) setRemoved({ name: shown, settings });
  };
  const bringBack = (): void => {
    if (removed) setSelected(addProfile(removed.name, removed.settings));
    setRemoved(null);
  };
  return (
    <DialogBox title={text('profiles.title')} closeLabel={text('dialog.close')} onClose={closeDialog} className="profiles-box" footer={<Foot use={() => switchProfile(shown)} disabled={shown === current} />}>
      <p className="profiles-intro t3">{text('profiles.intro')}</p>
      <ProfileButtons selected={shown} setSelected={setSelected} remove={remove} full={names.length >= MOST_PROFILES} />
      <ProfileList names={names} selected={shown} current={current} onSelect={setSelected} remove={remove} />
      <NameLine key={shown} name={shown} onRenamed={setSelected} />
      {removed && (
        <p className="profiles-removed" role="status">
          {text('profiles.removed', { name: visibleMarks(removed.name) })}
          <button type="button" className="button edge small" onClick={bringBack}>{text('profiles.undo')}</button>
        </p>
      )}
    </DialogBox>
  );
}

function Foot({ use, disabled }: { readonly use: () => void; readonly disabled: boolean }): ReactNode {
  const text = useText();
  return (
    <>
      <button type="button" className="button edge" onClick={() => runAction('file.importWireshark')}>{text('action.file.importWireshark')}</button>
      <span className="grow" />
      <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.close')}</button>
      <button type="button" className="button primary" disabled={disabled} onClick={use}>{text('profiles.use')}</button>
    </>
  );
}

interface ProfileButtonsProps {
  readonly selected: string;
  readonly setSelected: (name: string) => void;
  readonly remove: () => void;
  readonly full: boolean;
}

function ProfileButtons({ selected, setSelected, remove, full }: ProfileButtonsProps): ReactNode {
  const text = useText();
  const copyName = text('profiles.copyName', { name: profileName(selected) });
  const button = (key: AnyTextKey, run: () => void, disabled: boolean): ReactNode => (
    <button type="button" className="button edge small" disabled={disabled} onClick={run}>{text(key)}</button>
  );
  return (
    <span className="profiles-buttons">
      {button('profiles.new', () => setSelected(addProfile(text('profiles.newName'), {})), full)}
      {button('profiles.copy', () => setSelected(addProfile(copyName, settingsOf(selected) ?? {})), full)}
      {button('profiles.remove', remove, selected === DEFAULT_PROFILE)}
    </span>
  );
}

interface ProfileListProps {
  readonly names: readonly string[];
  readonly selected: string;
  readonly current: string;
  readonly onSelect: (name: string) => void;
  readonly remove: () => void;
}

function ProfileList({ names, selected, current, onSelect, remove }: ProfileListProps): ReactNode {
  const text = useText();
  const at = names.indexOf(selected);
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: names.length - 1 };
    const to = steps[event.key];
    if (to !== undefined) onSelect(names[Math.max(0, Math.min(names.length - 1, to))]!);
    else if (event.key === 'Enter') switchProfile(selected);
    else if (event.key === 'Delete') remove();
    else return;
    event.preventDefault();
  };
  return (
    <div className="profile-list" role="listbox" tabIndex={0} data-focus-first data-testid="profile-list" aria-label={text('profiles.list')} aria-activedescendant={`profile-${at}`} onKeyDown={onKeyDown}>
      {names.map((name, place) => (
        <div key={name} id={`profile-${place}`} role="option" aria-selected={name === selected} className={`profile-line ${name === selected ? 'active' : ''}`} onPointerDown={() => onSelect(name)} onDoubleClick={() => switchProfile(name)}>
          <span className="cut">{visibleMarks(profileName(name))}</span>
          <span className="t3">{name === current ? text('profiles.inUse') : ''}</span>
          <span className="t3 cut">{summary(name, text)}</span>
        </div>
      ))}
    </div>
  );
}

function summary(name: string, text: Text): string {
  const settings = settingsOf(name);
  const count = (key: string): number => (Array.isArray(settings?.[key]) ? (settings[key] as unknown[]).length : -1);
  const [columns, rules, filters] = [count('columns'), count('colourRules'), count('savedFilters')];
  return columns < 0 || rules < 0 ? '' : text('profiles.summary', { columns, rules, filters: Math.max(0, filters) });
}

function NameLine({ name, onRenamed }: { readonly name: string; readonly onRenamed: (name: string) => void }): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState(profileName(name));
  const fault = name === DEFAULT_PROFILE ? null : nameFault(typed, name);
  const rename = (): void => {
    if (name === DEFAULT_PROFILE || fault !== null || typed.trim() === name) return;
    renameProfile(name, typed);
    onRenamed(typed.trim());
  };
  return (
    <form
      className="profile-name"
      onSubmit={(event) => {
        event.preventDefault();
        rename();
      }}
    >
      <label>
        <span>{text('profiles.name')}</span>
        <input className="input" value={typed} maxLength={60} disabled={name === DEFAULT_PROFILE} aria-invalid={fault !== null} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <button type="submit" className="button edge" disabled={name === DEFAULT_PROFILE || fault !== null || typed.trim() === name}>{text('profiles.rename')}</button>
      <span className="error-text" role="status">{fault ? text(fault) : ''}</span>
    </form>
  );
}
