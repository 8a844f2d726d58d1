// The followed stream: which it is, how it is looked at, its lines that are on screen, what is looked for in it.
import { create } from 'zustand';
import type { ArgsOf } from '../../shared/ipc/contract';
import type { StreamFacts, StreamName, StreamRow } from '../../shared/ipc/follow-calls';
import type { Problem } from '../../shared/problem';
import { engine } from '../engine';
import { numberAt } from './rows';
import { selectNumber, useSelection } from './selection';
import { report, toProblem, useSession } from './session';
import { closeTab, openTab, showTab, useTabs } from './tabs';

export type StreamLook = ArgsOf<'follow.rows'>['look'];

export interface StreamQuery {
  readonly text: string;
  readonly isRegex: boolean;
  readonly caseSensitive: boolean;
}

interface StreamState {
  readonly name: StreamName | null;
  readonly facts: StreamFacts | null;
  readonly look: StreamLook;
  /** Lines that are known so far, and whether more may come to be known. */
  readonly total: number;
  readonly isComplete: boolean;
  readonly query: StreamQuery;
  readonly isSearching: boolean;
  /** Finds so far, whether there are more than are kept, and which is shown, -1 = none. */
  readonly hits: number;
  readonly isMore: boolean;
  readonly shown: number;
  /** Why the query is none. */
  readonly problem: Problem | null;
  /** A line to be brought into view; `asked` grows each time. */
  readonly reveal: { readonly row: number; readonly asked: number };
  /** Grows whenever lines that may be on screen have changed. */
  readonly version: number;
}

const NO_HITS = { isSearching: false, hits: 0, isMore: false, shown: -1, problem: null } as const;
const LOOK: StreamLook = { said: 'octets', side: 'both', form: 'text', charset: 'utf-8', columns: 120 };
const NONE: StreamState = {
  name: null, facts: null, look: LOOK, total: 0, isComplete: true, query: { text: '', isRegex: false, caseSensitive: false }, ...NO_HITS, reveal: { row: -1, asked: 0 }, version: 0,
};

export const useStream = create<StreamState>()(() => NONE);
const { getState: get, setState: set } = useStream;

const BLOCK = 100;
const KEPT_BLOCKS = 40;
const POLL_MS = 100;

const blocks = new Map<number, readonly StreamRow[]>();
const asked = new Set<number>();
/** Answers to what was asked before the stream or its look changed are not wanted any more. */
let epoch = 0;
let polling = false;

export function streamRowAt(index: number): StreamRow | undefined {
  return blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
}

export function wantStreamRows(first: number, end: number): void {
  const { name, look } = get();
  if (name === null) return;
  for (let block = Math.floor(first / BLOCK); block * BLOCK < end; block++) if (!isWhole(block)) void fetchBlock(block, name, look);
}

/** The last block grows with the stream. */
function isWhole(block: number): boolean {
  const rows = blocks.get(block);
  return rows !== undefined && rows.length >= Math.min(BLOCK, get().total - block * BLOCK);
}

async function fetchBlock(block: number, stream: StreamName, look: StreamLook): Promise<void> {
  if (asked.has(block)) return;
  asked.add(block);
  const mine = epoch;
  try {
    const { rows, total, isComplete, hits } = await engine.call('follow.rows', { stream, look, first: block * BLOCK, count: BLOCK });
    if (mine !== epoch) return;
    blocks.delete(block);
    blocks.set(block, rows);
    if (blocks.size > KEPT_BLOCKS) blocks.delete(blocks.keys().next().value!);
    set({ total, isComplete, ...(get().query.text === '' ? {} : { hits: Math.max(hits, get().hits) }), version: get().version + 1 });
    if (!isComplete) void poll();
  } catch (error) {
    if (mine === epoch) report(error);
  } finally {
    if (mine === epoch) asked.delete(block);
  }
}

