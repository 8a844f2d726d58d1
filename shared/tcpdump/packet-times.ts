// tcpdump's times in front of a packet: -t to -ttttt.
import type { DumpState, DumpTime } from './dump-state';
import type { TextOptions } from './text-options';

const WRONG = '[Error converting time] ';

/** The time with its space behind, '' for -t. Remembers the packet's time for the ones that follow. */
export function packetTime(time: DumpTime, options: TextOptions, state: DumpState): string {
  switch (options.time) {
    case 't':
      return '';
    case 'tt':
      return beyond(time.seconds) ? WRONG : `${time.seconds}.${fraction(time.nanos, options)} `;
    case 'ttt':
    case 'ttttt': {
      state.first ??= time;
      const since = (options.time === 'ttt' ? state.previous : state.first) ?? time;
      state.previous = time;
      return `${span(since, time, options)} `;
    }
    default:
      return beyond(time.seconds) ? WRONG : `${options.time === 'tttt' ? `${dateText(localSeconds(time, options))} ` : ''}${clockText(localSeconds(time, options))}.${fraction(time.nanos, options)} `;
  }
}

/** Seconds that tcpdump takes for negative. */
function beyond(seconds: number): boolean {
  return seconds < 0 || seconds > 0x7fffffff;
}

/** The fraction as the file has it: a damaged one may be a second or more. */
function fraction(nanos: number, options: TextOptions): string {
  return options.nanos ? `${nanos}`.padStart(9, '0') : `${Math.floor(nanos / 1000)}`.padStart(6, '0');
}

function localSeconds(time: DumpTime, options: TextOptions): number {
  return time.seconds + options.zoneMinutes(time.seconds) * 60;
}

function clockText(seconds: number): string {
  const day = ((seconds % 86_400) + 86_400) % 86_400;
  return [day / 3600, (day / 60) % 60, day % 60].map((n) => `${Math.floor(n)}`.padStart(2, '0')).join(':');
}

function dateText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/T.*/, '');
}

function span(from: DumpTime, to: DumpTime, options: TextOptions): string {
  const unit = options.nanos ? 1 : 1000;
  const [a, b] = [from, to].map((t) => ({ seconds: t.seconds, part: Math.floor(t.nanos / unit) })) as [{ seconds: number; part: number }, { seconds: number; part: number }];
  const negative = b.seconds < a.seconds || (b.seconds === a.seconds && b.part < a.part);
  const [low, high] = negative ? [b, a] : [a, b];
  const borrow = high.part < low.part ? 1 : 0;
  const part = high.part - low.part + borrow * (options.nanos ? 1_000_000_000 : 1_000_000);
  const seconds = high.seconds - low.seconds - borrow;
  if (beyond(seconds)) return `${negative ? '-' : ' '}${WRONG.trimEnd()}`;
  return `${negative ? '-' : ' '}${clockText(seconds)}.${`${part}`.padStart(options.nanos ? 9 : 6, '0')}`;
}
