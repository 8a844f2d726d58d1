// The objects that HTTP carried: a list, and how the one that is selected begins. What they hold is shown as text, never drawn or run.
import { useCallback, useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { useText, type AnyTextKey } from '../../locales/text';
import { hintOf } from '../../state/action-items';
import { isEnabled, runAction, type ActionId } from '../../state/actions';
import { objectLines, refreshObjects, selectObject, useObjects } from '../../state/objects';
import { usePreferences } from '../../state/preferences';
import { rowHeight } from '../../theme/apply-theme';
import { BigList, type BigListHandle } from '../../widgets/big-list';
import { formatCount } from '../../widgets/format-quantity';
import { Icon } from '../../widgets/icon';
import { listMove } from '../../widgets/list-keys';
import type { RowRange } from '../../widgets/segment';
import { ObjectLine, OBJECT_COLUMNS } from './object-line';
import { ObjectPreviewPanel } from './object-preview-panel';

const renderRow = (index: number, top: number): ReactElement => <ObjectLine index={index} top={top} />;

export function ObjectsPage(): ReactNode {
  const text = useText();
  const { total, isCut, examined, frames, isKnown } = useObjects();
  useEffect(() => void refreshObjects(), []);
  return (
    <main className="panes statistics objects" data-testid="objects">
      <div className="pane-head">
        <b>{text('tabs.objects')}</b>
        {isKnown && <span className="t3">{text(isCut ? 'objects.countCut' : 'objects.count', { count: total, formatted: formatCount(total) })}</span>}
        {examined < frames && <span className="statistics-progress" role="status"><progress max={frames} value={examined} />{text('statistics.progress', { examined: formatCount(examined), total: formatCount(frames) })}</span>}
        <span className="grow" />
        <ActionButton id="analyse.saveObject" />
        <ActionButton id="analyse.saveObjects" />
      </div>
      {isKnown && total === 0 && examined >= frames ? <p className="pane-empty">{text('objects.none')}</p> : <div className="objects-parts"><ObjectTable /><ObjectPreviewPanel /></div>}
    </main>
  );
}

function ActionButton({ id }: { readonly id: ActionId }): ReactNode {
  const text = useText();
  useObjects((s) => s.selected);
  return (
    <button type="button" className="button small" disabled={!isEnabled(id)} title={hintOf(id, text)} onClick={() => runAction(id)}>
      <Icon name="download" />
      <span>{text(`action.${id}` as AnyTextKey)}</span>
    </button>
  );
}

function ObjectTable(): ReactNode {
  const text = useText();
  const list = useRef<BigListHandle>(null);
  const shown = useRef<RowRange>({ first: 0, end: 0 });
  const { total, selected } = useObjects();
  const onRange = useCallback((range: RowRange) => {
    shown.current = range;
    objectLines.want(range.first, range.end);
  }, []);
  useEffect(() => objectLines.want(shown.current.first, Math.min(shown.current.end, total)), [total]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = listMove(event, list.current?.pageRows() ?? 1);
    if (!move || total === 0) return;
    const to = 'by' in move ? Math.max(0, Math.min(total - 1, selected + move.by)) : move.to === 'first' ? 0 : total - 1;
    void selectObject(to);
    queueMicrotask(() => list.current?.show(to));
    event.preventDefault();
  };
  return (
    <section className="sorted-table object-table" role="grid" tabIndex={0} aria-label={text('tabs.objects')} aria-rowcount={total + 1} data-pane="objects" onKeyDown={onKeyDown}>
      <div className="sorted-heads">
        <div className="sorted-heads-row" role="row">
          {OBJECT_COLUMNS.map((column) => <div key={column} role="columnheader" className={`sorted-head ${column === 'size' || column === 'frame' ? 'right' : ''}`}><span>{text(`objects.column.${column}`)}</span></div>)}
        </div>
      </div>
      <BigList id="objects-rows" handle={list} count={total} rowHeight={rowHeight(usePreferences((p) => p.zoom))} scrollLabel={text('conversations.scroll')} onRange={onRange} renderRow={renderRow} onScrollAcross={() => undefined} />
    </section>
  );
}
