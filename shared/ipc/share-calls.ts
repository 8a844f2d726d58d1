// Calls that make something of the open capture that can be given to others: part of the contract.
import * as v from 'valibot';
import type { AnonymiseReport } from '../export/anonymised-capture';
import { SAVE_FORMATS } from '../live/saved-capture';
import { call, nothing } from './call';

const MOST_DIAGRAMS = 50;

export interface Anonymised {
  /** Octets of the file. */
  readonly size: number;
  readonly report: AnonymiseReport;
}

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

export const SHARE_CALLS = {
  /** The capture with other addresses and without payload. @throws ProblemError NL-CAP-07 (cannot be written), NL-FILE-06 (pcap cannot hold it), NL-CALL-04 (cancelled) */
  'share.anonymise': call<Anonymised>()(v.strictObject({
    path, format: v.picklist(SAVE_FORMATS),
    /** '' = one that nobody knows. */
    key: v.pipe(v.string(), v.maxLength(1000)),
    payload: v.picklist(['mask', 'cut', 'keep']), keepsMaker: v.boolean(), keepsComments: v.boolean(),
  })),
  /** One HTML page. `streams`: numbers of TCP streams of which it has diagrams. @throws ProblemError as share.anonymise */
  'share.report': call<{ readonly size: number }>()(v.strictObject({ path, streams: v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), v.maxLength(MOST_DIAGRAMS)) })),
  'share.cancel': call<null>()(nothing),
} as const;
