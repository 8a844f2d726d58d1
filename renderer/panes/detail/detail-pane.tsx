// The detail pane: head with the frame's number and the switches of the tree, and the tree.
import type { ReactNode } from 'react';
import { useText } from '../../locales/text';
import { hintOf } from '../../state/action-items';
import { runAction } from '../../state/actions';
import { usePreferences } from '../../state/preferences';
import { useSelection } from '../../state/selection';
import { formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { DetailTree } from './detail-tree';
import { ExplainPanel } from './explain-panel';

export function DetailPane(): ReactNode {
  const text = useText();
  const tree = useSelection((s) => s.tree);
  const isExplained = usePreferences((p) => p.explain);
  const relative = usePreferences((p) => p.view.relativeSequence);
  return (
    <section className="pane detail-pane" aria-label={text('details.title')}>
      <div className="pane-head">
        <b>{text('details.title')}</b>
        {tree && <span>{text('details.frame', { number: formatCount(tree.detail.number) })}</span>}
        <span className="grow" />
        <button type="button" className={`button small ${relative ? 'on' : ''}`} aria-pressed={relative} title={text('details.relativeHint')} onClick={() => runAction('view.relativeSequence')}>
          {text('details.relative')}
        </button>
        <button type="button" className={`button small ${isExplained ? 'on' : ''}`} aria-pressed={isExplained} title={hintOf('view.explain', text)} onClick={() => runAction('view.explain')}>
          {text('explain.button')}
        </button>
        <button type="button" className="button small" title={hintOf('view.expandAll', text)} aria-label={text('action.view.expandAll')} onClick={() => runAction('view.expandAll')}>
          <Icon name="expand" />
        </button>
        <button type="button" className="button small" title={hintOf('view.collapseAll', text)} aria-label={text('action.view.collapseAll')} onClick={() => runAction('view.collapseAll')}>
          <Icon name="collapse" />
        </button>
      </div>
      {tree ? (
        <div className="detail-body">
          <DetailTree tree={tree} />
          {isExplained && <ExplainPanel tree={tree} />}
        </div>
      ) : (
        <p className="pane-empty">{text('details.none')}</p>
      )}
    </section>
  );
}
