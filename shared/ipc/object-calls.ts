// Calls for the objects that HTTP carried: part of the contract.
import * as v from 'valibot';
import { call } from './call';

export interface ObjectRow {
  /** Place in the list, from 0. */
  readonly index: number;
  /** The frame that completes it. */
  readonly frame: number;
  /** '' = not known. */
  readonly host: string;
  readonly path: string;
  readonly mediaType: string;
  /** Octets, without chunks and compression. */
  readonly size: number;
  /** What its file is called. */
  readonly name: string;
  /** Compression that was not undone: not known, or too much would come of it; '' = none. */
  readonly encoding: string;
}

export interface ObjectList {
  readonly first: number;
  readonly rows: readonly ObjectRow[];
  /** Objects that were found so far; no more than MOST_OBJECTS are. */
  readonly total: number;
  readonly isCut: boolean;
  /** Frames that were looked at, of so many: who wants the rest asks again. */
  readonly examined: number;
  readonly frames: number;
}

/** The beginning of an object. */
export interface ObjectPreview {
  /** Read as UTF-8. */
  readonly text: string;
  /** Lines of a hex dump. */
  readonly hex: readonly string[];
  /** Octets that are shown of all. */
  readonly shown: number;
  readonly size: number;
}

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

export const OBJECT_CALLS = {
  /** Answers soon, with what it has by then. */
  'objects.list': call<ObjectList>()(v.strictObject({ first: index, count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)) })),
  /** null = there is no such object. */
  'objects.preview': call<ObjectPreview | null>()(v.strictObject({ index })),
  /** Writes an object to a file, whole or not at all. @throws ProblemError NL-CAP-07, NL-CALL-01 (there is no such object) */
  'objects.save': call<{ path: string; size: number }>()(v.strictObject({ index, path })),
  /** Writes all objects that were found into a folder, which is made where it is not there; over nothing that is. @throws ProblemError NL-CAP-07 */
  'objects.saveAll': call<{ files: number; size: number }>()(v.strictObject({ folder: path })),
} as const;
