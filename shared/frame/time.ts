// Times: seconds and nanoseconds apart, never one double since 1970.

/** A moment (seconds since 1970-01-01 UTC) or a span. `nanos` is 0 … 999,999,999; a negative span has negative `seconds`. */
export interface TimeNs {
  readonly seconds: number;
  readonly nanos: number;
}

export const TIME_ZERO: TimeNs = Object.freeze({ seconds: 0, nanos: 0 });

/** later − earlier. */
export function timeBetween(earlier: TimeNs, later: TimeNs): TimeNs {
  const nanos = later.nanos - earlier.nanos;
  const seconds = later.seconds - earlier.seconds;
  return nanos < 0 ? { seconds: seconds - 1, nanos: nanos + 1_000_000_000 } : { seconds, nanos };
}

/**
 * Decimal seconds with `digits` (0 … 9) fraction digits, cut not rounded: `-0.000001`.
 * A damaged file's fraction of a second or more is shown as tshark shows it, behind the point.
 */
export function secondsText(t: TimeNs, digits = 9): string {
  if (t.nanos < 0) return `-${t.seconds}.${String(-t.nanos).padStart(9, '0')}`;
  let { seconds, nanos } = t;
  let sign = '';
  if (seconds < 0) {
    sign = '-';
    seconds = -seconds;
    if (nanos > 0) {
      seconds -= 1;
      nanos = 1_000_000_000 - nanos;
    }
  }
  if (digits === 0) return sign + seconds;
  return `${sign}${seconds}.${String(nanos).padStart(9, '0').slice(0, digits === 9 ? undefined : digits)}`;
}
