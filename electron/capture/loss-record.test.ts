// Where packets were lost, and how fast they came.
import { expect, test } from 'vitest';
import { LossRecord } from './loss-record';
import { Rates } from './rates';

test('losses close together are one place; the packets add up, whatever is joined', () => {
  const record = new LossRecord();
  record.add(100, 0, 1);
  record.add(100, 7, 2);
  record.add(150, 3, 2.2);
  record.add(900, 5, 9);
  expect(record.list).toEqual([{ after: 100, packets: 10, atSeconds: 2 }, { after: 900, packets: 5, atSeconds: 9 }]);
  for (let i = 0; i < 5_000; i++) record.add(1_000 + i, 1, 10 + i);
  expect(record.list.length).toBe(1_000);
  expect(record.list.reduce((sum, { packets }) => sum + packets, 0)).toBe(5_015);
});

test('rates are those of the last second, not of the whole capture', () => {
  const rates = new Rates();
  expect(rates.over(10_000, 50, 1_000)).toEqual({ packets: 50, bits: 8_000 });
  rates.over(10_500, 50, 1_000);
  rates.over(11_000, 150, 2_000);
  expect(rates.over(11_500, 250, 3_000)).toEqual({ packets: 200, bits: 16_000 });
  expect(rates.over(13_000, 250, 3_000).packets).toBe(0);
});
