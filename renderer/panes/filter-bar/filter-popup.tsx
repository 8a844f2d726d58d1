// What opens below the filter bar: what is wrong with its correction, what the filter means, what may be typed, what a field means.
import { Fragment, useEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { FieldInfo, FilterRemark, FilterSuggestion } from '../../../shared/ipc/contract';
import { useLanguage, useText, type Text } from '../../locales/text';
import { problemToShow, useFilterBar, type FilterBar } from '../../state/filter-bar';
import { useFilterCounts } from '../../state/filter-counts';
import { fixText, remarkParts, type FilterFix } from '../../state/filter-remarks';
import { meaningOf, typeWord } from '../../state/suggestion-words';
import type { CodeLineHandle } from '../../widgets/code-line/code-line';
import { Icon } from '../../widgets/icon';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import { takeSuggestion } from './filter-keys';

export const LIST_ID = 'filter-suggestions';
export const SAID_ID = 'filter-said';
export const lineId = (index: number): string => `filter-suggestion-${index}`;

/** Whether there is anything to show. */
export function hasPopup(bar: FilterBar): boolean {
  return bar.help !== null || bar.suggestions.length > 0 || problemToShow(bar) !== null || (bar.check?.notes.length ?? 0) > 0;
}

type Line = RefObject<CodeLineHandle | null>;

export function FilterPopup({ line }: { readonly line: Line }): ReactNode {
  const text = useText();
  const bar = useFilterBar();
  const problem = problemToShow(bar);
  return (
    // A press here leaves the caret in the bar.
    <div className="filter-popup" data-testid="filter-popup" onMouseDown={(event) => event.preventDefault()}>
      {problem && <Remark remark={problem} kind="error" line={line} />}
      {!problem && bar.check?.notes.map((note) => <Remark key={`${note.code}${note.from}`} remark={note} kind={bar.check?.state === 'odd' ? 'warn' : 'info'} line={line} />)}
      {bar.help ? <FieldHelp field={bar.help} /> : bar.suggestions.length > 0 && <Suggestions line={line} />}
      <div className="filter-foot">
        {bar.suggestions.length > 0 && !bar.help && (
          <>
            <span>
              <kbd>↑</kbd> <kbd>↓</kbd> {text('displayFilter.keyChoose')}
            </span>
            <span>
              <kbd>Tab</kbd> {text('displayFilter.keyInsert')}
            </span>
          </>
        )}
        <span>
          <kbd>Enter</kbd> {text(bar.isChoosing ? 'displayFilter.keyInsert' : 'displayFilter.keyApply')}
        </span>
        <span>
          <kbd>Esc</kbd> {text('displayFilter.keyRestore')}
        </span>
        <span className="filter-foot-end">
          <kbd>F1</kbd> {text(bar.help ? 'displayFilter.keyHelpOff' : 'displayFilter.keyHelp')}
        </span>
      </div>
    </div>
  );
}

function Remark({ remark, kind, line }: { readonly remark: FilterRemark; readonly kind: 'error' | 'warn' | 'info'; readonly line: Line }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const draft = useFilterBar((s) => s.draft);
  const { parts, others } = remarkParts(remark, language, draft);
  return (
    <div className={`filter-remark ${kind}`} data-testid="filter-remark">
      <Icon name={kind} />
      <div>
        <div>
          {parts.map((part, i) => (part.kind === 'fix' ? <Fix key={i} fix={part.fix} draft={draft} line={line} /> : <span key={i} className={part.kind === 'wrong' ? 'mono error-text' : ''}>{visibleMarks(part.text)}</span>))}
          {others.map((fix) => (
            <Fragment key={`${fix.from} ${fix.text}`}>
              {' '}
              {text('filter.change')} <Fix fix={fix} draft={draft} line={line} />
            </Fragment>
          ))}
        </div>
        <div className="filter-where t3">
          {remark.to - remark.from > 1 ? text('displayFilter.columns', { from: remark.from + 1, to: remark.to }) : text('displayFilter.column', { column: remark.from + 1 })}{' '}
          {remark.fixes.length > 0 && kind === 'error' && (
            <>
              <kbd>Tab</kbd> {text('displayFilter.takesFix')}{' '}
            </>
          )}
          {kind === 'error' && text('displayFilter.keepsList')}
        </div>
      </div>
    </div>
  );
}

function Fix({ fix, draft, line }: { readonly fix: FilterFix; readonly draft: string; readonly line: Line }): ReactNode {
  return (
    <button type="button" tabIndex={-1} className="link mono" onClick={() => takeSuggestion(line.current, fix)}>
      {visibleMarks(fixText(fix, draft))}
    </button>
  );
}

/** What can be a whole filter once it is taken. */
const COUNTED: ReadonlySet<FilterSuggestion['kind']> = new Set(['value', 'protocol', 'field', 'recent'] as const);

const taken = (draft: string, { from, to, text }: FilterSuggestion): string => draft.slice(0, from) + text + draft.slice(to);

/** How many frames would be displayed, or else the type. */
function rightText({ kind, detail }: FilterSuggestion, count: number | undefined, text: Text): string {
  if (count !== undefined) return text('displayFilter.frames', { count, formatted: formatCount(count) });
  return kind === 'value' || kind === 'recent' ? '' : typeWord(detail, text);
}

function Suggestions({ line }: { readonly line: Line }): ReactNode {
  const text = useText();
  const { suggestions, active, isChoosing, draft, caret } = useFilterBar();
  const counts = useFilterCounts(suggestions.filter(({ kind }) => COUNTED.has(kind)).map((suggestion) => taken(draft, suggestion)));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void box.current?.querySelector(`#${lineId(active)}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, suggestions]);
  return (
    <div ref={box} id={LIST_ID} className="filter-suggestions" role="listbox" aria-label={text('displayFilter.suggestions')}>
      {suggestions.map((suggestion, i) => (
        <div
          key={`${suggestion.kind}${suggestion.text}`}
          id={lineId(i)}
          role="option"
          aria-selected={i === active}
          className={`filter-suggestion ${i === active ? (isChoosing ? 'on' : 'next') : ''}`}
          onClick={() => takeSuggestion(line.current, suggestion)}
        >
          <Label suggestion={suggestion} typed={draft.slice(suggestion.from, Math.min(suggestion.to, caret))} />
          <span className="t2 cut" title={meaningOf(suggestion, text)}>
            {visibleMarks(meaningOf(suggestion, text))}
          </span>
          <span className="t3 right cut">{visibleMarks(rightText(suggestion, counts.get(taken(draft, suggestion)), text))}</span>
        </div>
      ))}
    </div>
  );
}

/** What was typed stands out in what it may become. */
function Label({ suggestion, typed }: { readonly suggestion: FilterSuggestion; readonly typed: string }): ReactNode {
  const label = visibleMarks(suggestion.label);
  const at = typed === '' ? -1 : label.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) return <span className="mono cut">{label}</span>;
  return (
    <span className="mono cut">
      {label.slice(0, at)}
      <b>{label.slice(at, at + typed.length)}</b>
      {label.slice(at + typed.length)}
    </span>
  );
}

function FieldHelp({ field }: { readonly field: FieldInfo }): ReactNode {
  const text = useText();
  return (
    <dl className="filter-help" data-testid="field-help">
      <dt className="mono field-name">{field.field}</dt>
      <dd>
        <b>{visibleMarks(field.name)}</b> · {text('displayFilter.type')} {typeWord(field.type, text)} <span className="mono t3">{field.type}</span> · {text('displayFilter.protocol')} <span className="mono">{field.protocol}</span>
        {field.doc !== '' && <p>{visibleMarks(field.doc)}</p>}
      </dd>
    </dl>
  );
}
