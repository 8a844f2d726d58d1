// Three-valued logic, four frames at a time, against its definition: what holds for every way in which the unknown may turn out.
import { expect, test } from 'vitest';
import { LOOK, NO, YES } from './protocol-presence';
import { VerdictWords } from './verdict-words';

const ALL = [NO, LOOK, YES];
/** What a verdict may turn out to be. */
const outcomes = (verdict: number): readonly boolean[] => (verdict === LOOK ? [false, true] : [verdict === YES]);
const verdictOf = (results: readonly boolean[]): number => (results.every((result) => result) ? YES : results.some((result) => result) ? LOOK : NO);

function wordsOf(verdicts: readonly number[]): VerdictWords {
  const words = new VerdictWords(16);
  words.bytes.set(verdicts);
  return words;
}

test('and, or, xor and not of two tests that know nothing of each other', () => {
  const pairs = ALL.flatMap((left) => ALL.map((right) => [left, right] as const));
  const [left, right] = [wordsOf(pairs.map(([a]) => a)), wordsOf(pairs.map(([, b]) => b))];
  const out = new VerdictWords(16);
  const expected = (of: (a: boolean, b: boolean) => boolean): number[] => pairs.map(([a, b]) => verdictOf(outcomes(a).flatMap((x) => outcomes(b).map((y) => of(x, y)))));
  out.setAnd(left, right, 0, pairs.length);
  expect([...out.bytes.subarray(0, pairs.length)]).toEqual(expected((a, b) => a && b));
  out.setOr(left, right, 0, pairs.length);
  expect([...out.bytes.subarray(0, pairs.length)]).toEqual(expected((a, b) => a || b));
  out.setXor(left, right, 0, pairs.length);
  expect([...out.bytes.subarray(0, pairs.length)]).toEqual(expected((a, b) => a !== b));
  out.setNot(left, 0, pairs.length);
  expect([...out.bytes.subarray(0, pairs.length)]).toEqual(pairs.map(([a]) => verdictOf(outcomes(a).map((x) => !x))));
});

test('frames in question are selected from any slot to any slot', () => {
  const verdicts = [YES, NO, LOOK, NO, NO, NO, NO, NO, YES, LOOK, YES, YES, NO, YES, NO, LOOK];
  const words = wordsOf(verdicts);
  for (let from = 0; from <= 16; from++) {
    for (let to = from; to <= 16; to++) {
      const numbers = new Uint32Array(20);
      const count = words.select(101, from, to, numbers, 2) - 2;
      expect([...numbers.subarray(2, 2 + count)]).toEqual(verdicts.flatMap((verdict, slot) => (verdict !== NO && slot >= from && slot < to ? [101 + slot] : [])));
    }
  }
});

test('looks and nothing at all are noticed', () => {
  expect([wordsOf([YES, NO, YES, YES]).hasLook(0, 4), wordsOf([YES, NO, LOOK, YES]).hasLook(0, 4), wordsOf([NO, NO, NO, LOOK]).hasLook(1, 4)]).toEqual([false, true, true]);
  expect([wordsOf([NO, NO, NO, NO, LOOK]).isNone(0, 4), wordsOf([NO, NO, NO, NO, LOOK]).isNone(0, 5)]).toEqual([true, false]);
});
