// Ways through the protocols: numbers in one table, in another, and when there are too many.
import { expect, test } from 'vitest';
import { NO_PATH, OTHER_PATH, PLAIN_STEP, ProtocolPaths } from './protocol-paths';

const walk = (paths: ProtocolPaths, steps: readonly number[]): number => steps.reduce((at, step) => paths.step(at, step), NO_PATH);

test('the same steps have the same number, and a number its steps', () => {
  const paths = new ProtocolPaths();
  const ways = [[4], [4, 10, PLAIN_STEP], [4, 10, PLAIN_STEP, 18], [4, 10, 18], [0]];
  const numbers = ways.map((steps) => walk(paths, steps));
  expect(new Set(numbers).size).toBe(ways.length);
  expect(ways.map((steps) => walk(paths, steps))).toEqual(numbers);
  expect(numbers.map((number) => paths.stepsOf(number))).toEqual(ways);
  expect(paths.stepsOf(NO_PATH)).toEqual([]);
});

test('another table takes them over in parts', () => {
  const [mine, other] = [new ProtocolPaths(), new ProtocolPaths()];
  walk(mine, [7, 8]);
  const map: number[] = [NO_PATH, OTHER_PATH];
  const first = walk(other, [4, 10, 18]);
  mine.adopt(other.entriesFrom(2), map);
  const told = other.count;
  const second = walk(other, [4, 10, 18, 30]);
  mine.adopt(other.entriesFrom(told), map);
  expect([first, second].map((number) => mine.stepsOf(map[number]!))).toEqual([[4, 10, 18], [4, 10, 18, 30]]);
});

test('of too many ways nothing is said', () => {
  const paths = new ProtocolPaths();
  const numbers = new Set<number>();
  for (let i = 0; i < 6000; i++) numbers.add(walk(paths, [i % 200, i >> 8, i % 251, 1]));
  expect(numbers.size).toBeLessThan(4096);
  expect(numbers.has(OTHER_PATH)).toBe(true);
  expect(paths.stepsOf(OTHER_PATH)).toBeNull();
  expect(walk(paths, [0, 0, 0, 1])).not.toBe(OTHER_PATH);
});
