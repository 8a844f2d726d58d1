// Ranges of frame numbers as people write them.
import { expect, test } from 'vitest';
import { rangesOf } from './exporting';

test('numbers and ranges, open at either end', () => {
  expect(rangesOf('1-10, 20, 30-', 45)).toEqual([[1, 10], [20, 20], [30, 45]]);
  expect(rangesOf('-3', 45)).toEqual([[1, 3]]);
  expect(rangesOf(' 7 ,', 45)).toEqual([[7, 7]]);
});

test('what is no range is refused', () => {
  for (const text of ['', '0', '5-2', '1 2', 'a', '1-2-3', '-', '50-']) expect(rangesOf(text, 45), text).toBeNull();
});
