// What a sequence diagram puts at the right of the tab strip: spacing, numbers, what is drawn, find, zoom.
import { useState, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { runAction } from '../../state/actions';
import { usePreferences } from '../../state/preferences';
import { MenuButton } from '../../widgets/menu-button';
import { formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import type { MenuItem } from '../../widgets/popup-menu';
import { exportSequence, type ExportKind } from './sequence-export';
import { findRow, setSpacing, stepZoom, useSequence } from '../../state/sequence';
import type { Spacing } from '../../state/sequence-layout';
import { useTabs } from '../../state/tabs';

const EXPORTS: readonly ExportKind[] = ['svgAll', 'svgShown', 'pngShown', 'mermaid'];

export function SequenceTools(): ReactNode {
  const text = useText();
  const spacing = useSequence((s) => s.spacing);
  const isStream = useSequence((s) => s.stream !== null);
  const left = useSequence((s) => s.flow?.left ?? 0);
  const isRelative = usePreferences((p) => p.view.relativeSequence);
  const exportItems = (): MenuItem[] => EXPORTS.map((kind) => ({ kind: 'item', label: text(`sequence.export.${kind}`), run: () => void exportSequence(kind) }));
  const spacingButton = (kind: Spacing): ReactNode => (
    <button type="button" className={`button small ${spacing === kind ? 'on' : ''}`} aria-pressed={spacing === kind} title={text(`sequence.${kind}Hint`)} onClick={() => setSpacing(kind)}>
      {text(`sequence.${kind}`)}
    </button>
  );
  return (
    <>
      {left > 0 && <span className="t3 sequence-left" title={text('sequence.left', { count: left, formatted: formatCount(left) })}>{text('sequence.leftShort', { formatted: formatCount(left) })}</span>}
      {isStream && <FindBox />}
      <button type="button" className={`button small ${isStream ? 'on' : ''}`} aria-pressed={isStream} title={text('action.analyse.sequence')} onClick={() => runAction('analyse.sequence')}>{text('sequence.oneStream')}</button>
      <button type="button" className={`button small ${isStream ? '' : 'on'}`} aria-pressed={!isStream} title={text('action.analyse.flowGraph')} onClick={() => runAction('analyse.flowGraph')}>{text('sequence.allFrames')}</button>
      <span className="sequence-between" />
      {spacingButton('even')}
      {spacingButton('scale')}
      {isStream && (
        <button type="button" className={`button small ${isRelative ? 'on' : ''}`} aria-pressed={isRelative} title={text('action.view.relativeSequence')} onClick={() => runAction('view.relativeSequence')}>
          {text('sequence.relative')}
        </button>
      )}
      <button type="button" className="button small" title={text('sequence.zoomOut')} aria-label={text('sequence.zoomOut')} onClick={() => stepZoom(-1)}>−</button>
      <button type="button" className="button small" title={text('sequence.zoomIn')} aria-label={text('sequence.zoomIn')} onClick={() => stepZoom(1)}>+</button>
      <MenuButton className="small" label={text('sequence.export')} items={exportItems}>
        <Icon name="save" />
        <span className="wide">{text('sequence.export')}</span>
        <Icon name="down" />
      </MenuButton>
    </>
  );
}

function FindBox(): ReactNode {
  const text = useText();
  const [wanted, setWanted] = useState('');
  const shown = useTabs((s) => s.shown);
  return (
    <input
      className="input sequence-find"
      type="search"
      value={wanted}
      placeholder={text('sequence.find')}
      aria-label={text('sequence.find')}
      disabled={shown !== 'sequence'}
      onChange={(event) => setWanted(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void findRow(wanted, event.shiftKey ? -1 : 1);
      }}
    />
  );
}
