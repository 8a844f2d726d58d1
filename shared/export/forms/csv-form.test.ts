// Cells of CSV: formulas that spreadsheets do not run.
import { expect, it } from 'vitest';
import { safeCell } from './csv-form';

it('puts an apostrophe in front of what would be run, and leaves numbers alone', () => {
  const cells = ['=1+1', '+cmd', '-cmd', '@SUM(A1)', '\tx', '-1', '+1.5', '-1.2.3', 'a=b', ''];
  expect(cells.map(safeCell)).toEqual(["'=1+1", "'+cmd", "'-cmd", "'@SUM(A1)", "'\tx", '-1', '+1.5', "'-1.2.3", 'a=b', '']);
});
