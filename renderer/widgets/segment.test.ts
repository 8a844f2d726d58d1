// Holds the sliding segment's arithmetic to its edges: first row, last row, and every length between.
import { describe, expect, it } from 'vitest';
import { drawnRange, rowAtThumb, SEGMENT_ROWS, segmentAround, slideSegment, thumbOf, topToShow } from './segment';

const TEN_MILLION = 10_000_000;

describe('segment', () => {
  it('stays below what Chromium can lay out, at 200 % zoom too', () => {
    expect(SEGMENT_ROWS * 44).toBeLessThan(2 ** 24);
  });
  it('does not slide when everything fits', () => {
    for (const row of [0, 50, 99]) expect(slideSegment(100, 0, row)).toBe(0);
    expect(segmentAround(100, 99)).toBe(0);
  });
  it('reaches the first and the last row', () => {
    expect(segmentAround(TEN_MILLION, 0)).toBe(0);
    expect(segmentAround(TEN_MILLION, TEN_MILLION - 1)).toBe(TEN_MILLION - SEGMENT_ROWS);
    expect(slideSegment(TEN_MILLION, TEN_MILLION - SEGMENT_ROWS, TEN_MILLION - 1)).toBe(TEN_MILLION - SEGMENT_ROWS);
  });
  it('slides only near an edge, and then puts the row in the middle', () => {
    expect(slideSegment(TEN_MILLION, 0, 100_000)).toBe(0);
    expect(slideSegment(TEN_MILLION, 0, 199_000)).toBe(99_000);
    expect(slideSegment(TEN_MILLION, 1_000_000, 1_001_000)).toBe(901_000);
  });
  it('comes back when the list became shorter', () => {
    expect(slideSegment(300_000, 900_000, 299_999)).toBe(100_000);
  });
});

describe('drawnRange', () => {
  it('is clamped to the list', () => {
    expect(drawnRange(10, 0, 5, 3)).toEqual({ first: 0, end: 10 });
    expect(drawnRange(100, 0, 5, 3)).toEqual({ first: 0, end: 12 });
    expect(drawnRange(100, 94.5, 5, 3)).toEqual({ first: 88, end: 100 });
    expect(drawnRange(0, 0, 5, 3)).toEqual({ first: 0, end: 0 });
  });
  it('covers the view with rows to spare, and always as many', () => {
    for (let top = 0; top <= 1000; top += 0.37) {
      const { first, end } = drawnRange(1_000_000, top, 18.4, 8);
      expect(end - first).toBe(36);
      expect(first).toBeLessThanOrEqual(top);
      expect(end).toBeGreaterThanOrEqual(top + 18.4);
    }
  });
});

describe('thumb', () => {
  it('goes from one end to the other, and back to the row', () => {
    expect(thumbOf(TEN_MILLION, 0, 20, 400).offset).toBe(0);
    const end = thumbOf(TEN_MILLION, TEN_MILLION - 20, 20, 400);
    expect(end.offset + end.length).toBeCloseTo(400);
    for (const row of [0, 5_000_000, TEN_MILLION - 20]) {
      const { offset } = thumbOf(TEN_MILLION, row, 20, 400);
      expect(rowAtThumb(TEN_MILLION, 20, 400, offset)).toBeCloseTo(row, 0);
    }
  });
  it('fills the track when everything is in view', () => {
    expect(thumbOf(5, 0, 20, 400)).toEqual({ offset: 0, length: 400 });
    expect(rowAtThumb(5, 20, 400, 30)).toBe(0);
  });
});

describe('topToShow', () => {
  it('moves no more than needed', () => {
    expect(topToShow(5, 0, 10.5)).toBe(0);
    expect(topToShow(10, 0, 10.5)).toBe(1);
    expect(topToShow(3, 7, 10)).toBe(3);
  });
});
