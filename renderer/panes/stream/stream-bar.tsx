// Above a followed stream: which side, which form, which character set; what is looked for; next and previous stream; saving.
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { problemSentences, useLanguage, useText, type AnyTextKey, type Text } from '../../locales/text';
import { hintOf } from '../../state/action-items';
import { isEnabled, runAction, type ActionId } from '../../state/actions';
import { changeLook, changeStreamQuery, stepHit, useStream } from '../../state/stream';
import { formatCount } from '../../widgets/format-quantity';
import { Icon, type IconName } from '../../widgets/icon';
import { CHARSETS, STREAM_FORMS, type Charset } from '../../../shared/ipc/follow-calls';

const SAID = ['octets', 'http'] as const;
const SIDES = ['both', 'client', 'server'] as const;
const CHARSET_NAMES: Readonly<Record<Charset, string>> = { 'utf-8': 'UTF-8', ascii: 'ASCII', latin1: 'Latin-1', 'utf-16le': 'UTF-16LE', 'utf-16be': 'UTF-16BE', gb18030: 'GB 18030' };
/** A text is looked for when nobody has typed for so long. */
const TYPED_MS = 200;

export function StreamBar(): ReactNode {
  const text = useText();
  const { said = 'octets', side, form, charset } = useStream((s) => s.look);
  const isTcp = useStream((s) => s.name?.transport === 'tcp');
  return (
    <div className="pane-head stream-bar">
      {isTcp && <Choice label={text('stream.said')} value={said} values={SAID} nameOf={(value) => text(`stream.said.${value}`)} onChange={(value) => changeLook({ said: value })} />}
      <Choice label={text('stream.side')} value={side} values={SIDES} nameOf={(value) => text(`stream.side.${value}`)} onChange={(value) => changeLook({ side: value })} />
      <Choice label={text('stream.form')} value={form} values={STREAM_FORMS} nameOf={(value) => text(`stream.form.${value}`)} onChange={(value) => changeLook({ form: value })} />
      {form === 'text' && <Choice label={text('stream.charset')} value={charset} values={CHARSETS} nameOf={(value) => CHARSET_NAMES[value]} onChange={(value) => changeLook({ charset: value })} />}
      <Search />
      <span className="stream-bar-gap" />
      <ActionButton id="analyse.previousStream" icon="upward" text={text} />
      <ActionButton id="analyse.nextStream" icon="down" text={text} />
      <button type="button" className="button" title={hintOf('analyse.saveStream', text)} onClick={() => runAction('analyse.saveStream')}>
        <Icon name="download" />
        <span className="wide">{text('action.analyse.saveStream')}</span>
      </button>
    </div>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly values: readonly V[];
  readonly nameOf: (value: V) => string;
  readonly onChange: (value: V) => void;
}

function Choice<V extends string>({ label, value, values, nameOf, onChange }: ChoiceProps<V>): ReactNode {
  return (
    <select className="input" aria-label={label} title={label} value={value} onChange={(event) => onChange(event.target.value as V)}>
      {values.map((one) => (
        <option key={one} value={one}>
          {nameOf(one)}
        </option>
      ))}
    </select>
  );
}

function ActionButton({ id, icon, text }: { readonly id: ActionId; readonly icon: IconName; readonly text: Text }): ReactNode {
  useStream((s) => s.facts);
  return (
    <button type="button" className="button" title={hintOf(id, text)} aria-label={text(`action.${id}` as AnyTextKey)} disabled={!isEnabled(id)} onClick={() => runAction(id)}>
      <Icon name={icon} />
    </button>
  );
}

function Search(): ReactNode {
  const text = useText();
  const query = useStream((s) => s.query);
  const isWrong = useStream((s) => s.problem !== null);
  const [typed, setTyped] = useState(query.text);
  useEffect(() => {
    if (typed === useStream.getState().query.text) return undefined;
    const timer = setTimeout(() => changeStreamQuery({ text: typed }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    if (event.key === 'Escape') setTyped('');
    else if (typed !== query.text) changeStreamQuery({ text: typed });
    else void stepHit(event.shiftKey ? -1 : 1);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="stream-search" aria-label={text('stream.search')}>
      <Icon name="search" className="t3" />
      <input className="mono" type="text" aria-label={text('stream.search')} aria-invalid={isWrong} placeholder={text('stream.searchHint')} autoComplete="off" spellCheck={false} maxLength={2000} value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={onKeyDown} />
      <Outcome />
      <Switch isOn={query.caseSensitive} label={text('stream.case')} onPress={() => changeStreamQuery({ caseSensitive: !query.caseSensitive })}>Aa</Switch>
      <Switch isOn={query.isRegex} label={text('stream.regex')} onPress={() => changeStreamQuery({ isRegex: !query.isRegex })}>.*</Switch>
      <button type="button" className="button small" title={`${text('stream.previousHit')}  Shift+Enter`} aria-label={text('stream.previousHit')} onClick={() => void stepHit(-1)}>
        <Icon name="upward" />
      </button>
      <button type="button" className="button small" title={`${text('stream.nextHit')}  Enter`} aria-label={text('stream.nextHit')} onClick={() => void stepHit(1)}>
        <Icon name="down" />
      </button>
    </search>
  );
}

function Switch({ isOn, label, onPress, children }: { readonly isOn: boolean; readonly label: string; readonly onPress: () => void; readonly children: string }): ReactNode {
  return (
    <button type="button" className={`button small mono ${isOn ? 'on' : ''}`} aria-pressed={isOn} title={label} aria-label={label} onClick={onPress}>
      {children}
    </button>
  );
}

/** Which of how many, or why there is nothing. */
function Outcome(): ReactNode {
  const text = useText();
  const language = useLanguage();
  const { query, isSearching, hits, isMore, shown, problem } = useStream();
  if (problem !== null) return <span className="stream-outcome error-text" role="alert">{problemSentences(problem, language)}</span>;
  if (query.text === '') return null;
  const said = isSearching ? text('stream.searching') : hits === 0 ? text('stream.noHits') : text(isMore ? 'stream.hitsMore' : 'stream.hits', { shown: formatCount(shown + 1), total: formatCount(hits) });
  return <span className="stream-outcome" role="status" data-testid="stream-hits">{said}</span>;
}
