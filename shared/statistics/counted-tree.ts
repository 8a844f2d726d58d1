// Counts of things that are parts of others, with the average of a value, the rate and the busiest moment of each: what Wireshark calls a statistics tree.
import { Burst } from './burst';

export interface CountedNode {
  readonly name: string;
  count: number;
  /** A value belongs to each that is counted; sum and bounds of the values. */
  isMeasured: boolean;
  sum: number;
  least: number;
  most: number;
  /** Values have fractions. */
  readonly isFractional: boolean;
  readonly burst: Burst;
  readonly inside: CountedNode[];
  /** What is inside keeps its order, and is not sorted by count. */
  readonly isInOrder: boolean;
}

export interface NodeKind {
  readonly isMeasured?: boolean;
  readonly isFractional?: boolean;
  readonly isInOrder?: boolean;
}

export class CountedTree {
  readonly roots: CountedNode[] = [];
  private now = 0;
  private start = Number.NaN;

  /** Milliseconds from the first frame that was counted to the last, which may be earlier. */
  get elapsed(): number {
    return Number.isNaN(this.start) ? 0 : this.now - this.start;
  }

  /** What is counted from now on came at this time. @param now milliseconds since the first frame of the capture */
  at(now: number): void {
    this.now = now;
    // Frames before the capture's first do not begin it.
    if (Number.isNaN(this.start) || this.start < 0) this.start = now;
  }

  /** The node of this name in another one, null = in none; it is made where there is none. */
  node(parent: CountedNode | null, name: string, { isMeasured = false, isFractional = false, isInOrder = false }: NodeKind = {}): CountedNode {
    const among = parent?.inside ?? this.roots;
    let node = among.find((each) => each.name === name);
    if (node === undefined) among.push((node = { name, count: 0, isMeasured, sum: 0, least: 0, most: 0, isFractional, burst: new Burst(), inside: [], isInOrder }));
    return node;
  }

  count(node: CountedNode): void {
    node.count++;
    node.burst.add(this.now);
  }

  /** Counts it with a value. */
  measure(node: CountedNode, value: number): void {
    node.isMeasured = true;
    node.least = node.count === 0 ? value : Math.min(node.least, value);
    node.most = node.count === 0 ? value : Math.max(node.most, value);
    node.sum += value;
    this.count(node);
  }
}

/** Nodes as they are shown: most first, of equally many the last name first. */
export function nodesShown({ inside, isInOrder }: Pick<CountedNode, 'inside' | 'isInOrder'>): readonly CountedNode[] {
  return isInOrder ? inside : inside.toSorted((a, b) => b.count - a.count || (a.name < b.name ? 1 : -1));
}
