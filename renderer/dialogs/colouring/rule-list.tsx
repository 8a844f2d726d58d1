// The rules in their order, each drawn as it colours rows: moved by dragging or by keys, switched on and off in place.
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useLanguage, useText } from '../../locales/text';
import { lookOf, useColouring } from '../../state/colouring';
import { announce } from '../../state/session';
import { Icon } from '../../widgets/icon';
import { visibleMarks } from '../../widgets/visible-marks';
import type { DraftRule, RuleDraftHandle } from './rule-draft';
import { ruleStateText } from './rule-state-text';

const lineId = (key: number): string => `rule-line-${key}`;

export function RuleList({ draft }: { readonly draft: RuleDraftHandle }): ReactNode {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  const [drop, setDrop] = useState(-1);
  const { rules, selected } = draft;
  const at = rules.findIndex(({ key }) => key === selected);
  useEffect(() => {
    list.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const move = (to: number): void => {
    draft.move(selected, to);
    const place = Math.max(0, Math.min(rules.length - 1, to)) + 1;
    announce(text('rules.moved', { name: rules[at]?.rule.name ?? '', place, count: rules.length }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8, Home: 0, End: rules.length - 1 };
    const to = steps[event.key];
    const item = rules[at];
    if (to !== undefined && event.altKey) move(to);
    else if (to !== undefined) draft.select(rules[Math.max(0, Math.min(rules.length - 1, to))]?.key ?? -1);
    else if (event.key === ' ' && item) draft.change(selected, { enabled: !item.rule.enabled });
    else if (event.key === 'Delete') draft.remove();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={list} className="rule-list" role="listbox" tabIndex={0} data-focus-first data-testid="rule-list" aria-label={text('rules.list')} {...(at >= 0 ? { 'aria-activedescendant': lineId(selected) } : {})} onKeyDown={onKeyDown}>
      {rules.length === 0 && <p className="pick-none">{text('rules.none')}</p>}
      {rules.map((item, place) => (
        <RuleLine key={item.key} item={item} place={place} isSelected={item.key === selected} drop={drop === place} draft={draft} onDrag={(event) => dragLine(event, item.key, draft, setDrop)} />
      ))}
    </div>
  );
}

interface RuleLineProps {
  readonly item: DraftRule;
  readonly place: number;
  readonly isSelected: boolean;
  readonly drop: boolean;
  readonly draft: RuleDraftHandle;
  readonly onDrag: (event: PointerEvent<HTMLElement>) => void;
}

function RuleLine({ item: { key, rule }, place, isSelected, drop, draft, onDrag }: RuleLineProps): ReactNode {
  const text = useText();
  const state = useColouring((s) => s.states.get(rule.filter));
  const look = lookOf(rule.name, rule.colours);
  const said = ruleStateText(rule, state, text, useLanguage());
  const isUnusable = rule.filter.trim() === '' || state?.state === 'unusable';
  return (
    <div id={lineId(key)} role="option" aria-selected={isSelected} className={`rule-line ${isSelected ? 'active' : ''} ${drop ? 'drop' : ''} ${rule.enabled ? '' : 'off'}`} data-testid="rule-line" onPointerDown={onDrag}>
      <input type="checkbox" tabIndex={-1} checked={rule.enabled} aria-label={text('rules.on', { name: visibleMarks(rule.name) })} onChange={(event) => draft.change(key, { enabled: event.target.checked })} />
      <span className="rule-place mono t3">{place + 1}</span>
      <span className={`rule-sample ${look.className}`} style={look.style}>
        <span className="rule-name cut">{visibleMarks(rule.name)}</span>
        <span className="cell-like mono cut">{visibleMarks(rule.filter)}</span>
      </span>
      {said !== '' && (
        <span className={`rule-said cut ${isUnusable ? 'warn-text' : 't3'}`} title={said}>
          <Icon name={isUnusable ? 'warn' : 'info'} />
          <span className="cut">{said}</span>
        </span>
      )}
    </div>
  );
}

/** A press selects the rule; once the pointer has gone a few pixels up or down it moves it, and a line shows where to. */
function dragLine(event: PointerEvent<HTMLElement>, key: number, draft: RuleDraftHandle, setDrop: (place: number) => void): void {
  if (event.button !== 0) return;
  draft.select(key);
  if (event.target instanceof HTMLInputElement) return;
  const line = event.currentTarget;
  const lines = [...(line.parentElement?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
  const from = event.clientY;
  let to = -1;
  const onMove = (next: globalThis.PointerEvent): void => {
    if (Math.abs(next.clientY - from) < 5 && to < 0) return;
    const found = lines.findIndex((other) => next.clientY < other.getBoundingClientRect().bottom);
    to = found < 0 ? lines.length - 1 : found;
    setDrop(to);
  };
  line.setPointerCapture(event.pointerId);
  line.addEventListener('pointermove', onMove);
  line.addEventListener(
    'lostpointercapture',
    () => {
      line.removeEventListener('pointermove', onMove);
      setDrop(-1);
      if (to >= 0) draft.move(key, to);
    },
    { once: true },
  );
}
