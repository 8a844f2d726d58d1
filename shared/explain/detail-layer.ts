// One protocol's part of a detail tree: its lines by field, its bytes, the layer before it.
import type { Detail, DetailNode } from '../ipc/contract';

const isLayer = (node: DetailNode): boolean => node.field !== '' && !node.field.includes('.') && !node.field.startsWith('_') && !node.generated;

export class DetailLayer {
  private readonly end: number;

  private constructor(
    readonly detail: Detail,
    private readonly first: number,
  ) {
    const { nodes } = detail;
    const depth = nodes[first]!.depth;
    let end = first + 1;
    while (end < nodes.length && nodes[end]!.depth > depth) end++;
    this.end = end;
  }

  /** The layer that a line belongs to: a packet quoted in another has layers of its own. */
  static around(detail: Detail, index: number): DetailLayer | null {
    const { nodes } = detail;
    for (let i = index, depth = Infinity; i >= 0; i--) {
      const node = nodes[i];
      if (node === undefined || node.depth >= depth) continue;
      depth = node.depth;
      if (isLayer(node)) return new DetailLayer(detail, i);
    }
    return null;
  }

  get line(): DetailNode {
    return this.detail.nodes[this.first]!;
  }
  get id(): string {
    return this.line.field;
  }

  node(field: string): DetailNode | null {
    for (let i = this.first; i < this.end; i++) if (this.detail.nodes[i]!.field === field) return this.detail.nodes[i]!;
    return null;
  }
  has(field: string): boolean {
    return this.node(field) !== null;
  }
  /** NaN where there is no such line. */
  number(field: string): number {
    const value = this.node(field)?.value ?? '';
    return value === '' ? NaN : Number(value);
  }
  text(field: string): string {
    return this.node(field)?.value ?? '';
  }

  /** The nearest layer before this one that is one of these. */
  before(ids: readonly string[]): DetailLayer | null {
    const { nodes } = this.detail;
    for (let i = this.first - 1; i >= 0; i--) if (isLayer(nodes[i]!) && ids.includes(nodes[i]!.field) && nodes[i]!.depth === this.line.depth) return new DetailLayer(this.detail, i);
    return null;
  }

  /** The layer that begins at a line. */
  after(index: number): DetailLayer {
    return new DetailLayer(this.detail, index);
  }

  /** The bytes that its lines point into. */
  get bytes(): Uint8Array {
    return this.detail.sources[this.line.source]?.bytes ?? new Uint8Array();
  }
}

/** A line to be explained: itself, its layer, and where it stands. */
export interface Line {
  readonly node: DetailNode;
  readonly index: number;
  readonly layer: DetailLayer;
}

export const valueOf = ({ node }: Line): number => (node.value === '' ? NaN : Number(node.value));
