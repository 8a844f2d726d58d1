// Findings of the permission doctor and of capture health: value and what it should be, meaning, and the fix with its undo.
import { useState, type ReactNode } from 'react';
import type { Finding, Fix } from '../../shared/live/doctor';
import type { Phrase } from '../../shared/live/phrase';
import { phraseText, problemSentences, useLanguage, useText } from '../locales/text';
import { engine } from '../engine';
import { copyText } from '../state/clipboard';
import { toProblem } from '../state/session';
import { Icon, type IconName } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';

const ICONS: Readonly<Record<Finding['level'], IconName>> = { ok: 'check', note: 'info', warn: 'warn', error: 'error' };

interface FindingListProps {
  readonly findings: readonly Finding[];
  /** Something was changed: look again. */
  readonly onChanged: () => void;
}

export function FindingList({ findings, onChanged }: FindingListProps): ReactNode {
  const text = useText();
  const said = (phrase: Phrase): string => visibleMarks(phraseText(phrase, text));
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={finding.id} className={`finding ${finding.level}`} data-testid="finding">
          <Icon name={ICONS[finding.level]} />
          <div className="grow">
            <div className="finding-head">
              <b>{said(finding.title)}</b>
              <span className="finding-level">{text(`finding.${finding.level}`)}</span>
            </div>
            {finding.value !== '' && (
              <p className="finding-values">
                <span className="t3">{text('finding.value')}</span> <span className="mono">{said(finding.value)}</span>
                {finding.wanted !== '' && finding.level !== 'ok' && (
                  <>
                    {' '}
                    <span className="t3">{text('finding.wanted')}</span> <span className="mono">{said(finding.wanted)}</span>
                  </>
                )}
              </p>
            )}
            <p className="t2">{said(finding.meaning)}</p>
            {finding.fix && <FixLines fix={finding.fix} onChanged={onChanged} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Applying takes two presses: the second one says what it is that will be done. */
function FixLines({ fix, onChanged }: { readonly fix: Fix; readonly onChanged: () => void }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const [step, setStep] = useState<'idle' | 'asked' | 'running' | 'done' | 'undone'>('idle');
  // What this press did counts at once; the next report says the same.
  const done = step === 'done' || (fix.done && step !== 'undone');
  const [said, setSaid] = useState('');
  const apply = async (undo: boolean): Promise<void> => {
    setStep('running');
    try {
      const { output } = await engine.call('doctor.apply', { id: fix.id, undo });
      setSaid([text(undo ? 'fix.undone' : 'fix.done'), output].join('\n').trim());
      setStep(undo ? 'undone' : 'done');
      onChanged();
    } catch (error) {
      setSaid(problemSentences(toProblem(error), language));
      setStep('idle');
    }
  };
  return (
    <div className="fix">
      <p className="t2">{visibleMarks(phraseText(fix.explanation, text))}</p>
      <Command command={fix.command} label="" />
      {fix.undo !== '' && <Command command={fix.undo} label={text('fix.undoBy')} />}
      <div className="fix-line">
        {fix.applicable && !done && step !== 'asked' && (
          <button type="button" className="button edge" disabled={step === 'running'} onClick={() => setStep('asked')}>
            {text('fix.apply')}
          </button>
        )}
        {step === 'asked' && (
          <>
            <span className="t2">{text('fix.consent')}</span>
            <button type="button" className="button primary" onClick={() => void apply(false)}>
              {text('fix.yes')}
            </button>
            <button type="button" className="button edge" onClick={() => setStep('idle')}>
              {text('dialog.cancel')}
            </button>
          </>
        )}
        {done && fix.undo !== '' && (
          <button type="button" className="button edge" disabled={step === 'running'} onClick={() => void apply(true)}>
            {text('fix.undo')}
          </button>
        )}
        <span className="t2 fix-said" role="status" aria-live="polite">
          {said.split('\n').map(visibleMarks).join('\n')}
        </span>
      </div>
    </div>
  );
}

export function Command({ command, label }: { readonly command: string; readonly label: string }): ReactNode {
  const text = useText();
  return (
    <div className="fix-command">
      {label !== '' && <span className="t3">{label}</span>}
      <code className="code">{visibleMarks(command)}</code>
      <button type="button" className="button edge" onClick={() => void copyText(command)}>
        <Icon name="copy" />
        {text('welcome.copy')}
      </button>
    </div>
  );
}
