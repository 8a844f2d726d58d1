// Traffic of each interface over the last minute, from the system's growing counters.
import type { InterfaceTraffic, TrafficReading } from '../../shared/live/interfaces';

export const HISTORY_SECONDS = 60;
/** Readings that are closer than this say nothing of a rate. */
const LEAST_MS = 200;

export interface Rate {
  readonly bits: number;
  readonly frames: number;
}

export interface InterfaceHistory {
  readonly counters: InterfaceTraffic;
  /** One a second, oldest first. */
  readonly rates: readonly Rate[];
}

export interface TrafficHistory {
  readonly atMs: number;
  readonly interfaces: ReadonlyMap<string, InterfaceHistory>;
}

export const NO_TRAFFIC: TrafficHistory = { atMs: 0, interfaces: new Map() };

/** Names an interface among those of all namespaces. */
export function interfaceKey({ netns, name }: { readonly netns: string; readonly name: string }): string {
  return `${netns}|${name}`;
}

/** A second without a reading has the mean of the gap; a device that began anew, or is new, has no rate yet. */
export function withReading(before: TrafficHistory, reading: TrafficReading): TrafficHistory {
  const elapsed = reading.atMs - before.atMs;
  if (before.atMs > 0 && elapsed < LEAST_MS) return before;
  const seconds = elapsed / 1000;
  const interfaces = new Map(reading.interfaces.map((now) => [interfaceKey(now), withCounters(before.interfaces.get(interfaceKey(now)), now, seconds)] as const));
  return { atMs: reading.atMs, interfaces };
}

function withCounters(before: InterfaceHistory | undefined, now: InterfaceTraffic, seconds: number): InterfaceHistory {
  if (!before || now.packets < before.counters.packets || now.bytes < before.counters.bytes) return { counters: now, rates: before?.rates ?? [] };
  const rate = { bits: ((now.bytes - before.counters.bytes) * 8) / seconds, frames: (now.packets - before.counters.packets) / seconds };
  const times = Math.max(1, Math.min(HISTORY_SECONDS, Math.round(seconds)));
  return { counters: now, rates: [...before.rates, ...Array.from({ length: times }, () => rate)].slice(-HISTORY_SECONDS) };
}
