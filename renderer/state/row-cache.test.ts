// Holds the row cache to fetching little, dropping what is stale and never showing rows of another capture.
import { describe, expect, it } from 'vitest';
import type { Row } from '../../shared/ipc/contract';
import { RowCache, type RowBlock } from './row-cache';

const row = (number: number, text = ''): Row => ({ number, cells: [text], rule: 0, stream: '', side: '', silence: '', marked: false, ignored: false, reference: false, commented: false });
const blockOf = (first: number, count: number, text = ''): RowBlock => ({ columns: ['info'], rows: Array.from({ length: count }, (_, i) => row(first + i + 1, text)) });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function harness(parallel = 2, maxBlocks = 4) {
  const asked: { first: number; count: number; answer: (text?: string, rows?: number) => void; fail: () => void }[] = [];
  const state = { changes: 0 };
  const cache = new RowCache({
    blockRows: 10,
    maxBlocks,
    parallel,
    changed: () => void state.changes++,
    fetchRows: (first, count) =>
      new Promise((resolve, reject) => {
        asked.push({ first, count, answer: (text, rows) => resolve(blockOf(first, rows ?? count, text)), fail: () => reject(new Error('no')) });
      }),
  });
  return { asked, cache, state };
}

describe('RowCache', () => {
  it('asks at once for what is on screen and what is next to it', async () => {
    const { asked, cache } = harness(2, 20);
    cache.want(45, 68, 1000);
    expect(asked).toMatchObject([{ first: 20, count: 70 }]);
    asked[0]?.answer();
    await settled();
    expect(cache.get(20)?.row.number).toBe(21);
    expect(cache.get(89)?.row.number).toBe(90);
    expect(cache.get(90)).toBeUndefined();
    cache.want(55, 78, 1000);
    expect(asked).toHaveLength(1);
    cache.want(65, 98, 1000);
    expect(asked[1]).toMatchObject({ first: 90, count: 30 });
  });
  it('asks for no more than what is seen of the end of a list that grows', async () => {
    const { asked, cache } = harness();
    cache.want(73, 104, 104);
    expect(asked).toMatchObject([{ first: 70, count: 34 }]);
    asked[0]?.answer();
    await settled();
    // Rows that came since below those on screen are nobody's wish.
    cache.want(73, 104, 250);
    expect(asked).toHaveLength(1);
    cache.want(219, 250, 250);
    expect(asked[1]).toMatchObject({ first: 210, count: 40 });
  });
  it('says when the rows that are wanted are there, and when they cannot be had', async () => {
    const { asked, cache } = harness();
    const told: string[] = [];
    cache.want(0, 10, 10);
    void cache.whenThere().then(() => told.push('there'));
    await settled();
    expect(told).toEqual([]);
    asked[0]?.answer();
    await settled();
    expect(told).toEqual(['there']);
    cache.want(10, 20, 20);
    void cache.whenThere().then(() => told.push('not to be had'));
    asked[1]?.fail();
    await settled();
    cache.want(10, 20, 20);
    void cache.whenThere().then(() => told.push('others'));
    cache.clear();
    await settled();
    expect(told).toEqual(['there', 'not to be had', 'others']);
  });
  it('keeps the rows of the later of two answers where the earlier one comes last', async () => {
    const { asked, cache } = harness();
    cache.want(0, 10, 4);
    cache.want(0, 10, 9);
    asked[1]?.answer('later');
    asked[0]?.answer('earlier');
    await settled();
    expect(cache.get(8)?.row.cells[0]).toBe('later');
    expect(asked).toHaveLength(2);
  });
  it('drops what is no longer wanted', async () => {
    const { asked, cache } = harness(1);
    cache.want(0, 10, 1000);
    for (let first = 100; first < 900; first += 100) cache.want(first, first + 10, 1000);
    asked[0]?.answer();
    await settled();
    expect(asked.map((a) => a.first)).toEqual([0, 780]);
  });
  it('asks again for a block that grew', async () => {
    const { asked, cache } = harness();
    cache.want(0, 10, 4);
    asked[0]?.answer();
    await settled();
    cache.want(0, 10, 4);
    expect(asked).toHaveLength(1);
    cache.want(0, 10, 9);
    expect(asked[1]).toMatchObject({ first: 0, count: 9 });
    expect(cache.get(3)?.row.number).toBe(4);
  });
  it('keeps old texts until the new ones are there', async () => {
    const { asked, cache } = harness();
    cache.want(0, 10, 10);
    asked[0]?.answer('old');
    await settled();
    cache.invalidate();
    expect(cache.get(0)?.row.cells[0]).toBe('old');
    asked[1]?.answer('new');
    await settled();
    expect(cache.get(0)?.row.cells[0]).toBe('new');
  });
  it('throws away answers that were asked before a change', async () => {
    const { asked, cache } = harness();
    cache.want(0, 10, 10);
    cache.clear();
    asked[0]?.answer('other capture');
    await settled();
    expect(cache.get(0)).toBeUndefined();
  });
  it('does not ask for ever when an answer is short or fails', async () => {
    const { asked, cache } = harness();
    cache.want(0, 10, 10);
    asked[0]?.answer('', 3);
    await settled();
    expect(asked).toHaveLength(1);
    cache.want(0, 10, 10);
    asked[1]?.fail();
    await settled();
    expect(asked).toHaveLength(2);
  });
  it('forgets the blocks unused for longest', async () => {
    const { asked, cache } = harness();
    for (let first = 0; first < 60; first += 10) {
      cache.want(first, first + 10, first + 10);
      asked.at(-1)?.answer();
      await settled();
    }
    expect(cache.get(0)).toBeUndefined();
    expect(cache.get(59)).toBeDefined();
  });
});
