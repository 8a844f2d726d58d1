// The diagram that is open, of either kind, as shapes.
import type { FlowFacts, SequenceFacts } from '../../../shared/ipc/sequence-calls';
import type { Text } from '../../locales/text';
import { flowRows, streamRows } from '../../state/sequence';
import type { SequenceLayout } from '../../state/sequence-layout';
import { visibleMarks } from '../../widgets/visible-marks';
import { flowHead, flowPlaces, flowShapes } from './flow-scene';
import { labelText } from './sequence-words';
import type { Shape } from './shape';
import { streamHead, streamPlaces, streamShapes } from './stream-scene';

export const HEAD_HEIGHT = 44;

export interface Scene {
  readonly width: number;
  readonly title: string;
  readonly head: readonly Shape[];
  shapes(first: number, end: number, top: number): Shape[];
  /** A row in words. */
  label(row: number): string;
}

export interface OpenDiagram {
  readonly stream: SequenceFacts | null;
  readonly flow: FlowFacts | null;
  readonly layout: SequenceLayout;
  readonly width: number;
  readonly cursor: number;
  readonly text: Text;
}

export function sceneOf({ stream, flow, layout, width, cursor, text }: OpenDiagram): Scene {
  const title = (what: string): string => text('sequence.export.title', { what });
  if (stream) {
    const places = streamPlaces(width);
    const scene = { facts: stream, layout, places, row: (at: number) => streamRows.get(at), selected: cursor, text };
    const label = (at: number): string => {
      const row = streamRows.get(at);
      return row ? text('sequence.announce', { number: row.frame, label: labelText(row) }) : '';
    };
    return { width: places.width, title: title(text('sequence.export.stream', { number: stream.number, client: stream.ends[0], server: stream.ends[1] })), head: streamHead(scene), shapes: (first, end, top) => streamShapes(scene, first, end, top), label };
  }
  const facts = flow ?? { nodes: [], times: [], frames: [], timeDigits: 0, left: 0 };
  const places = flowPlaces(width, facts.nodes.length);
  const scene = { facts, layout, places, row: (at: number) => flowRows.get(at), selected: cursor, text };
  const label = (at: number): string => {
    const row = flowRows.get(at);
    return row ? text('sequence.announce', { number: row.frame, label: visibleMarks(`${row.protocol} ${row.info}`) }) : '';
  };
  return { width: places.width, title: title(text('sequence.export.all')), head: flowHead(scene), shapes: (first, end, top) => flowShapes(scene, first, end, top), label };
}
