// Calls for sequence diagrams: part of the contract. What a diagram is as a whole comes at once, its rows as far as they are on screen.
import * as v from 'valibot';
import type { SequenceRow } from '../stream/sequence';
import type { FindingName, SegmentLabel } from '../stream/sequence-label';
import type { SequenceBox } from '../stream/sequence-turns';
import type { Close } from '../stream/tcp-close';
import type { TcpState } from '../stream/tcp-states';
import { call, frameNumber } from './call';
import { view } from './view-options';

export type { SequenceBox, TcpState };

/** One TCP stream. */
export interface SequenceFacts {
  /** Index of the stream, for the other calls; and its number as tcp.stream has it. */
  readonly stream: number;
  readonly number: number;
  /** Address and port, client first. */
  readonly ends: readonly [client: string, server: string];
  /** Shifts of the windows, negative = none or not known. */
  readonly shifts: readonly [number, number];
  /** Nanoseconds since the stream's first frame, by row. */
  readonly times: readonly number[];
  /** Frame numbers by row, ascending. */
  readonly frames: readonly number[];
  /** Decimals of the file's times. */
  readonly timeDigits: number;
  /** Its boxes: rows from `firsts[i]` to before `firsts[i + 1]`; and those of them that come after a gap. */
  readonly firsts: readonly number[];
  readonly afterGap: readonly number[];
  readonly close: Close;
  readonly before: readonly [client: TcpState, server: TcpState];
}

export interface ShownSequenceRow extends SequenceRow {
  /** Info column of a segment with data, where a protocol above TCP reads it; '' otherwise. */
  readonly info: string;
  /** The box that it stands in. */
  readonly box: SequenceBox;
  readonly label: SegmentLabel;
  /** What the analysis found, worst first. */
  readonly problems: readonly FindingName[];
  /** Of them: nothing was lost. */
  readonly isOnlyWarning: boolean;
}

/** All displayed frames, between as many lifelines as they have addresses. */
export interface FlowFacts {
  readonly nodes: readonly string[];
  /** Seconds since the first frame, by row, in nanoseconds. */
  readonly times: readonly number[];
  readonly frames: readonly number[];
  readonly timeDigits: number;
  /** Displayed frames that have no addresses, or come after as many as are drawn. */
  readonly left: number;
}

export interface FlowRow {
  readonly frame: number;
  readonly time: number;
  /** Places in `nodes`. */
  readonly from: number;
  readonly to: number;
  /** Ports, 0 = none. */
  readonly fromPort: number;
  readonly toPort: number;
  readonly protocol: string;
  readonly info: string;
}

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const rowsWanted = { first: index, count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5000)), view };

export const SEQUENCE_CALLS = {
  /** The TCP stream of a frame; null = it is none of TCP. */
  'sequence.open': call<SequenceFacts | null>()(v.strictObject({ frame: frameNumber })),
  'sequence.rows': call<{ first: number; rows: ShownSequenceRow[] }>()(v.strictObject({ stream: index, ...rowsWanted })),
  /** The next (1) or previous (-1) row behind or before `from` whose label has the text, round and round; -1 = none. */
  'sequence.find': call<{ row: number }>()(
    v.strictObject({ stream: index, text: v.pipe(v.string(), v.minLength(1), v.maxLength(200)), from: v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(0xffff_ffff)), step: v.picklist([1, -1]), view }),
  ),
  /** The displayed frames as they are now. */
  'sequence.graph': call<FlowFacts>()(v.strictObject({})),
  'sequence.graphRows': call<{ first: number; rows: FlowRow[] }>()(v.strictObject(rowsWanted)),
} as const;
