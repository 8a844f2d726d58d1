// A capture filter that is checked while it is typed: coloured, what is wrong is underlined, said in words, with fixes to choose.
import type { ReactNode, Ref } from 'react';
import type { CaptureFilterCheck, CaptureFilterError } from '../../shared/live/capture-filter';
import { useLanguage, useText } from '../locales/text';
import { useFilterCheck } from '../state/filter-check';
import { captureFilterColours } from './code-line/capture-filter-colours';
import { CodeLine, type CodeLineHandle } from './code-line/code-line';
import { Icon } from './icon';
import { visibleMarks } from './visible-marks';

interface CaptureFilterFieldProps {
  readonly id: string;
  readonly filter: string;
  readonly linktype: string;
  readonly snaplen: number;
  readonly onChange: (filter: string) => void;
  readonly onEnter: (isGood: boolean) => void;
  /** Beside the field, given what is known of the filter. */
  readonly beside?: (check: CaptureFilterCheck | null) => ReactNode;
  readonly below?: (check: CaptureFilterCheck | null) => ReactNode;
  readonly handle?: Ref<CodeLineHandle>;
}

export function CaptureFilterField({ id, filter, linktype, snaplen, onChange, onEnter, beside, below, handle }: CaptureFilterFieldProps): ReactNode {
  const text = useText();
  const check = useFilterCheck(filter, linktype, snaplen);
  const error = check?.error ?? null;
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.key !== 'Enter') return false;
    onEnter(filter.trim() === '' || (check !== null && !error));
    return true;
  };
  return (
    <>
      <div className="capture-filter-line">
        <div className={`capture-filter code-box ${error ? 'bad' : check ? 'good' : ''}`}>
          <Icon name={error ? 'error' : check ? 'check' : 'search'} />
          <CodeLine
            text={filter}
            label={text('filter.label')}
            hint={text('filter.example')}
            isWrong={error !== null}
            place={error && { from: error.start, to: error.end }}
            colour={captureFilterColours}
            describedBy={`${id}-said`}
            testId={id}
            onEdit={(next, _caret, changed) => changed && onChange(next)}
            onKey={onKey}
            {...(handle === undefined ? {} : { handle })}
          />
        </div>
        {beside?.(check)}
      </div>
      <div id={`${id}-said`} className="capture-filter-said" role="status" aria-live="polite" data-testid={`${id}-said`}>
        {error && <ErrorLines error={error} onChange={onChange} />}
        {check && !error && (
          <div className="capture-filter-words t3">{text(check.rejectsAll ? 'filter.rejectsAll' : 'filter.compiles', { count: check.instructions })}</div>
        )}
        {below?.(check)}
      </div>
    </>
  );
}

function ErrorLines({ error, onChange }: { readonly error: CaptureFilterError; readonly onChange: (filter: string) => void }): ReactNode {
  const text = useText();
  const language = useLanguage();
  return (
    <div className="capture-filter-words" title={visibleMarks(error.libpcap)}>
      <span className="error-text">{text('filter.column', { column: error.start + 1 })}</span> {visibleMarks(language === 'zh-CN' ? error.messageZh : error.message)}
      {error.fixes.map((fix) => (
        <button key={fix.filter} type="button" className="link" onClick={() => onChange(fix.filter)}>
          {text('filter.change')} <span className="mono">{visibleMarks(fix.change)}</span>
        </button>
      ))}
    </div>
  );
}
