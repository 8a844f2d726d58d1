// The packet list's own scrollbar: exact to the row in ten million, for pointer and keyboard.
import { useLayoutEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { rowAtThumb, thumbOf } from './segment';

interface ListScrollbarProps {
  readonly controls: string;
  readonly label: string;
  readonly count: number;
  readonly topRow: () => number;
  readonly viewRows: () => number;
  readonly goTo: (row: number) => void;
  /** Filled in by the scrollbar: puts the thumb where the list is. */
  readonly moveThumb: RefObject<() => void>;
}

export function ListScrollbar({ controls, label, count, topRow, viewRows, goTo, moveThumb }: ListScrollbarProps): ReactNode {
  const track = useRef<HTMLDivElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const move = (): void => {
    if (!track.current || !thumb.current) return;
    const { offset, length } = thumbOf(count, topRow(), viewRows(), track.current.clientHeight);
    thumb.current.style.height = `${length}px`;
    thumb.current.style.transform = `translateY(${offset}px)`;
    track.current.setAttribute('aria-valuenow', String(Math.min(count, Math.round(topRow()) + 1)));
  };
  moveThumb.current = move;
  useLayoutEffect(move);

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const bar = track.current;
    const grip = thumb.current;
    if (!bar || !grip || event.button !== 0) return;
    event.preventDefault();
    const box = bar.getBoundingClientRect();
    const held = grip.getBoundingClientRect();
    const onThumb = event.clientY >= held.top && event.clientY <= held.bottom;
    const within = onThumb ? event.clientY - held.top : held.height / 2;
    const follow = (y: number): void => goTo(rowAtThumb(count, viewRows(), box.height, y - box.top - within));
    if (!onThumb) follow(event.clientY);
    bar.setPointerCapture(event.pointerId);
    const onMove = (next: globalThis.PointerEvent): void => follow(next.clientY);
    bar.addEventListener('pointermove', onMove);
    bar.addEventListener('lostpointercapture', () => bar.removeEventListener('pointermove', onMove), { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -viewRows(), PageDown: viewRows(), Home: -count, End: count };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(topRow() + step);
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
      onPointerDown={drag}
      onKeyDown={onKeyDown}
    >
      <div ref={thumb} className="list-scrollbar-thumb" />
    </div>
  );
}
