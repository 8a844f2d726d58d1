// Saved display filters: named, changed, put in order, applied, removed; kept together when the box is closed with Keep.
import { useEffect, useState, type ReactNode } from 'react';
import { MOST_SAVED, MOST_SAVED_NAME, MOST_SAVED_TEXT } from '../../shared/profile/imported-settings';
import type { SavedFilter } from '../../shared/profile/dfilters-file';
import type { ColourRuleState } from '../../shared/profile/colour-rule';
import { engine } from '../engine';
import { remarkSentence } from '../state/filter-remarks';
import { useLanguage, useText, type AnyTextKey } from '../locales/text';
import { applyFilter } from '../state/filter-bar';
import { runAction } from '../state/actions';
import { closeDialog } from '../state/overlay';
import { setPreference, usePreferences } from '../state/preferences';
import { report } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { Icon, type IconName } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';

interface DraftFilter extends SavedFilter {
  readonly key: number;
}

let nextKey = 1;

/** Filters without text are none; one without a name is called by its text. */
function kept(drafts: readonly DraftFilter[]): SavedFilter[] {
  return drafts.filter(({ text }) => text.trim() !== '').map(({ name, text }) => ({ name: (name.trim() || text.trim()).slice(0, MOST_SAVED_NAME), text: text.trim() }));
}

export function SavedFiltersDialog(): ReactNode {
  const text = useText();
  const [drafts, setDrafts] = useState<readonly DraftFilter[]>(() => usePreferences.getState().savedFilters.map((saved) => ({ ...saved, key: nextKey++ })));
  const states = useStates(drafts);
  const store = (): void => {
    setPreference('savedFilters', kept(drafts));
    closeDialog();
  };
  const apply = (filter: string): void => {
    store();
    applyFilter(filter);
  };
  const change = (key: number, part: Partial<SavedFilter>): void => setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  const move = (at: number, to: number): void => setDrafts(drafts.toSpliced(at, 1).toSpliced(to, 0, drafts[at]!));
  return (
    <DialogBox
      title={text('saved.title')}
      closeLabel={text('dialog.close')}
      onClose={closeDialog}
      className="wide-box"
      footer={
        <>
          <button type="button" className="button edge" disabled={drafts.length >= MOST_SAVED} data-focus-first onClick={() => setDrafts([...drafts, { key: nextKey++, name: '', text: '' }])}>{text('rules.add')}</button>
          <button type="button" className="button edge" onClick={() => runAction('file.importWireshark')}>{text('rules.import')}</button>
          <button type="button" className="button edge" onClick={() => runAction('file.exportFilters')}>{text('rules.export')}</button>
          <span className="grow" />
          <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
          <button type="button" className="button primary" onClick={store}>{text('rules.ok')}</button>
        </>
      }
    >
      <div className="saved-list" data-testid="saved-list">
        {drafts.length === 0 && <p className="pick-none">{text('saved.none')}</p>}
        {drafts.map((draft, at) => (
          <SavedLine key={draft.key} draft={draft} state={states.get(draft.text)} first={at === 0} last={at === drafts.length - 1} change={(part) => change(draft.key, part)} move={(step) => move(at, at + step)} remove={() => setDrafts(drafts.filter((other) => other !== draft))} apply={() => apply(draft.text)} />
        ))}
      </div>
    </DialogBox>
  );
}

interface SavedLineProps {
  readonly draft: DraftFilter;
  readonly state: ColourRuleState | undefined;
  readonly first: boolean;
  readonly last: boolean;
  readonly change: (part: Partial<SavedFilter>) => void;
  readonly move: (step: 1 | -1) => void;
  readonly remove: () => void;
  readonly apply: () => void;
}

function SavedLine({ draft, state, first, last, change, move, remove, apply }: SavedLineProps): ReactNode {
  const text = useText();
  const language = useLanguage();
  const wrong = draft.text.trim() !== '' && state?.problem ? visibleMarks(remarkSentence(state.problem, language)) : '';
  const named = { name: draft.name || draft.text };
  const button = (icon: IconName, key: AnyTextKey, run: () => void, disabled: boolean): ReactNode => (
    <button type="button" className="button small" title={text(key, named)} aria-label={text(key, named)} disabled={disabled} onClick={run}>
      <Icon name={icon} />
    </button>
  );
  return (
    <div className="saved-line" role="group" aria-label={visibleMarks(named.name)}>
      <input className="input" aria-label={text('rules.name')} value={draft.name} maxLength={MOST_SAVED_NAME} placeholder={draft.text} onChange={(event) => change({ name: event.target.value })} />
      <input className="input mono" aria-label={text('rules.filter')} value={draft.text} maxLength={MOST_SAVED_TEXT} spellCheck={false} aria-invalid={wrong !== ''} title={wrong} onChange={(event) => change({ text: event.target.value })} />
      {button('check', 'saved.apply', apply, draft.text.trim() === '' || wrong !== '')}
      {button('upward', 'saved.up', () => move(-1), first)}
      {button('down', 'saved.down', () => move(1), last)}
      {button('close', 'saved.remove', remove, false)}
      {wrong !== '' && <p className="error-text">{wrong}</p>}
    </div>
  );
}

/** What the engine says of each filter, a moment after it was typed. */
function useStates(drafts: readonly DraftFilter[]): ReadonlyMap<string, ColourRuleState> {
  const [states, setStates] = useState<ReadonlyMap<string, ColourRuleState>>(new Map());
  useEffect(() => {
    let newest = true;
    const timer = setTimeout(() => {
      const filters = drafts.map((draft) => draft.text);
      engine.call('colours.check', { filters }).then((found) => newest && setStates(new Map(filters.flatMap((filter, at) => (found[at] ? [[filter, found[at]] as const] : [])))), report);
    }, 200);
    return () => {
      newest = false;
      clearTimeout(timer);
    };
  }, [drafts]);
  return states;
}
