// Rows and trees as text: what a field holds can end neither a cell nor a string.
import { expect, test } from 'vitest';
import { rowAsCsv, rowAsYaml, treeAsText } from './row-text';

const CELLS = [['number', '7'], ['info', 'a "b", c\n=1+1'], ['source', '=cmd()'], ['time', '0.000001'], ['length', '007']] as const;

test('CSV', () => {
  expect(rowAsCsv(CELLS)).toBe('number,info,source,time,length\r\n7,"a ""b"", c\n=1+1",\'=cmd(),0.000001,007\r\n');
});

test('YAML', () => {
  expect(rowAsYaml(CELLS)).toBe('- number: 7\n  info: "a \\"b\\", c\\n=1+1"\n  source: "=cmd()"\n  time: "0.000001"\n  length: "007"\n');
});

test('a tree', () => {
  expect(treeAsText([{ depth: 0, label: 'Frame 1' }, { depth: 1, label: 'Length: 60' }])).toBe('Frame 1\n    Length: 60\n');
});
