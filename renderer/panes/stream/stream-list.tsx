// The lines of a followed stream: only those in view are fetched and drawn.
import { useCallback, useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode, type RefObject } from 'react';
import { useText } from '../../locales/text';
import { usePreferences } from '../../state/preferences';
import { changeLook, goToFrame, useStream, wantStreamRows } from '../../state/stream';
import { byteRowHeight } from '../../theme/apply-theme';
import { BigList, type BigListHandle } from '../../widgets/big-list';
import { listMove } from '../../widgets/list-keys';
import type { RowRange } from '../../widgets/segment';
import { StreamLine } from './stream-line';

const renderRow = (index: number, top: number): ReactElement => <StreamLine index={index} top={top} />;
const MEASURED = 100;
/** Beside the text: the frame's number, the side's edge, the scrollbar. */
const AROUND_TEXT = 100;
const [LEAST_COLUMNS, MOST_COLUMNS] = [20, 1000];

export function StreamList(): ReactNode {
  const text = useText();
  const total = useStream((s) => s.total);
  const isComplete = useStream((s) => s.isComplete);
  const hasFacts = useStream((s) => s.facts !== null);
  const isHttp = useStream((s) => s.look.said === 'http');
  const reveal = useStream((s) => s.reveal);
  const zoom = usePreferences((p) => p.zoom);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<BigListHandle>(null);
  const shown = useRef<RowRange>({ first: 0, end: 0 });
  const top = useRef(0);
  useColumns(root, zoom);
  const onRange = useCallback((range: RowRange) => {
    shown.current = range;
    wantStreamRows(range.first, range.end);
  }, []);
  useEffect(() => wantStreamRows(shown.current.first, Math.max(1, shown.current.end)), [total]);
  useEffect(() => {
    if (reveal.row >= 0) queueMicrotask(() => list.current?.show(reveal.row));
  }, [reveal, total]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = listMove(event, list.current?.pageRows() ?? 1);
    if (!move) return;
    top.current = Math.max(0, Math.min(total - 1, 'by' in move ? nearest(shown.current, move.by) : move.to === 'last' ? total - 1 : 0));
    list.current?.show(top.current);
    event.preventDefault();
  };
  return (
    <div ref={root} className="stream-lines" tabIndex={0} role="group" aria-label={text('stream.label')} data-pane="stream" onKeyDown={onKeyDown} onPointerUp={onPointerUp}>
      <span className="stream-measure mono" aria-hidden="true">{'0'.repeat(MEASURED)}</span>
      {total === 0 && <p className="pane-empty">{text(!isComplete || !hasFacts ? 'stream.loading' : isHttp ? 'stream.noHttp' : 'stream.empty')}</p>}
      <BigList id="stream-rows" handle={list} count={total} rowHeight={byteRowHeight(zoom)} scrollLabel={text('stream.scroll')} onRange={onRange} onScrollAcross={() => undefined} renderRow={renderRow} />
    </div>
  );
}

/** The line that comes into view by a move from those that are there. */
function nearest({ first, end }: RowRange, by: number): number {
  return by < 0 ? first + by + 4 : end + by - 5;
}

/** As many characters a line as there is room for. */
function useColumns(root: RefObject<HTMLDivElement | null>, zoom: number): void {
  useEffect(() => {
    const box = root.current;
    if (!box) return undefined;
    const measure = (): void => {
      const character = (box.querySelector('.stream-measure')?.getBoundingClientRect().width ?? 0) / MEASURED;
      if (character === 0 || box.clientWidth === 0) return;
      changeLook({ columns: Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, Math.floor((box.clientWidth - AROUND_TEXT) / character))) });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, [root, zoom]);
}

/** One listener for all lines: a press on a frame's number goes there. Text that was chosen with the mouse stays chosen. */
function onPointerUp(event: PointerEvent): void {
  const number = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-go-to]')?.dataset.goTo : undefined;
  if (number !== undefined && event.button === 0) goToFrame(Number(number));
}
