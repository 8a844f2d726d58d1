// How frames are shown: what goes with each call that makes texts of them.
import * as v from 'valibot';

/** How times are shown in the Time column. */
export const TIME_FORMATS = ['relative', 'delta', 'deltaDisplayed', 'epoch', 'local', 'localDate', 'utc', 'utcDate'] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

/** Names for numbers, as tcpdump's -nn, -n, -N and no option: none; of ports; of ports and addresses without domain; the same with domain. */
export const NAME_LEVELS = [0, 1, 2, 3] as const;
export type NameLevel = (typeof NAME_LEVELS)[number];

/** How frames are shown; sent along with each request, so the engine keeps no view state. */
export interface ViewOptions {
  readonly time: TimeFormat;
  /** Fraction digits of times, or -1 for what the file has. */
  readonly timeDigits: number;
  /** Relative TCP sequence numbers, or the absolute ones. */
  readonly relativeSequence: boolean;
  readonly verifyChecksums: boolean;
  readonly names: NameLevel;
  /** TCP flags spelt `[SYN, ACK]` or tcpdump's `[S.]`. */
  readonly flagStyle: 'wireshark' | 'tcpdump';
}

export const view = v.strictObject({
  time: v.picklist(TIME_FORMATS),
  timeDigits: v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(9)),
  relativeSequence: v.boolean(),
  verifyChecksums: v.boolean(),
  names: v.picklist(NAME_LEVELS),
  flagStyle: v.picklist(['wireshark', 'tcpdump']),
});
