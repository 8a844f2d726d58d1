// Holds the byte grid to being its own inverse.
import { describe, expect, it } from 'vitest';
import { asciiColumn, byteAtColumn, bytesPerLine, hexColumn, lineWidth, offsetWidthOf } from './byte-grid';

describe('byte grid', () => {
  it.each([
    [16, false],
    [8, false],
    [8, true],
    [4, true],
    [4, false],
    [2, true],
  ])('finds each of %i bytes again, bits %s', (perLine, bits) => {
    const grid = { perLine, bits, offsetWidth: 4 };
    for (let i = 0; i < perLine; i++) {
      expect(byteAtColumn(grid, hexColumn(grid, i))).toBe(i);
      expect(byteAtColumn(grid, hexColumn(grid, i) + (bits ? 7.9 : 1.9))).toBe(i);
      expect(byteAtColumn(grid, asciiColumn(grid, i) + 0.5)).toBe(i);
    }
    expect(byteAtColumn(grid, 0)).toBeNull();
    expect(byteAtColumn(grid, lineWidth(grid) + 1)).toBeNull();
  });
  it('takes the wide line when it fits', () => {
    expect(bytesPerLine(false, 4, lineWidth({ perLine: 16, bits: false, offsetWidth: 4 }))).toBe(16);
    expect(bytesPerLine(false, 4, 60)).toBe(8);
    expect(bytesPerLine(true, 4, 60)).toBe(4);
    expect(bytesPerLine(false, 4, 30)).toBe(4);
    expect(bytesPerLine(true, 4, 30)).toBe(2);
  });
  it('widens the offset for large frames', () => {
    expect([0, 1484, 65536, 65537].map(offsetWidthOf)).toEqual([4, 4, 4, 5]);
  });
});
