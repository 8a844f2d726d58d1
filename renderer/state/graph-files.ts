// A graph as a table (CSV) and as a drawing of its own (SVG): what is shown, with its title, its axes and the file that it is of.
import type { PlotData, PlotSeries } from '../widgets/plot-data';

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function graphCsv({ x, xName, series, frames }: PlotData): string {
  const head = [xName, ...series.map((s) => s.name), 'frame'].map(cell).join(',');
  const rows = x.map((at, i) => [at.toFixed(6), ...series.map((s) => String(s.values[i] ?? '')), frames[i] === 0 ? '' : String(frames[i] ?? '')].join(','));
  return `${[head, ...rows].join('\r\n')}\r\n`;
}

const [WIDTH, HEIGHT] = [1200, 600];
const EDGE = { left: 90, right: 20, top: 70, bottom: 50 };
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// XML has no way to write most control characters.
const escaped = (text: string): string => text.replace(/\p{Cc}/gu, '\ufffd').replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);

/** Round steps, about so many between two numbers. */
export function roundSteps(from: number, to: number, parts: number): number[] {
  const rough = (to - from) / parts;
  if (!(rough > 0) || !Number.isFinite(rough)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough;
  const steps: number[] = [];
  for (let n = Math.ceil(from / step); n * step <= to; n++) steps.push(n * step);
  return steps;
}

type Place = (value: number) => number;
type Colour = (name: PlotSeries['ink'] | 'surface' | 'text' | 'text-3' | 'line') => string;

function seriesPath({ values, draw, ink }: PlotSeries, x: readonly number[], px: Place, py: Place, colour: Colour): string {
  const points = values.flatMap((value, i) => (value === null ? [] : [[px(x[i]!), py(value)] as const]));
  const at = (n: number): string => n.toFixed(1);
  if (draw === 'points') return points.map(([a, b]) => `<circle cx="${at(a)}" cy="${at(b)}" r="2.5" fill="${colour(ink)}"/>`).join('');
  const path = points.map(([a, b], i) => (i === 0 ? `M${at(a)} ${at(b)}` : draw === 'steps' ? `H${at(a)}V${at(b)}` : `L${at(a)} ${at(b)}`)).join('');
  return `<path d="${path}" fill="none" stroke="${colour(ink)}" stroke-width="1.5"/>`;
}

/** @param title what it is, and of which file */
export function graphSvg(data: PlotData, title: string, format: (value: number) => string, colour: Colour): string {
  const { x, series, xName, yName } = data;
  const [from, to] = [x[0] ?? 0, Math.max(x.at(-1) ?? 1, (x[0] ?? 0) + 1e-6)];
  const highest = series.reduce((most, s) => s.values.reduce<number>((m, value) => Math.max(m, value ?? 0), most), 0) || 1;
  const px: Place = (value) => EDGE.left + ((value - from) / (to - from)) * (WIDTH - EDGE.left - EDGE.right);
  const py: Place = (value) => HEIGHT - EDGE.bottom - (value / (highest * 1.05)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const text = (tx: number, ty: number, words: string, anchor: string, ink: Parameters<Colour>[0], more = ''): string => `<text x="${tx.toFixed(1)}" y="${ty.toFixed(1)}" text-anchor="${anchor}" fill="${colour(ink)}"${more}>${escaped(words)}</text>`;
  const rows = roundSteps(0, highest, 6).map((v) => `<path d="M${EDGE.left} ${py(v).toFixed(1)}H${WIDTH - EDGE.right}" stroke="${colour('line')}"/>${text(EDGE.left - 8, py(v) + 4, format(v), 'end', 'text-3')}`);
  const columns = roundSteps(from, to, 10).map((v) => `<path d="M${px(v).toFixed(1)} ${EDGE.top}V${HEIGHT - EDGE.bottom}" stroke="${colour('line')}"/>${text(px(v), HEIGHT - EDGE.bottom + 16, String(Number(v.toPrecision(6))), 'middle', 'text-3')}`);
  const names = series.map((s, i) => `<rect x="${EDGE.left + i * 220}" y="44" width="10" height="10" fill="${colour(s.ink)}"/>${text(EDGE.left + i * 220 + 16, 53, s.name.slice(0, 34), 'start', 'text')}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Inter, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="${colour('surface')}"/>`,
    text(EDGE.left, 24, title, 'start', 'text', ' font-weight="600"'), ...names, ...rows, ...columns,
    text((EDGE.left + WIDTH - EDGE.right) / 2, HEIGHT - 12, xName, 'middle', 'text-3'),
    text(20, HEIGHT / 2, yName, 'middle', 'text-3', ` transform="rotate(-90 20 ${HEIGHT / 2})"`),
    ...series.map((s) => seriesPath(s, x, px, py, colour)), '</svg>', '',
  ].join('\n');
}
