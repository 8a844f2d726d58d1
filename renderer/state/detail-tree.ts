// The detail tree as data: paths by which its lines are known again in another frame, and which lines are to be seen.
import type { Detail, DetailNode } from '../../shared/ipc/contract';

/** A line's own part of its path: its field, or its words up to the first value. */
function stepOf(node: DetailNode): string {
  if (node.field !== '') return node.field;
  return node.name !== '' ? node.name : node.label.replace(/[0-9:].*$/s, '').trim();
}

/** One path per node, such as `tcp/tcp.flags/tcp.flags.syn`; a second equal one among siblings gets `#2`. */
export function pathsOf(nodes: readonly DetailNode[]): readonly string[] {
  const stack: string[] = [];
  const seen = new Map<string, number>();
  return nodes.map((node) => {
    const parent = node.depth === 0 ? '' : `${stack[node.depth - 1] ?? ''}/`;
    const plain = parent + stepOf(node);
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    const path = times === 1 ? plain : `${plain}#${times}`;
    stack[node.depth] = path;
    return path;
  });
}

export function hasChildren(nodes: readonly DetailNode[], index: number): boolean {
  const node = nodes[index];
  const next = nodes[index + 1];
  return node !== undefined && next !== undefined && next.depth > node.depth;
}

export function parentOf(nodes: readonly DetailNode[], index: number): number {
  const depth = nodes[index]?.depth ?? 0;
  for (let i = index - 1; i >= 0; i--) if ((nodes[i]?.depth ?? 0) < depth) return i;
  return -1;
}

/** One past the last line below `index`. */
export function endOfSubtree(nodes: readonly DetailNode[], index: number): number {
  const depth = nodes[index]?.depth ?? 0;
  let end = index + 1;
  while (end < nodes.length && (nodes[end]?.depth ?? 0) > depth) end++;
  return end;
}

export function layerOf(nodes: readonly DetailNode[], index: number): number {
  let i = index;
  while (i > 0 && (nodes[i]?.depth ?? 0) > 0) i--;
  return i;
}

/** Open at first: layers above the network, and the last one; frame, link and network headers are one line each. */
export function opensByDefault(nodes: readonly DetailNode[], index: number): boolean {
  if (nodes[index]?.depth !== 0) return false;
  let layer = 0;
  for (let i = 0; i < index; i++) if (nodes[i]?.depth === 0) layer++;
  return layer >= 3 || endOfSubtree(nodes, index) === nodes.length;
}

export interface Tree {
  readonly detail: Detail;
  readonly paths: readonly string[];
}

export function isExpanded(tree: Tree, expansion: ReadonlyMap<string, boolean>, index: number): boolean {
  const path = tree.paths[index];
  return (path === undefined ? undefined : expansion.get(path)) ?? opensByDefault(tree.detail.nodes, index);
}

/** Indexes of the lines that are to be seen. */
export function visibleLines(tree: Tree, expansion: ReadonlyMap<string, boolean>): readonly number[] {
  const { nodes } = tree.detail;
  const lines: number[] = [];
  for (let i = 0; i < nodes.length; ) {
    lines.push(i);
    i = !hasChildren(nodes, i) || isExpanded(tree, expansion, i) ? i + 1 : endOfSubtree(nodes, i);
  }
  return lines;
}

/** A line split as it is drawn: name, value in the data font, and the rest. */
export interface LineParts {
  readonly name: string;
  readonly value: string;
  readonly rest: string;
}

export function partsOf(node: DetailNode): LineParts {
  if (node.depth === 0) return layerParts(node);
  const at = node.name === '' ? -1 : node.label.indexOf(`${node.name}:`);
  // Bit lines (`.... 0000 = Version: 4`) are already aligned by their dots: one text in the data font.
  if (at !== 0) return /^[.01 ]+= /.test(node.label) ? { name: '', value: node.label, rest: '' } : { name: node.label, value: '', rest: '' };
  const text = node.label.slice(node.name.length + 1).trim();
  const [, value, rest] = /^(.*?\S)\s+(\(.*\))$/s.exec(text) ?? [];
  return value !== undefined && rest !== undefined ? { name: node.name, value, rest } : { name: node.name, value: text, rest: '' };
}

/** `Frame 36` is the name of a layer, not `Frame`: what follows the name directly belongs to it where it is short. */
function layerParts(node: DetailNode): LineParts {
  const known = node.name !== '' && node.label.startsWith(node.name) ? node.name.length : 0;
  const comma = node.label.slice(known).search(/[,:]\s/);
  const end = comma < 0 || (known > 0 && comma > 12) ? known || node.label.length : known + comma;
  return { name: node.label.slice(0, end), value: '', rest: node.label.slice(end).replace(/^[,:]\s*/, '').trim() };
}
