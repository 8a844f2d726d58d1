// What the dissector still has to do once the layers inside are done.
import type { Protocol } from './protocol';
import type { Table } from './tables';
import type { TreeNode } from './tree-node';

/**
 * A layer that wants to look at what the layers inside it left over. `handedEnd`: where the part ends that it handed on;
 * `outerActualEnd`: what the layers around it know of the end; `mark`: where its lines end.
 */
export interface After {
  readonly protocol: Protocol;
  readonly node: TreeNode;
  readonly start: number;
  readonly end: number;
  readonly handedEnd: number;
  readonly outerActualEnd: number;
  readonly mark: number;
}

/** What is left to do when a message and all that it carries is done: the next message of the same protocol. */
export interface Rest {
  readonly index: number;
  readonly table: Table;
  readonly at: number;
  readonly end: number;
  /** Layers above it. */
  readonly layers: number;
  /** `framing` says where it begins, however badly the one before it decodes. */
  readonly framed: boolean;
  readonly repeat: number;
}
