// The time in a line of text in front of a packet: as tcpdump, Wireshark and others print it, or by a pattern of strptime's letters.
import type { TimeNs } from '../frame/time';

export interface ReadTime {
  /** null = forms that are known are looked for; `ISO`, or letters of strptime with %f for a fraction. */
  readonly pattern: string | null;
  /** What a time without a date is of: seconds since 1970 of that day's beginning. */
  readonly day: number;
  /** Minutes that local time is ahead of UTC. */
  readonly zoneMinutes: (seconds: number) => number;
}

const KNOWN: readonly RegExp[] = [
  /^(?:\s*\d{1,9}\s+)?(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?\s?(?<zone>Z|[+-]\d\d:?\d\d)?/,
  /^(?:\s*\d{1,9}\s+)?(?<hour>\d{1,2}):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?(?=\s|$)/,
  /^\s*(?<epoch>\d{9,10})(?:\.(?<fraction>\d{1,9}))?(?=\s|$)/,
];
const ISO = /(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?\s?(?<zone>Z|[+-]\d\d:?\d\d)?/;
const LETTERS: Readonly<Record<string, string>> = {
  Y: '(?<year>\\d{4})', m: '(?<month>\\d{1,2})', d: '(?<date>\\d{1,2})', H: '(?<hour>\\d{1,2})', M: '(?<minute>\\d{1,2})', S: '(?<second>\\d{1,2})',
  f: '(?<fraction>\\d{1,9})', s: '(?<epoch>\\d{1,10})', F: '(?<year>\\d{4})-(?<month>\\d{1,2})-(?<date>\\d{1,2})', T: '(?<hour>\\d{1,2}):(?<minute>\\d{1,2}):(?<second>\\d{1,2})', z: '(?<zone>Z|[+-]\\d\\d:?\\d\\d)', '%': '%',
};

/** Of the first line that begins with one, or by a pattern of the last that has one; null where none has. */
export function titleTime(titles: readonly string[], { pattern, day, zoneMinutes }: ReadTime): TimeNs | null {
  const form = pattern === null ? null : patternOf(pattern);
  const found = form === null ? titles.map(knownTime).find((time) => time !== null) : titles.map((title) => form.exec(title)).findLast((time) => time !== null);
  return found?.groups ? momentOf(found.groups, day, zoneMinutes) : null;
}

export const beginsWithTime = (line: string): boolean => knownTime(line) !== null;

function knownTime(line: string): RegExpExecArray | null {
  for (const form of KNOWN) {
    const found = form.exec(line);
    if (found) return found;
  }
  return null;
}

/** Everything but the letters stands for itself. */
function patternOf(pattern: string): RegExp {
  if (pattern === 'ISO') return ISO;
  const parts = pattern.split(/(%.)/).map((part) => (part.startsWith('%') ? (LETTERS[part[1]!] ?? '.*?') : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s*')));
  return new RegExp(parts.join(''));
}

function momentOf(found: Readonly<Record<string, string | undefined>>, day: number, zoneMinutes: ReadTime['zoneMinutes']): TimeNs {
  const { epoch, year, month = '1', date = '1', hour = '0', minute = '0', second = '0', fraction = '', zone } = found;
  const nanos = Number(fraction.padEnd(9, '0'));
  if (epoch !== undefined) return { seconds: Number(epoch), nanos };
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const midnight = year === undefined ? day : Date.UTC(Number(year), Number(month) - 1, Number(date)) / 1000;
  return { seconds: midnight + clock - ahead(zone, midnight + clock, zoneMinutes) * 60, nanos };
}

function ahead(zone: string | undefined, seconds: number, zoneMinutes: ReadTime['zoneMinutes']): number {
  if (zone === undefined) return zoneMinutes(seconds);
  return zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
}
