// Calls that look for a frame: part of the contract.
import * as v from 'valibot';
import { call, column, nothing } from './call';
import { view } from './view-options';

export const FIND_KINDS = ['filter', 'hex', 'string', 'regex'] as const;
export type FindKind = (typeof FIND_KINDS)[number];
/** The rows of the packet list, the lines of the detail tree, the bytes. A hexadecimal value is looked for in the bytes only. */
export const FIND_PLACES = ['list', 'details', 'bytes'] as const;
export type FindPlace = (typeof FIND_PLACES)[number];
/** One byte a character (UTF-8), two (UTF-16), or either: matters in the bytes only. */
export const FIND_CHARACTERS = ['both', 'narrow', 'wide'] as const;
export type FindCharacters = (typeof FIND_CHARACTERS)[number];

export interface FindResult {
  /** The frame that was found, and its row; 0 and -1 = none. */
  readonly number: number;
  readonly index: number;
  /** Looked on from the other end of the list. */
  readonly wrapped: boolean;
  readonly examined: number;
  /** Ended before all frames were looked at. */
  readonly cancelled: boolean;
  /** What was found: bytes of the frame (length 0 = none), a line of its detail tree (-1 = none), a column ('' = none). */
  readonly start: number;
  readonly length: number;
  readonly node: number;
  readonly column: string;
}

/** At most ten times a second while frames are looked through. */
export interface FindProgress {
  readonly examined: number;
  readonly total: number;
}

export const findQuery = v.strictObject({
  kind: v.picklist(FIND_KINDS),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(10_000)),
  where: v.picklist(FIND_PLACES),
  caseSensitive: v.boolean(),
  characters: v.picklist(FIND_CHARACTERS),
});
export type FindQuery = v.InferOutput<typeof findQuery>;

export const FIND_CALLS = {
  /**
   * The next (1) or previous (-1) displayed frame behind or before `from` (0 = from the end) that has what is looked for; goes on from
   * the other end, `from` itself last. Replaces a search that still runs.
   * @throws ProblemError NL-FIND-01 where what is looked for cannot be
   */
  'find.next': call<FindResult>()(
    v.strictObject({
      query: findQuery,
      from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
      step: v.picklist([1, -1]),
      columns: v.pipe(v.array(column), v.maxLength(60)),
      view,
    }),
  ),
  /** Ends the search that runs. */
  'find.cancel': call<null>()(nothing),
} as const;
