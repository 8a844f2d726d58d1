// The graphs' tab: which graph is shown, its filters and interval, and what the engine counted for it.
import { create } from 'zustand';
import { MOST_LINES, type IoGraph, type TcpGraph } from '../../shared/ipc/graph-calls';
import { engine } from '../engine';
import { addFilter } from './filter-bar';
import type { IoUnit, TcpKind } from './graph-data';
import { selectedNumber } from './notes';
import { currentView } from './rows';
import { selectNumber } from './selection';
import { report, useSession } from './session';
import { isOpen, openTab, showTab, useTabs } from './tabs';

export type GraphKind = 'io' | TcpKind;

interface Graphs {
  readonly kind: GraphKind;
  readonly unit: IoUnit;
  /** Seconds; 0 = one that suits. */
  readonly interval: number;
  /** Display filters, one for each line; '' = all frames. */
  readonly filters: readonly string[];
  readonly io: IoGraph | null;
  readonly tcp: TcpGraph | null;
  /** Whose data a TCP graph shows: 0 = the client's. */
  readonly side: 0 | 1;
  readonly busy: boolean;
}

const NONE: Graphs = { kind: 'io', unit: 'packets', interval: 0, filters: ['', 'tcp.analysis.flags'], io: null, tcp: null, side: 0, busy: false };

export const useGraphs = create<Graphs>()(() => NONE);

const { getState: get, setState: set } = useGraphs;

let asked = 0;

/** One question at a time counts: the newest. */
async function ask(question: () => Promise<Partial<Graphs>>): Promise<void> {
  const mine = ++asked;
  set({ busy: true });
  try {
    const answer = await question();
    if (mine === asked) set({ ...answer, busy: false });
  } catch (error) {
    if (mine === asked) set({ busy: false });
    report(error);
  }
}

function countIo(): void {
  const { filters, interval } = get();
  void ask(async () => {
    const io = await engine.call('graphs.io', { filters: [...filters], interval, view: currentView() });
    return io.cancelled ? {} : { io };
  });
}

/** The side that sends more is looked at first. */
function busierSide({ sides, lengths }: TcpGraph): 0 | 1 {
  let more = 0;
  for (const [i, length] of lengths.entries()) more += sides[i] === 0 ? length : -length;
  return more >= 0 ? 0 : 1;
}

function readStream(number: number): void {
  void ask(async () => {
    const tcp = await engine.call('graphs.tcp', { number });
    const isOther = tcp?.stream !== get().tcp?.stream;
    return { tcp, ...(tcp !== null && isOther ? { side: busierSide(tcp) } : {}) };
  });
}

export function openGraph(kind: GraphKind): void {
  set({ kind });
  openTab('graphs');
  if (kind === 'io') countIo();
  else if (selectedNumber() > 0) readStream(selectedNumber());
}

/** Within the tab: the stream that is shown stays. */
export function showGraph(kind: GraphKind): void {
  set({ kind });
  if (kind === 'io' && get().io === null) countIo();
  if (kind !== 'io' && get().tcp === null && selectedNumber() > 0) readStream(selectedNumber());
}

export function setUnit(unit: IoUnit): void {
  set({ unit });
}
export function setSide(side: 0 | 1): void {
  set({ side });
}
export function setGraphInterval(interval: number): void {
  set({ interval });
  countIo();
}
export function setLine(line: number, filter: string): void {
  if (get().filters[line] === filter) return;
  set({ filters: get().filters.with(line, filter) });
  countIo();
}
export function addLine(): void {
  if (get().filters.length >= MOST_LINES) return;
  set({ filters: [...get().filters, ''] });
  countIo();
}
export function removeLine(line: number): void {
  if (get().filters.length < 2) return;
  set({ filters: get().filters.toSpliced(line, 1) });
  countIo();
}

export function goToFrame(number: number): void {
  if (number <= 0) return;
  showTab('packets');
  void selectNumber(number);
}

/** Shows only frames of a stretch of time; seconds from the beginning of the graph. */
export function filterTime(from: number, to: number): void {
  const { kind, io, tcp } = get();
  const start = kind === 'io' ? (io?.offset ?? 0) : 0;
  const field = kind === 'io' ? 'frame.time_relative' : 'tcp.time_relative';
  const bounds = `${field} >= ${(from + start).toFixed(6)} && ${field} <= ${(to + start).toFixed(6)}`;
  addFilter(kind === 'io' || tcp === null ? bounds : `tcp.stream == ${tcp.stream} && ${bounds}`, 'selected', true);
}

/** While the capture grows it is counted anew, not oftener than this; milliseconds. */
const COUNT_MS = 1000;
let countedFrames = 0;
let waiting: ReturnType<typeof setTimeout> | null = null;

function countSoon(): void {
  waiting ??= setTimeout(() => {
    waiting = null;
    const { progress } = useSession.getState();
    const { kind, tcp, busy } = get();
    if (useTabs.getState().shown !== 'graphs' || busy || progress === null || progress.frames === countedFrames) return;
    countedFrames = progress.frames;
    if (kind === 'io') countIo();
    else if (tcp?.frames[0] !== undefined) readStream(tcp.frames[0]);
  }, COUNT_MS);
}

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) set({ ...NONE, kind: get().kind, unit: get().unit, filters: get().filters });
  if (now.progress !== before.progress && isOpen('graphs')) countSoon();
});
useTabs.subscribe((now, before) => {
  if (now.shown === 'graphs' && before.shown !== 'graphs') countSoon();
});
