// Holds the number formats to the look's examples.
import { expect, it } from 'vitest';
import { formatBits, formatBuffer, formatBytes, formatCount, formatSeconds, formatShare } from './format-quantity';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

it('groups thousands', () => {
  expect([0, 43, 999, 1484, 184203, 10_000_000].map((n) => plain(formatCount(n)))).toEqual(['0', '43', '999', '1 484', '184 203', '10 000 000']);
});
it('shows bytes with three digits at most', () => {
  expect([0, 755, 999, 1000, 25803, 131_000_000, 999_960].map((n) => plain(formatBytes(n)))).toEqual(['0 B', '755 B', '999 B', '1.0 kB', '25.8 kB', '131 MB', '1.0 MB']);
});
it('shows short and long times', () => {
  expect([0.21, 12.4, 185].map((n) => plain(formatSeconds(n)))).toEqual(['0.2 s', '12 s', '3 min 05 s']);
});
it('says rates in bits, and shares that are neither nothing nor all', () => {
  expect([0, 483, 2_234_000, 131_400_000_000].map(formatBits)).toEqual(['0\u202fbit', '483\u202fbit', '2.2\u202fMbit', '131\u202fGbit']);
  expect([0, 0.00001, 0.0001, 0.0144, 0.56, 0.9999, 1].map(formatShare)).toEqual(['0', '< 0.01', '0.01', '1.4', '56', '99', '100']);
});
it('says buffers by 1024', () => {
  expect([262_144, 33_554_432].map(formatBuffer)).toEqual(['256\u202fkB', '32\u202fMB']);
});
