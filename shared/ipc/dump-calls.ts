// Calls for tcpdump's text of the displayed frames: part of the contract.
import * as v from 'valibot';
import { call } from './call';

const look = v.strictObject({
  verbose: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
  link: v.boolean(),
  absolute: v.boolean(),
  hex: v.boolean(),
});

/** tcpdump's -v, -e, -S and -X. */
export type DumpLook = v.InferOutput<typeof look>;

export interface DumpRow {
  readonly frame: number;
  /** The first line of its frame. */
  readonly isFirst: boolean;
  readonly text: string;
}

export interface DumpRows {
  readonly first: number;
  readonly rows: readonly DumpRow[];
  /** Lines that are known so far. */
  readonly total: number;
  readonly isComplete: boolean;
}

export const MOST_DUMP_ROWS = 10_000;
const line = v.pipe(v.number(), v.integer(), v.minValue(0));

export const DUMP_CALLS = {
  /** Lines of the displayed frames' text; goes on for a moment with those that were not looked at yet. */
  'dump.rows': call<DumpRows>()(v.strictObject({ look, first: line, count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_DUMP_ROWS)) })),
  /** Writes the text of all displayed frames. @throws ProblemError NL-CAP-07 */
  'dump.save': call<{ path: string; size: number }>()(v.strictObject({ look, path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) })),
} as const;
