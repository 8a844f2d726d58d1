// Decode as: which protocol is in charge of a port or type, whoever is registered for it. The capture is read once more with the rules that are kept.
import { useEffect, useState, type ReactNode } from 'react';
import { DECODE_LAYERS, MOST_DECODE_RULES } from '../../shared/ipc/decode-calls';
import type { ResultOf } from '../../shared/ipc/contract';
import { engine } from '../engine';
import { useText } from '../locales/text';
import { draftOf, keepRules, ruleOf, suggestedRule, type DecodeLayer, type DraftRule } from '../state/decode-as';
import { closeDialog } from '../state/overlay';
import { usePreferences } from '../state/preferences';
import { report } from '../state/session';
import { DialogBox } from '../widgets/dialog-box';
import { Icon } from '../widgets/icon';

type Protocols = ResultOf<'decodeAs.protocols'>;
interface KeyedRule extends DraftRule {
  readonly key: number;
}

let nextKey = 1;
const keyed = (draft: DraftRule): KeyedRule => ({ ...draft, key: nextKey++ });

export function DecodeAsDialog(): ReactNode {
  const text = useText();
  const [drafts, setDrafts] = useState<readonly KeyedRule[]>(() => usePreferences.getState().decodeAs.map((rule) => keyed(draftOf(rule))));
  const [protocols, setProtocols] = useState<Protocols | null>(null);
  useEffect(() => {
    engine.call('decodeAs.protocols', {}).then(setProtocols, report);
  }, []);
  const rules = drafts.map(ruleOf);
  const store = (): void => {
    keepRules(rules.filter((rule) => rule !== null));
    closeDialog();
  };
  const change = (key: number, part: Partial<DraftRule>): void => setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  return (
    <DialogBox
      title={text('decodeAs.title')}
      closeLabel={text('dialog.close')}
      onClose={closeDialog}
      className="wide-box"
      footer={
        <>
          <button type="button" className="button edge" disabled={drafts.length >= MOST_DECODE_RULES} data-focus-first onClick={() => setDrafts([...drafts, keyed(suggestedRule())])}>{text('rules.add')}</button>
          <span className="grow" />
          <button type="button" className="button edge" onClick={closeDialog}>{text('dialog.cancel')}</button>
          <button type="button" className="button primary" disabled={rules.includes(null)} onClick={store}>{text('rules.ok')}</button>
        </>
      }
    >
      <p className="macro-note">{text('decodeAs.note')}</p>
      <div className="saved-list" data-testid="decode-list">
        {drafts.length === 0 && <p className="pick-none">{text('decodeAs.none')}</p>}
        {drafts.map((draft) => (
          <RuleLine key={draft.key} draft={draft} protocols={protocols} isWrong={ruleOf(draft) === null} change={(part) => change(draft.key, part)} remove={() => setDrafts(drafts.filter((other) => other !== draft))} />
        ))}
      </div>
    </DialogBox>
  );
}

interface RuleLineProps {
  readonly draft: DraftRule;
  readonly protocols: Protocols | null;
  readonly isWrong: boolean;
  readonly change: (part: Partial<DraftRule>) => void;
  readonly remove: () => void;
}

function RuleLine({ draft, protocols, isWrong, change, remove }: RuleLineProps): ReactNode {
  const text = useText();
  const known = protocols?.[draft.layer] ?? [];
  const removing = text('saved.remove', { name: `${draft.layer} ${draft.numbers}` });
  const chooseLayer = (layer: DecodeLayer): void => change({ layer, ...((protocols?.[layer] ?? []).some(({ id }) => id === draft.protocol) ? {} : { protocol: 'data' }) });
  return (
    <div className="saved-line decode-line" role="group" aria-label={`${draft.layer} ${draft.numbers}`}>
      <select className="input" aria-label={text('decodeAs.layer')} value={draft.layer} onChange={(event) => chooseLayer(event.target.value as DecodeLayer)}>
        {DECODE_LAYERS.map((layer) => <option key={layer} value={layer}>{text(`decodeAs.${layer}`)}</option>)}
      </select>
      <input className="input mono" aria-label={text('decodeAs.numbers')} value={draft.numbers} maxLength={15} spellCheck={false} aria-invalid={isWrong} onChange={(event) => change({ numbers: event.target.value })} />
      <select className="input" aria-label={text('decodeAs.protocol')} value={draft.protocol} onChange={(event) => change({ protocol: event.target.value })}>
        {known.every(({ id }) => id !== draft.protocol) && <option value={draft.protocol}>{draft.protocol}</option>}
        {known.map(({ id, name }) => <option key={id} value={id}>{`${id} – ${name}`}</option>)}
      </select>
      <button type="button" className="button small" title={removing} aria-label={removing} onClick={remove}>
        <Icon name="close" />
      </button>
      {isWrong && <p className="error-text">{text('decodeAs.badNumbers')}</p>}
    </div>
  );
}
