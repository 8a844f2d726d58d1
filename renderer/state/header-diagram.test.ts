// Bits of a line, and the cells of a header: nothing overlaps, nothing is left out.
import { describe, expect, it } from 'vitest';
import type { Detail, DetailNode } from '../../shared/ipc/contract';
import { bitsOf, drawnCells, headerDiagram, numberOf } from './header-diagram';

const node = (depth: number, label: string, start: number, length: number, mask = 0): DetailNode => ({
  depth, label, field: label.toLowerCase(), name: label, value: '', filter: '', source: 0, start, length, secret: false, generated: false, severity: '', mask, spec: '', tcpdump: '',
});
const detail = (nodes: readonly DetailNode[], captured = 100, ruler: Detail['ruler'] = []): Detail => ({
  number: 1, caplen: captured, len: 100, nodes, sources: [{ name: '', bytes: new Uint8Array(captured).fill(0xa5) }], ruler,
});
const LAYER = [node(0, 'Frame', 0, 100), node(0, 'Layer', 14, 8)];

describe('bitsOf', () => {
  it('takes a mask of the word above where it is wider than the line', () => {
    expect(bitsOf(node(2, '000. .... .... = A', 46, 1, 0xe00), node(1, 'Flags', 46, 2, 0xfff))).toEqual({ start: 372, end: 375 });
    expect(bitsOf(node(2, '.... .... ...1 = A', 47, 1, 1), node(1, 'Flags', 46, 2, 0xfff))).toEqual({ start: 383, end: 384 });
  });
  it('takes whole bytes, a mask, or what the label draws', () => {
    expect(bitsOf(node(1, 'A', 2, 2))).toEqual({ start: 16, end: 32 });
    expect(bitsOf(node(1, 'A', 0, 2, 0x1fff))).toEqual({ start: 3, end: 16 });
    expect(bitsOf(node(1, 'A', 0, 4, 0x80000000))).toEqual({ start: 0, end: 1 });
    expect(bitsOf(node(1, '.... 0101 = A: 5', 0, 1))).toEqual({ start: 4, end: 8 });
    expect(bitsOf(node(1, '.1.. .... = A: Set', 0, 1))).toEqual({ start: 1, end: 2 });
    expect(bitsOf(node(1, 'A', -1, 0))).toBeNull();
  });
});

describe('headerDiagram', () => {
  it('divides flags up and keeps an address whole', () => {
    const nodes = [...LAYER, node(1, 'Address', 14, 6), node(2, '.... ...1 = Group', 14, 1), node(1, 'Flags', 20, 1), node(2, '1111 .... = A', 20, 1), node(2, '.... 1111 = B', 20, 1), node(1, 'Rest', 21, 1)];
    const cells = headerDiagram(detail(nodes), 2)?.cells ?? [];
    expect(cells.map((c) => [nodes[c.node]?.label, c.start, c.end])).toEqual([['Address', 0, 48], ['1111 .... = A', 48, 52], ['.... 1111 = B', 52, 56], ['Rest', 56, 64]]);
  });
  it('fills what no line tells of, and marks what was not captured', () => {
    const cells = headerDiagram(detail([...LAYER, node(1, 'B', 16, 2)], 20, [{ label: 'L', start: 14, length: 12 }]), 1)?.cells ?? [];
    expect(cells.map((c) => [c.node, c.start, c.end, c.isCut])).toEqual([[-1, 0, 16, false], [2, 16, 32, false], [-1, 32, 48, false], [-1, 48, 96, true]]);
  });
  it('draws nothing for the frame', () => expect(headerDiagram(detail(LAYER), 0)).toBeNull());
});

describe('drawnCells', () => {
  it('splits at words, and shortens what is long', () => {
    const nodes = [node(0, 'Frame', 0, 100), node(0, 'Layer', 0, 60), node(1, 'A', 0, 6), node(1, 'B', 6, 46), node(1, 'C', 52, 8)];
    const diagram = headerDiagram(detail(nodes), 1);
    const drawn = diagram ? drawnCells(diagram) : [];
    expect(drawn.map((c) => c.parts)).toEqual([
      [{ row: 0, rows: 1, column: 0, span: 32 }, { row: 1, rows: 1, column: 0, span: 16 }],
      [{ row: 1, rows: 1, column: 16, span: 16 }, { row: 2, rows: 3, column: 0, span: 32 }],
      [{ row: 5, rows: 2, column: 0, span: 32 }],
    ]);
    expect(drawn[1]?.widest).toBe(1);
  });
  it('reads bits as a number', () => expect(numberOf({ node: 0, start: 4, end: 12, isCut: false }, new Uint8Array([0x12, 0x34]))).toBe(0x23));
});
