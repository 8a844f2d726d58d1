// The curve's place: newest at the right edge, the highest near the top, little traffic near the bottom.
import { expect, it } from 'vitest';
import { sparklinePath } from './sparkline';

it('ends at the right edge and reaches the top with its peak', () => {
  expect(sparklinePath([0, 5000, 2500], 3)).toBe('M0.0 29.0L90.0 2.0L180.0 15.5');
});
it('leaves room at the left for what was not measured', () => {
  expect(sparklinePath([1000, 1000], 60).startsWith('M176.9 ')).toBe(true);
});
it('shows a single small packet as little', () => {
  expect(sparklinePath([0, 100], 2)).toBe('M0.0 29.0L180.0 26.3');
});
