// The sequence diagram of one TCP stream as shapes: boxes, lifelines with the states of both sides, an arrow for each segment.
import { exactSeconds, signedInterval } from '../../widgets/format-interval';
import type { SequenceFacts, ShownSequenceRow, TcpState } from '../../../shared/ipc/sequence-calls';
import type { Text } from '../../locales/text';
import { ARRIVES_BELOW, type SequenceLayout } from '../../state/sequence-layout';
import { arrowLabel, textWidth } from './arrow-label';
import { boxNotes, boxTitle, closeText, problemText } from './sequence-words';
import { arc, arrow, line, words, type Ink, type Shape } from './shape';

/** Across. */
export interface StreamPlaces {
  readonly width: number;
  readonly boxLeft: number;
  readonly boxRight: number;
  /** Of the lifelines, client first. */
  readonly lifelines: readonly [number, number];
}

export function streamPlaces(width: number): StreamPlaces {
  const isWide = width >= 1280;
  const boxRight = Math.max(800, width - (isWide ? 304 : 20));
  return { width: Math.max(width, boxRight + 20), boxLeft: 176, boxRight, lifelines: [176 + (isWide ? 248 : 232), boxRight - (isWide ? 212 : 132)] };
}

export interface StreamScene {
  readonly facts: SequenceFacts;
  readonly layout: SequenceLayout;
  readonly places: StreamPlaces;
  /** Of rows that are there; one that is not is drawn as its number. */
  readonly row: (at: number) => ShownSequenceRow | undefined;
  readonly selected: number;
  readonly text: Text;
}

const SIDES = [
  { ink: 'client', mark: 'client-mark', soft: 'client-soft' },
  { ink: 'server', mark: 'server-mark', soft: 'server-soft' },
] as const satisfies readonly { ink: Ink; mark: Ink; soft: Ink }[];
/** An arc that goes further up ends there. */
const MOST_UP = 2000;

/** What stands above: which side is which, and what the columns at the left are. */
export function streamHead({ facts, places: { lifelines }, text }: Pick<StreamScene, 'facts' | 'places' | 'text'>): Shape[] {
  const shapes: Shape[] = [
    words(90, 26, text('sequence.time'), 'text-3', { anchor: 'end', size: 11 }),
    words(164, 26, text('sequence.since'), 'text-3', { anchor: 'end', size: 11 }),
  ];
  for (const side of [0, 1] as const) {
    const title = side === 0 ? `■ ${text('tabs.client')} ${facts.ends[0]}` : `● ${text('tabs.server')} ${facts.ends[1]}`;
    const half = Math.max(92, textWidth(title) / 2 + 10);
    const [x, { ink, mark, soft }] = [lifelines[side], SIDES[side]];
    shapes.push({ shape: 'rect', x: x - half, y: 8, width: 2 * half, height: 28, radius: 4, fill: soft, stroke: mark }, words(x, 26, title, ink, { anchor: 'middle', strong: true }), line(x, 36, x, 44, mark, 1.5));
  }
  return shapes;
}

/** What stands behind the rows from `first` to before `end`, heights counted from `top`. */
export function streamGround(scene: StreamScene, first: number, end: number, top: number): Shape[] {
  const { layout, places: { lifelines } } = scene;
  const boxes = layout.boxesBetween(first, end);
  const from = first === 0 ? 0 : layout.y(first) - top - 20;
  const to = end === scene.facts.times.length ? layout.height - top - 8 : layout.y(end - 1) - top + 40;
  const shapes: Shape[] = [];
  for (let box = boxes.first; box < boxes.end; box++) if (isTall(layout, box)) shapes.push(...boxShapes(scene, box, top, from, to));
  for (const side of [0, 1] as const) shapes.push(line(lifelines[side], Math.max(0, from), lifelines[side], to, SIDES[side].mark, 1.5), ...railShapes(scene, side, first, end, top, to));
  if (end === scene.facts.times.length && scene.row(end - 1)?.box.kind !== 'close') shapes.push(words((lifelines[0] + lifelines[1]) / 2, layout.height - top - 14, closeText(scene.facts.close, scene.text), 'text-2', { anchor: 'middle', size: 12 }));
  for (let box = boxes.first; box < boxes.end; box++) if (layout.boxes[box]!.afterGap) shapes.push(...gapShapes(scene, box, top));
  return shapes;
}

