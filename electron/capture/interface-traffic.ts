// The system's counters of all devices, in one cheap reading: for the sparklines, as often as they like.
import { readFile, readlink } from 'node:fs/promises';
import type { InterfaceTraffic, TrafficReading } from '../../shared/live/interfaces';
import type { FoundNamespace } from './network-namespaces';
import { runProgram } from './system-command';

/** A namespace that no process lives in must be entered, which takes a program each time: no more often than this, and for so many at most. */
const ENTER_EVERY_MS = 1_000;
/** A busy machine may take a while to start a program. */
const ENTER_WITHIN_MS = 5_000;
const MAX_ENTERED = 16;

let watched: readonly FoundNamespace[] = [];
/** Counters by the number of the namespace. */
type Texts = ReadonlyMap<number, string>;
let entered: { readonly atMs: number; readonly texts: Texts } = { atMs: -ENTER_EVERY_MS, texts: new Map() };

/** Whose counters are read besides those of our own namespace: those that were found and may be entered. */
export function watchNamespaces(namespaces: readonly FoundNamespace[]): void {
  watched = namespaces;
  entered = { atMs: -ENTER_EVERY_MS, texts: new Map() };
}

/** Without counters where the system has none to read (macOS, Windows): nothing is said rather than zero. */
export async function readTraffic(): Promise<TrafficReading> {
  const atMs = performance.timeOrigin + performance.now();
  if (process.platform !== 'linux') return { atMs, interfaces: [] };
  const [own, others] = await Promise.all([
    readFile('/proc/net/dev', 'utf8').catch(() => ''),
    Promise.all(watched.map(async (namespace) => trafficOf(await countersOf(namespace), namespace.netns))),
  ]);
  return { atMs, interfaces: [...trafficOf(own, ''), ...others.flat()] };
}

/** @param text of /proc/net/dev; '' = not known */
export function trafficOf(text: string, netns: string): readonly InterfaceTraffic[] {
  const devices = text.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim();
    const [rxBytes = 0, rxPackets = 0, , , , , , , txBytes = 0, txPackets = 0] = line.slice(colon + 1).trim().split(/\s+/).map(Number);
    if (colon < 0 || !Number.isFinite(rxPackets + txPackets)) return [];
    // What a loopback device sends it receives too; a capture sees it once.
    const sent = name === 'lo' ? { packets: 0, bytes: 0 } : { packets: txPackets, bytes: txBytes };
    return [{ name, netns, packets: rxPackets + sent.packets, bytes: rxBytes + sent.bytes }];
  });
  if (devices.length === 0) return [];
  const sum = (of: (device: InterfaceTraffic) => number): number => devices.reduce((all, device) => all + of(device), 0);
  return [...devices, { name: 'any', netns, packets: sum((d) => d.packets), bytes: sum((d) => d.bytes) }];
}

async function countersOf({ pid, inode }: FoundNamespace): Promise<string> {
  if (pid === 0) return (await enteredCounters()).get(inode) ?? '';
  // The number may have gone to another process meanwhile; the next list of interfaces knows better.
  const isStill = (await readlink(`/proc/${pid}/ns/net`).catch(() => '')) === `net:[${inode}]`;
  return isStill ? readFile(`/proc/${pid}/net/dev`, 'utf8').catch(() => '') : '';
}

let entering: Promise<Texts> | null = null;

/** Of those that no process lives in, together. */
async function enteredCounters(): Promise<Texts> {
  if (performance.now() - entered.atMs < ENTER_EVERY_MS) return entered.texts;
  entering ??= enterAll(watched.filter(({ pid }) => pid === 0).slice(0, MAX_ENTERED)).finally(() => (entering = null));
  return entering;
}

async function enterAll(namespaces: readonly FoundNamespace[]): Promise<Texts> {
  const texts = await Promise.all(
    namespaces.map(async ({ inode, path }) => [inode, (await runProgram('nsenter', [`--net=${path}`, '--', 'cat', '/proc/net/dev'], ENTER_WITHIN_MS)).stdout] as const),
  );
  entered = { atMs: performance.now(), texts: new Map(texts) };
  return entered.texts;
}
