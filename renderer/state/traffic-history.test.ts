// Rates from counters: plain seconds, gaps, a device that begins anew, the minute's end.
import { describe, expect, it } from 'vitest';
import { HISTORY_SECONDS, NO_TRAFFIC, withReading } from './traffic-history';

const reading = (atMs: number, packets: number, bytes: number) => ({ atMs, interfaces: [{ name: 'eth0', netns: '', packets, bytes }] });
const rates = (history: typeof NO_TRAFFIC) => history.interfaces.get('|eth0')?.rates;

describe('traffic history', () => {
  it('has no rate after one reading, and bits and frames a second after two', () => {
    const first = withReading(NO_TRAFFIC, reading(1000, 10, 1000));
    expect(rates(first)).toEqual([]);
    expect(rates(withReading(first, reading(3000, 30, 2000)))).toEqual([{ bits: 4000, frames: 10 }, { bits: 4000, frames: 10 }]);
  });
  it('shows no burst where a device was made anew', () => {
    const first = withReading(NO_TRAFFIC, reading(1000, 10, 1000));
    const anew = withReading(first, reading(2000, 1, 60));
    expect(rates(anew)).toEqual([]);
    expect(rates(withReading(anew, reading(3000, 2, 120)))).toEqual([{ bits: 480, frames: 1 }]);
  });
  it('leaves out a reading right after another, and forgets devices that are gone', () => {
    const first = withReading(NO_TRAFFIC, reading(1000, 10, 1000));
    expect(withReading(first, reading(1100, 20, 2000))).toBe(first);
    expect(withReading(first, { atMs: 2000, interfaces: [] }).interfaces.size).toBe(0);
  });
  it('keeps one minute', () => {
    let history = NO_TRAFFIC;
    for (let second = 1; second <= 100; second++) history = withReading(history, reading(second * 1000, second * second, 0));
    expect(rates(history)).toHaveLength(HISTORY_SECONDS);
    expect(rates(history)?.at(-1)?.frames).toBe(100 * 100 - 99 * 99);
  });
});
