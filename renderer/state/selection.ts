// What is selected: a frame, a line of its detail tree, a byte; and the frame's detail, fetched for the newest selection only.
import { create } from 'zustand';
import type { Detail } from '../../shared/ipc/contract';
import { engine } from '../engine';
import { rangeOf, nodeAtByte } from './byte-lookup';
import { isExpanded, parentOf, pathsOf, type Tree } from './detail-tree';
import { usePreferences } from './preferences';
import { isFiltered, rowCount } from './displayed';
import { currentView, fetchNumberAt, numberAt } from './rows';
import { isReading, report, useSession } from './session';

interface Selection {
  /** Index in the packet list; -1 = none. */
  readonly index: number;
  /** The detail that is shown; while another frame's is fetched, still the last one. */
  readonly tree: Tree | null;
  /** Selected line of the tree; -1 = none. */
  readonly node: number;
  /** Line under the pointer, in the tree or by its bytes; -1 = none. */
  readonly hover: number;
  /** Byte source that is shown, and the byte that the keyboard is at; -1 = none. */
  readonly source: number;
  readonly byte: number;
  /** What the user has opened and closed, by path: it holds for every frame. */
  readonly expansion: ReadonlyMap<string, boolean>;
  /** Asks panes to bring the selection into view; grows each time. */
  readonly revealFrame: number;
  readonly revealNode: number;
}

export const useSelection = create<Selection>()(() => ({
  index: -1,
  tree: null,
  node: -1,
  hover: -1,
  source: 0,
  byte: -1,
  expansion: new Map(),
  revealFrame: 0,
  revealNode: 0,
}));

const get = useSelection.getState;
const set = useSelection.setState;

/** Frame that was selected last in each file, for when it is opened again in this window. */
const lastIn = new Map<string, number>();

/** Numbers of the frames gone through, for going back and forward. */
const past: number[] = [];
const future: number[] = [];

function choose(index: number): void {
  const last = rowCount() - 1;
  if (last < 0) return;
  const next = Math.max(0, Math.min(last, index));
  asked++;
  set({ index: next, revealFrame: get().revealFrame + 1 });
  refreshDetail();
}

export function selectFrame(index: number): void {
  const before = get().index;
  const number = before < 0 ? 0 : numberAt(before);
  choose(index);
  if (before !== get().index) remember(number);
}

function remember(number: number): void {
  if (number === 0) return;
  past.push(number);
  if (past.length > 200) past.shift();
  future.length = 0;
}

/** Grows with every selection: an answer that comes after another one was made counts no more. */
let asked = 0;

/** Selects a frame by its number, or else the displayed frame nearest to it. @returns whether frames of the list were there to choose from */
async function chooseNumber(number: number): Promise<boolean> {
  if (!isFiltered()) {
    choose(number - 1);
    return true;
  }
  const mine = ++asked;
  try {
    const { index } = await engine.call('frames.displayed', { number });
    if (mine === asked && index >= 0) choose(index);
    return mine !== asked || index >= 0;
  } catch (error) {
    report(error);
    return true;
  }
}

/** As selectFrame(), by the frame's number. */
export async function selectNumber(number: number): Promise<void> {
  const { index } = get();
  remember(index < 0 ? 0 : numberAt(index));
  await chooseNumber(number);
}

/** The list has other rows now: the frame that was selected stays so, or the nearest that is displayed is. */
export async function keepSelected(number: number): Promise<void> {
  if (number > 0 && !(await chooseNumber(number))) set({ index: -1, tree: null, node: -1, hover: -1, source: 0, byte: -1 });
}

export function canGo(direction: 'back' | 'forward'): boolean {
  return (direction === 'back' ? past : future).length > 0;
}

export function goThroughHistory(direction: 'back' | 'forward'): void {
  const [from, to] = direction === 'back' ? [past, future] : [future, past];
  const number = from.pop();
  if (number === undefined) return;
  const { index } = get();
  if (index >= 0 && numberAt(index) > 0) to.push(numberAt(index));
  void chooseNumber(number);
}

let fetching = false;
let stale = false;

/** One request at a time; when it is answered, the newest selection is asked for if it is another by then. */
export function refreshDetail(): void {
  stale = true;
  if (!fetching) void fetchDetail();
}

async function fetchDetail(): Promise<void> {
  fetching = true;
  while (stale) {
    stale = false;
    const { index } = get();
    const { serial } = useSession.getState();
    if (index < 0) break;
    try {
      const number = await fetchNumberAt(index);
      if (number === 0 || serial !== useSession.getState().serial) continue;
      const detail = await engine.call('frames.detail', { number, view: currentView() });
      if (serial !== useSession.getState().serial) continue;
      showDetail(detail);
      const then = onceShown?.index === index ? onceShown.act : null;
      if (then !== null || onceShown?.index !== get().index) onceShown = null;
      then?.();
    } catch (error) {
      // Of a capture that is closed nothing can be said any longer.
      if (serial === useSession.getState().serial) report(error);
    }
  }
  fetching = false;
}