/** A long stream is laid out piece by piece: its number of lines grows meanwhile. */
async function poll(): Promise<void> {
  if (polling) return;
  polling = true;
  const mine = epoch;
  try {
    while (mine === epoch && !get().isComplete) {
      const { name, look, total } = get();
      if (name === null) return;
      const answer = await engine.call('follow.rows', { stream: name, look, first: total, count: 1 });
      if (mine !== epoch) return;
      set({ total: answer.total, isComplete: answer.isComplete, version: get().version + 1 });
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } catch (error) {
    if (mine === epoch) report(error);
  } finally {
    polling = false;
  }
}

/** What was asked and is known belongs to something else from now on. */
function forget(): void {
  epoch++;
  blocks.clear();
  asked.clear();
  polling = false;
}

/** The stream of a frame, in its tab; the line of the frame comes into view. */
export async function followFrame(number: number): Promise<void> {
  try {
    const name = await engine.call('follow.of', { number });
    if (name === null) return;
    showStream(name);
    await revealFrame(name, number);
  } catch (error) {
    report(error);
  }
}

/** The look may change meanwhile, when the page is there and knows how wide it is. */
async function revealFrame(stream: StreamName, number: number): Promise<void> {
  for (;;) {
    const { look } = get();
    const { row } = await engine.call('follow.rowOfFrame', { stream, look, number });
    if (stream !== get().name) return;
    if (look !== get().look) continue;
    if (row >= 0) set({ reveal: { row, asked: get().reveal.asked + 1 } });
    return;
  }
}

export function showStream(name: StreamName): void {
  const { look, query } = get();
  forget();
  set({ ...NONE, name, look: { ...look, side: 'both', said: 'octets' }, query, reveal: { row: 0, asked: get().reveal.asked + 1 }, version: get().version + 1 });
  openTab('stream', { transport: name.transport.toUpperCase(), number: name.number });
  void loadFacts(name);
  wantStreamRows(0, 1);
  if (query.text !== '') void searchStream();
}

async function loadFacts(stream: StreamName): Promise<void> {
  try {
    const facts = await engine.call('follow.facts', { stream });
    if (stream === get().name) set({ facts });
  } catch (error) {
    if (stream === get().name) report(error);
  }
}

/** The next (1) or previous (-1) stream of the same transport. */
export function stepStream(step: 1 | -1): void {
  const { name } = get();
  if (name !== null && canStepStream(step)) showStream({ ...name, number: name.number + step });
}

export function canStepStream(step: 1 | -1): boolean {
  const { name, facts } = get();
  if (name === null || useTabs.getState().shown !== 'stream') return false;
  return step < 0 ? name.number > 0 : name.number + 1 < (facts?.streams ?? 0);
}

export function changeLook(change: Partial<StreamLook>): void {
  const { look, name, query } = get();
  const next = { ...look, ...change };
  if (name === null || (Object.keys(change) as (keyof StreamLook)[]).every((key) => look[key] === next[key])) return;
  forget();
  set({ look: next, total: 0, isComplete: false, ...NO_HITS, version: get().version + 1 });
  wantStreamRows(0, 1);
  if (query.text !== '') void searchStream();
}

export function changeStreamQuery(change: Partial<StreamQuery>): void {
  set({ query: { ...get().query, ...change } });
  void searchStream();
}

async function searchStream(): Promise<void> {
  const { name, look, query } = get();
  if (name === null) return;
  const mine = epoch;
  set({ ...NO_HITS, isSearching: query.text !== '' });
  try {
    const { count, isMore, isReplaced } = await engine.call('follow.search', { stream: name, look, ...query });
    if (isReplaced || mine !== epoch) return;
    set({ isSearching: false, hits: count, isMore });
    refreshRows();
    if (count > 0) await showHit(0);
  } catch (error) {
    if (mine === epoch) set({ ...NO_HITS, problem: toProblem(error) });
  }
}

/** The next (1) or previous (-1) find, round and round. */
export async function stepHit(step: 1 | -1): Promise<void> {
  const { hits, shown } = get();
  if (hits > 0) await showHit((shown + step + hits) % hits);
}

async function showHit(index: number): Promise<void> {
  const { name, look } = get();
  if (name === null) return;
  const mine = epoch;
  try {
    const { row } = await engine.call('follow.hit', { stream: name, look, index });
    if (mine !== epoch || row < 0) return;
    set({ shown: index, reveal: { row, asked: get().reveal.asked + 1 } });
    refreshRows();
  } catch (error) {
    if (mine === epoch) report(error);
  }
}

/** Lines say something else now: those on screen are asked for again, and shown as they were until then. */
function refreshRows(): void {
  asked.clear();
  const kept = [...blocks.keys()];
  blocks.clear();
  const { name, look } = get();
  if (name !== null) for (const block of kept) void fetchBlock(block, name, look);
}

/** Shows a line's frame in the packet list. */
export function goToFrame(number: number): void {
  showTab('packets');
  void selectNumber(number);
}

export function selectedFrame(): number {
  const { index } = useSelection.getState();
  return index < 0 ? 0 : numberAt(index);
}

/** There are more frames: the facts are others, and lines may follow. */
function grew(): void {
  const { name, look, total } = get();
  if (name === null || useTabs.getState().shown !== 'stream') return;
  void loadFacts(name);
  asked.clear();
  void fetchBlock(Math.floor(Math.max(0, total - 1) / BLOCK), name, look);
}

engine.on('capture.progress', grew);
engine.on('capture.settled', grew);
useSession.subscribe((now, before) => {
  if (now.serial === before.serial) return;
  forget();
  set({ ...NONE, look: get().look, version: get().version + 1 });
  closeTab('stream');
});
