// Calls that explain a frame: part of the contract.
import * as v from 'valibot';
import type { Figure } from '../explain/figure';
import { call, frameNumber } from './call';

export type { Figure } from '../explain/figure';

export const EXPLAIN_CALLS = {
  /** What a frame means in its TCP connection, sentence by sentence; none where it is of no such connection. */
  'frames.moment': call<{ readonly figures: readonly Figure[] }>()(v.strictObject({ number: frameNumber })),
} as const;
