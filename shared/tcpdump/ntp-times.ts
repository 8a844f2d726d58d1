// NTP's timestamps and short numbers as tcpdump writes them (RFC 5905 6).
import type { Printout } from './printout';

const UNIX_EPOCH = 2_208_988_800;
const FRACTION = 0x100000000;

function nanos(fraction: number): string {
  return `${Math.floor((fraction / FRACTION) * 1e9)}`.padStart(9, '0');
}

/** 16 bits before the point, 16 behind it. */
export function shortNumber(out: Printout, at: number): string {
  return `${out.u16(at)}.${`${Math.floor((out.u16(at + 2) / 65536) * 1e6)}`.padStart(6, '0')}`;
}

/** Seconds since 1900, with the date where they are not 0. */
export function ntpTime(out: Printout, at: number): string {
  const seconds = out.u32(at);
  const text = `${seconds}.${nanos(out.u32(at + 4))}`;
  if (seconds === 0) return text;
  return `${text} (${new Date((seconds - UNIX_EPOCH) * 1000).toISOString().slice(0, 19)}Z)`;
}

/** What the later timestamp is ahead of the earlier; where there is no earlier one, the later itself. */
export function ntpDifference(out: Printout, earlier: number, later: number): string {
  const from = out.u32(earlier);
  const to = out.u32(later);
  const fromFraction = out.u32(earlier + 4);
  const toFraction = out.u32(later + 4);
  if (from === 0 && fromFraction === 0) return ntpTime(out, later);
  let whole = to - from;
  const negative = whole < 0 || (whole === 0 && toFraction <= fromFraction);
  const fraction = negative ? fromFraction - toFraction : toFraction - fromFraction;
  whole = Math.abs(whole);
  if (fraction < 0) whole--;
  return `${negative ? '-' : '+'}${whole}.${nanos(fraction < 0 ? fraction + FRACTION : fraction)}`;
}
