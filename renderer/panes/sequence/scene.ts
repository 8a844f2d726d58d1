// The diagram that is open, of either kind, as shapes.
import type { FlowFacts, FlowRow, SequenceFacts, ShownSequenceRow } from '../../../shared/ipc/sequence-calls';
import type { Text } from '../../locales/text';
import { flowRows, streamRows } from '../../state/sequence';
import { APART, type SequenceLayout } from '../../state/sequence-layout';
import { visibleMarks } from '../../widgets/visible-marks';
import { flowGround, flowHead, flowPlaces, flowRow } from './flow-scene';
import { labelText } from './sequence-words';
import type { Shape } from './shape';
import { streamBox, streamGround, streamHead, streamPlaces, streamRow, type StreamScene } from './stream-scene';

export const HEAD_HEIGHT = 44;

export interface Scene {
  readonly width: number;
  readonly title: string;
  readonly head: readonly Shape[];
  /** What stands behind rows, heights counted from `top`. */
  ground(first: number, end: number, top: number): readonly Shape[];
  /** Boxes behind these rows: places in the layout. */
  boxes(first: number, end: number): readonly number[];
  /** A box, from the height of its upper edge: the same shapes as long as nothing about it changes. */
  box(at: number): readonly Shape[];
  /** A row, from its own height: the same shapes as long as nothing about it changes. */
  row(at: number, selected: boolean): readonly Shape[];
  /** A row in words. */
  label(row: number): string;
}

export interface OpenDiagram {
  readonly stream: SequenceFacts | null;
  readonly flow: FlowFacts | null;
  readonly layout: SequenceLayout;
  readonly width: number;
  readonly text: Text;
  /** Where rows come from, if not from what is fetched for the page. */
  readonly streamRow?: (at: number) => ShownSequenceRow | undefined;
  readonly flowRow?: (at: number) => FlowRow | undefined;
}

export function sceneOf({ stream, flow, layout, width, text, streamRow: streamRowAt = (at) => streamRows.get(at), flowRow: flowRowAt = (at) => flowRows.get(at) }: OpenDiagram): Scene {
  const title = (what: string): string => text('sequence.export.title', { what });
  if (stream) {
    const places = streamPlaces(width);
    const scene = { facts: stream, layout, places, row: streamRowAt, selected: -1, text };
    const label = (at: number): string => {
      const row = streamRowAt(at);
      return row ? text('sequence.announce', { number: row.frame, label: labelText(row) }) : '';
    };
    return { width: places.width, title: title(text('sequence.export.stream', { number: stream.number, client: stream.ends[0], server: stream.ends[1] })), head: streamHead(scene), ground: (first, end, top) => streamGround(scene, first, end, top), ...boxesOf(scene, streamRowAt), row: keptRows(streamRowAt, (at, selected) => streamRow({ ...scene, selected }, at)), label };
  }
  const facts = flow ?? { nodes: [], times: [], frames: [], timeDigits: 0, left: 0 };
  const places = flowPlaces(width, facts.nodes.length);
  const scene = { facts, layout, places, row: flowRowAt, selected: -1, text };
  const label = (at: number): string => {
    const row = flowRowAt(at);
    return row ? text('sequence.announce', { number: row.frame, label: visibleMarks(`${row.protocol} ${row.info}`) }) : '';
  };
  return { width: places.width, title: title(text('sequence.export.all')), head: flowHead(scene), ground: (first, end, top) => flowGround(scene, first, end, top), boxes: () => [], box: () => [], row: keptRows(flowRowAt, (at, selected) => flowRow({ ...scene, selected }, at)), label };
}

function boxesOf(scene: StreamScene, rowAt: (at: number) => ShownSequenceRow | undefined): Pick<Scene, 'boxes' | 'box'> {
  const { layout } = scene;
  const kept = keptRows((box) => rowAt(layout.boxes[box]?.first ?? 0)?.box ?? rowAt(layout.boxes[box]?.last ?? 0)?.box, (box) => streamBox(scene, box));
  const boxes = (first: number, end: number): number[] => {
    const range = layout.boxesBetween(first, end);
    const shown: number[] = [];
    for (let box = range.first, below = Number.NEGATIVE_INFINITY; box < range.end; box++) {
      // Of boxes that lie on each other to scale, one is enough.
      if (layout.edges(box).bottom < below) continue;
      shown.push(box);
      below = layout.edges(box).bottom + APART;
    }
    return shown;
  };
  return { boxes, box: (at) => kept(at, false) };
}

const MOST_KEPT = 2000;

/** Rows are asked for again and again while the diagram is moved. */
function keptRows(dataOf: (at: number) => unknown, draw: (at: number, selected: number) => Shape[]): Scene['row'] {
  const kept = new Map<number, { readonly data: unknown; readonly selected: boolean; readonly shapes: readonly Shape[] }>();
  return (at, selected) => {
    const data = dataOf(at);
    const known = kept.get(at);
    if (known?.data === data && known?.selected === selected) return known.shapes;
    if (kept.size > MOST_KEPT) kept.clear();
    const shapes = draw(at, selected ? at : -1);
    kept.set(at, { data, selected, shapes });
    return shapes;
  };
}
