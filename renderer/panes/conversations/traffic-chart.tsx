// Octets over time as bars; a stretch of it that is drawn over becomes part of the display filter.
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { Traffic } from '../../../shared/ipc/statistics-calls';
import { useText } from '../../locales/text';
import { showStretch, stretchShown, type Stretch } from '../../state/conversations';
import { chooseTimeRange, clearTimeRange, useTimeRange } from '../../state/time-range';
import { formatBytes } from '../../widgets/format-quantity';
import { barsOf, moved, secondsText, tickRates, tickTimes, timeDigits, zoomed } from './traffic-scale';

const HEIGHT = 200;
const PLOT = { left: 72, right: 16, top: 24, bottom: 44 };
/** Half of the longest text of a time. */
const HALF_TIME = 32;
/** A press that moves less is no stretch. */
const LEAST_PX = 4;
/** The wheel and the keys + and - make the stretch so much shorter, or longer. */
const ZOOM = 0.8;

export function TrafficChart({ traffic }: { readonly traffic: Traffic }): ReactNode {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const range = useTimeRange((s) => s.range);
  const { drawn, handlers } = useBrush(traffic, width);
  useWheel(box, width);
  const shown = drawn ?? range;
  const inside = Math.max(1, width - PLOT.left - PLOT.right);
  const xOf = (seconds: number): number => PLOT.left + ((seconds - traffic.from) / Math.max(1e-9, traffic.to - traffic.from)) * inside;
  return (
    <div className="traffic" ref={box} tabIndex={0} role="group" aria-label={text('traffic.label')} data-pane="traffic" data-testid="traffic" onKeyDown={(event) => onKey(event, traffic)} {...handlers}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true">
          <Grid traffic={traffic} width={width} xOf={xOf} />
          {shown && shown.from < traffic.to && shown.to > traffic.from && <Brush stretch={shown} traffic={traffic} xOf={xOf} />}
          <Bars traffic={traffic} shown={shown} xOf={xOf} />
          <Marks traffic={traffic} xOf={xOf} />
        </svg>
      )}
    </div>
  );
}

function useWidth(box: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

/** What is being drawn over; it is applied when the pointer goes up. */
function useBrush(traffic: Traffic, width: number) {
  const [drawn, setDrawn] = useState<Stretch | null>(null);
  const start = useRef<number | null>(null);
  const secondsAt = (event: PointerEvent<HTMLElement>): number => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - PLOT.left;
    return traffic.from + (Math.max(0, Math.min(1, x / Math.max(1, width - PLOT.left - PLOT.right))) * (traffic.to - traffic.from));
  };
  const stretch = (event: PointerEvent<HTMLElement>): Stretch | null => {
    if (start.current === null) return null;
    const now = secondsAt(event);
    return { from: Math.min(start.current, now), to: Math.max(start.current, now) };
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = secondsAt(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (start.current !== null) setDrawn(stretch(event));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const chosen = stretch(event);
      start.current = null;
      setDrawn(null);
      if (chosen && ((chosen.to - chosen.from) / Math.max(1e-9, traffic.to - traffic.from)) * width >= LEAST_PX) chooseTimeRange(chosen.from, chosen.to, timeDigits(traffic));
    },
    onPointerCancel: () => {
      start.current = null;
      setDrawn(null);
    },
  };
  return { drawn, handlers };
}

