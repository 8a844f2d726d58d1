// Times as one whole number of nanoseconds, and from what people type.
import type { TimeNs } from '../frame/time';

const SECOND = 1_000_000_000n;
/** Beyond this a time is none that a capture can hold. */
const MOST_SECONDS = 9_007_199_254;

export function nanosOf({ seconds, nanos }: TimeNs): bigint {
  return BigInt(seconds) * SECOND + BigInt(nanos);
}

export function timeOfNanos(all: bigint): TimeNs {
  const nanos = ((all % SECOND) + SECOND) % SECOND;
  return { seconds: Number((all - nanos) / SECOND), nanos: Number(nanos) };
}

/** `-0.5`, `3600`, `1e-6` is none: decimal seconds, up to nine digits behind the point; null where the text is none. */
export function secondsTyped(text: string): TimeNs | null {
  const found = /^([+-]?)(\d{0,10})(?:\.(\d{0,9}))?$/.exec(text.trim());
  if (!found || (found[2] === '' && (found[3] ?? '') === '')) return null;
  const nanos = BigInt(found[2] || '0') * SECOND + BigInt((found[3] ?? '').padEnd(9, '0'));
  if (nanos > BigInt(MOST_SECONDS) * SECOND) return null;
  return timeOfNanos(found[1] === '-' ? -nanos : nanos);
}

/** `2026-11-26T13:00:00.5Z`, without a zone local time by `zoneMinutes`, or seconds since 1970; null where the text is none. */
export function momentTyped(text: string, zoneMinutes: (seconds: number) => number): TimeNs | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text.trim());
  if (!found) return secondsTyped(text);
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part: string | undefined) => Number(part ?? 0));
  const utc = Date.UTC(year!, month! - 1, day, hour, minute, second) / 1000;
  const zone = found[8];
  const minutes = zone === undefined ? zoneMinutes(utc) : zone === 'Z' ? 0 : Number(`${zone[0]!}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return { seconds: utc - minutes * 60, nanos: Number((found[7] ?? '').padEnd(9, '0')) };
}
