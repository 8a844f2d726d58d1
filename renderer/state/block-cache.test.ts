// Blocks of rows: what is on its way is not asked for again.
import { expect, it } from 'vitest';
import { BlockCache } from './block-cache';

it('asks once for rows that are wanted again before they have come', async () => {
  const asked: number[] = [];
  let answer: () => void = () => undefined;
  let changes = 0;
  const cache = new BlockCache<number>(
    async (first, count) => {
      asked.push(first);
      await new Promise<void>((resolve) => (answer = resolve));
      return Array.from({ length: count }, (_, i) => first + i);
    },
    () => changes++,
  );
  cache.want(0, 20);
  cache.want(5, 25);
  answer();
  await expect.poll(() => cache.get(7)).toBe(7);
  cache.wantEach([3, 250]);
  await expect.poll(() => asked).toEqual([0, 200]);
  answer();
  await expect.poll(() => cache.get(250)).toBe(250);
  expect(changes).toBe(2);
});
