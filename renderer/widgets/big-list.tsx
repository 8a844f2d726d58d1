// A list of rows of one height, smooth to ten million of them: react-window's List over a sliding segment, with an own scrollbar.
import { useEffect, useImperativeHandle, useMemo, useRef, useState, type ReactElement, type ReactNode, type Ref, type RefObject } from 'react';
import { List, useListCallbackRef, type RowComponentProps } from 'react-window';
import { ListScrollbar } from './list-scrollbar';
import { segmentLength, type RowRange } from './segment';
import { useSegmentScroll } from './use-segment-scroll';
import { useShownRow } from './use-shown-row';

export interface BigListHandle {
  /** Brings a row into view, moving no more than needed. */
  show(row: number): void;
  /** Rows that fit in the view. */
  pageRows(): number;
  scrollAcross(by: number): void;
}

interface BigListProps {
  readonly id: string;
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollLabel: string;
  readonly handle: Ref<BigListHandle>;
  /** Draws a row at `top` px. Another function means that all rows in view are asked for again. */
  readonly renderRow: (index: number, top: number) => ReactElement;
  /** Drawn over the rows, at their coordinates. */
  readonly renderOver?: (range: RowRange, topOf: (index: number) => number) => ReactNode;
  /** Drawn in the scrollbar, behind its thumb. */
  readonly track?: ReactNode;
  readonly onRange: (range: RowRange) => void;
  readonly onScrollAcross: (left: number) => void;
  /** The user has moved up in the list, by wheel, touch or the scrollbar. */
  readonly onMovedUp?: () => void;
  /** The view has become higher or lower. */
  readonly onResized?: () => void;
}

const OVERSCAN = 4;

interface RowProps {
  readonly base: number;
  readonly origin: number;
  readonly rowHeight: number;
  readonly renderRow: BigListProps['renderRow'];
}

function SegmentRow({ index, base, rowHeight, renderRow }: RowComponentProps<RowProps>): ReactElement {
  return renderRow(base + index, index * rowHeight);
}

const keyOf = (index: number, { base, origin }: RowProps): number => base + index - origin;

export function BigList(props: BigListProps): ReactNode {
  const { id, count, rowHeight, scrollLabel, handle, renderRow, renderOver, track, onRange, onScrollAcross, onMovedUp, onResized } = props;
  const box = useRef<HTMLDivElement>(null);
  const moveThumb = useRef<() => void>(() => undefined);
  const drawOver = useRef<(range: RowRange) => void>(() => undefined);
  const [list, setList] = useListCallbackRef(null);
  const view = list?.element ?? null;
  const scroll = useSegmentScroll({ count, rowHeight, box, view, onMoved: () => moveThumb.current(), onScrollAcross });
  const { base, origin, height, topRow, viewRows, goTo } = scroll;
  const { show, again } = useShownRow(scroll);
  useImperativeHandle(handle, () => ({
    show,
    pageRows: () => Math.max(1, Math.floor(viewRows()) - 1),
    scrollAcross: (by) => view?.scrollBy({ left: by }),
  }));
  const resized = useRef(onResized);
  resized.current = () => {
    again();
    onResized?.();
  };
  useEffect(() => {
    // The rows' own box follows in the next frame.
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(() => resized.current?.())));
    return () => cancelAnimationFrame(frame);
  }, [height]);
  const rowProps = useMemo<RowProps>(() => ({ base, origin, rowHeight, renderRow }), [base, origin, rowHeight, renderRow]);
  const moveTo = (row: number): void => {
    if (row < topRow()) onMovedUp?.();
    goTo(row);
  };
  return (
    <div className="big-list">
      <div className="big-list-box" ref={box} onWheel={({ deltaY }) => deltaY < 0 && onMovedUp?.()} onTouchMove={onMovedUp}>
        <List
          className="big-list-view"
          id={id}
          role="presentation"
          tabIndex={-1}
          listRef={setList}
          rowCount={segmentLength(count)}
          rowHeight={rowHeight}
          rowComponent={SegmentRow}
          rowProps={rowProps}
          rowKey={keyOf}
          overscanCount={OVERSCAN}
          style={{ height }}
          onRowsRendered={(_visible, { startIndex, stopIndex }) => {
            const range = { first: base + startIndex, end: base + stopIndex + 1 };
            onRange(range);
            drawOver.current(range);
          }}
        >
          {renderOver && <Over draw={drawOver} render={(range) => renderOver(range, (index) => (index - base) * rowHeight)} />}
        </List>
      </div>
      <ListScrollbar controls={id} label={scrollLabel} count={count} topRow={topRow} viewRows={viewRows} rowHeight={rowHeight} goTo={moveTo} moveThumb={moveThumb} track={track} />
    </div>
  );
}

interface OverProps {
  /** Filled in here: tells which rows are drawn. */
  readonly draw: RefObject<(range: RowRange) => void>;
  readonly render: (range: RowRange) => ReactNode;
}

/** Apart from the list, so that the list is not drawn again when another range of it is in view. */
function Over({ draw, render }: OverProps): ReactNode {
  const [range, setRange] = useState<RowRange>({ first: 0, end: 0 });
  useEffect(() => {
    draw.current = setRange;
  }, [draw]);
  return range.end > range.first && render(range);
}
