// Colouring rules: the list, the selected rule below it; the window behind is coloured by them while they are edited.
import type { ReactNode } from 'react';
import { MOST_NAME_LENGTH, type ColourRule } from '../../shared/profile/colour-rule';
import { useText, type AnyTextKey } from '../locales/text';
import { runAction } from '../state/actions';
import { takeWishedRule } from '../state/wished-rule';
import { closeDialog } from '../state/overlay';
import { setPreference } from '../state/preferences';
import { DialogBox } from '../widgets/dialog-box';
import { useRuleDraft, type RuleDraftHandle } from './colouring/rule-draft';
import { RuleEditor } from './colouring/rule-editor';
import { RuleList } from './colouring/rule-list';

export function ColourRulesDialog(): ReactNode {
  const text = useText();
  const draft = useRuleDraft(takeWishedRule(), text('rules.newName'));
  const keep = (): void => {
    setPreference('colourRules', [...draft.list]);
    closeDialog();
  };
  return (
    <DialogBox
      title={text('rules.title')}
      closeLabel={text('dialog.close')}
      onClose={closeDialog}
      className="wide-box rules-box"
      footer={
        <>
          <button type="button" className="button edge" onClick={draft.reset}>{text('rules.reset')}</button>
          <button type="button" className="button edge" onClick={() => goTo('file.importWireshark', keep)}>{text('rules.import')}</button>
          <button type="button" className="button edge" onClick={() => goTo('file.exportRules', keep)}>{text('rules.export')}</button>
          <span className="grow" />
          <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
          <button type="button" className="button primary" onClick={keep}>{text('rules.ok')}</button>
        </>
      }
    >
      <div className="rules-head">
        <p className="t3">{text('rules.intro')}</p>
        <ListButtons draft={draft} />
      </div>
      <RuleList draft={draft} />
      <RuleEditor draft={draft} />
    </DialogBox>
  );
}

/** What was edited is kept before another dialog takes the place of this one. */
function goTo(action: 'file.importWireshark' | 'file.exportRules', keep: () => void): void {
  keep();
  runAction(action);
}

function ListButtons({ draft }: { readonly draft: RuleDraftHandle }): ReactNode {
  const text = useText();
  const at = draft.rules.findIndex(({ key }) => key === draft.selected);
  const rule = draft.rules[at]?.rule;
  const fresh: ColourRule = { name: text('rules.newName'), filter: '', enabled: true, colours: 'names' };
  const button = (key: AnyTextKey, run: () => void, disabled: boolean): ReactNode => (
    <button type="button" className="button edge small" disabled={disabled} onClick={run}>
      {text(key)}
    </button>
  );
  return (
    <span className="rules-buttons">
      {button('rules.add', () => draft.insert(fresh), false)}
      {button('rules.copy', () => rule && draft.insert({ ...rule, name: text('rules.copyName', { name: rule.name }).slice(0, MOST_NAME_LENGTH) }), !rule)}
      {button('rules.remove', draft.remove, !rule)}
      {button('rules.up', () => draft.move(draft.selected, at - 1), at <= 0)}
      {button('rules.down', () => draft.move(draft.selected, at + 1), at < 0 || at === draft.rules.length - 1)}
    </span>
  );
}