/** A box that is higher than what is drawn at once is cut to that. */
function isTall(layout: SequenceLayout, box: number): boolean {
  const { top, bottom } = layout.edges(box);
  return bottom - top > MOST_UP;
}

/** A box as a whole, from the height of its upper edge; nothing of one that is drawn in parts. */
export function streamBox(scene: StreamScene, box: number): Shape[] {
  const { top } = scene.layout.edges(box);
  return isTall(scene.layout, box) ? [] : boxShapes(scene, box, top, -MOST_UP, 2 * MOST_UP);
}

function boxShapes({ facts, layout, places: { boxLeft, boxRight }, row, text }: StreamScene, at: number, top: number, from: number, to: number): Shape[] {
  const edges = layout.edges(at);
  const [y, bottom] = [Math.max(edges.top - top, from - 40), Math.min(edges.bottom - top, to + 40)];
  const shapes: Shape[] = [{ shape: 'rect', x: boxLeft, y, width: boxRight - boxLeft, height: bottom - y, radius: 4, fill: 'surface-2', stroke: 'line' }];
  const title = edges.top - top + 20;
  const first = row(layout.boxes[at]!.first) ?? anyRow(layout.boxes[at]!, row);
  if (edges.bottom - edges.top < 18 || first === undefined || title < from - 40) return shapes;
  const { box } = first;
  shapes.push(words(boxLeft + 12, title, boxTitle(box, text), 'text', { strong: true, size: 13 }));
  if (edges.bottom - edges.top >= 40) shapes.push(...boxNotes(box, first, box.last === facts.times.length - 1 ? facts.close : null, text).map((note, i) => words(boxLeft + 12, title + 18 + 16 * i, note, 'text-3', { size: 11 })));
  return shapes;
}

/** A row of the box that is there. */
function anyRow({ first, last }: { readonly first: number; readonly last: number }, row: StreamScene['row']): ShownSequenceRow | undefined {
  for (let at = first; at <= Math.min(last, first + 100); at++) {
    const found = row(at);
    if (found) return found;
  }
  return undefined;
}

/** Where a side's state changes: its own at the tail of an arrow, the other's at the head. */
function railShapes({ facts, layout, places: { lifelines }, row }: StreamScene, side: 0 | 1, first: number, end: number, top: number, to: number): Shape[] {
  const name = side === 0 ? 'client' : 'server';
  const before: TcpState | undefined = first === 0 ? facts.before[side] : row(first - 1)?.[name];
  const changes: { y: number; state: TcpState; named: boolean }[] = [{ y: first === 0 ? 6 : layout.y(first) - top - 20, state: before ?? 'unknown', named: first === 0 }];
  for (const at of layout.apart(first, end)) {
    const r = row(at);
    if (r && r[name] !== changes.at(-1)!.state) changes.push({ y: layout.y(at) - top + (r.side === side ? 0 : ARRIVES_BELOW), state: r[name], named: true });
  }
  const { ink, mark, soft } = SIDES[side];
  const x = side === 0 ? lifelines[0] - 14 : lifelines[1] + 4;
  return changes.flatMap(({ y, state, named }, i): Shape[] => {
    const bottom = (changes[i + 1]?.y ?? to) - 2;
    const rail: Shape = { shape: 'rect', x, y, width: 10, height: bottom - y, radius: 2, fill: soft, stroke: mark };
    const isClear = i === 0 || y - changes[i - 1]!.y >= 11;
    return named && isClear ? [rail, words(side === 0 ? x - 6 : x + 16, y + 10, state, ink, { anchor: side === 0 ? 'end' : 'start', size: 11 })] : [rail];
  });
}

