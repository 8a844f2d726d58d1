// Holds column changes to their words: insert before Info, move, and an order of asking that never changes.
import { expect, it } from 'vitest';
import { changeColumn, columnsToFetch, DEFAULT_COLUMNS, insertColumn, linkFields, moveColumn, toggleColumns, withoutLinkFields, type Column } from './columns';

const ids = (columns: readonly Column[]): string => columns.map((c) => c.id).join(' ');
const seq: Column = { id: 'tcp.seq', title: 'Sequence Number', width: null, align: 'right' };

it('puts a new column before Info, once', () => {
  const columns = insertColumn(insertColumn(DEFAULT_COLUMNS, seq), seq);
  expect(ids(columns)).toBe('number time source destination protocol length tcp.seq info');
});
it('moves a column to a place', () => {
  expect(ids(moveColumn(DEFAULT_COLUMNS, 'info', 0))).toBe('info number time source destination protocol length');
  expect(ids(moveColumn(DEFAULT_COLUMNS, 'number', 99))).toBe('time source destination protocol length info number');
});
it('asks in one order, whatever is shown where', () => {
  expect(columnsToFetch(moveColumn(DEFAULT_COLUMNS, 'info', 0))).toEqual(columnsToFetch(DEFAULT_COLUMNS));
});
it('changes one column only', () => {
  expect(changeColumn(DEFAULT_COLUMNS, 'time', { width: 200 }).filter((c) => c.width !== null)).toHaveLength(1);
});
it('puts the link-level columns in front of Source as one, and takes them away again', () => {
  const link = linkFields('EN10MB').map(([id]): Column => ({ id, title: id, width: null, align: 'left' }));
  const columns = toggleColumns(DEFAULT_COLUMNS, link);
  expect(ids(columns)).toBe('number time eth.src eth.dst eth.type source destination protocol length info');
  expect(toggleColumns(columns, link)).toEqual(DEFAULT_COLUMNS);
  expect(ids(toggleColumns(columns.filter((c) => c.id !== 'eth.dst'), link))).toBe(ids(columns));
});
it('leaves out the link-level columns of every link type, and no other', () => {
  const both = [...linkFields('EN10MB'), ...linkFields('LINUX_SLL2')].map(([id]): Column => ({ id, title: id, width: null, align: 'left' }));
  expect(withoutLinkFields(toggleColumns(insertColumn(DEFAULT_COLUMNS, { id: 'ip.ttl', title: 'TTL', width: null, align: 'left' }), both)).map(({ id }) => id)).toEqual(['number', 'time', 'source', 'destination', 'protocol', 'length', 'ip.ttl', 'info']);
});
it('knows what tcpdump -e has for other link types', () => {
  expect(['NULL', 'LOOP', 'LINUX_SLL2', 'RAW'].map((name) => linkFields(name)[0][0])).toEqual(['null.family', 'null.family', 'sll.pkttype', 'eth.src']);
});
