// Command lines and code that capture the same as the options say.
import { useState, type ReactNode } from 'react';
import { captureCode } from '../../../shared/live/capture-code';
import { captureCommandFor } from '../../../shared/live/equal-command';
import { useText } from '../../locales/text';
import { optionsFor, useCaptureDraft } from '../../state/capture-options';
import { copyText } from '../../state/clipboard';
import { useInterfaces } from '../../state/interfaces';
import { openDialog } from '../../state/overlay';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import { Command } from '../finding-list';

const PROGRAMS = ['tcpdump', 'dumpcap', 'netloupe'] as const;
const LANGUAGES = [['go', 'Go'], ['python', 'Python'], ['c', 'C']] as const;

export function EqualCommands(): ReactNode {
  const text = useText();
  const chosen = useInterfaces((s) => s.choice.chosen);
  const options = optionsFor(useCaptureDraft((s) => s), chosen);
  const [language, setLanguage] = useState<(typeof LANGUAGES)[number][0]>('go');
  const code = captureCode(options, language);
  return (
    <>
      <button type="button" className="button edge" onClick={() => openDialog('pasteCommand')}>
        {text('action.capture.paste')}
      </button>
      <h3>{text('equal.commands')}</h3>
      {PROGRAMS.map((program) => {
        const command = captureCommandFor(options, program);
        return command === null ? <p key={program} className="t3">{text('equal.none', { program })}</p> : <Command key={program} command={command} label="" />;
      })}
      <h3>{text('equal.code')}</h3>
      <div className="filter-program-head">
        {LANGUAGES.map(([name, label]) => (
          <button key={name} type="button" className={`button small ${language === name ? 'on' : ''}`} aria-pressed={language === name} onClick={() => setLanguage(name)}>
            {label}
          </button>
        ))}
        <span className="grow" />
        <button type="button" className="button edge small" disabled={code === null} onClick={() => void copyText(code ?? '')}>
          <Icon name="copy" />
          {text('welcome.copy')}
        </button>
      </div>
      <div className="filter-program">
        <pre className="mono equal-code" tabIndex={0} data-testid="equal-code">
          {(code ?? '').split(/([\n\t])/).map((part, i) => (i % 2 === 0 ? visibleMarks(part) : part)).join('')}
        </pre>
      </div>
    </>
  );
}
