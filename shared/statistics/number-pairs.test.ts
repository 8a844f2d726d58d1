// Pairs of numbers: the same pair has the same number, whatever came between, through several enlargements.
import { expect, test } from 'vitest';
import { NumberPairs } from './number-pairs';

test('pairs are numbered as they are met, and found again', () => {
  const pairs = new NumberPairs();
  const asked = new Map<string, number>();
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let i = 0; i < 20_000; i++) {
    const [a, b] = [0xffff_ffff - random(200), random(100)];
    const key = `${a} ${b}`;
    if (!asked.has(key)) asked.set(key, asked.size);
    expect(pairs.numberOf(a, b)).toBe(asked.get(key));
  }
  expect(pairs.count).toBe(asked.size);
  expect(pairs.numberOf(1, 2)).not.toBe(pairs.numberOf(2, 1));
});
