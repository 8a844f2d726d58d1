// Which frames of the open capture are meant, as calls of the contract say it.
import * as v from 'valibot';
import { frameNumber } from './call';

const MOST_RANGES = 10_000;

/** @see withDependencies also the fragments and segments that frames chosen are put together from */
const withDependencies = v.boolean();

export const frameChoice = v.variant('which', [
  v.strictObject({ which: v.picklist(['all', 'displayed', 'marked']), withDependencies }),
  /** One frame, or all of the conversation that it belongs to. */
  v.strictObject({ which: v.picklist(['selected', 'conversation']), number: frameNumber, withDependencies }),
  /** First and last of each range. */
  v.strictObject({ which: v.literal('ranges'), ranges: v.pipe(v.array(v.tuple([frameNumber, frameNumber])), v.maxLength(MOST_RANGES)), withDependencies }),
]);
export type FrameChoice = v.InferOutput<typeof frameChoice>;