/** The wheel zooms around the pointer; across, or with Shift, it moves what is shown. */
function useWheel(box: React.RefObject<HTMLDivElement | null>, width: number): void {
  useEffect(() => {
    const element = box.current;
    const onWheel = (event: WheelEvent): void => {
      const traffic = stretchShown();
      if (!element || !traffic || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      const share = (event.clientX - element.getBoundingClientRect().left - PLOT.left) / Math.max(1, width - PLOT.left - PLOT.right);
      if (Math.abs(across) > Math.abs(event.deltaY) || event.shiftKey) void showStretch(moved(traffic, across / 1000));
      else if (event.deltaY !== 0) void showStretch(zoomed(traffic, traffic.from + Math.max(0, Math.min(1, share)) * (traffic.to - traffic.from), event.deltaY < 0 ? ZOOM : 1 / ZOOM));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [box, width]);
}

/** + and - zoom around the chosen stretch or the middle, 0 shows all. False: another key. */
function zoomByKey(key: string): boolean {
  const traffic = stretchShown();
  if (!traffic) return false;
  const { from, to } = useTimeRange.getState().range ?? traffic;
  const at = Math.max(traffic.from, Math.min(traffic.to, (from + to) / 2));
  if (key === '0') void showStretch(null);
  else if (key === '+' || key === '=') void showStretch(zoomed(traffic, at, ZOOM));
  else if (key === '-') void showStretch(zoomed(traffic, at, 1 / ZOOM));
  else return false;
  return true;
}

/** Arrows move the stretch, with Shift its end, by a part; Escape takes it back. */
function onKey(event: KeyboardEvent, traffic: Traffic): void {
  const { range } = useTimeRange.getState();
  const part = (traffic.to - traffic.from) / 40;
  const step = event.key === 'ArrowLeft' ? -part : event.key === 'ArrowRight' ? part : 0;
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
  if (event.key === 'Escape' && range) clearTimeRange();
  else if (isPlain && zoomByKey(event.key)) event.preventDefault();
  else if (step !== 0 && isPlain) {
    const { from, to } = range ?? { from: traffic.from, to: traffic.from + part * 10 };
    const first = event.shiftKey ? from : Math.max(traffic.from, Math.min(traffic.to - (to - from), from + step));
    const last = event.shiftKey ? Math.max(from + part, Math.min(traffic.to, to + step)) : first + (to - from);
    chooseTimeRange(first, last, timeDigits(traffic));
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

type Across = (seconds: number) => number;

function Grid({ traffic, width, xOf }: { readonly traffic: Traffic; readonly width: number; readonly xOf: Across }): ReactNode {
  const text = useText();
  const rates = tickRates(traffic);
  const top = rates.at(-1) ?? 1;
  const bottom = HEIGHT - PLOT.bottom;
  const yOf = (share: number): number => bottom - share * (bottom - PLOT.top);
  return (
    <g className="traffic-grid">
      {rates.map((rate) => (
        <g key={rate}>
          <path d={`M${PLOT.left} ${yOf(rate / top)}H${width - PLOT.right}`} />
          <text x={PLOT.left - 8} y={yOf(rate / top) + 4} textAnchor="end">{rate === 0 ? '0' : text('traffic.rate', { bytes: formatBytes(rate) })}</text>
        </g>
      ))}
      {tickTimes(traffic).map((time) => (
        <text key={time} x={xOf(time)} y={HEIGHT - 8} textAnchor={time === traffic.from ? 'start' : xOf(time) > width - PLOT.right - HALF_TIME ? 'end' : 'middle'}>{secondsText(time)}</text>
      ))}
    </g>
  );
}

function Bars({ traffic, shown, xOf }: { readonly traffic: Traffic; readonly shown: Stretch | null; readonly xOf: Across }): ReactNode {
  const bottom = HEIGHT - PLOT.bottom;
  return (
    <g>
      {barsOf(traffic, tickRates(traffic).at(-1) ?? 1).map(({ from, to, share }, i) => {
        const height = share * (bottom - PLOT.top);
        const isIn = shown !== null && from < shown.to && to > shown.from;
        return height > 0 && <rect key={i} className={shown === null || isIn ? 'traffic-bar on' : 'traffic-bar'} x={xOf(from) + 0.5} y={bottom - height} width={Math.max(1, xOf(to) - xOf(from) - 1)} height={height} />;
      })}
    </g>
  );
}

/** Triangles below the parts in which segments were sent again. */
function Marks({ traffic, xOf }: { readonly traffic: Traffic; readonly xOf: Across }): ReactNode {
  const length = (traffic.to - traffic.from) / traffic.again.length;
  const y = HEIGHT - PLOT.bottom + 5;
  return (
    <g className="traffic-marks">
      {traffic.again.map((count, i) => {
        const x = xOf(traffic.from + (i + 0.5) * length);
        return count > 0 && <path key={i} d={`M${x - 3.5} ${y + 6}h7l-3.5-6z`} />;
      })}
    </g>
  );
}

function Brush({ stretch, traffic, xOf }: { readonly stretch: Stretch; readonly traffic: Traffic; readonly xOf: Across }): ReactNode {
  const text = useText();
  const digits = timeDigits(traffic);
  const [from, to] = [xOf(Math.max(traffic.from, stretch.from)), xOf(Math.min(traffic.to, stretch.to))];
  const values = { from: stretch.from.toFixed(digits), to: stretch.to.toFixed(digits), length: (stretch.to - stretch.from).toFixed(digits) };
  return (
    <g className="traffic-brush">
      <rect x={from} y={PLOT.top} width={Math.max(1, to - from)} height={HEIGHT - PLOT.bottom - PLOT.top} />
      <path d={`M${from} ${PLOT.top - 6}V${HEIGHT - PLOT.bottom}M${to} ${PLOT.top - 6}V${HEIGHT - PLOT.bottom}`} />
      <text x={(from + to) / 2} y={PLOT.top - 9} textAnchor="middle" data-testid="brush">{text('traffic.range', values)}</text>
    </g>
  );
}
