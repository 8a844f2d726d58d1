// Rows and frames, both ways.
import { expect, test } from 'vitest';
import { allRows, FoundRows } from './row-set';

test('without a filter, row i is frame i + 1', () => {
  const rows = allRows(() => 5);
  expect([rows.count, rows.numberAt(0), rows.nearest(5), rows.nearest(9), rows.nearest(1)]).toEqual([5, 1, 4, 4, 0]);
  expect(allRows(() => 0).nearest(1)).toBe(-1);
});

test('of found rows the nearest is the frame itself, else the nearer neighbour, else the later one', () => {
  const rows = new FoundRows(new Uint32Array(1));
  expect(rows.nearest(7)).toBe(-1);
  for (const number of [3, 4, 10, 20]) rows.add(number);
  expect([1, 3, 4, 6, 7, 8, 10, 15, 16, 99].map((number) => rows.numberAt(rows.nearest(number)))).toEqual([3, 3, 4, 4, 10, 10, 10, 20, 20, 20]);
  expect([rows.count, rows.last, rows.has(10), rows.has(9)]).toEqual([4, 20, true, false]);
});
