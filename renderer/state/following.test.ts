// Holds the list to following only the newest frame, and to asking for what it shows.
import { describe, expect, it } from 'vitest';
import { followsAfterSelecting, tailOf } from './following';

describe('following', () => {
  it('ends when anything but the newest frame is selected, and does not begin by itself', () => {
    expect(followsAfterSelecting(true, 98, 100)).toBe(false);
    expect(followsAfterSelecting(true, 99, 100)).toBe(true);
    expect(followsAfterSelecting(false, 99, 100)).toBe(false);
  });
  it('asks for a view of rows that ends with the newest', () => {
    expect(tailOf(1000, 30)).toBeLessThanOrEqual(970);
    expect(tailOf(5, 30)).toBe(0);
  });
});
