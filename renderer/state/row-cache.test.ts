// Holds the row cache to fetching little, dropping what is stale and never showing rows of another capture.
import { describe, expect, it } from 'vitest';
import type { Row } from '../../shared/ipc/contract';
import { RowCache, type RowBlock } from './row-cache';

const row = (number: number, text = ''): Row => ({ number, cells: [text], rule: 0, stream: '', side: '', silence: '', marked: false, ignored: false, reference: false, commented: false });
const blockOf = (first: number, count: number, text = ''): RowBlock => ({ columns: ['info'], rows: Array.from({ length: count }, (_, i) => row(first + i + 1, text)) });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function harness(parallel = 2) {
  const asked: { first: number; count: number; answer: (text?: string, rows?: number) => void; fail: () => void }[] = [];
  const state = { changes: 0 };
  const cache = new RowCache({
    blockRows: 10,
    maxBlocks: 4,
    parallel,
    changed: () => void state.changes++,
    fetchBlock: (first, count) =>
      new Promise((resolve, reject) => {
        asked.push({ first, count, answer: (text, rows) => resolve(blockOf(first, rows ?? count, text)), fail: () => reject(new Error('no')) });
      }),
  });
  return { asked, cache, state };
}

describe('RowCache', () => {
  it('asks for the blocks on screen, nearest to the middle first', async () => {
    const { asked, cache } = harness(9);
    cache.want(5, 38, 1000);
    expect(asked.map((a) => a.first)).toEqual([10, 20, 0, 30]);
    for (const a of asked) a.answer();
    await settled();
    expect(cache.get(37)?.row.number).toBe(38);
    expect(cache.get(40)).toBeUndefined();
  });
  it('drops what is no longer wanted', async () => {
    const { asked, cache } = harness(1);
    cache.want(0, 10, 1000);
    for (let first = 100; first < 900; first += 100) cache.want(first, first + 10, 1000);
    asked[0]?.answer();
    await settled();
    expect(asked.map((a) => a.first)).toEqual([0, 800]);
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
      cache.want(first, first + 10, 100);
      asked.at(-1)?.answer();
      await settled();
    }
    expect(cache.get(0)).toBeUndefined();
    expect(cache.get(59)).toBeDefined();
  });
});
