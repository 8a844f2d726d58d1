// Frame sets against JavaScript's own Set.
import { describe, expect, it } from 'vitest';
import { FrameSet, framesUpTo, maskOf } from './frame-set';

describe('a frame set', () => {
  it('holds what a Set holds, and finds neighbours as a sorted list does', () => {
    const set = new FrameSet();
    const model = new Set<number>();
    let seed = 7;
    for (let i = 0; i < 500; i++) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      const frame = 1 + ((seed >>> 8) % 3000);
      set.flip(maskOf(frame));
      if (!model.delete(frame)) model.add(frame);
    }
    const sorted = [...model].sort((a, b) => a - b);
    expect([...set]).toEqual(sorted);
    expect(set.count).toBe(sorted.length);
    for (let frame = 0; frame <= 3100; frame++) {
      expect(set.has(frame)).toBe(model.has(frame));
      expect(set.nearest(frame, 1)).toBe(sorted.find((f) => f > frame) ?? 0);
      expect(set.nearest(frame, -1)).toBe(sorted.findLast((f) => f < frame) ?? 0);
      expect(set.atOrBefore(frame)).toBe(sorted.findLast((f) => f <= frame) ?? 0);
    }
  });
  it.each([1, 30, 31, 32, 33, 63, 64, 1000])('has all frames up to %i', (last) => {
    expect([...framesUpTo(last)]).toEqual(Array.from({ length: last }, (_, i) => i + 1));
  });
  it('is its ranges', () => {
    const ranges = [[1, 1], [3, 70], [96, 127], [200, 500]] as const;
    const set = FrameSet.ofRanges(ranges);
    expect(set.ranges()).toEqual(ranges);
    expect(set.count).toBe([...set].length);
    expect(set.count).toBe(1 + 68 + 32 + 301);
  });
  it('tells what must change, and takes it back by doing it again', () => {
    const set = FrameSet.from([2, 5, 40]);
    expect(set.maskTo(true, FrameSet.from([2, 5]))).toBeNull();
    const mask = set.maskTo(true, framesUpTo(70));
    if (!mask) throw new Error('a mask is expected');
    set.flip(mask);
    expect(set.count).toBe(70);
    set.flip(mask);
    expect([...set]).toEqual([2, 5, 40]);
    const out = set.maskTo(false, framesUpTo(10));
    if (out) set.flip(out);
    expect([...set]).toEqual([40]);
  });
});
