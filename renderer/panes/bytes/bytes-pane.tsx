// The bytes pane: which bytes are selected, hex or bits, the layers' lengths, the byte sources, and the bytes themselves.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { actionItems } from '../../state/action-items';
import { runAction } from '../../state/actions';
import { rangeOf } from '../../state/byte-lookup';
import type { Tree } from '../../state/detail-tree';
import { COPY_BYTES } from '../../state/menus';
import { usePreferences } from '../../state/preferences';
import { showSource, useSelection } from '../../state/selection';
import { Icon } from '../../widgets/icon';
import { MenuButton } from '../../widgets/menu-button';
import { visibleMarks } from '../../widgets/visible-marks';
import { ByteLines } from './byte-lines';
import { HeaderDiagram } from './header-diagram';
import { LengthRuler } from './length-ruler';

const MODES = ['hex', 'bits', 'header'] as const;
const MODE_ACTIONS = { hex: 'view.bytesHex', bits: 'view.bytesBits', header: 'view.bytesHeader' } as const;

export function BytesPane(): ReactNode {
  const text = useText();
  const tree = useSelection((s) => s.tree);
  return (
    <section className="pane bytes-pane" aria-label={text('bytes.title')}>
      <BytesHead tree={tree} />
      {tree ? <BytesOf tree={tree} /> : <p className="pane-empty">{text('bytes.none')}</p>}
    </section>
  );
}

function BytesOf({ tree }: { readonly tree: Tree }): ReactNode {
  const source = useSelection((s) => s.source);
  const mode = usePreferences((p) => p.bytesMode);
  const bytes = tree.detail.sources[source]?.bytes;
  return (
    <>
      <LengthRuler detail={tree.detail} />
      {mode !== 'header' && tree.detail.sources.length > 1 && <SourceTabs tree={tree} source={source} />}
      {mode === 'header' ? <HeaderDiagram tree={tree} /> : bytes && <ByteLines tree={tree} source={source} bytes={bytes} />}
    </>
  );
}

function BytesHead({ tree }: { readonly tree: Tree | null }): ReactNode {
  const text = useText();
  const mode = usePreferences((p) => p.bytesMode);
  const node = useSelection((s) => s.node);
  const source = useSelection((s) => s.source);
  const range = rangeOf(tree?.detail.nodes[node]);
  const total = tree?.detail.sources[source]?.bytes.length ?? 0;
  const key = !range || range.source !== source ? 'bytes.all' : range.end - range.start === 1 ? 'bytes.one' : 'bytes.range';
  return (
    <div className="pane-head">
      <b>{text('bytes.title')}</b>
      {tree && <span className="mono">{text(key, { first: range?.start ?? 0, last: (range?.end ?? 1) - 1, total })}</span>}
      <span className="grow" />
      {MODES.map((choice) => (
        <button key={choice} type="button" className={`button small ${mode === choice ? 'on' : ''}`} aria-pressed={mode === choice} onClick={() => runAction(MODE_ACTIONS[choice])}>
          {text(`bytes.${choice}`)}
        </button>
      ))}
      <MenuButton className="small" label={text('bytes.copy')} disabled={!tree} items={() => actionItems(COPY_BYTES, text)}>
        <Icon name="copy" />
      </MenuButton>
    </div>
  );
}

function SourceTabs({ tree, source }: { readonly tree: Tree; readonly source: number }): ReactNode {
  const text = useText();
  return (
    <div className="source-tabs" role="tablist" aria-label={text('bytes.sources')}>
      {tree.detail.sources.map(({ name }, index) => (
        <button key={index} type="button" role="tab" aria-selected={index === source} className={`tab ${index === source ? 'on' : ''}`} onClick={() => showSource(index)}>
          {visibleMarks(name)}
        </button>
      ))}
    </div>
  );
}
