// The capture filter of what is chosen, Start, and the way to all other options.
import { useRef, type ReactNode } from 'react';
import { shortcutOf } from '../../keyboard';
import { useText } from '../../locales/text';
import { runAction } from '../../state/actions';
import { canStart, changeSettings, optionsFor, settingsOf, startChosen, useCaptureDraft } from '../../state/capture-options';
import { interfaceOf, useInterfaces } from '../../state/interfaces';
import { useLive } from '../../state/live';
import { CaptureFilterField } from '../../widgets/capture-filter-field';
import type { CodeLineHandle } from '../../widgets/code-line/code-line';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';

export function FilterAndStart(): ReactNode {
  const text = useText();
  const input = useRef<CodeLineHandle>(null);
  const chosen = useInterfaces((s) => s.choice.chosen);
  const draft = useCaptureDraft((s) => s);
  const starting = useLive((s) => s.starting);
  const first = chosen[0] ?? '';
  const { filter, linktype, snaplen } = settingsOf(draft, first);
  const names = chosen.map((key) => key.slice(key.indexOf('|') + 1)).join(', ');
  return (
    <div className="welcome-filter">
      <div className="welcome-filter-head">
        <span className="welcome-filter-label" onClick={() => input.current?.focus()}>{text('filter.label')}</span>
        <span className="t3 cut grow">{draft.command !== '' ? text('filter.fromCommand', { command: visibleMarks(draft.command) }) : chosen.length === 0 ? text('filter.nothingChosen') : text('filter.on', { names: visibleMarks(names) })}</span>
        <button type="button" className="link" title={shortcutOf('capture.options')} onClick={() => runAction('capture.options')}>
          {text('options.link')}
        </button>
      </div>
      <CaptureFilterField
        id="capture-filter"
        handle={input}
        filter={filter}
        linktype={linktype || (interfaceOf(first)?.linktypes[0] ?? '')}
        snaplen={snaplen}
        onChange={(next) => {
          changeSettings(chosen, { filter: next }, true);
          input.current?.focus();
        }}
        onEnter={(isGood) => isGood && void startChosen()}
        beside={(check) => (
          <button type="button" className="button primary start" data-testid="start" disabled={starting || !canStart(optionsFor(draft, chosen)) || (check !== null && check.error !== null)} onClick={() => void startChosen()}>
            <Icon name="start" />
            {text('filter.start')}
          </button>
        )}
      />
    </div>
  );
}
