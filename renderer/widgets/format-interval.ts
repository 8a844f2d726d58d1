// Intervals of nanoseconds as people read them, and exactly.

const THIN = '\u202f';

/** 7 ns, 69 µs, 12.3 ms, 1.204 s: what is below a thousand of a unit in that unit. */
export function formatInterval(nanoseconds: number): string {
  const size = Math.abs(nanoseconds);
  if (size < 1000) return `${Math.round(nanoseconds)}${THIN}ns`;
  if (size < 999_500) return `${short(nanoseconds / 1000)}${THIN}µs`;
  if (size < 999_500_000) return `${short(nanoseconds / 1e6)}${THIN}ms`;
  return `${Number((nanoseconds / 1e9).toFixed(3))}${THIN}s`;
}

/** +69 µs; a time that goes back has its minus. */
export const signedInterval = (nanoseconds: number): string => `${nanoseconds < 0 ? '' : '+'}${formatInterval(nanoseconds)}`;

const short = (value: number): string => String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)));

/** Seconds with so many decimals, none of them guessed. */
export function exactSeconds(nanoseconds: number, digits: number): string {
  const sign = nanoseconds < 0 ? '-' : '';
  const size = Math.abs(Math.round(nanoseconds));
  const seconds = Math.floor(size / 1e9);
  const fraction = String(size - seconds * 1e9).padStart(9, '0').slice(0, digits);
  return `${sign}${seconds}${digits > 0 ? '.' : ''}${fraction}`;
}
