// The selected rule: its name, its filter checked while it is typed, its colours from the palette or chosen freely.
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { contrast, isColour } from '../../../shared/profile/colour';
import { MOST_FILTER_LENGTH, MOST_NAME_LENGTH, RULE_PALETTE, type ColourRule } from '../../../shared/profile/colour-rule';
import { readableOn, TEXT_CONTRAST, type ColourPair } from '../../../shared/profile/readable-colours';
import { useLanguage, useText } from '../../locales/text';
import { lookOf, useColouring } from '../../state/colouring';
import { CodeLine } from '../../widgets/code-line/code-line';
import { displayFilterColours } from '../../widgets/code-line/display-filter-colours';
import { themePair } from '../../theme/rule-colours';
import type { RuleDraftHandle } from './rule-draft';
import { ruleStateText } from './rule-state-text';

export function RuleEditor({ draft }: { readonly draft: RuleDraftHandle }): ReactNode {
  const text = useText();
  const language = useLanguage();
  const item = draft.rules.find(({ key }) => key === draft.selected);
  const state = useColouring((s) => s.states.get(item?.rule.filter ?? ''));
  if (!item) return null;
  const { rule, key } = item;
  const change = (part: Partial<ColourRule>): void => draft.change(key, part);
  const said = ruleStateText(rule, state, text, language);
  const isWrong = rule.filter.trim() === '' || state?.state === 'unusable';
  return (
    <div className="rule-editor" data-testid="rule-editor">
      <label>
        <span>{text('rules.name')}</span>
        <input className="input" value={rule.name} maxLength={MOST_NAME_LENGTH} onChange={(event) => change({ name: event.target.value })} />
      </label>
      <div className="rule-filter">
        <span>{text('rules.filter')}</span>
        <div className={`code-box ${isWrong ? 'bad' : ''}`}>
          {/* Drawn at once: a text that comes a key late would take the place of what was typed meanwhile. */}
          <CodeLine
            key={key}
            text={rule.filter}
            label={text('rules.filter')}
            hint="tcp.port == 443"
            isWrong={isWrong}
            place={state?.problem ?? null}
            colour={displayFilterColours}
            testId="rule-filter"
            describedBy="rule-filter-said"
            onEdit={(filter, _caret, changed) => changed && filter !== rule.filter && flushSync(() => change({ filter: filter.slice(0, MOST_FILTER_LENGTH) }))}
            onKey={() => false}
          />
        </div>
      </div>
      <p id="rule-filter-said" className={`rule-filter-said ${isWrong ? 'error-text' : 't3'}`} role="status" data-testid="rule-filter-said">
        {said || (state ? text('rules.valid') : text('rules.checking'))}
      </p>
      <ColourChoice colours={rule.colours} onChoose={(colours) => change({ colours })} />
    </div>
  );
}

function ColourChoice({ colours, onChoose }: { readonly colours: ColourRule['colours']; readonly onChoose: (colours: ColourRule['colours']) => void }): ReactNode {
  const text = useText();
  const own = typeof colours === 'object' ? colours : themePair(colours);
  return (
    <fieldset className="rule-colours">
      <legend>{text('rules.colours')}</legend>
      <div className="rule-palette" role="radiogroup" aria-label={text('rules.colours')}>
        {RULE_PALETTE.map((name) => {
          const look = lookOf(name, name);
          return (
            <button key={name} type="button" role="radio" aria-checked={colours === name} aria-label={text(`colours.${name}`)} title={text(`colours.${name}`)} className={`rule-swatch ${look.className}`} onClick={() => onChoose(name)}>
              {colours === name ? '✓' : 'Aa'}
            </button>
          );
        })}
      </div>
      <div className="rule-own-colours">
        <ColourInput label={text('rules.background')} value={own.background} onChange={(background) => onChoose({ ...own, background })} />
        <ColourInput label={text('rules.foreground')} value={own.foreground} onChange={(foreground) => onChoose({ ...own, foreground })} />
        {typeof colours === 'object' && <Readable pair={colours} />}
      </div>
    </fieldset>
  );
}

function ColourInput({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (colour: string) => void }): ReactNode {
  return (
    <label className="colour-input">
      <span>{label}</span>
      <input type="color" value={value} onChange={(event) => isColour(event.target.value) && onChange(event.target.value.toLowerCase())} />
    </label>
  );
}

/** What becomes of a pair that cannot be read. */
function Readable({ pair }: { readonly pair: ColourPair }): ReactNode {
  const text = useText();
  const ratio = contrast(pair.background, pair.foreground);
  if (ratio >= TEXT_CONTRAST) return null;
  return <span className="warn-text">{text('rules.contrast', { ratio: ratio.toFixed(1), colour: readableOn(pair.background, pair.foreground) })}</span>;
}
