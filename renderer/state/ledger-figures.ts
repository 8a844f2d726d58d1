// What the ledger of a live capture says, as figures that add up, and what a loss means: how much, where, what would have held it.
import type { InterfaceOptions } from '../../shared/live/capture-options';
import type { InterfaceCounts, Ledger, LostPackets } from '../../shared/live/ledger';

export interface LedgerFigures {
  readonly received: number;
  readonly dropped: number;
  /** Share of what was received that was dropped, 0 … 1. */
  readonly droppedShare: number;
  readonly droppedByInterface: number;
  readonly written: number;
  /** Received, neither dropped nor written yet: still in the kernel's buffer. received = dropped + written + inBuffer. */
  readonly inBuffer: number;
  readonly indexed: number;
  readonly behind: number;
  readonly truncated: number;
  /** Packets that the capture filters refused; -1 = not known, or there is no filter. */
  readonly refused: number;
}

const sum = (counts: readonly InterfaceCounts[], of: (item: InterfaceCounts) => number): number => counts.reduce((all, item) => all + of(item), 0);

/** @param options the interfaces' options, in the ledger's order: which of them have a capture filter */
export function figuresOf(ledger: Ledger, options: readonly InterfaceOptions[]): LedgerFigures {
  const { interfaces, written, indexed } = ledger;
  const dropped = sum(interfaces, (i) => i.dropped);
  // The kernel is asked a moment before or after the file is written: what is in the file was received.
  const received = Math.max(sum(interfaces, (i) => i.received), written + dropped);
  return {
    received, dropped, written, indexed,
    droppedShare: received === 0 ? 0 : dropped / received,
    droppedByInterface: sum(interfaces, (i) => i.droppedByInterface),
    inBuffer: received - dropped - written,
    behind: Math.max(0, written - indexed),
    truncated: sum(interfaces, (i) => i.truncated),
    refused: refusedOf(interfaces, options),
  };
}

function refusedOf(interfaces: readonly InterfaceCounts[], options: readonly InterfaceOptions[]): number {
  const filtered = interfaces.filter((_, i) => (options[i]?.filter ?? '') !== '');
  if (filtered.length === 0 || filtered.some(({ seen }) => seen < 0)) return -1;
  return sum(filtered, ({ seen, received }) => Math.max(0, seen - received));
}

export interface LossFacts {
  readonly lost: number;
  readonly received: number;
  /** Places where packets were lost, and seconds after the start of the last one. */
  readonly places: number;
  readonly atSeconds: number;
  /** Frame in front of which the last of them is. */
  readonly before: number;
  /** Bytes of the smallest buffer that lost something. */
  readonly bufferBytes: number;
  /** Bytes of a buffer that would have held the worst of it; 0 = none that is sensible. */
  readonly wantedBytes: number;
}

const MIB = 1_048_576;
/** More than this and the traffic is simply more than the way to the file bears. */
const LARGEST_BUFFER = 1024 * MIB;
/** Head that the kernel's ring puts before each packet. */
const RING_HEAD = 82;

/** The smallest of 2, 4, 8 … MiB that holds what the buffer held and the lost packets besides, with a quarter to spare. */
export function bufferToHold(bufferBytes: number, packets: number, meanBytes: number): number {
  const needed = bufferBytes + packets * (meanBytes + RING_HEAD) * 1.25;
  let size = 2 * MIB;
  while (size < needed || size <= bufferBytes) size *= 2;
  return size > LARGEST_BUFFER ? 0 : size;
}

/** null where nothing was lost in the kernel. */
export function lossFacts(ledger: Ledger): LossFacts | null {
  const { losses, interfaces, written, bytes } = ledger;
  const last = losses.at(-1);
  const losing = interfaces.filter((i) => i.dropped > 0);
  if (!last || losing.length === 0) return null;
  const bufferBytes = Math.min(...losing.map((i) => i.bufferBytes));
  const worst = Math.max(...losses.map((l) => l.packets));
  const lost = sum(interfaces, (i) => i.dropped);
  return {
    lost, places: losses.length, before: last.after + 1, atSeconds: last.atSeconds, bufferBytes,
    received: Math.max(sum(interfaces, (i) => i.received), written + lost),
    wantedBytes: bufferToHold(bufferBytes, worst, written === 0 ? 0 : bytes / written),
  };
}

/** Losses by the frame that they stand before. */
export function lossesByFrame(losses: readonly LostPackets[]): ReadonlyMap<number, LostPackets> {
  return new Map(losses.map((loss) => [loss.after + 1, loss]));
}

/** Bytes of the file at moments of the capture, so that a rate can be drawn. */
export interface RateSample {
  readonly atMs: number;
  readonly bytes: number;
}

const SAMPLE_MS = 400;
export const GRAPH_MS = 60_000;

/** The same samples, or with one more where it is time for one; those older than the graph are gone. */
export function withSample(samples: readonly RateSample[], { elapsedMs, bytes, fileBytes, interfaces }: Ledger): readonly RateSample[] {
  const last = samples.at(-1);
  if (last && elapsedMs - last.atMs < SAMPLE_MS) return samples;
  const from = samples.findIndex((s) => s.atMs >= elapsedMs - GRAPH_MS - SAMPLE_MS);
  return [...(from < 0 ? [] : samples.slice(from)), { atMs: elapsedMs, bytes: interfaces.length > 0 ? bytes : fileBytes }];
}
