// Choosing interfaces: one, more with Ctrl, a range with Shift, and what is left when one goes.
import { describe, expect, it } from 'vitest';
import { choose, keepPresent, NOTHING_CHOSEN } from './interface-choice';

const KEYS = ['|a', '|b', '|c', '|d'];

describe('interface choice', () => {
  it('is one, several, or a range in either direction', () => {
    const one = choose(NOTHING_CHOSEN, KEYS, '|b', 'only');
    expect(one.chosen).toEqual(['|b']);
    expect(choose(one, KEYS, '|d', 'toggle').chosen).toEqual(['|b', '|d']);
    expect(choose(one, KEYS, '|b', 'toggle').chosen).toEqual([]);
    const range = choose(one, KEYS, '|d', 'range');
    expect(range.chosen).toEqual(['|b', '|c', '|d']);
    expect(choose(range, KEYS, '|a', 'range').chosen).toEqual(['|a', '|b']);
  });
  it('moves the keys’ place without choosing', () => {
    expect(choose(choose(NOTHING_CHOSEN, KEYS, '|b', 'only'), KEYS, '|c', 'go')).toEqual({ chosen: ['|b'], current: '|c', anchor: '|b' });
  });
  it('forgets what is gone and stays the same object otherwise', () => {
    const both = choose(choose(NOTHING_CHOSEN, KEYS, '|a', 'only'), KEYS, '|b', 'toggle');
    expect(keepPresent(both, ['|a'])).toEqual({ chosen: ['|a'], current: '|a', anchor: '|a' });
    expect(keepPresent(both, KEYS)).toBe(both);
  });
});
