// The bar to find a frame: what, where, how it is written; forward and back; how far the search is.
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { problemSentences, useLanguage, useText, type AnyTextKey, type Text } from '../locales/text';
import { hintOf } from '../state/action-items';
import { isEnabled, runAction } from '../state/actions';
import { cancelFind, changeQuery, closeFind, findFrame, useFind } from '../state/find';
import { formatCount } from '../widgets/format-quantity';
import { Icon } from '../widgets/icon';
import { visibleMarks } from '../widgets/visible-marks';
import { FIND_CHARACTERS, FIND_KINDS, FIND_PLACES, type FindQuery } from '../../shared/ipc/find-calls';

export function FindBar(): ReactNode {
  const isOpen = useFind((s) => s.isOpen);
  return isOpen && <OpenFindBar />;
}

function OpenFindBar(): ReactNode {
  const text = useText();
  const query = useFind((s) => s.query);
  const asked = useFind((s) => s.asked);
  const wrong = useFind((s) => s.isMissing || s.problem !== null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [asked]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target === input.current) void findFrame(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const inText = query.kind === 'string' || query.kind === 'regex';
  return (
    <search className="find-bar" aria-label={text('find.label')} data-testid="find-bar" onKeyDown={onKeyDown}>
      <Icon name="search" className="t3" />
      <Choice label={text('find.kind')} values={FIND_KINDS} prefix="find.kind." value={query.kind} onChange={(kind) => changeQuery({ kind })} />
      <input
        ref={input}
        className={`input find-text ${query.kind === 'string' ? '' : 'mono'}`}
        type="text"
        aria-label={text('find.text')}
        aria-invalid={wrong}
        placeholder={text(`find.example.${query.kind}`)}
        autoComplete="off"
        spellCheck={false}
        maxLength={10_000}
        value={query.text}
        onChange={(event) => changeQuery({ text: event.target.value })}
      />
      {inText && <Choice label={text('find.where')} values={FIND_PLACES} prefix="find.where." value={query.where} onChange={(where) => changeQuery({ where })} />}
      {query.kind === 'string' && query.where === 'bytes' && (
        <Choice label={text('find.characters')} values={FIND_CHARACTERS} prefix="find.characters." value={query.characters} onChange={(characters) => changeQuery({ characters })} />
      )}
      {inText && (
        <label className="check find-case" title={text('find.caseHint')}>
          <input type="checkbox" checked={query.caseSensitive} onChange={(event) => changeQuery({ caseSensitive: event.target.checked })} />
          {text('find.case')}
        </label>
      )}
      <Buttons text={text} />
      <Outcome />
      <button type="button" className="button small" title={`${text('find.close')}  Esc`} aria-label={text('find.close')} onClick={close}>
        <Icon name="close" />
      </button>
    </search>
  );
}

/** The keys go back to the list, where the frame is that was found. */
function close(): void {
  closeFind();
  document.querySelector<HTMLElement>('[data-pane="list"]')?.focus({ preventScroll: true });
}

function Buttons({ text }: { readonly text: Text }): ReactNode {
  useFind((s) => s.query.text);
  return (['edit.findPrevious', 'edit.findNext'] as const).map((id) => (
    <button key={id} type="button" className="button" title={hintOf(id, text)} aria-label={text(`action.${id}`)} disabled={!isEnabled(id)} onClick={() => runAction(id)}>
      <Icon name={id === 'edit.findNext' ? 'down' : 'upward'} />
    </button>
  ));
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly values: readonly V[];
  readonly prefix: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
}

function Choice<V extends FindQuery['kind' | 'where' | 'characters']>({ label, values, prefix, value, onChange }: ChoiceProps<V>): ReactNode {
  const text = useText();
  return (
    <select className="input find-choice" aria-label={label} title={label} value={value} onChange={(event) => onChange(event.target.value as V)}>
      {values.map((one) => (
        <option key={one} value={one}>
          {text(`${prefix}${one}` as AnyTextKey)}
        </option>
      ))}
    </select>
  );
}

/** How far the search is, or what came of it. */
function Outcome(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const { progress, isMissing, problem, hit } = useFind();
  if (progress && progress.total > 0) {
    return (
      <span className="find-outcome" data-testid="find-outcome">
        <progress max={progress.total} value={progress.examined} aria-label={text('find.searching')} />
        <span className="t3">{text('find.examined', { formatted: formatCount(progress.examined), total: formatCount(progress.total) })}</span>
        <button type="button" className="button small edge" onClick={cancelFind}>
          {text('progress.cancel')}
        </button>
      </span>
    );
  }
  const said = problem ? visibleMarks(problemSentences(problem, language)) : isMissing ? text('find.none') : hit?.wrapped ? text('find.onceMore') : '';
  const isWrong = problem !== null || isMissing;
  return (
    <span className={`find-outcome cut ${isWrong ? 'error-text' : 't3'}`} data-testid="find-outcome" title={said}>
      {said !== '' && <Icon name={isWrong ? 'error' : 'info'} />}
      <span className="cut">{said}</span>
    </span>
  );
}
