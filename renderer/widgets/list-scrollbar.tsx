// The packet list's own scrollbar: exact to the row in ten million, for pointer and keyboard.
import { useLayoutEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { rowAtThumb, thumbOf } from './segment';

interface ListScrollbarProps {
  readonly controls: string;
  readonly label: string;
  readonly count: number;
  readonly topRow: () => number;
  readonly viewRows: () => number;
  readonly rowHeight: number;
  /** Drawn behind the thumb. */
  readonly track?: ReactNode;
  readonly goTo: (row: number) => void;
  /** Filled in by the scrollbar: puts the thumb where the list is. */
  readonly moveThumb: RefObject<() => void>;
}

export function ListScrollbar({ controls, label, count, topRow, viewRows, rowHeight, track: picture, goTo, moveThumb }: ListScrollbarProps): ReactNode {
  const track = useRef<HTMLDivElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const move = (): void => {
    if (!track.current || !thumb.current) return;
    // The track is as tall as the view; asking the element would lay the page out.
    const { offset, length } = thumbOf(count, topRow(), viewRows(), viewRows() * rowHeight);
    thumb.current.style.height = `${length}px`;
    thumb.current.style.transform = `translateY(${offset}px)`;
    track.current.setAttribute('aria-valuenow', String(Math.min(count, Math.round(topRow()) + 1)));
  };
  moveThumb.current = move;
  useLayoutEffect(move);

  /** Scrolls so that the thumb begins at `offset` in a track of that length. */
  const follow = (offset: number, length: number): void => {
    goTo(rowAtThumb(count, viewRows(), length, offset));
    move();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -viewRows(), PageDown: viewRows(), Home: -count, End: count };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(topRow() + step);
    move();
  };
  return (
    <div
      ref={track}
      className="list-scrollbar"
      role="scrollbar"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={Math.max(1, count)}
      data-testid="list-scrollbar"
      onPointerDown={(event) => {
        if (track.current && thumb.current) dragThumb(event, track.current, thumb.current, follow);
      }}
      onKeyDown={onKeyDown}
    >
      {picture}
      <div ref={thumb} className="list-scrollbar-thumb" />
    </div>
  );
}

/** On the thumb, the pointer keeps its place on it; elsewhere the thumb comes to the pointer. */
function dragThumb(event: PointerEvent, track: HTMLElement, thumb: HTMLElement, follow: (offset: number, length: number) => void): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const box = track.getBoundingClientRect();
  const held = thumb.getBoundingClientRect();
  const onThumb = event.clientY >= held.top && event.clientY <= held.bottom;
  const within = onThumb ? event.clientY - held.top : held.height / 2;
  const onMove = (next: { readonly clientY: number }): void => follow(next.clientY - box.top - within, box.height);
  if (!onThumb) onMove(event);
  track.setPointerCapture(event.pointerId);
  track.addEventListener('pointermove', onMove);
  track.addEventListener('lostpointercapture', () => track.removeEventListener('pointermove', onMove), { once: true });
}
