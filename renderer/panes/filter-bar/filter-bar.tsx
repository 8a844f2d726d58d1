// The filter bar: a display filter is typed, coloured and checked; what it may become opens below; Enter applies, Esc restores.
import { useEffect, useRef, useState, type DragEvent, type FocusEvent, type ReactNode } from 'react';
import { useLanguage, useText } from '../../locales/text';
import { hintOf } from '../../state/action-items';
import { runAction } from '../../state/actions';
import { cancelDisplayFilter, isFiltering, useDisplayFilter } from '../../state/display-filter';
import { applyDraft, closeSuggestions, editDraft, problemToShow, useFilterBar, type FilterBar } from '../../state/filter-bar';
import { carriesFilter, dropFilter } from '../../state/filter-drag';
import { filtersMenu } from '../../state/filter-menus';
import { remarkSentence } from '../../state/filter-remarks';
import { useSession } from '../../state/session';
import { CodeLine, type CodeLineHandle } from '../../widgets/code-line/code-line';
import { displayFilterColours } from '../../widgets/code-line/display-filter-colours';
import { formatCount, formatMilliseconds } from '../../widgets/format-quantity';
import { Icon, type IconName } from '../../widgets/icon';
import { MenuButton } from '../../widgets/menu-button';
import { handleFilterKey } from './filter-keys';
import { FilterPopup, hasPopup, LIST_ID, lineId, SAID_ID } from './filter-popup';

type State = 'empty' | 'unknown' | 'good' | 'odd' | 'bad' | 'running';
const ICONS: Readonly<Record<State, IconName>> = { empty: 'funnel', unknown: 'funnel', good: 'check', odd: 'warn', bad: 'error', running: 'clock' };
const WORDS = { empty: 'displayFilter.empty', unknown: 'displayFilter.empty', good: 'displayFilter.valid', odd: 'displayFilter.odd', bad: 'displayFilter.invalid', running: 'displayFilter.running' } as const;
const CHECKED = { empty: 'empty', valid: 'good', odd: 'odd', invalid: 'bad' } as const;

function stateOf({ draft, check }: FilterBar, applied: string, running: boolean): State {
  if (running && draft.trim() === applied) return 'running';
  if (draft.trim() === '') return 'empty';
  return check === null ? 'unknown' : CHECKED[check.state];
}

/** What is known of the last text stays until more is known of this one: nothing flickers while one types. */
function useSteadyState(): State {
  const bar = useFilterBar();
  const running = useDisplayFilter(isFiltering);
  const applied = useDisplayFilter((s) => s.applied);
  const last = useRef<State>('empty');
  const now = stateOf(bar, applied, running);
  const shown = now === 'unknown' ? last.current : now;
  useEffect(() => {
    last.current = shown === 'running' ? 'good' : shown;
  }, [shown]);
  return shown;
}

export function FilterBar(): ReactNode {
  const text = useText();
  const bar = useFilterBar();
  const state = useSteadyState();
  const line = useRef<CodeLineHandle>(null);
  const [isOver, setOver] = useState(false);
  const { focusAsked } = bar;
  useEffect(() => {
    if (focusAsked > 0) line.current?.focus(true);
  }, [focusAsked]);
  const problem = problemToShow(bar);
  const isOpen = bar.isOpen && hasPopup(bar);
  const onBlur = (event: FocusEvent): void => {
    if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) closeSuggestions();
  };
  return (
    <div
      className={`filter-bar code-box ${state} ${isOver ? 'drop-here' : ''}`}
      role="search"
      data-testid="filter-bar"
      data-state={state}
      onBlur={onBlur}
      onDragEnter={(event) => setOver(takeDrag(event))}
      onDragOver={takeDrag}
      onDragLeave={(event) => !(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) && setOver(false)}
      onDropCapture={(event) => {
        setOver(false);
        if (takeDrag(event)) dropFilter(event.dataTransfer, event.shiftKey);
      }}
    >
      <span className="filter-state" title={text(WORDS[state])}>
        <Icon name={ICONS[state]} />
      </span>
      <CodeLine
        handle={line}
        text={bar.draft}
        label={text('displayFilter.label')}
        hint={text('displayFilter.hint')}
        isWrong={state === 'bad'}
        place={problem && { from: problem.from, to: problem.to }}
        colour={displayFilterColours}
        testId="filter-text"
        describedBy={SAID_ID}
        list={isOpen && bar.suggestions.length > 0 ? { id: LIST_ID, active: bar.isChoosing ? lineId(bar.active) : '' } : null}
        onEdit={editDraft}
        onKey={(event) => handleFilterKey(event, line.current)}
      />
      <Outcome />
      <Buttons line={line} isBad={state === 'bad'} />
      {isOpen && <FilterPopup line={line} />}
      <Said state={text(WORDS[state])} />
    </div>
  );
}

