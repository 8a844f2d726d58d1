// What decode-as rules look like in calls, and the call that says which protocols they may name: part of the contract.
import * as v from 'valibot';
import { DECODE_LAYERS, HIGHEST_NUMBER, type DecodeRule } from '../dissect/decode-rule';
import { call, nothing } from './call';

export { DECODE_LAYERS, type DecodeRule };
export const MOST_DECODE_RULES = 100;
const number = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(HIGHEST_NUMBER));

const rule = v.pipe(
  v.strictObject({ layer: v.picklist(DECODE_LAYERS), first: number, last: number, protocol: v.pipe(v.string(), v.minLength(1), v.maxLength(80)) }),
  v.check(({ first, last }) => first <= last),
) satisfies v.GenericSchema<DecodeRule>;

export const decodeRules = v.pipe(v.array(rule), v.maxLength(MOST_DECODE_RULES));

export const DECODE_CALLS = {
  /** By layer: the protocols that can be in charge of its numbers, by name. */
  'decodeAs.protocols': call<Readonly<Record<DecodeRule['layer'], readonly { readonly id: string; readonly name: string }[]>>>()(nothing),
} as const;
