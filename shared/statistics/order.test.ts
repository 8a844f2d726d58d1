// Sorting by one column, held against a sort that compares.
import { expect, test } from 'vitest';
import { orderOf } from './order';

const NUMBERS = [3, 0, -0, 1e9, -1, 0.25, 3, 2 ** 40, -(2 ** 40), 0.1, -0.1, 3, 1e-9, 0, Number.MAX_SAFE_INTEGER, -1];
/** Sorted by wider digits. */
const MANY = Array.from({ length: 20_000 }, (_, i) => NUMBERS[(i * 7) % NUMBERS.length]! * ((i % 97) + 1));
const TEXTS = ['b', 'a', '', 'b', 'äb', 'a'];

test.each([false, true])('numbers and texts, descending %s: the same value keeps its order', (descending) => {
  for (const values of [NUMBERS, MANY, TEXTS, [5, 5, 5], []] as readonly (readonly (number | string)[])[]) {
    const places = values.map((_, i) => i);
    const expected = places.toSorted((x, y) => (values[x] === values[y] ? x - y : values[x]! < values[y]! !== descending ? -1 : 1));
    expect([...orderOf(values.length, (i) => values[i]!, descending)]).toEqual(expected);
  }
});
