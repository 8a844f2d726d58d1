// The displayed frames as tcpdump prints them: only the lines in view are fetched and drawn; a press on one selects its frame.
import { useCallback, useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode } from 'react';
import { useText } from '../../locales/text';
import { runAction } from '../../state/actions';
import { changeDumpLook, dumpRowAt, goToDumpedFrame, refreshDumpText, useDumpText, wantDumpRows } from '../../state/dump-text';
import { usePreferences } from '../../state/preferences';
import { byteRowHeight } from '../../theme/apply-theme';
import { BigList, type BigListHandle } from '../../widgets/big-list';
import { formatCount } from '../../widgets/format-quantity';
import { listMove } from '../../widgets/list-keys';
import type { RowRange } from '../../widgets/segment';
import { visibleMarks } from '../../widgets/visible-marks';

const VERBOSE = ['', '-v', '-vv', '-vvv'] as const;
const SWITCHES = [['link', '-e'], ['absolute', '-S'], ['hex', '-X']] as const;

export function DumpPage(): ReactNode {
  useEffect(refreshDumpText, []);
  return (
    <main className="panes dump-page" data-testid="dump-text">
      <DumpBar />
      <DumpLines />
    </main>
  );
}

function DumpBar(): ReactNode {
  const text = useText();
  const { look, total, isComplete } = useDumpText();
  return (
    <div className="pane-head">
      <b>{text('tabs.dumpText')}</b>
      <span className="t3" data-testid="dump-total">{text(isComplete ? 'dumpText.lines' : 'dumpText.linesSoFar', { count: total, formatted: formatCount(total) })}</span>
      <span className="grow" />
      <select className="input mono" aria-label={text('dumpText.verbose')} value={look.verbose} onChange={(event) => changeDumpLook({ verbose: Number(event.target.value) })}>
        {VERBOSE.map((name, level) => (
          <option key={level} value={level}>{name === '' ? text('dumpText.plain') : name}</option>
        ))}
      </select>
      {SWITCHES.map(([key, option]) => (
        <button key={key} type="button" className={`button small mono ${look[key] ? 'on' : ''}`} aria-pressed={look[key]} title={text(`dumpText.${key}`)} onClick={() => changeDumpLook({ [key]: !look[key] })}>{option}</button>
      ))}
      <button type="button" className="button small" onClick={() => runAction('view.copyDumpText')}>{text('action.view.copyDumpText')}</button>
      <button type="button" className="button small" onClick={() => runAction('view.saveDumpText')}>{text('action.view.saveDumpText')}</button>
    </div>
  );
}

const renderRow = (index: number, top: number): ReactElement => <DumpLine index={index} top={top} />;

function DumpLines(): ReactNode {
  const text = useText();
  const total = useDumpText((s) => s.total);
  const look = useDumpText((s) => s.look);
  const isNothing = useDumpText((s) => s.isComplete && s.total === 0);
  const zoom = usePreferences((p) => p.zoom);
  const list = useRef<BigListHandle>(null);
  const shown = useRef<RowRange>({ first: 0, end: 0 });
  const onRange = useCallback((range: RowRange) => {
    shown.current = range;
    wantDumpRows(range.first, range.end);
  }, []);
  useEffect(() => wantDumpRows(shown.current.first, Math.max(1, shown.current.end)), [total, look]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = listMove(event, list.current?.pageRows() ?? 1);
    if (!move) return;
    const { first, end } = shown.current;
    const target = 'by' in move ? (move.by < 0 ? first + move.by + 4 : end + move.by - 5) : move.to === 'last' ? total - 1 : 0;
    list.current?.show(Math.max(0, Math.min(total - 1, target)));
    event.preventDefault();
  };
  if (isNothing) return <p className="pane-empty">{text('dumpText.nothing')}</p>;
  return (
    <div className="stream-lines" tabIndex={0} role="group" aria-label={text('tabs.dumpText')} data-pane="dump" onKeyDown={onKeyDown} onPointerUp={onPointerUp}>
      <BigList id="dump-rows" handle={list} count={total} rowHeight={byteRowHeight(zoom)} scrollLabel={text('dumpText.scroll')} onRange={onRange} onScrollAcross={() => undefined} renderRow={renderRow} />
    </div>
  );
}

function DumpLine({ index, top }: { readonly index: number; readonly top: number }): ReactNode {
  useDumpText((s) => s.version);
  const text = useText();
  const row = dumpRowAt(index);
  const goTo = row?.isFirst === true ? text('stream.goTo', { number: formatCount(row.frame) }) : '';
  return (
    <div className="stream-row" style={{ top }} data-row={index}>
      <span className="stream-frame mono">{row?.isFirst === true && <button type="button" data-go-to={row.frame} title={goTo} aria-label={goTo}>{row.frame}</button>}</span>
      {row !== undefined && <span className="dump-text mono">{visibleMarks(row.text.replaceAll('\t', '        '))}</span>}
    </div>
  );
}

/** One listener for all lines. Text that was chosen with the mouse stays chosen. */
function onPointerUp(event: PointerEvent): void {
  const number = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-go-to]')?.dataset.goTo : undefined;
  if (number !== undefined && event.button === 0) goToDumpedFrame(Number(number));
}
