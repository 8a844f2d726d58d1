// Calls that make a capture of hex dumps in a text: part of the contract.
import * as v from 'valibot';
import type { HexTrouble } from '../hex-import/hex-packets';
import { call } from './call';

/** What a message can carry; more comes as a file. */
export const MOST_PASTED = 300_000;

const wish = {
  /** The text itself, or the file that it stands in. */
  from: v.variant('kind', [
    v.strictObject({ kind: v.literal('text'), text: v.pipe(v.string(), v.maxLength(MOST_PASTED)) }),
    v.strictObject({ kind: v.literal('file'), path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) }),
  ]),
  /** null = found out. */
  linktype: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff))),
};

export interface ImportPreview {
  readonly count: number;
  /** The first of them. */
  readonly packets: readonly { readonly line: number; readonly time: string; readonly length: number; readonly begin: string }[];
  readonly troubles: readonly HexTrouble[];
  /** Given or found out. */
  readonly linktype: number;
}

export const IMPORT_CALLS = {
  /** What is recognised. @throws ProblemError NL-FILE-… (the file cannot be read) */
  'import.preview': call<ImportPreview>()(v.strictObject(wish)),
  /** Writes the capture: pcapng. @throws ProblemError NL-CAP-07 (cannot be written), NL-FILE-05 (no packets in the text) */
  'import.write': call<{ readonly path: string }>()(v.strictObject({ ...wish, path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) })),
} as const;
