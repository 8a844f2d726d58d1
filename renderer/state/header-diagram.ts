// A layer's header as a diagram in the way of the RFCs: cells of bits in words of 32, made from the lines of the detail tree.
import type { Detail, DetailNode } from '../../shared/ipc/contract';
import { endOfSubtree, layerOf } from './detail-tree';

/** Bits from the beginning of the layer; `end` is one past the last. */
export interface BitCell {
  /** Line of the tree; -1: no line tells of these bits. */
  readonly node: number;
  readonly start: number;
  readonly end: number;
  /** Some of the bits were not captured. */
  readonly isCut: boolean;
}

/** A part of a cell that is a rectangle: `rows` words from `row`, columns `column` to `column + span` of 32. */
export interface CellPart {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly span: number;
}

export interface HeaderDiagram {
  readonly layer: number;
  readonly cells: readonly BitCell[];
  /** Bits of the layer that are not drawn because it is longer than a diagram is good for. */
  readonly more: number;
}

export const WORD = 32;
const MOST_BITS = 128 * 8;
/** A cell of more words than these is drawn as so many. */
const TALLEST = 3;

interface Bits {
  readonly start: number;
  readonly end: number;
}

/**
 * Bits that a line is about: its mask's, those that its label draws (`.... 0101 = `), or all of its bytes. A mask that is wider
 * than the line's bytes is one of the word of the line above it.
 */
export function bitsOf(node: DetailNode, above?: DetailNode): Bits | null {
  if (node.start < 0 || node.length <= 0) return null;
  const mask = node.mask >>> 0;
  if (mask !== 0) {
    const isWider = node.length < 4 && mask >>> (node.length * 8) !== 0;
    const word = isWider && above ? above : node;
    const end = (word.start + word.length) * 8;
    return { start: end - (32 - Math.clz32(mask)), end: end - (31 - Math.clz32(mask & -mask)) };
  }
  const start = node.start * 8;
  const drawn = /^([.01 ]+) = /.exec(node.label)?.[1]?.replaceAll(' ', '') ?? '';
  const first = drawn.search(/[01]/);
  if (first < 0 || drawn.length % 8 !== 0) return { start, end: start + node.length * 8 };
  return { start: start + first, end: start + drawn.replace(/\.+$/, '').length };
}

/** A line with the bits that it is about. */
interface Leaf extends Bits {
  readonly index: number;
}

/** Lines directly below `index` that have bytes of the same source and were read, not worked out. */
function childrenOf(nodes: readonly DetailNode[], index: number): readonly Leaf[] {
  const parent = nodes[index];
  const found: Leaf[] = [];
  const end = endOfSubtree(nodes, index);
  for (let i = index + 1; parent && i < end; i++) {
    const node = nodes[i];
    if (node?.depth !== parent.depth + 1 || node.source !== parent.source || node.generated) continue;
    const bits = bitsOf(node, parent);
    if (bits) found.push({ index: i, ...bits });
  }
  return found;
}

/** The line itself, or the lines below it where they divide it up. */
function leavesOf(nodes: readonly DetailNode[], whole: Leaf): readonly Leaf[] {
  const below = childrenOf(nodes, whole.index).filter(({ start, end }) => start >= whole.start && end <= whole.end);
  const length = whole.end - whole.start;
  const covered = below.reduce((sum, { start, end }) => sum + end - start, 0);
  if (below.some(({ start, end }) => end - start === length) || covered * 2 < length) return [whole];
  return below.flatMap((child) => leavesOf(nodes, child));
}

/** The diagram of the layer that a line belongs to; null where there is nothing to draw, as for the frame itself. */
export function headerDiagram(detail: Detail, selected: number): HeaderDiagram | null {
  const { nodes } = detail;
  const layer = layerOf(nodes, selected);
  const node = nodes[layer];
  const whole = node && bitsOf(node);
  if (!node || !whole || layer === 0) return null;
  const onWire = node.source === 0 ? (detail.ruler.find((part) => part.start === node.start)?.length ?? 0) : 0;
  const end = Math.max(whole.end - whole.start, onWire * 8);
  const shown = Math.min(end, MOST_BITS);
  const captured = (detail.sources[node.source]?.bytes.length ?? 0) * 8 - whole.start;
  const cells: BitCell[] = [];
  let at = 0;
  const add = (index: number, to: number): void => {
    if (to > at) cells.push({ node: index, start: at, end: to, isCut: to > captured });
    at = Math.max(at, to);
  };
  const leaves = childrenOf(nodes, layer).flatMap((child) => leavesOf(nodes, child));
  const placed = leaves.map(({ index, start, end: to }) => ({ index, start: start - whole.start, end: to - whole.start }));
  for (const { index, start, end: to } of placed.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at || start >= shown) continue;
    add(-1, start);
    add(index, Math.min(to, shown));
  }
  add(-1, Math.min(Math.max(at, captured), shown));
  add(-1, shown);
  return cells.length === 0 ? null : { layer, cells, more: end - shown };
}

/** Rectangles of a cell, given how many rows were left out above; the number left out grows by what this cell leaves out. */
function partsOf(cell: BitCell, leftOut: number): readonly [parts: readonly CellPart[], leftOut: number] {
  const parts: CellPart[] = [];
  let at = cell.start;
  let out = leftOut;
  while (at < cell.end) {
    const column = at % WORD;
    const row = Math.floor(at / WORD) - out;
    const words = column === 0 ? Math.floor((cell.end - at) / WORD) : 0;
    const span = words > 0 ? WORD : Math.min(WORD - column, cell.end - at);
    const rows = Math.max(1, Math.min(words, TALLEST));
    parts.push({ row, rows, column, span });
    out += Math.max(0, words - TALLEST);
    at += Math.max(1, words) * span;
  }
  return [parts, out];
}

export interface DrawnCell extends BitCell {
  readonly parts: readonly CellPart[];
  /** Part that the words stand in: the first of the largest. */
  readonly widest: number;
}

export function drawnCells({ cells }: HeaderDiagram): readonly DrawnCell[] {
  let leftOut = 0;
  return cells.map((cell) => {
    const [parts, out] = partsOf(cell, leftOut);
    leftOut = out;
    const areas = parts.map((part) => part.rows * part.span);
    return { ...cell, parts, widest: areas.indexOf(Math.max(...areas)) };
  });
}

/** The bits as a number, for fields too narrow for words. */
export function numberOf(cell: BitCell, bytes: Uint8Array): number {
  let value = 0;
  for (let bit = cell.start; bit < cell.end; bit++) value = value * 2 + (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  return value;
}
