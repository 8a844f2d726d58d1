// The open sequence diagram: of one TCP stream or of all displayed frames, how it is laid out, and which row the keyboard is at.
import { create } from 'zustand';
import type { FlowFacts, FlowRow, SequenceFacts, ShownSequenceRow } from '../../shared/ipc/sequence-calls';
import { engine } from '../engine';
import { currentText } from '../locales/text';
import { BlockCache } from './block-cache';
import { frameCount } from './displayed';
import { usePreferences } from './preferences';
import { currentView, numberAt } from './rows';
import { selectNumber, useSelection } from './selection';
import { SequenceLayout, type LaidOutBox, type Spacing } from './sequence-layout';
import { announce, report, useSession } from './session';
import { openTab, showTab, useTabs } from './tabs';

interface SequenceState {
  /** What is drawn; null = nothing yet. */
  readonly stream: SequenceFacts | null;
  readonly flow: FlowFacts | null;
  readonly layout: SequenceLayout | null;
  readonly spacing: Spacing;
  readonly zoom: number;
  /** -1 = none. */
  readonly cursor: number;
  /** Grows when the cursor is to be brought into view. */
  readonly reveal: number;
  /** Grows when rows have come. */
  readonly version: number;
}

const NONE = { stream: null, flow: null, layout: null, cursor: -1, version: 0, reveal: 0 } as const;
export const ZOOM_STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4, 8, 16, 32] as const;

export const useSequence = create<SequenceState>()(() => ({ ...NONE, spacing: 'even', zoom: 1 }));
const { getState: get, setState: set } = useSequence;

const changed = (): void => set({ version: get().version + 1 });

/** null where there is nothing to ask for any more. */
async function quietly<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    report(error);
    return null;
  }
}

export const streamRows = new BlockCache<ShownSequenceRow>(async (first, count) => {
  const { stream } = get();
  return stream && ((await quietly(engine.call('sequence.rows', { stream: stream.stream, first, count, view: currentView() })))?.rows ?? null);
}, changed);

export const flowRows = new BlockCache<FlowRow>(async (first, count) => (await quietly(engine.call('sequence.graphRows', { first, count, view: currentView() })))?.rows ?? null, changed);

/** Frames of the rows, in order. */
export const framesDrawn = (): readonly number[] => get().stream?.frames ?? get().flow?.frames ?? [];

function layOut(change: Partial<Pick<SequenceState, 'stream' | 'flow' | 'spacing' | 'zoom'>>): void {
  const { stream, flow, spacing, zoom } = { ...get(), ...change };
  const layout = stream ? new SequenceLayout(stream.times, boxesOf(stream), { spacing, zoom }) : flow ? new SequenceLayout(flow.times, [], { spacing, zoom }) : null;
  set({ ...change, layout });
}

function boxesOf({ firsts, afterGap, times }: SequenceFacts): LaidOutBox[] {
  const behindGap = new Set(afterGap);
  return firsts.map((first, i) => ({ first, last: (firsts[i + 1] ?? times.length) - 1, afterGap: behindGap.has(i) }));
}

/** The row of a frame; -1 = it is none of them. */
function rowOf(frame: number): number {
  const frames = framesDrawn();
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle]! < frame) low = middle + 1;
    else high = middle;
  }
  return frames[low] === frame ? low : -1;
}

const selectedFrame = (): number => (useSelection.getState().index < 0 ? 0 : numberAt(useSelection.getState().index));

/** Frames that were read when the diagram was made. */
let framesThen = 0;

/** The diagram of a frame's TCP stream, in its tab. */
export async function openSequence(frame: number): Promise<void> {
  const { serial } = useSession.getState();
  framesThen = frameCount();
  const stream = await quietly(engine.call('sequence.open', { frame }));
  if (serial !== useSession.getState().serial) return;
  if (stream === null) return announce(currentText()('sequence.notTcp', { number: frame }));
  streamRows.clear();
  layOut({ stream, flow: null });
  const cursor = rowOf(frame);
  // They come while the page is laid out.
  streamRows.want(Math.max(0, cursor), Math.max(0, cursor) + 1);
  set({ cursor, reveal: get().reveal + 1 });
  openTab('sequence', { number: stream.number });
}

