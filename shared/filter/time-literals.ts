// Moments and spans as they are typed → nanoseconds.
import { FilterError } from './filter-problem';
import type { TypedLiteral } from './literals';

/** Minutes that local time is ahead of UTC at a moment. */
export type ZoneMinutes = (seconds: number) => number;

const SECOND = 1_000_000_000n;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLOCK = String.raw`(?:[T\s]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?)?`;
const ZONE = String.raw`(?:\s*(UTC|GMT|Z|[-+]\d{2}:?\d{2}))?`;
const ISO = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})${CLOCK}${ZONE}$`, 'i');
const NAMED = new RegExp(String.raw`^([A-Za-z]{3})[a-z]*\s+(\d{1,2}),\s*(\d{4})${CLOCK}${ZONE}$`, 'i');

/** Seconds with a fraction: `0.5`, `-2`; null: no number. */
export function spanLiteral(text: string): bigint | null {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || text.length > 60) return null;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const value = BigInt(whole === '' ? 0 : whole) * SECOND + nanos(fraction);
  return sign === '-' ? -value : value;
}

function nanos(fraction: string): bigint {
  return BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

/** `2023-01-01 10:00:00.5`, `Jan 1, 2023 10:00:00`, with UTC, Z or +02:00, else local time; seconds since 1970. @throws FilterError */
export function momentLiteral(literal: TypedLiteral, zoneMinutes: ZoneMinutes): bigint {
  const text = literal.text.trim();
  const iso = ISO.exec(text);
  const named = iso === null ? NAMED.exec(text) : null;
  const month = named === null ? Number(iso?.[2]) - 1 : MONTHS.indexOf(named[1]!.toLowerCase());
  const match = iso ?? named;
  if (match === null || month < 0 || month > 11) {
    const number = literal.form === 'word' ? spanLiteral(text) : null;
    if (number !== null && !/^\d{4}$/.test(text)) return number;
    throw new FilterError(literal, 'bad-time', { text: literal.text.slice(0, 60) });
  }
  const [year, day] = iso === null ? [Number(match[3]), Number(match[2])] : [Number(match[1]), Number(match[3])];
  const [hour, minute, second] = [Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0)];
  if (day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) throw new FilterError(literal, 'bad-time', { text: literal.text.slice(0, 60) });
  const utc = new Date(0);
  utc.setUTCFullYear(year, month, day);
  utc.setUTCHours(hour, minute, second);
  const seconds = utc.getTime() / 1000;
  return BigInt(seconds - 60 * aheadOfUtc(match[8], seconds, zoneMinutes)) * SECOND + nanos(match[7] ?? '');
}

function aheadOfUtc(zone: string | undefined, seconds: number, zoneMinutes: ZoneMinutes): number {
  if (zone === undefined) return zoneMinutes(seconds - 60 * zoneMinutes(seconds));
  const match = /^([-+])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
