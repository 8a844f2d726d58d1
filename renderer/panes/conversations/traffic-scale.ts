// The scales of the graph of octets over time.
import type { Traffic } from '../../../shared/ipc/statistics-calls';
import type { Stretch } from '../../state/conversations';

/** No stretch is shorter than a microsecond: seconds. */
const SHORTEST = 1e-6;

/** The stretch that is shown once `at` stays where it is and the rest comes closer; null = all. @param factor below 1: shorter */
export function zoomed({ from, to, whole }: Pick<Traffic, 'from' | 'to' | 'whole'>, at: number, factor: number): Stretch | null {
  const length = Math.max(SHORTEST, (to - from) * factor);
  if (length >= whole.to - whole.from) return null;
  return within(at - ((at - from) / Math.max(1e-12, to - from)) * length, length, whole);
}

/** The stretch beside this one. @param by parts of its length */
export function moved({ from, to, whole }: Pick<Traffic, 'from' | 'to' | 'whole'>, by: number): Stretch {
  return within(from + (to - from) * by, to - from, whole);
}

function within(from: number, length: number, whole: Stretch): Stretch {
  const first = Math.max(whole.from, Math.min(whole.to - length, from));
  return { from: first, to: first + length };
}

interface Bar {
  readonly from: number;
  readonly to: number;
  /** Of the height. */
  readonly share: number;
}

const partSeconds = ({ from, to, bytes }: Traffic): number => Math.max(1e-9, (to - from) / bytes.length);

/** The values at which the scale is written, from 0 to its upper end: octets a second. */
export function tickRates(traffic: Traffic): number[] {
  const most = Math.max(1, ...traffic.bytes) / partSeconds(traffic);
  const power = 10 ** Math.floor(Math.log10(most / 3));
  const step = power * ([1, 2, 5, 10].find((s) => s * power >= most / 3) ?? 10);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

export function barsOf(traffic: Traffic, top: number): Bar[] {
  const length = partSeconds(traffic);
  return traffic.bytes.map((bytes, i) => ({ from: traffic.from + i * length, to: traffic.from + (i + 1) * length, share: bytes / length / top }));
}

/** About six round times at which the axis is written. */
export function tickTimes({ from, to }: Traffic): number[] {
  const length = to - from;
  if (length <= 0) return [from];
  const power = 10 ** Math.floor(Math.log10(length / 6));
  const step = power * ([1, 2, 5, 10].find((s) => (s * power * 7) >= length) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
}

/** Digits behind the point that tell the parts apart. */
export function timeDigits(traffic: Traffic): number {
  return Math.max(0, Math.min(9, Math.ceil(-Math.log10(partSeconds(traffic))) + 1));
}

export function secondsText(seconds: number): string {
  return `${Number(seconds.toPrecision(6))}\u202fs`;
}
