// A capture filter that is checked while it is typed: what is wrong is underlined and marked below, said in words, with fixes to choose.
import { useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import type { CaptureFilterCheck, CaptureFilterError } from '../../shared/live/capture-filter';
import { useLanguage, useText } from '../locales/text';
import { useFilterCheck } from '../state/filter-check';
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
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function CaptureFilterField({ id, filter, linktype, snaplen, onChange, onEnter, beside, below, inputRef }: CaptureFilterFieldProps): ReactNode {
  const text = useText();
  const check = useFilterCheck(filter, linktype, snaplen);
  const error = check?.error ?? null;
  const [scrolled, setScrolled] = useState(0);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onEnter(filter.trim() === '' || (check !== null && !error));
  };
  return (
    <>
      <div className="capture-filter-line">
        <div className={`capture-filter ${error ? 'bad' : check ? 'good' : ''}`}>
          <Icon name={error ? 'error' : check ? 'check' : 'search'} />
          <input
            id={id}
            ref={inputRef}
            className="input mono"
            value={filter}
            autoComplete="off"
            spellCheck={false}
            placeholder={text('filter.example')}
            aria-invalid={error !== null}
            aria-describedby={`${id}-said`}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={onKeyDown}
            onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
          />
          {error && <Carets filter={filter} error={error} scrolled={scrolled} />}
        </div>
        {beside?.(check)}
      </div>
      <div id={`${id}-said`} className={`capture-filter-said ${error ? 'below-carets' : ''}`} role="status" aria-live="polite" data-testid={`${id}-said`}>
        {error && <ErrorLines error={error} onChange={onChange} />}
        {check && !error && (
          <div className="capture-filter-words t3">{text(check.rejectsAll ? 'filter.rejectsAll' : 'filter.compiles', { count: check.instructions })}</div>
        )}
        {below?.(check)}
      </div>
    </>
  );
}

/** Carets below the wrong word, one where something is missing: behind the same text, unseen, and moved as the field is. */
function Carets({ filter, error, scrolled }: { readonly filter: string; readonly error: CaptureFilterError; readonly scrolled: number }): ReactNode {
  return (
    <div className="capture-filter-carets mono error-text" aria-hidden="true">
      <span className="capture-filter-moved" style={{ left: -scrolled }}>
        <span className="capture-filter-before">{filter.slice(0, error.start).replace(/[\r\n]/g, '')}</span>
        <span data-testid="filter-caret">{'^'.repeat(Math.max(1, error.end - error.start))}</span>
      </span>
    </div>
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