/** From an ACK to what it acknowledges, from a repeated segment to the first of its kind. */
function linkShapes({ layout, places: { lifelines }, row, selected }: StreamScene, at: number): Shape[] {
  const r = row(at);
  if (!r) return [];
  const x = lifelines[r.side];
  const inward = r.side === 0 ? 1 : -1;
  const up = (to: number): number => Math.max(-MOST_UP, layout.y(to) - layout.y(at));
  const shapes: Shape[] = [];
  if (r.acks >= 0) {
    const isOn = at === selected;
    shapes.push(arc(x + 6 * inward, 0, up(r.acks) + ARRIVES_BELOW + 1, 18 * inward, isOn ? 'accent' : 'mark', isOn ? 2 : 1.2, isOn ? undefined : '2 2.5'));
  }
  if (r.repeats >= 0) shapes.push(arc(x + 4 * inward, -8, up(r.repeats) + 8, 44 * inward, 'error-mark', 1.5));
  return shapes;
}

/** The arrow of a row and what stands beside it, from the row's own height. */
export function streamRow(scene: StreamScene, at: number): Shape[] {
  const { facts, layout, row } = scene;
  const r = row(at);
  const number = facts.frames[at]!;
  const isAfterGap = layout.boxes[layout.boxesBetween(at, at + 1).first]?.first === at && layout.boxes[layout.boxesBetween(at, at + 1).first]!.afterGap;
  // To scale many may stand at the same place: numbers that would cover each other are left out.
  const isFirst = at === 0 || layout.y(at) - layout.y(at - 1) >= 13;
  const shapes: Shape[] = isFirst ? [words(90, 4, exactSeconds(facts.times[at]!, facts.timeDigits), 'text', { anchor: 'end', mono: true, size: 12 })] : [];
  if (isFirst && at > 0 && !isAfterGap) shapes.push(words(164, 4, signedInterval(facts.times[at]! - facts.times[at - 1]!), 'text-3', { anchor: 'end', size: 11 }));
  return r ? [...linkShapes(scene, at), ...shapes, ...arrowShapes(scene, r, at, number, isFirst)] : shapes;
}

function arrowShapes({ layout, places: { lifelines }, selected, text }: StreamScene, r: ShownSequenceRow, at: number, number: number, isFirst: boolean): Shape[] {
  const { ink, mark } = SIDES[r.side];
  const [from, to] = [lifelines[r.side], lifelines[1 - r.side]!];
  const isOn = at === selected;
  const problem = problemText(r, text);
  const stroke: Ink = problem === '' ? mark : r.isOnlyWarning ? 'warn-mark' : 'error-mark';
  const arrives = layout.options.spacing === 'even' ? ARRIVES_BELOW : 0;
  const shapes: Shape[] = isOn ? [line(from, 0, to, arrives, 'select', 12)] : [];
  shapes.push(...arrow(from, 0, to, arrives, stroke, isOn ? 2.25 : 1.5, r.repeats >= 0 ? '6 3' : undefined));
  if (isFirst || isOn) shapes.push({ shape: 'text', x: (from + to) / 2, y: -4, anchor: 'middle', size: 12, spans: arrowLabel(r, ink, Math.abs(to - from), text), halo: 'surface-2' });
  const radius = Math.max(9.5, 4 + String(number).length * 3.4);
  shapes.push({ shape: 'circle', x: from, y: 0, radius, fill: 'surface', stroke: problem === '' ? mark : stroke, width: isOn ? 2.25 : 1.25 }, words(from, 4, String(number), ink, { anchor: 'middle', size: number > 9999 ? 9 : 11, strong: true }));
  return shapes;
}

function gapShapes({ facts, layout, places: { boxRight, lifelines }, text }: StreamScene, at: number, top: number): Shape[] {
  const y = layout.gapAt(at) - top;
  const { first } = layout.boxes[at]!;
  const since = facts.times[first]! - facts.times[first - 1]!;
  const [before, after] = text('sequence.idle', { time: '\n' }).split('\n');
  const middle = (lifelines[0] + lifelines[1]) / 2;
  return [
    { shape: 'rect', x: 20, y: y - 12, width: boxRight - 20, height: 24, fill: 'surface' },
    line(20, y, middle - 170, y, 'line-2', 1, '3 3'),
    line(middle + 170, y, boxRight, y, 'line-2', 1, '3 3'),
    { shape: 'text', x: middle, y: y + 4, anchor: 'middle', size: 12, spans: [{ text: before ?? '', ink: 'text-2' }, { text: `${exactSeconds(since, facts.timeDigits)} s`, ink: 'text', strong: true }, { text: after ?? '', ink: 'text-2' }] },
  ];
}
