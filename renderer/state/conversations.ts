// The tab of conversations and endpoints: which table is shown, how it is sorted, its lines, and the traffic over time above it.
import { create } from 'zustand';
import type { ConversationKind, ConversationRow, ConversationSort, EndpointRow, EndpointSort, Traffic } from '../../shared/ipc/statistics-calls';
import { engine } from '../engine';
import { useDisplayFilter } from './display-filter';
import { PageCache } from './page-cache';
import { report, useSession } from './session';
import { useTabs } from './tabs';

export type TableView = 'conversations' | 'endpoints';
export const TRAFFIC_PARTS = 160;
/** A live capture's tables are asked for again after so many milliseconds, or after four times as long as it took. */
const LEAST_MS = 500;

/** Of time: seconds since the first frame. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Conversations {
  readonly view: TableView;
  readonly kind: ConversationKind;
  readonly sort: ConversationSort;
  readonly descending: boolean;
  readonly endpointSort: EndpointSort;
  readonly endpointDescending: boolean;
  /** null = not counted yet. */
  readonly counts: Readonly<Record<ConversationKind, number>> | null;
  readonly total: number;
  readonly span: { readonly from: number; readonly to: number };
  readonly traffic: Traffic | null;
  /** The stretch of time that the traffic is shown of; null = all. */
  readonly stretch: Stretch | null;
  /** Key of a line; '' = none. */
  readonly selected: string;
  /** Characters of the longest end that was met. */
  readonly widest: number;
  /** Grows with every page of lines that comes. */
  readonly version: number;
}

const START: Conversations = {
  view: 'conversations', kind: 'all', sort: 'bytes', descending: true, endpointSort: 'bytes', endpointDescending: true,
  counts: null, total: 0, span: { from: 0, to: 0 }, traffic: null, stretch: null, selected: '', widest: 0, version: 0,
};

export const useConversations = create<Conversations>()(() => START);
const get = useConversations.getState;
const set = useConversations.setState;

/** Endpoints of TCP and of UDP are not of one kind. */
export const endpointKind = (kind: ConversationKind): Exclude<ConversationKind, 'all'> => (kind === 'all' ? 'tcp' : kind);

async function fetchConversations(first: number, count: number): Promise<readonly ConversationRow[]> {
  const { kind, sort, descending } = get();
  const page = await answered(engine.call('statistics.conversations', { kind, sort, descending, first, count }));
  const widest = page.rows.reduce((most, row) => Math.max(most, endText(row, 0).length, endText(row, 1).length), get().widest);
  if (get().view === 'conversations') set({ counts: page.counts, total: page.total, span: { from: page.from, to: page.to }, widest });
  return page.rows;
}

async function fetchEndpoints(first: number, count: number): Promise<readonly EndpointRow[]> {
  const { kind, endpointSort, endpointDescending } = get();
  const page = await answered(engine.call('statistics.endpoints', { kind: endpointKind(kind), sort: endpointSort, descending: endpointDescending, first, count }));
  const widest = page.rows.reduce((most, { address }) => Math.max(most, address.length), get().widest);
  if (get().view === 'endpoints') set({ counts: page.counts, total: page.total, widest });
  return page.rows;
}

async function answered<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    report(error);
    throw error;
  }
}

const changed = (): void => set(({ version }) => ({ version: version + 1 }));
export const conversationLines = new PageCache<ConversationRow>(fetchConversations, changed);
export const endpointLines = new PageCache<EndpointRow>(fetchEndpoints, changed);

const linesShown = (): PageCache<ConversationRow> | PageCache<EndpointRow> => (get().view === 'conversations' ? conversationLines : endpointLines);

/** An end as it is written: IPv6 addresses with a port in brackets. */
export function endText({ ends, ports }: ConversationRow, side: 0 | 1): string {
  return partyText(ends[side], ports[side]);
}

export function partyText(address: string, port: number): string {
  if (port < 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function showOther(change: Partial<Conversations>): void {
  set({ ...change, selected: '' });
  void linesShown().renew();
}

export const showTable = (view: TableView): void => showOther({ view, total: 0, widest: 0 });
export const showKind = (kind: ConversationKind): void => showOther({ kind });

/** The same column once more turns it round; numbers begin with the greatest. */
export function sortConversations(sort: ConversationSort): void {
  const texts: readonly ConversationSort[] = ['stream', 'client', 'server', 'protocol', 'start', 'close'];
  showOther({ sort, descending: get().sort === sort ? !get().descending : !texts.includes(sort) });
}

export function sortEndpoints(endpointSort: EndpointSort): void {
  const isText = endpointSort === 'address' || endpointSort === 'port';
  showOther({ endpointSort, endpointDescending: get().endpointSort === endpointSort ? !get().endpointDescending : !isText });
}

export const selectLine = (selected: string): void => set({ selected });

const isShown = (): boolean => useTabs.getState().shown === 'conversations';

async function fetchTraffic(): Promise<void> {
  const { serial } = useSession.getState();
  const { stretch } = get();
  const traffic = await engine.call('statistics.traffic', { parts: TRAFFIC_PARTS, ...(stretch === null ? {} : { stretch }) });
  if (serial === useSession.getState().serial) set({ traffic });
}

/** The stretch that was asked for last, and all that there is. */
export function stretchShown(): (Stretch & { readonly whole: Stretch }) | null {
  const { traffic, stretch } = get();
  return traffic && { ...(stretch ?? traffic.whole), whole: traffic.whole };
}

let isZooming = false;

/** Shows the traffic of a stretch of time; of those asked for while one is fetched only the last. @param stretch null = all */
export async function showStretch(stretch: Stretch | null): Promise<void> {
  set({ stretch });
  if (isZooming) return;
  isZooming = true;
  try {
    for (let shown: Stretch | null | undefined; shown !== get().stretch; ) {
      shown = get().stretch;
      await fetchTraffic();
    }
  } catch (error) {
    report(error);
  }
  isZooming = false;
}

let timer: ReturnType<typeof setTimeout> | undefined;
let stale = false;
let busy = false;

/** Asks for everything that is on screen; while frames come, again and again. */
export function refreshConversations(): void {
  stale = true;
  if (busy || timer !== undefined || !isShown()) return;
  void refresh();
}

async function refresh(): Promise<void> {
  busy = true;
  stale = false;
  const began = performance.now();
  try {
    await Promise.all([linesShown().renew(), fetchTraffic()]);
  } catch (error) {
    report(error);
  }
  busy = false;
  timer = setTimeout(() => {
    timer = undefined;
    if (stale) refreshConversations();
  }, Math.max(LEAST_MS, 4 * (performance.now() - began)));
}

function clear(): void {
  conversationLines.clear();
  endpointLines.clear();
  const { view, kind, sort, descending, endpointSort, endpointDescending } = get();
  set({ ...START, view, kind, sort, descending, endpointSort, endpointDescending });
}

useSession.subscribe((now, before) => {
  if (now.serial !== before.serial) clear();
  else if (now.progress?.frames !== before.progress?.frames || now.progress?.phase !== before.progress?.phase) refreshConversations();
});
useDisplayFilter.subscribe((now, before) => {
  if (now.progress !== before.progress) refreshConversations();
});
useTabs.subscribe((now, before) => {
  if (now.shown !== before.shown) refreshConversations();
});
engine.on('capture.settled', refreshConversations);
