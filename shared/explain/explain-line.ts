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

/** The line itself, or the one above that it is a remark on. */
function explainedIndex(detail: Detail, index: number): number {
  const { nodes } = detail;
  const node = nodes[index];
  if (node === undefined) return -1;
  if (isField(node.field)) return index;
  // A finding names itself in the line below.
  const below = nodes[index + 1];
  if (node.field.startsWith('_ws.expert') && below !== undefined && below.depth > node.depth && isField(below.field)) return index + 1;
  for (let i = index - 1; i >= 0; i--) {
    if (nodes[i]!.depth >= node.depth) continue;
    // A protocol is not explained by each heading in it.
    return nodes[i]!.field.includes('.') ? i : -1;
  }
  return -1;
}

/** @param index of the line; null where it has nothing that could be explained */
export function explainLine(detail: Detail, index: number): Explanation | null {
  const at = explainedIndex(detail, index);
  const node = detail.nodes[at];
  const layer = node === undefined ? null : DetailLayer.around(detail, at);
  if (node === undefined || layer === null) return null;
  const { field, name } = node;
  const figuresOf = TCP_FIGURES[field] ?? NETWORK_FIGURES[field];
  return { field, name, textField: textFieldOf(field), spec: specOf(field), figures: figuresOf?.({ node, index: at, layer }) ?? [] };
}