/** What is to be done once a row's detail is shown. */
let onceShown: { readonly index: number; readonly act: () => void } | null = null;

/** Selects a frame, and does something when its detail is there. */
export function selectShown(index: number, act: () => void): void {
  onceShown = { index, act };
  selectFrame(index);
}

/** Field to be selected in the detail that comes next; '' = the one that was selected before. */
let wantedField = '';

/** Selects a frame, and in it the first line of a field. */
export function selectField(number: number, field: string): void {
  wantedField = field;
  void selectNumber(number);
}

/** Shows a frame's detail with the same line selected as before, where the frame has it. */
function showDetail(detail: Detail): void {
  const { tree: old, node: oldNode, source } = get();
  const tree: Tree = { detail, paths: pathsOf(detail.nodes) };
  const path = old?.paths[oldNode];
  const same = old?.detail.number === detail.number;
  const wanted = wantedField === '' ? -1 : detail.nodes.findIndex((n) => n.field === wantedField);
  wantedField = '';
  const node = wanted >= 0 ? wanted : path === undefined ? -1 : tree.paths.indexOf(path);
  if (wanted >= 0) openAbove(tree, wanted);
  const range = rangeOf(detail.nodes[node]);
  set({ tree, node, hover: -1, byte: same ? get().byte : -1, source: range?.source ?? (same && source < detail.sources.length ? source : 0), revealNode: get().revealNode + 1 });
}

export function selectNode(node: number): void {
  const range = rangeOf(get().tree?.detail.nodes[node]);
  set({ node, byte: range ? range.start : -1, revealNode: get().revealNode + 1, ...(range ? { source: range.source } : {}) });
}

/** Selects the line that says most about a byte, opening the lines above it. */
export function selectByte(source: number, byte: number): void {
  const { tree } = get();
  if (!tree) return;
  const bytes = tree.detail.sources[source]?.bytes.length ?? 0;
  const at = Math.max(0, Math.min(bytes - 1, byte));
  const node = nodeAtByte(tree.detail.nodes, source, at);
  if (node >= 0) openAbove(tree, node);
  set({ source, byte: at, node, revealNode: get().revealNode + 1 });
}

/** Selects a line, opening the lines above it. */
export function revealNodeAt(node: number): void {
  const { tree } = get();
  if (!tree) return;
  openAbove(tree, node);
  selectNode(node);
}

function openAbove(tree: Tree, node: number): void {
  const expansion = new Map(get().expansion);
  for (let i = parentOf(tree.detail.nodes, node); i >= 0; i = parentOf(tree.detail.nodes, i)) {
    const path = tree.paths[i];
    if (path !== undefined && !isExpanded(tree, expansion, i)) expansion.set(path, true);
  }
  set({ expansion });
}

export function setHover(node: number): void {
  if (get().hover !== node) set({ hover: node });
}

export function showSource(source: number): void {
  set({ source, byte: -1 });
}

/** Opens or closes lines of the shown tree; they stay so in every frame. */
export function setExpanded(nodes: Iterable<number>, open: boolean): void {
  const { tree } = get();
  if (!tree) return;
  const expansion = new Map(get().expansion);
  for (const node of nodes) {
    const path = tree.paths[node];
    if (path !== undefined) expansion.set(path, open);
  }
  set({ expansion });
}

/** The first frame is selected as soon as it is there, so that something can be read; in a file seen before, the frame left then. A live capture is watched first. */
function chooseFirst(): void {
  const { capture, progress } = useSession.getState();
  const frames = rowCount();
  const wanted = isFiltered() ? 0 : lastIn.get(capture?.path ?? '') ?? 0;
  if (frames > 0 && get().index < 0 && !capture?.live && (frames > wanted || !isReading(progress))) choose(wanted);
}

function forget(): void {
  past.length = 0;
  future.length = 0;
  set({ index: -1, tree: null, node: -1, hover: -1, source: 0, byte: -1 });
}

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) {
    if (before.capture && get().index >= 0) lastIn.set(before.capture.path, Math.max(0, (get().tree?.detail.number ?? 1) - 1));
    forget();
  }
  chooseFirst();
});
usePreferences.subscribe((now, before) => {
  if (now.view !== before.view) refreshDetail();
});
engine.on('capture.settled', () => {
  if (get().index >= 0) refreshDetail();
});
