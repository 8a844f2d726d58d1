// How two frames differ: field by field and byte by byte.
import type { Detail, DetailNode, FrameDifference } from '../ipc/contract';

export function frameDifference(a: Detail, b: Detail): FrameDifference {
  const left = keyed(a.nodes);
  const right = keyed(b.nodes);
  const fields: { field: string; name: string; a: string; b: string }[] = [];
  for (const [key, node] of left) {
    const other = right.get(key);
    if (other?.label !== node.label) fields.push({ field: node.field, name: node.name, a: node.label, b: other?.label ?? '' });
  }
  for (const [key, node] of right) if (!left.has(key)) fields.push({ field: node.field, name: node.name, a: '', b: node.label });
  return { a: a.number, b: b.number, fields, bytes: differingBytes(a.sources[0]!.bytes, b.sources[0]!.bytes) };
}

/** Lines of both trees meet under the path of field names that leads to them, and their count there. */
function keyed(nodes: readonly DetailNode[]): Map<string, DetailNode> {
  const map = new Map<string, DetailNode>();
  const path: string[] = [];
  const counts = new Map<string, number>();
  for (const node of nodes) {
    path.length = node.depth;
    path.push(node.field || node.label.replace(/\d+/g, '#'));
    const key = path.join('/');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    path[node.depth] = `${path[node.depth]!}[${count}]`;
    map.set(`${key}[${count}]`, node);
  }
  return map;
}

/** Runs of bytes that differ; what only the longer one has counts as different. */
function differingBytes(a: Uint8Array, b: Uint8Array): { start: number; length: number }[] {
  const runs: { start: number; length: number }[] = [];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    const last = runs.at(-1);
    if (last && last.start + last.length === i) last.length++;
    else runs.push({ start: i, length: 1 });
  }
  return runs;
}
