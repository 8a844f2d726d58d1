// Calls that write the open capture anew, changed or with others: part of the contract.
import * as v from 'valibot';
import type { EditPlan, SplitRule } from '../capture-edit/edit-plan';
import type { EditCounts } from '../capture-edit/edit-steps';
import { SAVE_FORMATS } from '../live/saved-capture';
import type { Problem } from '../problem';
import { call, nothing } from './call';

const MOST_RANGES = 10_000;
const MOST_FILES = 64;
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const time = v.strictObject({ seconds: v.pipe(v.number(), v.safeInteger()), nanos: v.pipe(whole, v.maxValue(999_999_999)) });
const span = v.pipe(time, v.check(({ seconds, nanos }) => seconds > 0 || (seconds === 0 && nanos > 0)));
const some = v.pipe(whole, v.minValue(1));
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

const plan = v.strictObject({
  ranges: v.nullable(v.pipe(v.array(v.tuple([some, some])), v.maxLength(MOST_RANGES))),
  rangesMean: v.picklist(['keep', 'delete']),
  after: v.nullable(time),
  before: v.nullable(time),
  shift: v.nullable(time),
  strict: v.nullable(v.strictObject({ step: time, each: v.boolean() })),
  snaplen: v.pipe(whole, v.maxValue(0xffff_ffff)),
  chops: v.pipe(v.array(v.strictObject({ offset: v.nullable(v.pipe(v.number(), v.safeInteger())), length: v.pipe(v.number(), v.safeInteger()) })), v.maxLength(16)),
  adjustsLength: v.boolean(),
  linktype: v.nullable(v.pipe(whole, v.maxValue(0xffff))),
  duplicates: v.nullable(v.strictObject({ frames: v.pipe(whole, v.maxValue(1_000_000)), within: v.nullable(time), ignoredBytes: v.pipe(whole, v.maxValue(0xffff_ffff)), skipsRadiotap: v.boolean() })),
  dropsVlan: v.boolean(),
  clearsUnused: v.boolean(),
  damage: v.nullable(v.strictObject({ probability: v.pipe(v.number(), v.minValue(0), v.maxValue(1)), offset: v.pipe(whole, v.maxValue(0xffff_ffff)), seed: v.pipe(whole, v.maxValue(0xffff_ffff)) })),
}) satisfies v.GenericSchema<EditPlan>;

const split = v.variant('by', [
  v.strictObject({ by: v.literal('frames'), frames: some }),
  v.strictObject({ by: v.literal('time'), span }),
  v.strictObject({ by: v.literal('bytes'), bytes: some }),
]) satisfies v.GenericSchema<SplitRule>;

const edit = v.strictObject({
  /** Captures that are written with the open one. */
  others: v.pipe(v.array(path), v.maxLength(MOST_FILES)),
  order: v.picklist(['merge', 'append']),
  plan,
  split: v.nullable(split),
  /** Goes on behind damage where frames are found again. */
  resumes: v.boolean(),
});
export type CaptureEdit = v.InferOutput<typeof edit>;

/** What an edit comes to. */
export interface EditOutcome {
  readonly counts: EditCounts;
  readonly files: number;
  readonly frames: number;
  /** Of the packets, before compression. */
  readonly bytes: number;
  /** Seconds from the first frame written to the last, as text; '' = no times. */
  readonly duration: string;
  /** What is wrong with the captures that were read. */
  readonly lost: readonly Problem[];
}

export const EDIT_CALLS = {
  /** What an edit would write. One that is asked for while another runs ends that. @throws ProblemError NL-FILE-… (another capture), NL-CALL-04 */
  'edit.preview': call<EditOutcome>()(v.strictObject({ edit })),
  /**
   * Writes it: all files whole, or none; `capture.saving` tells how far it is.
   * @throws ProblemError NL-CAP-07 (cannot be written, or is a capture that is read), NL-FILE-06 (pcap cannot hold it), NL-CALL-04 (cancelled)
   */
  'edit.write': call<{ readonly files: readonly { readonly path: string; readonly frames: number; readonly size: number }[] }>()(v.strictObject({ path, format: v.picklist(SAVE_FORMATS), edit })),
  'edit.cancel': call<null>()(nothing),
} as const;