/** A filter that is dragged here is taken, before the text box takes it as text. */
function takeDrag(event: DragEvent): boolean {
  if (!carriesFilter(event.dataTransfer)) return false;
  event.preventDefault();
  event.stopPropagation();
  event.dataTransfer.dropEffect = 'copy';
  return true;
}

/** What the applied filter found, or how far it is. */
function Outcome(): ReactNode {
  const text = useText();
  const { applied, progress, elapsedMs } = useDisplayFilter();
  const draft = useFilterBar((s) => s.draft);
  const frames = useSession((s) => s.progress?.frames ?? 0);
  if (!progress || applied === '') return null;
  if (progress.phase === 'running') {
    const percent = Math.floor((progress.examined / Math.max(1, frames)) * 100);
    return (
      <>
        <span className="filter-run" role="progressbar" aria-label={text('displayFilter.running')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
          <span className="reading-fill" style={{ transform: `scaleX(${percent / 100})` }} />
        </span>
        <span className="filter-count mono">{`${percent} %`}</span>
        <button type="button" className="button edge small" onClick={cancelDisplayFilter} data-testid="cancel-filter">
          {text('progress.cancel')}
        </button>
      </>
    );
  }
  if (draft.trim() !== applied) return null;
  const values = { shown: formatCount(progress.displayed), all: formatCount(progress.phase === 'cancelled' ? progress.examined : frames), time: formatMilliseconds(elapsedMs) };
  return (
    <span className="filter-count" data-testid="filter-count">
      {text(progress.phase === 'cancelled' ? 'displayFilter.countStopped' : 'displayFilter.count', values)}
    </span>
  );
}

function Buttons({ line, isBad }: { readonly line: { readonly current: CodeLineHandle | null }; readonly isBad: boolean }): ReactNode {
  const text = useText();
  const draft = useFilterBar((s) => s.draft);
  const applied = useDisplayFilter((s) => s.applied);
  return (
    <>
      {draft !== '' && (
        <button
          type="button"
          className="button small"
          title={hintOf('filter.clear', text)}
          aria-label={text('action.filter.clear')}
          onClick={() => {
            runAction('filter.clear');
            line.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
      <MenuButton className="small" label={text('displayFilter.lists')} items={() => filtersMenu(text)}>
        <Icon name="bookmark" />
      </MenuButton>
      {draft.trim() !== applied && (
        <button type="button" className="button primary filter-apply" disabled={isBad} onClick={() => void applyDraft()} data-testid="apply-filter">
          {text('displayFilter.apply')}
        </button>
      )}
    </>
  );
}

/** For screen readers: whether it is a filter, and what is wrong. */
function Said({ state }: { readonly state: string }): ReactNode {
  const bar = useFilterBar();
  const language = useLanguage();
  const problem = problemToShow(bar);
  return (
    <span id={SAID_ID} className="unseen" aria-live="polite">
      {bar.draft === '' ? '' : `${state} ${problem ? remarkSentence(problem, language) : ''}`}
    </span>
  );
}

