// Intervals as they are read.
import { describe, expect, it } from 'vitest';
import { exactSeconds, formatInterval } from './format-interval';

describe('intervals', () => {
  it.each([[7, '7 ns'], [69_000, '69 µs'], [1500, '1.5 µs'], [12_345_678, '12.3 ms'], [999_718_000, '1 s'], [1_203_999_999, '1.204 s']])('%d is %s', (nanoseconds, text) => {
    expect(formatInterval(nanoseconds).replace('\u202f', ' ')).toBe(text);
  });
  it('exactly, with the digits that the file has', () => {
    expect(exactSeconds(10_003_959_000, 6)).toBe('10.003959');
    expect(exactSeconds(-5_000, 6)).toBe('-0.000005');
    expect(exactSeconds(1, 9)).toBe('0.000000001');
    expect(exactSeconds(2e9, 0)).toBe('2');
  });
});
