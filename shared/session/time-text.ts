// The Time column in its formats (tcpdump's -t … -ttttt, Wireshark's View > Time Display Format).
import { secondsText, timeBetween, type TimeNs } from '../frame/time';

export interface TimeView {
  readonly format: 'relative' | 'delta' | 'deltaDisplayed' | 'epoch' | 'local' | 'localDate' | 'utc' | 'utcDate';
  /** Fraction digits, 0 … 9. */
  readonly digits: number;
  /** Minutes that local time is ahead of UTC at a moment: the host knows the zone. */
  readonly zoneMinutes: (seconds: number) => number;
  /** Times between frames as hours, minutes and seconds: `1h  6m 40.5s`. */
  readonly inHours?: boolean;
}

const two = (n: number): string => String(n).padStart(2, '0');

export function timeText(time: TimeNs | null, previous: TimeNs | null, reference: TimeNs | null, view: TimeView): string {
  if (time === null) return '';
  switch (view.format) {
    case 'relative': return between(reference ?? time, time, view);
    case 'delta':
    case 'deltaDisplayed': return between(previous ?? time, time, view);
    case 'epoch': return secondsText(time, view.digits);
    case 'utc': return clock(time, 0, view.digits);
    case 'utcDate': return `${date(time, 0)} ${clock(time, 0, view.digits)}`;
    case 'local': return clock(time, view.zoneMinutes(time.seconds), view.digits);
    case 'localDate': return `${date(time, view.zoneMinutes(time.seconds))} ${clock(time, view.zoneMinutes(time.seconds), view.digits)}`;
  }
}

function between(from: TimeNs, to: TimeNs, { digits, inHours }: TimeView): string {
  const text = secondsText(timeBetween(from, to), digits);
  if (inHours !== true) return text;
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  const [hours, minutes, seconds] = [Math.floor(Number(whole) / 3600), Math.floor(Number(whole) / 60) % 60, Number(whole) % 60];
  const parts = [...(hours > 0 ? [`${hours}h`] : []), ...(hours > 0 || minutes > 0 ? [`${String(minutes).padStart(hours > 0 ? 2 : 0)}m`] : [])];
  return [...(sign === '' ? [] : ['-']), ...parts, `${String(seconds).padStart(parts.length > 0 ? 2 : 0)}${fraction}s`].join(' ');
}

function shifted(time: TimeNs, minutes: number): Date {
  return new Date((time.seconds + minutes * 60) * 1000);
}

function date(time: TimeNs, minutes: number): string {
  const d = shifted(time, minutes);
  return Number.isNaN(d.getTime()) ? String(time.seconds) : `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
}

function clock(time: TimeNs, minutes: number, digits: number): string {
  const d = shifted(time, minutes);
  if (Number.isNaN(d.getTime())) return String(time.seconds);
  const fraction = digits === 0 ? '' : `.${String(time.nanos).padStart(9, '0').slice(0, digits)}`;
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}${fraction}`;
}
