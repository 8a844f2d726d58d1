// Spans of time as tcpdump writes them: 2d3h, 1w, 1y; 90 seconds are 1m30s.
import type { Printout } from './printout';

const UNITS: readonly (readonly [name: string, seconds: number])[] = [['y', 31_536_000], ['w', 604_800], ['d', 86_400], ['h', 3600], ['m', 60], ['s', 1]];

/** Seconds, not negative. */
export function relativeTime(seconds: number): string {
  if (seconds === 0) return '0s';
  let text = '';
  let left = seconds;
  for (const [name, unit] of UNITS) {
    if (left < unit) continue;
    text += `${Math.floor(left / unit)}${name}`;
    left %= unit;
  }
  return text;
}

export function printRelativeTime(out: Printout, seconds: number): void {
  out.print(relativeTime(seconds));
}
