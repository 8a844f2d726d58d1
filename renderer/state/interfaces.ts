// The interfaces of this host as the welcome page shows them: list, permission, traffic each second, what is chosen.
import { create } from 'zustand';
import type { LeftCapture } from '../../shared/live/saved-capture';
import type { DoctorReport } from '../../shared/live/doctor';
import type { InterfaceInfo, InterfaceList, Route } from '../../shared/live/interfaces';
import type { Problem } from '../../shared/problem';
import { engine } from '../engine';
import { choose, keepPresent, NOTHING_CHOSEN, type ChoosingWay, type InterfaceChoice } from './interface-choice';
import { usePreferences } from './preferences';
import { report, toProblem } from './session';
import { interfaceKey, NO_TRAFFIC, withReading, type TrafficHistory } from './traffic-history';

interface Interfaces {
  /** null = not answered yet. */
  readonly list: InterfaceList | null;
  /** Why there is no list. */
  readonly problem: Problem | null;
  readonly doctor: DoctorReport | null;
  readonly left: readonly LeftCapture[];
  readonly traffic: TrafficHistory;
  readonly choice: InterfaceChoice;
  readonly showHidden: boolean;
  /** Namespaces that are folded out. */
  readonly unfolded: ReadonlySet<string>;
}

export const useInterfaces = create<Interfaces>()(() => ({
  list: null, problem: null, doctor: null, left: [], traffic: NO_TRAFFIC, choice: NOTHING_CHOSEN, showHidden: false, unfolded: new Set(),
}));

const get = useInterfaces.getState;
const set = useInterfaces.setState;

export function allInterfaces(list: InterfaceList | null): readonly InterfaceInfo[] {
  return list ? [...list.interfaces, ...list.namespaces.flatMap((space) => space.interfaces)] : [];
}

export function interfaceOf(key: string): InterfaceInfo | undefined {
  return allInterfaces(get().list).find((info) => interfaceKey(info) === key);
}

/** Interfaces that can be seen, top to bottom. */
export function visibleKeys({ list, showHidden, unfolded }: Pick<Interfaces, 'list' | 'showHidden' | 'unfolded'>): readonly string[] {
  if (!list) return [];
  const own = list.interfaces.filter((info) => showHidden || !info.hidden);
  const others = list.namespaces.filter(({ netns }) => unfolded.has(netns)).flatMap((space) => space.interfaces);
  return [...own, ...others].map(interfaceKey);
}

export function chooseInterface(key: string, way: ChoosingWay): void {
  set({ choice: choose(get().choice, visibleKeys(get()), key, way) });
}

/** What was captured last; otherwise the first that is up and reaches others, otherwise the first. */
function firstChoice(list: InterfaceList): InterfaceChoice {
  const all = allInterfaces(list).map(interfaceKey);
  const last = (usePreferences.getState().capture?.interfaces ?? []).map(interfaceKey).filter((key) => all.includes(key));
  const shown = list.interfaces.filter((info) => !info.hidden);
  const likely = shown.find((info) => info.up && info.running && !info.loopback && info.kind !== 'any' && info.addresses.length > 0) ?? shown[0];
  const chosen = last.length > 0 ? last : likely ? [interfaceKey(likely)] : [];
  return { chosen, current: chosen[0] ?? '', anchor: chosen[0] ?? '' };
}

function takeList(list: InterfaceList): void {
  const { choice, unfolded } = get();
  const next = choice.current === '' ? firstChoice(list) : keepPresent(choice, allInterfaces(list).map(interfaceKey));
  // What is chosen can be seen.
  const open = list.namespaces.filter((space) => space.interfaces.some((info) => next.chosen.includes(interfaceKey(info)))).map(({ netns }) => netns);
  const hidden = list.interfaces.some((info) => info.hidden && next.chosen.includes(interfaceKey(info)));
  set({ list, problem: null, choice: next, unfolded: choice.current === '' ? new Set([...unfolded, ...open]) : unfolded, showHidden: get().showHidden || hidden });
}

/** All that the page begins with, together: nothing moves when the last of it arrives. */
export async function loadInterfaces(): Promise<void> {
  const [list, doctor, left] = await Promise.allSettled([engine.call('interfaces.list', {}), engine.call('doctor.report', {}), engine.call('capture.left', {})]);
  set({ doctor: doctor.status === 'fulfilled' ? doctor.value : null, left: left.status === 'fulfilled' ? left.value : [] });
  if (list.status === 'fulfilled') takeList(list.value);
  else set({ list: null, problem: toProblem(list.reason) });
}

let listing = false;

async function refreshList(): Promise<void> {
  if (listing) return;
  listing = true;
  await engine.call('interfaces.list', {}).then(takeList, () => undefined);
  listing = false;
}

const LEAST_REFRESH_MS = 3000;
let refreshedMs = 0;

/** Devices came or went since the list was made. */
function isOutdated({ list, traffic }: Interfaces): boolean {
  if (!list || traffic.interfaces.size === 0) return false;
  const known = new Set(list.interfaces.map(interfaceKey));
  const counted = [...traffic.interfaces.keys()].filter((key) => key.startsWith('|'));
  return counted.some((key) => !known.has(key)) || list.interfaces.some((info) => info.up && info.kind !== 'any' && info.mtu > 0 && !traffic.interfaces.has(interfaceKey(info)));
}

let reading = false;

async function readTraffic(): Promise<void> {
  if (reading || document.visibilityState === 'hidden') return;
  reading = true;
  const counters = await engine.call('interfaces.traffic', {}).catch(() => null);
  reading = false;
  if (!counters) return;
  set({ traffic: withReading(get().traffic, counters) });
  if (!isOutdated(get()) || performance.now() - refreshedMs < LEAST_REFRESH_MS) return;
  refreshedMs = performance.now();
  void refreshList();
}

/** Reads the counters each second until the returned function is called. */
export function watchInterfaces(): () => void {
  void loadInterfaces();
  void readTraffic();
  const timer = setInterval(() => void readTraffic(), 1000);
  return () => clearInterval(timer);
}

export function toggleHidden(): void {
  set({ showHidden: !get().showHidden });
}

export function toggleNamespace(netns: string): void {
  const unfolded = new Set(get().unfolded);
  if (!unfolded.delete(netns)) unfolded.add(netns);
  set({ unfolded });
}

/** Asks the kernel which interface reaches a host, and chooses that one. */
export async function findRoute(host: string): Promise<Route> {
  const route = await engine.call('interfaces.route', { host, netns: '' });
  const info = get().list?.interfaces.find(({ name }) => name === route.device);
  if (info) {
    if (info.hidden) set({ showHidden: true });
    chooseInterface(interfaceKey(info), 'only');
  }
  return route;
}

export async function declineLeft(id: string): Promise<void> {
  try {
    await engine.call('capture.decline', { id });
    set({ left: get().left.filter((capture) => capture.id !== id) });
  } catch (error) {
    report(error);
  }
}
