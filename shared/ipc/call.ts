// What a call of the contract is made of, and arguments that several calls have.
import * as v from 'valibot';

export interface Call<S extends v.GenericSchema, Result> {
  readonly args: S;
  readonly result?: Result;
}
export const call =
  <Result>() =>
  <S extends v.GenericSchema>(args: S): Call<S, Result> => ({ args });

export const nothing = v.strictObject({});
export const frameNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff_ffff));
export const column = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,120}$/));
