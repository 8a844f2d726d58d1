// Macros of display filters: named pieces of filter text with places for what is given, kept together when the box is closed with Keep.
import { useState, type ReactNode } from 'react';
import { MACRO_NAME, MOST_MACROS, type FilterMacro } from '../../shared/profile/filter-macros';
import { MOST_SAVED_TEXT } from '../../shared/profile/imported-settings';
import { useText } from '../locales/text';
import { closeDialog } from '../state/overlay';
import { setPreference, usePreferences } from '../state/preferences';
import { DialogBox } from '../widgets/dialog-box';
import { Icon } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';

interface DraftMacro extends FilterMacro {
  readonly key: number;
}

let nextKey = 1;

const LONGEST_NAME = 80;

/** Macros that have neither name nor text are none. */
const isSome = ({ name, text }: FilterMacro): boolean => name.trim() !== '' || text.trim() !== '';

/** How the macro is written in a filter: `${web:…;…}`, with as many places as its text has. */
function usage({ name, text }: FilterMacro): string {
  const places = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits)));
  const given = Array.from({ length: Math.min(places, 9) }, () => '…').join(';');
  return `\${${name.trim()}${given === '' ? '' : `:${given}`}}`;
}

export function FilterMacrosDialog(): ReactNode {
  const text = useText();
  const [drafts, setDrafts] = useState<readonly DraftMacro[]>(() => usePreferences.getState().filterMacros.map((macro) => ({ ...macro, key: nextKey++ })));
  const wrongOf = (draft: DraftMacro): string => {
    if (!isSome(draft)) return '';
    if (!MACRO_NAME.test(draft.name.trim())) return text('macros.badName');
    if (draft.text.trim() === '') return text('macros.noText');
    return drafts.some((other) => other.key < draft.key && other.name.trim() === draft.name.trim()) ? text('macros.twice') : '';
  };
  const store = (): void => {
    setPreference('filterMacros', drafts.filter(isSome).map((draft) => ({ name: draft.name.trim(), text: draft.text.trim() })));
    closeDialog();
  };
  const change = (key: number, part: Partial<FilterMacro>): void => setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  return (
    <DialogBox
      title={text('macros.title')}
      closeLabel={text('dialog.close')}
      onClose={closeDialog}
      className="wide-box"
      footer={
        <>
          <button type="button" className="button edge" disabled={drafts.length >= MOST_MACROS} data-focus-first onClick={() => setDrafts([...drafts, { key: nextKey++, name: '', text: '' }])}>{text('rules.add')}</button>
          <span className="grow" />
          <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
          <button type="button" className="button primary" disabled={drafts.some((draft) => wrongOf(draft) !== '')} onClick={store}>{text('rules.ok')}</button>
        </>
      }
    >
      <p className="macro-note">{text('macros.note', { example: '${web:80;443}' })}</p>
      <div className="saved-list" data-testid="macro-list">
        {drafts.length === 0 && <p className="pick-none">{text('macros.none')}</p>}
        {drafts.map((draft) => (
          <MacroLine key={draft.key} draft={draft} wrong={wrongOf(draft)} change={(part) => change(draft.key, part)} remove={() => setDrafts(drafts.filter((other) => other !== draft))} />
        ))}
      </div>
    </DialogBox>
  );
}

interface MacroLineProps {
  readonly draft: DraftMacro;
  readonly wrong: string;
  readonly change: (part: Partial<FilterMacro>) => void;
  readonly remove: () => void;
}

function MacroLine({ draft, wrong, change, remove }: MacroLineProps): ReactNode {
  const text = useText();
  const removing = text('saved.remove', { name: draft.name });
  return (
    <div className="saved-line macro-line" role="group" aria-label={visibleMarks(draft.name)}>
      <input className="input mono" aria-label={text('rules.name')} value={draft.name} maxLength={LONGEST_NAME} spellCheck={false} aria-invalid={wrong !== ''} onChange={(event) => change({ name: event.target.value })} />
      <input className="input mono" aria-label={text('macros.text')} value={draft.text} maxLength={MOST_SAVED_TEXT} spellCheck={false} onChange={(event) => change({ text: event.target.value })} />
      <button type="button" className="button small" title={removing} aria-label={removing} onClick={remove}>
        <Icon name="close" />
      </button>
      <p className={wrong === '' ? 'macro-usage mono' : 'error-text'}>{wrong !== '' ? wrong : isSome(draft) ? visibleMarks(usage(draft)) : ''}</p>
    </div>
  );
}
