// A frame's detail tree as the interface gets it: flat lines, byte sources, and the ruler of header lengths.
import type { FrameBytes } from '../dissect/dissector';
import { fieldFilter, fieldValue, printedLine } from '../dissect/field-text';
import type { Registry } from '../dissect/registry';
import type { TreeNode } from '../dissect/tree-node';
import type { Detail, DetailNode } from '../ipc/contract';

export function detailOf(number: number, source: FrameBytes, nodes: readonly TreeNode[], made: readonly { readonly name: string; readonly bytes: Uint8Array }[], registry: Registry): Detail {
  const bytes = source.bytes.slice(source.at, source.at + source.caplen);
  const sources = [{ name: 'Frame', bytes }, ...made];
  return {
    number, caplen: source.caplen, len: source.len,
    nodes: nodes.map((node) => lineOf(node, sources[node.source]?.bytes.length ?? 0, registry)),
    sources,
    ruler: rulerOf(nodes, source.len, registry),
  };
}

/** A line covers no more bytes than there are, whatever length the packet claims. */
function lineOf(node: TreeNode, size: number, registry: Registry): DetailNode {
  const start = node.start > size ? -1 : node.start;
  const f = node.field;
  const layer = f?.type === 'protocol' ? registry.protocols[registry.indexOf(f.name)] : undefined;
  return {
    depth: node.depth, label: printedLine(node), field: f?.name ?? '', name: f?.label ?? '',
    value: f === null || f.type === 'protocol' || f.type === 'none' ? '' : fieldValue(f, node.value),
    filter: f === null ? '' : fieldFilter(f, node.value),
    source: node.source, start, length: start < 0 ? 0 : Math.max(0, Math.min(node.length, size - start)),
    secret: f?.secret ?? false, generated: node.generated, severity: node.severity, mask: f?.mask ?? 0, spec: layer?.spec ?? '', tcpdump: layer?.tcpdump ?? '',
  };
}

/** Top-level layers with bytes of their own, in order, each without what the next one covers; the sum is the wire length. */
function rulerOf(nodes: readonly TreeNode[], len: number, registry: Registry): Detail['ruler'] {
  const layers = nodes.filter((n) => n.depth === 0 && n.start >= 0 && n.source === 0 && n.field?.type === 'protocol' && n.field.name !== 'frame')
    // What only explains the layer before it has no bytes: 802.11 radio information.
    .filter((n, i, all) => n.length > 0 || n.start !== all[i - 1]?.start);
  const parts: { label: string; start: number; length: number }[] = [];
  let at = 0;
  for (const [i, layer] of layers.entries()) {
    const next = layers[i + 1]?.start ?? Math.min(len, layer.start + Math.max(layer.length, 0));
    if (next <= at) continue;
    parts.push({ label: shortName(layer.field!.name, registry), start: at, length: next - at });
    at = next;
  }
  if (at < len) parts.push({ label: '', start: at, length: len - at });
  return parts;
}

function shortName(id: string, registry: Registry): string {
  if (id === 'eth') return 'Eth';
  const protocol = registry.protocols[registry.indexOf(id)];
  return protocol === undefined || protocol.column === '' ? id : protocol.column;
}
