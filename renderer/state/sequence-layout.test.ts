// Where rows of a sequence diagram stand.
import { describe, expect, it } from 'vitest';
import { SequenceLayout } from './sequence-layout';

const TIMES = [0, 10, 20, 30, 100_000, 100_010];
const BOXES = [{ first: 0, last: 2, afterGap: false }, { first: 3, last: 3, afterGap: false }, { first: 4, last: 5, afterGap: true }];
const ys = (layout: SequenceLayout, rows = TIMES.length): number[] => Array.from({ length: rows }, (_, i) => layout.y(i));

describe('A07: the layout of a sequence diagram', () => {
  it('evenly: the same step from row to row of a box, whatever the times', () => {
    const layout = new SequenceLayout(TIMES, BOXES, { spacing: 'even', zoom: 1 });
    const [a, b, c] = ys(layout);
    expect(b! - a!).toBe(c! - b!);
    expect(layout.edges(0).bottom).toBeLessThan(layout.edges(1).top);
    expect(layout.gapAt(2)).toBeGreaterThan(layout.edges(1).bottom);
    expect(layout.gapAt(2)).toBeLessThan(layout.edges(2).top);
  });
  it('to scale: distances are as the times, but for gaps', () => {
    const layout = new SequenceLayout([0, 10, 40, 1_000_000, 1_000_010], [{ first: 0, last: 2, afterGap: false }, { first: 3, last: 4, afterGap: true }], { spacing: 'scale', zoom: 1 });
    const [a, b, c, d, e] = ys(layout, 5);
    expect((c! - b!) / (b! - a!)).toBeCloseTo(3);
    expect(e! - d!).toBeCloseTo(b! - a!);
    expect(d! - c!).toBeLessThan(100);
  });
  it('finds rows and boxes by height, and grows with the zoom', () => {
    const layout = new SequenceLayout(TIMES, BOXES, { spacing: 'even', zoom: 1 });
    for (const row of TIMES.keys()) {
      expect(layout.nearest(layout.y(row) + 3)).toBe(row);
      expect(layout.rowAt(layout.y(row))).toBe(row);
    }
    expect(layout.nearest(-100)).toBe(0);
    expect(layout.nearest(1e9)).toBe(5);
    expect(layout.boxesBetween(3, 5)).toEqual({ first: 1, end: 3 });
    expect(new SequenceLayout(TIMES, BOXES, { spacing: 'even', zoom: 2 }).height).toBeGreaterThan(layout.height);
  });
  it('to scale: of rows that stand at one place few are drawn, and none of those that stand apart is left out', () => {
    const times = Array.from({ length: 100_000 }, (_, i) => (i < 50 ? i * 1e6 : 50e6 + i));
    const layout = new SequenceLayout(times, [{ first: 0, last: times.length - 1, afterGap: false }], { spacing: 'scale', zoom: 1 });
    const rows = layout.apart(0, times.length);
    expect(rows.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    const { first, end } = layout.between(layout.height - 2000, layout.height);
    expect(end - first).toBeGreaterThan(20_000);
    expect(layout.apart(first, end).length).toBeLessThan(700);
    expect(new SequenceLayout(TIMES, BOXES, { spacing: 'even', zoom: 1 }).apart(1, 6)).toEqual([1, 2, 3, 4, 5]);
  });
  it('stays lower than elements may be', () => {
    const times = Array.from({ length: 500_000 }, (_, i) => i);
    expect(new SequenceLayout(times, [], { spacing: 'even', zoom: 4 }).height).toBeLessThan(30_000_000);
  });
});