/** The flow graph of all displayed frames, in the same tab. */
export async function openFlowGraph(): Promise<void> {
  const { serial } = useSession.getState();
  const flow = await quietly(engine.call('sequence.graph', {}));
  if (flow === null || serial !== useSession.getState().serial) return;
  flowRows.clear();
  layOut({ stream: null, flow });
  set({ cursor: rowOf(selectedFrame()), reveal: get().reveal + 1 });
  openTab('sequence', { number: '' });
}

export const openSelectedSequence = (): Promise<void> => openSequence(selectedFrame());

export const setSpacing = (spacing: Spacing): void => {
  layOut({ spacing });
  set({ reveal: get().reveal + 1 });
};

export function stepZoom(step: 1 | -1 | 0): void {
  const { zoom } = get();
  const next = step === 0 ? 1 : step > 0 ? ZOOM_STEPS.find((z) => z > zoom) : ZOOM_STEPS.findLast((z) => z < zoom);
  if (next !== undefined && next !== zoom) layOut({ zoom: next });
}

/** The selection of the list follows the diagram, and is not followed meanwhile. */
let isOwn = false;

/** Goes to a row, and selects its frame in the list. */
export async function goToRow(row: number): Promise<void> {
  const frame = framesDrawn()[row];
  if (frame === undefined) return;
  set({ cursor: row, reveal: get().reveal + 1 });
  isOwn = true;
  try {
    await selectNumber(frame);
  } finally {
    isOwn = false;
  }
}

export async function showInList(row: number): Promise<void> {
  await goToRow(row);
  showTab('packets');
}

/** The next (1) or previous (-1) row that has a text. */
export async function findRow(text: string, step: 1 | -1): Promise<void> {
  const { stream, cursor } = get();
  if (!stream || text === '') return;
  const found = await quietly(engine.call('sequence.find', { stream: stream.stream, text, from: cursor, step, view: currentView() }));
  if (found === null) return;
  if (found.row < 0) announce(currentText()('sequence.notFound', { text }));
  else await goToRow(found.row);
}

useSelection.subscribe((now, before) => {
  if (isOwn || now.index === before.index || get().layout === null) return;
  const row = rowOf(selectedFrame());
  if (row >= 0 && row !== get().cursor) set({ cursor: row, reveal: get().reveal + 1 });
});

/** What is drawn may have become more, or say something else. */
async function refresh(isSettled: boolean): Promise<void> {
  const { stream, flow } = get();
  if (useTabs.getState().shown !== 'sequence' || stream === null || (!isSettled && frameCount() === framesThen)) return;
  framesThen = frameCount();
  const { serial } = useSession.getState();
  const again = await quietly(engine.call('sequence.open', { frame: stream.frames[0]! }));
  if (again === null || serial !== useSession.getState().serial || get().stream !== stream || get().flow !== flow) return;
  if (!isSettled && again.frames.length === stream.frames.length) return;
  streamRows.clear();
  layOut({ stream: again });
  changed();
}

/** Other frames are displayed now. */
async function redrawGraph(): Promise<void> {
  const { serial } = useSession.getState();
  if (get().flow === null) return;
  const flow = await quietly(engine.call('sequence.graph', {}));
  if (flow === null || get().flow === null || serial !== useSession.getState().serial) return;
  flowRows.clear();
  layOut({ stream: null, flow });
  set({ cursor: rowOf(selectedFrame()) });
  changed();
}

/** Not oftener, and the last news is not missed. */
const REFRESH_MS = 1000;
let waiting: ReturnType<typeof setTimeout> | undefined;
engine.on('capture.progress', () => {
  if (get().layout === null) return;
  waiting ??= setTimeout(() => {
    waiting = undefined;
    void refresh(false);
  }, REFRESH_MS);
});
engine.on('capture.settled', () => void refresh(true));
useTabs.subscribe((now, before) => {
  if (now.shown !== before.shown) void refresh(false);
});
engine.on('displayFilter.progress', ({ phase }) => {
  if (phase !== 'running') void redrawGraph();
});
usePreferences.subscribe((now, before) => {
  if (now.view === before.view || get().layout === null) return;
  streamRows.clear();
  flowRows.clear();
  changed();
});
useSession.subscribe((now, before) => {
  if (now.serial === before.serial) return;
  streamRows.clear();
  flowRows.clear();
  set(NONE);
});
