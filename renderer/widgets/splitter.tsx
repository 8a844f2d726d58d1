// A bar between two panes: dragged, or moved with the arrow keys; double click or Enter puts it back.
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

interface SplitterProps {
  /** Direction in which the bar moves. */
  readonly moves: 'up-down' | 'left-right';
  readonly label: string;
  /** Share of the space that the first pane has, 0 to 1. */
  readonly share: number;
  readonly initial: number;
  readonly onChange: (share: number) => void;
}

const clamp = (share: number): number => Math.max(0.1, Math.min(0.9, share));

export function Splitter({ moves, label, share, initial, onChange }: SplitterProps): ReactNode {
  const bar = useRef<HTMLDivElement>(null);
  const across = moves === 'left-right';
  const drag = (event: PointerEvent): void => {
    const element = bar.current;
    const space = element?.parentElement?.getBoundingClientRect();
    if (!element || !space || event.button !== 0) return;
    event.preventDefault();
    element.focus();
    element.setPointerCapture(event.pointerId);
    const follow = (next: globalThis.PointerEvent): void =>
      onChange(clamp(across ? (next.clientX - space.left) / space.width : (next.clientY - space.top) / space.height));
    element.addEventListener('pointermove', follow);
    element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', follow), { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const back = across ? 'ArrowLeft' : 'ArrowUp';
    const forth = across ? 'ArrowRight' : 'ArrowDown';
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === back) onChange(clamp(share - 0.02));
    else if (event.key === forth) onChange(clamp(share + 0.02));
    else if (event.key === 'Home') onChange(clamp(0));
    else if (event.key === 'End') onChange(clamp(1));
    else if (event.key === 'Enter') onChange(initial);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={bar}
      className={`splitter ${moves}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={across ? 'vertical' : 'horizontal'}
      aria-valuemin={10}
      aria-valuemax={90}
      aria-valuenow={Math.round(share * 100)}
      onPointerDown={drag}
      onDoubleClick={() => onChange(initial)}
      onKeyDown={onKeyDown}
    />
  );
}
