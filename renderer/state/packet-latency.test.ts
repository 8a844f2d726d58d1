// Figures of many latencies.
import { expect, test } from 'vitest';
import { latencyFigures } from './packet-latency';

test('median and 99th percentile, whatever the order', () => {
  expect(latencyFigures([])).toBeNull();
  expect(latencyFigures([40.4])).toEqual({ median: 40, p99: 40 });
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(latencyFigures(hundred)).toEqual({ median: 51, p99: 100 });
});
