// Calls for graphs: part of the contract.
import * as v from 'valibot';
import type { Problem } from '../problem';
import type { IoLine } from '../statistics/graphs-io';
import type { TcpGraph } from '../statistics/graphs-tcp';
import { call, frameNumber } from './call';
import { view } from './view-options';

export type { IoLine, TcpGraph };

export const MOST_LINES = 8;

export interface IoGraph {
  /** Seconds since 1970 of the earliest frame; '' where no frame has a time. */
  readonly start: string;
  /** Of the earliest frame, less that of frame 1 (seconds): times of display filters are counted from frame 1. */
  readonly offset: number;
  /** Seconds. */
  readonly interval: number;
  /** One for each filter; a filter that is none has a problem and no points. */
  readonly lines: readonly (IoLine & { readonly problem: Problem | null })[];
  /** Another question came: this is no answer. */
  readonly cancelled: boolean;
}

const filter = v.pipe(v.string(), v.maxLength(10_000));

export const GRAPH_CALLS = {
  /** Frames and octets per interval (seconds; 0 = one that suits), one line for each display filter ('' = all frames). Replaces a question that is still worked on. */
  'graphs.io': call<IoGraph>()(v.strictObject({ filters: v.pipe(v.array(filter), v.minLength(1), v.maxLength(MOST_LINES)), interval: v.pipe(v.number(), v.minValue(0), v.maxValue(1e7)), view })),
  /** The TCP stream of a frame; null = it is of none. */
  'graphs.tcp': call<TcpGraph | null>()(v.strictObject({ number: frameNumber })),
} as const;
