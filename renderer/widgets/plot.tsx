// A plot on a canvas, by uPlot: hover tells values, a click picks a place, dragging chooses a stretch of x, the wheel zooms, a double click shows all again.
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { nearestPlace, type PlotData, type PlotInk, type PlotSeries } from './plot-data';

interface PlotProps {
  readonly data: PlotData;
  readonly label: string;
  /** As a value is told. */
  readonly format: (value: number) => string;
  readonly onPick: (place: number) => void;
  readonly onStretch: (from: number, to: number) => void;
}

/** A shorter drag, in pixels, is a click. */
const LEAST_DRAG = 5;
const ZOOM_STEP = 0.8;

const themeColour = (ink: PlotInk | 'line' | 'text-3' | 'text-2'): string => getComputedStyle(document.documentElement).getPropertyValue(`--${ink}`).trim();

/** Fewer values than this are hardly a line: each is seen as a point. */
const FEW = 3;

function seriesOptions({ name, ink, draw, values }: PlotSeries): uPlot.Series {
  const stroke = themeColour(ink);
  if (draw === 'points') return { label: name, stroke, paths: () => null, points: { show: true, size: 5, width: 0, fill: stroke } };
  const paths = draw === 'steps' ? uPlot.paths.stepped?.({ align: 1 }) : uPlot.paths.linear?.();
  return { label: name, stroke, width: 1.5, spanGaps: true, points: values.length < FEW ? { show: true, size: 6, width: 0, fill: stroke } : { show: false }, ...(paths === undefined ? {} : { paths }) };
}

/** As many as tell one mark of an axis from the next. */
function decimalsOf(step: number): number {
  let decimals = 0;
  while (decimals < 9 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6) decimals++;
  return decimals;
}

function axis(name: string, format: ((value: number) => string) | null): uPlot.Axis {
  const font = '11px "Inter Variable", Inter, sans-serif';
  return {
    stroke: themeColour('text-3'), font, labelFont: font, label: name, labelSize: 18, size: format === null ? 34 : 72,
    grid: { stroke: themeColour('line'), width: 1 }, ticks: { stroke: themeColour('line'), width: 1 },
    values: (_: uPlot, values: number[], _axis: number, _space: number, step: number) => values.map(format !== null && step >= 1 ? format : (value) => value.toFixed(decimalsOf(step))),
  };
}

function zoomWheel(u: uPlot, event: WheelEvent): void {
  event.preventDefault();
  const { min, max } = u.scales['x'] ?? {};
  if (min === undefined || max === undefined) return;
  const at = u.posToVal(event.clientX - u.over.getBoundingClientRect().left, 'x');
  const factor = event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP;
  u.setScale('x', { min: at - (at - min) * factor, max: at + (max - at) * factor });
}

/** Draws anew when the theme changes. */
function useTheme(): string {
  const [theme, setTheme] = useState(document.documentElement.dataset['theme'] ?? '');
  useEffect(() => {
    const watcher = new MutationObserver(() => setTheme(document.documentElement.dataset['theme'] ?? ''));
    watcher.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => watcher.disconnect();
  }, []);
  return theme;
}

export function Plot({ data, label, format, onPick, onStretch }: PlotProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [place, setPlace] = useState(-1);
  const theme = useTheme();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = makePlot(element, data, format, { onPick, onStretch, onPlace: setPlace });
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: element.clientHeight }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [data, format, onPick, onStretch, theme]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.ctrlKey || event.altKey || event.metaKey || (step === 0 && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step !== 0) moveCursor(plot.current, data, place, step);
    else if (place >= 0) onPick(place);
  };
  return (
    <div className="plot" role="group" tabIndex={0} data-pane="plot" data-testid="plot" data-points={data.x.length} aria-label={label} onKeyDown={onKeyDown}>
      <PlotLegend data={data} place={place} format={format} />
      <div ref={box} className="plot-canvas" />
    </div>
  );
}

function moveCursor(u: uPlot | null, data: PlotData, place: number, step: 1 | -1): void {
  const next = Math.max(0, Math.min(data.x.length - 1, place < 0 ? 0 : place + step));
  const x = data.x[next];
  if (u && x !== undefined) u.setCursor({ left: u.valToPos(x, 'x'), top: u.over.clientHeight / 2 });
}

interface PlotEvents {
  readonly onPick: (place: number) => void;
  readonly onStretch: (from: number, to: number) => void;
  readonly onPlace: (place: number) => void;
}

function makePlot(element: HTMLElement, data: PlotData, format: (value: number) => string, events: PlotEvents): uPlot {
  const options: uPlot.Options = {
    width: element.clientWidth, height: element.clientHeight, legend: { show: false },
    scales: { x: { time: false, ...(data.x.length === 1 ? { range: () => [data.x[0]! - 0.5, data.x[0]! + 0.5] as [number, number] } : {}) }, y: { range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.05 : 1] } },
    series: [{}, ...data.series.map(seriesOptions)],
    axes: [axis(data.xName, null), axis(data.yName, format)],
    cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
    hooks: {
      setCursor: [(u) => events.onPlace(u.cursor.idx ?? -1)],
      setSelect: [
        (u) => {
          const { left, width } = u.select;
          if (width < LEAST_DRAG) return;
          events.onStretch(u.posToVal(left, 'x'), u.posToVal(left + width, 'x'));
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
  const u = new uPlot(options, [[...data.x], ...data.series.map((s) => [...s.values])], element);
  let pressedAt = 0;
  u.over.addEventListener('pointerdown', (event) => (pressedAt = event.clientX));
  u.over.addEventListener('click', (event) => {
    if (Math.abs(event.clientX - pressedAt) >= LEAST_DRAG) return;
    const place = nearestPlace(data, u.posToVal(event.clientX - u.over.getBoundingClientRect().left, 'x'));
    if (place >= 0) events.onPick(place);
  });
  u.over.addEventListener('wheel', (event) => zoomWheel(u, event), { passive: false });
  return u;
}

/** Names of the lines, and what they say where the pointer is. */
function PlotLegend({ data, place, format }: { readonly data: PlotData; readonly place: number; readonly format: (value: number) => string }): ReactNode {
  return (
    <p className="plot-legend">
      {data.series.map(({ name, ink, values }, i) => (
        <span key={i} className="plot-name">
          <i className={`plot-swatch ink-${ink}`} />
          {name}
          {typeof values[place] === 'number' && <span className="mono">{format(values[place])}</span>}
        </span>
      ))}
      <span className="grow" />
      {place >= 0 && data.x[place] !== undefined && <span className="mono t3">{`${data.x[place].toFixed(6)} s`}</span>}
    </p>
  );
}
