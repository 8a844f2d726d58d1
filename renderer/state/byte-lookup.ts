// From a byte to the line that says most about it, and from a line to its bytes.
import type { DetailNode } from '../../shared/ipc/contract';
import { layerOf } from './detail-tree';

/** Bytes start ≤ i < end of one source. */
export interface ByteRange {
  readonly source: number;
  readonly start: number;
  readonly end: number;
}

export function rangeOf(node: DetailNode | undefined): ByteRange | null {
  if (!node || node.start < 0 || node.length <= 0) return null;
  return { source: node.source, start: node.start, end: node.start + node.length };
}

/** Deepest line that covers the byte; among equals the shortest, then one that was read rather than worked out. -1 = none. */
export function nodeAtByte(nodes: readonly DetailNode[], source: number, byte: number): number {
  let best = -1;
  nodes.forEach((node, index) => {
    const range = rangeOf(node);
    if (!range || range.source !== source || byte < range.start || byte >= range.end) return;
    if (best < 0 || isBetter(node, nodes[best])) best = index;
  });
  return best;
}

function isBetter(a: DetailNode, b: DetailNode | undefined): boolean {
  if (!b) return true;
  if (a.generated !== b.generated) return !a.generated;
  if (a.depth !== b.depth) return a.depth > b.depth;
  return a.length < b.length;
}

/** Bytes of the layer around a line; null for the frame's own line, which would be everything. */
export function layerRangeOf(nodes: readonly DetailNode[], index: number): ByteRange | null {
  const layer = layerOf(nodes, index);
  return layer === 0 || layer === index ? null : rangeOf(nodes[layer]);
}
