// Exports of the open diagram: SVG of all of it or of what is in view, PNG, Mermaid text; each with title, axis and source file.
import type { FlowRow, ShownSequenceRow } from '../../../shared/ipc/sequence-calls';
import { engine } from '../../engine';
import { currentText } from '../../locales/text';
import { copyText } from '../../state/clipboard';
import { downloadFile } from '../../state/download-file';
import { currentView } from '../../state/rows';
import { useSequence } from '../../state/sequence';
import { announce, report, useSession } from '../../state/session';
import { formatCount } from '../../widgets/format-quantity';
import { visibleMarks } from '../../widgets/visible-marks';
import { withoutEnding } from '../../state/saving';
import { pngBlob, svgText, themeColours, type Drawing } from './drawing-files';
import { flowMermaid, streamMermaid } from './mermaid-text';
import { HEAD_HEIGHT, sceneOf, type Scene } from './scene';
import { words } from './shape';

/** So many rows make a drawing that other programs still open. */
const MOST_ROWS = 5000;
const TITLE_HEIGHT = 52;
const WIDTH = 1440;

export type ExportKind = 'svgAll' | 'svgShown' | 'pngShown' | 'mermaid';

/** The rows that are in view; a pane sets it. */
export const shownRows = { first: 0, end: 0, width: WIDTH };

interface Rows {
  readonly first: number;
  readonly stream: readonly ShownSequenceRow[];
  readonly flow: readonly FlowRow[];
}

async function fetchRows(first: number, count: number): Promise<Rows> {
  const { stream } = useSequence.getState();
  const view = currentView();
  if (stream) return { first, stream: (await engine.call('sequence.rows', { stream: stream.stream, first, count, view })).rows, flow: [] };
  return { first, stream: [], flow: (await engine.call('sequence.graphRows', { first, count, view })).rows };
}

/** Saves or copies the diagram. */
export async function exportSequence(kind: ExportKind): Promise<void> {
  const { stream, flow, layout } = useSequence.getState();
  const all = (stream ?? flow)?.frames.length ?? 0;
  if (!layout || all === 0) return;
  const isWhole = kind === 'svgAll' || kind === 'mermaid';
  const first = isWhole ? 0 : shownRows.first;
  const count = Math.min(MOST_ROWS, isWhole ? all : shownRows.end - first);
  try {
    // One row before, for the states in which the first one begins.
    const rows = await fetchRows(Math.max(0, first - 1), count + Math.min(1, first));
    const text = currentText();
    if (kind === 'mermaid') return await copyText(stream ? streamMermaid(stream, rows.stream, text) : flow ? flowMermaid(flow, rows.flow) : '');
    const scene = sceneOf({ stream, flow, layout, width: kind === 'svgAll' ? WIDTH : shownRows.width, text, streamRow: (at) => rows.stream[at - rows.first], flowRow: (at) => rows.flow[at - rows.first] });
    await save(kind, scene, drawingOf(scene, first, first + count));
    if (count < all && isWhole) announce(text('sequence.export.tooLong', { formatted: formatCount(count) }));
  } catch (error) {
    report(error);
  }
}

async function save(kind: ExportKind, scene: Scene, drawing: Drawing): Promise<void> {
  const { stream } = useSequence.getState();
  const base = `${withoutEnding(useSession.getState().capture?.name ?? 'capture')}-${stream ? `stream-${stream.number}` : 'flow'}`;
  const colours = themeColours();
  const isPng = kind === 'pngShown';
  const blob = isPng ? await pngBlob(drawing, colours) : new Blob([svgText(drawing, scene.title, colours)], { type: 'image/svg+xml' });
  if (!blob) return;
  const name = `${base}.${isPng ? 'png' : 'svg'}`;
  downloadFile(name, blob);
  announce(currentText()('sequence.export.done', { name: visibleMarks(name) }));
}

/** Title and source above, then the heads of the lifelines, then the rows. */
function drawingOf(scene: Scene, first: number, end: number): Drawing {
  const { stream, flow, layout } = useSequence.getState();
  const frames = (stream ?? flow)?.frames ?? [];
  const text = currentText();
  const top = first === 0 ? 0 : (layout?.y(first) ?? 0) - 40;
  const bottom = end === frames.length ? (layout?.height ?? 0) : (layout?.y(end - 1) ?? 0) + 40;
  const source = text('sequence.export.source', { name: visibleMarks(useSession.getState().capture?.name ?? ''), first: frames[first] ?? 0, last: frames[end - 1] ?? 0 });
  const title = [words(20, 24, scene.title, 'text', { strong: true, size: 15 }), words(20, 43, source, 'text-2', { size: 11 })];
  const bodyAt = TITLE_HEIGHT + HEAD_HEIGHT;
  const rows = Array.from({ length: end - first }, (_, i) => ({ y: bodyAt + (layout?.y(first + i) ?? 0) - top, shapes: scene.row(first + i, false) }));
  const boxes = scene.boxes(first, end).map((box) => ({ y: bodyAt + (layout?.edges(box).top ?? 0) - top, shapes: scene.box(box) }));
  return {
    width: scene.width,
    height: bodyAt + bottom - top,
    groups: [{ y: 0, shapes: title }, { y: TITLE_HEIGHT, shapes: scene.head }, ...boxes, { y: bodyAt, shapes: scene.ground(first, end, top) }, ...rows],
  };
}
