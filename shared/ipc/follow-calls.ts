// Calls that follow a TCP or UDP stream: part of the contract.
import * as v from 'valibot';
import { CHARSETS, type Charset } from '../session/row-cutter';
import { STREAM_FORMS } from '../session/stream-forms';
import type { StreamFacts } from '../session/stream-facts';
import type { StreamRow } from '../session/stream-rows';
import { call, frameNumber, nothing } from './call';

export { CHARSETS, STREAM_FORMS };
export type { Charset, StreamFacts, StreamRow };

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** A stream as its transport numbers it: `tcp.stream`, `udp.stream`. */
export const streamName = v.strictObject({ transport: v.picklist(['tcp', 'udp']), number: count });
export type StreamName = v.InferOutput<typeof streamName>;

const side = v.picklist(['both', 'client', 'server']);
/** What is followed: the octets, or the messages of HTTP that they make. */
const said = v.picklist(['octets', 'http']);
export const streamLook = v.strictObject({
  said: v.optional(said),
  side,
  form: v.picklist(STREAM_FORMS),
  charset: v.picklist(CHARSETS),
  columns: v.pipe(v.number(), v.integer(), v.minValue(20), v.maxValue(1000)),
});

export interface StreamRows {
  readonly first: number;
  readonly rows: readonly StreamRow[];
  /** Lines that are known so far, and whether there are more to find out about. */
  readonly total: number;
  readonly isComplete: boolean;
  /** Places that were found so far of what is looked for. */
  readonly hits: number;
}

export interface StreamHits {
  /** Places that were found; no more than MOST_HITS are kept. */
  readonly count: number;
  readonly isMore: boolean;
  /** Another search took its place. */
  readonly isReplaced: boolean;
}

export const FOLLOW_CALLS = {
  /** The stream of a frame; null = it has none that can be followed. */
  'follow.of': call<StreamName | null>()(v.strictObject({ number: frameNumber })),
  /** What is known of a stream; null = there is none of this number. */
  'follow.facts': call<StreamFacts | null>()(v.strictObject({ stream: streamName })),
  'follow.rows': call<StreamRows>()(v.strictObject({ stream: streamName, look: streamLook, first: count, count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)) })),
  /** The line in which a frame's octets begin; -1 = it brought none. */
  'follow.rowOfFrame': call<{ row: number }>()(v.strictObject({ stream: streamName, look: streamLook, number: frameNumber })),
  /**
   * Looks for a text, or a regular expression over the octets, in all of the stream; rows mark what was found from then on. '' ends that.
   * @throws ProblemError NL-FIND-01
   */
  'follow.search': call<StreamHits>()(v.strictObject({ stream: streamName, look: streamLook, text: v.pipe(v.string(), v.maxLength(2000)), isRegex: v.boolean(), caseSensitive: v.boolean() })),
  /** The line of a place that was found, which rows show apart from then on. */
  'follow.hit': call<{ row: number }>()(v.strictObject({ stream: streamName, look: streamLook, index: count })),
  /** Writes the octets of one side or both, without what is missing, to a file: whole or not at all. */
  'follow.save': call<{ path: string; size: number }>()(v.strictObject({ stream: streamName, said: v.optional(said), side, path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) })),
  'follow.close': call<null>()(nothing),
} as const;
