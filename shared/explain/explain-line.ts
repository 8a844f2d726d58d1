// The explanation of one line of a detail tree: whose words, which specification, the arithmetic with this frame's numbers.
import type { Detail } from '../ipc/contract';
import { DetailLayer } from './detail-layer';
import { specOf } from './field-specs';
import type { Figure } from './figure';
import { NETWORK_FIGURES } from './network-figures';
import { TCP_FIGURES } from './tcp-figures';
import { textFieldOf } from './text-field';

export interface Explanation {
  /** The line's field. */
  readonly field: string;
  /** The field's own name, protocol text. */
  readonly name: string;
  /** The field whose words explain it: `explain.<field>` in the locales, where they have it. */
  readonly textField: string;
  /** '' = not known. */
  readonly spec: string;
  readonly figures: readonly Figure[];
}

const isField = (field: string): boolean => field !== '' && !field.startsWith('_');

/** The line itself, the finding that it tells of, or the line above that it is a remark on; -1 = none. */
function explainedIndex({ nodes }: Detail, index: number): number {
  for (let at = index; at >= 0; at = above(nodes, at)) {
    const node = nodes[at]!;
    // A protocol is not explained by each heading in it.
    if (isField(node.field)) return at === index || node.field.includes('.') ? at : -1;
    const below = nodes[at + 1];
    if (node.label.startsWith('[Expert Info') && below !== undefined && below.depth > node.depth && isField(below.field)) return at + 1;
  }
  return -1;
}

function above(nodes: Detail['nodes'], index: number): number {
  let at = index - 1;
  while (at >= 0 && nodes[at]!.depth >= nodes[index]!.depth) at--;
  return at;
}

/** @param index of the line; null where it has nothing that could be explained */
export function explainLine(detail: Detail, index: number): Explanation | null {
  const at = index < detail.nodes.length ? explainedIndex(detail, index) : -1;
  const node = detail.nodes[at];
  const layer = node === undefined ? null : DetailLayer.around(detail, at);
  if (node === undefined || layer === null) return null;
  const { field, name } = node;
  const figuresOf = TCP_FIGURES[field] ?? NETWORK_FIGURES[field];
  return { field, name, textField: textFieldOf(field), spec: specOf(field), figures: figuresOf?.({ node, index: at, layer }) ?? [] };
}
