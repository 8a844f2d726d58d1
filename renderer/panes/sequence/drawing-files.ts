// Shapes as an SVG file and as a picture: both exactly what the page shows, with the colours of the theme written out.
import { coordinate, type Ink, type Shape, type Span } from './shape';

/** Shapes that are moved down together. */
export interface DrawnGroup {
  readonly y: number;
  readonly shapes: readonly Shape[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly DrawnGroup[];
}

/** What a name of a colour stands for now. */
export type InkColour = (ink: Ink) => string;

const UI_FONT = '"Inter Variable", Inter, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif';
const MONO_FONT = '"JetBrains Mono Variable", "JetBrains Mono", "DejaVu Sans Mono", monospace';

export function themeColours(): InkColour {
  const style = getComputedStyle(document.documentElement);
  return (ink) => style.getPropertyValue(`--${ink}`).trim();
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

/** A file of its own: nothing in it refers to anything outside. */
export function svgText({ width, height, groups }: Drawing, title: string, colour: InkColour): string {
  const size = `width="${coordinate(width)}" height="${coordinate(height)}" viewBox="0 0 ${coordinate(width)} ${coordinate(height)}"`;
  const body = groups.map(({ y, shapes }) => `<g transform="translate(0 ${coordinate(y)})">${shapes.map((shape) => svgShape(shape, colour)).join('')}</g>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${escaped(UI_FONT)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${coordinate(width)}" height="${coordinate(height)}" fill="${colour('surface')}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

function svgShape(shape: Shape, colour: InkColour): string {
  const ink = (value: Ink | undefined): string => (value === undefined ? 'none' : colour(value));
  switch (shape.shape) {
    case 'path':
      return `<path d="${shape.d}" fill="${ink(shape.fill)}" stroke="${ink(shape.stroke)}" stroke-width="${shape.width ?? 1}"${shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash}"`}/>`;
    case 'rect':
      return `<rect x="${coordinate(shape.x)}" y="${coordinate(shape.y)}" width="${coordinate(Math.max(0, shape.width))}" height="${coordinate(Math.max(0, shape.height))}" rx="${shape.radius ?? 0}" fill="${ink(shape.fill)}" stroke="${ink(shape.stroke)}"/>`;
    case 'circle':
      return `<circle cx="${coordinate(shape.x)}" cy="${coordinate(shape.y)}" r="${coordinate(shape.radius)}" fill="${ink(shape.fill)}" stroke="${ink(shape.stroke)}" stroke-width="${shape.width}"/>`;
    case 'text': {
      const spans = shape.spans.map(({ text, ink: name, strong, mono, gap }) => `<tspan${gap ? ` dx="${gap}"` : ''} fill="${colour(name)}"${strong ? ' font-weight="600"' : ''}${mono ? ` font-family="${escaped(MONO_FONT)}"` : ''}>${escaped(text)}</tspan>`);
      const halo = shape.halo === undefined ? '' : ` stroke="${colour(shape.halo)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
      return `<text x="${coordinate(shape.x)}" y="${coordinate(shape.y)}" text-anchor="${shape.anchor}" font-size="${shape.size}" xml:space="preserve"${halo}>${spans.join('')}</text>`;
    }
  }
}

/** Twice as fine as the page, for paper and sharp screens. */
const FINE = 2;

export function pngBlob(drawing: Drawing, colour: InkColour): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(drawing.width * FINE);
  canvas.height = Math.ceil(drawing.height * FINE);
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  context.scale(FINE, FINE);
  context.fillStyle = colour('surface');
  context.fillRect(0, 0, drawing.width, drawing.height);
  for (const { y, shapes } of drawing.groups) {
    context.save();
    context.translate(0, y);
    for (const shape of shapes) paint(context, shape, colour);
    context.restore();
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

function paint(context: CanvasRenderingContext2D, shape: Shape, colour: InkColour): void {
  if (shape.shape === 'text') return paintText(context, shape, colour);
  const path = new Path2D(shape.shape === 'path' ? shape.d : undefined);
  if (shape.shape === 'rect') path.roundRect(shape.x, shape.y, Math.max(0, shape.width), Math.max(0, shape.height), shape.radius ?? 0);
  if (shape.shape === 'circle') path.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
  context.setLineDash(shape.shape === 'path' && shape.dash !== undefined ? shape.dash.split(' ').map(Number) : []);
  if (shape.fill !== undefined) {
    context.fillStyle = colour(shape.fill);
    context.fill(path);
  }
  if (shape.stroke === undefined) return;
  context.strokeStyle = colour(shape.stroke);
  context.lineWidth = shape.shape === 'rect' ? 1 : (shape.width ?? 1);
  context.stroke(path);
}

function paintText(context: CanvasRenderingContext2D, shape: Extract<Shape, { shape: 'text' }>, colour: InkColour): void {
  const font = ({ strong, mono }: Span): string => `${strong ? '600 ' : ''}${shape.size}px ${mono ? MONO_FONT : UI_FONT}`;
  const widths = shape.spans.map((span) => {
    context.font = font(span);
    return (span.gap ?? 0) + context.measureText(span.text).width;
  });
  const all = widths.reduce((sum, width) => sum + width, 0);
  let x = shape.x - (shape.anchor === 'middle' ? all / 2 : shape.anchor === 'end' ? all : 0);
  context.setLineDash([]);
  context.lineJoin = 'round';
  for (const [i, span] of shape.spans.entries()) {
    context.font = font(span);
    if (shape.halo !== undefined) {
      context.strokeStyle = colour(shape.halo);
      context.lineWidth = 3;
      context.strokeText(span.text, x + (span.gap ?? 0), shape.y);
    }
    context.fillStyle = colour(span.ink);
    context.fillText(span.text, x + (span.gap ?? 0), shape.y);
    x += widths[i]!;
  }
}
