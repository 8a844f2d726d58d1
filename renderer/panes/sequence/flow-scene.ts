// The flow graph of all displayed frames as shapes: a lifeline for each address, an arrow for each frame, what it says at the right.
import type { FlowFacts, FlowRow } from '../../../shared/ipc/sequence-calls';
import type { Text } from '../../locales/text';
import type { SequenceLayout } from '../../state/sequence-layout';
import { exactSeconds, signedInterval } from '../../widgets/format-interval';
import { visibleMarks } from '../../widgets/visible-marks';
import { arrow, coordinate, line, words, type Shape } from './shape';

const LEFT = 250;
const LEAST_STEP = 150;
const INFO = 420;
const LETTER = 6.6;
const LOOP = 34;

export interface FlowPlaces {
  readonly width: number;
  readonly step: number;
  readonly infoAt: number;
}

export function flowPlaces(width: number, nodes: number): FlowPlaces {
  const steps = Math.max(1, nodes - 1);
  const step = Math.max(LEAST_STEP, Math.min(320, (width - LEFT - 90 - INFO) / steps));
  const infoAt = LEFT + step * steps + 90;
  return { width: Math.max(width, infoAt + INFO), step, infoAt };
}

export interface FlowScene {
  readonly facts: FlowFacts;
  readonly layout: SequenceLayout;
  readonly places: FlowPlaces;
  readonly row: (at: number) => FlowRow | undefined;
  readonly selected: number;
  readonly text: Text;
}

export function flowHead({ facts, places: { step, infoAt }, text }: Pick<FlowScene, 'facts' | 'places' | 'text'>): Shape[] {
  const shapes: Shape[] = [words(90, 26, text('sequence.time'), 'text-3', { anchor: 'end', size: 11 }), words(164, 26, text('sequence.since'), 'text-3', { anchor: 'end', size: 11 }), words(infoAt, 26, text('column.info'), 'text-3', { size: 11 })];
  for (const [i, node] of facts.nodes.entries()) {
    const x = LEFT + i * step;
    const most = Math.floor((step - 26) / LETTER);
    const title = node.length > most ? `${node.slice(0, most - 1)}…` : node;
    const half = (title.length * LETTER) / 2 + 8;
    shapes.push({ shape: 'rect', x: x - half, y: 8, width: 2 * half, height: 28, radius: 4, fill: 'surface-2', stroke: 'line-2' }, words(x, 26, visibleMarks(title), 'text', { anchor: 'middle', strong: true }), line(x, 36, x, 44, 'mark'));
  }
  return shapes;
}

export function flowGround(scene: FlowScene, first: number, end: number, top: number): Shape[] {
  const { facts, layout, places: { step } } = scene;
  const to = end === facts.times.length ? layout.height - top - 8 : layout.y(end - 1) - top + 40;
  const from = first === 0 ? 0 : layout.y(first) - top - 20;
  return facts.nodes.map((_, i) => line(LEFT + i * step, from, LEFT + i * step, to, 'mark'));
}

/** From the row's own height. */
export function flowRow({ facts, layout, places: { step, infoAt, width }, row, selected }: FlowScene, at: number): Shape[] {
  const isFirst = at === 0 || layout.y(at) - layout.y(at - 1) >= 13;
  const shapes: Shape[] = isFirst ? [words(90, 4, exactSeconds(facts.times[at]!, facts.timeDigits), 'text', { anchor: 'end', mono: true })] : [];
  if (isFirst && at > 0) shapes.push(words(164, 4, signedInterval(facts.times[at]! - facts.times[at - 1]!), 'text-3', { anchor: 'end', size: 11 }));
  const r = row(at);
  if (!r) return shapes;
  const [from, to] = [LEFT + r.from * step, LEFT + r.to * step];
  const isOn = at === selected;
  if (isOn) shapes.unshift({ shape: 'rect', x: 0, y: -15, width, height: 26, fill: 'select' }, ...facts.nodes.map((_, i) => line(LEFT + i * step, -15, LEFT + i * step, 11, 'mark')));
  const isLoop = r.from === r.to;
  if (isLoop) shapes.push(...loop(from, 0), ...portsOf(r, from, from, 0));
  else shapes.push(...arrow(from, 0, to, 0, 'accent', isOn ? 2.25 : 1.5), ...portsOf(r, from, to, 0));
  if (!isFirst && !isOn) return shapes;
  const middle = isLoop ? from + LOOP + 8 : (from + to) / 2;
  shapes.push({ shape: 'text', x: middle, y: isLoop ? 8 : -5, anchor: isLoop ? 'start' : 'middle', size: 12, spans: [{ text: visibleMarks(r.protocol), ink: 'text', strong: true }], ...(isLoop ? {} : { halo: isOn ? 'select' : 'surface' } as const) });
  shapes.push(words(infoAt, 4, visibleMarks(r.info.slice(0, Math.floor((width - infoAt) / 6.2))), isOn ? 'text' : 'text-2'));
  return shapes;
}

/** An address that speaks to itself. */
function loop(x: number, y: number): Shape[] {
  const d = `M${coordinate(x)} ${coordinate(y - 4)}H${coordinate(x + LOOP)}V${coordinate(y + 7)}H${coordinate(x + 9)}`;
  return [{ shape: 'path', d, stroke: 'accent', width: 1.5 }, { shape: 'path', d: `M${coordinate(x + 3)} ${coordinate(y + 7)}L${coordinate(x + 11)} ${coordinate(y + 3)}V${coordinate(y + 11)}Z`, fill: 'accent' }];
}

function portsOf({ fromPort, toPort }: FlowRow, from: number, to: number, y: number): Shape[] {
  if (fromPort === 0 && toPort === 0) return [];
  const side = to >= from ? 1 : -1;
  return [
    words(from - 6 * side, y + 4, String(fromPort), 'text-3', { anchor: side > 0 ? 'end' : 'start', size: 10 }),
    ...(from === to ? [] : [words(to + 6 * side, y + 4, String(toPort), 'text-3', { anchor: side > 0 ? 'start' : 'end', size: 10 })]),
  ];
}
