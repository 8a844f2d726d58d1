// Who talked with whom, a conversation at a time, and the endpoints that follow from it.
import type { TableKind } from './address-layers';
import type { ConversationSums } from './conversation-sums';
import { CountedEndpoints } from './counted-endpoints';
import { countedPairs } from './counted-pairs';
import type { Party } from './pair-table';

/** A is who sent first. */
export interface Conversation {
  readonly a: Party;
  readonly b: Party;
  /** From A to B, from B to A. */
  readonly packets: readonly [number, number];
  readonly bytes: readonly [number, number];
  /** Frames, by time. */
  readonly earliest: number;
  readonly latest: number;
}

export interface Endpoint {
  readonly party: Party;
  readonly sent: { readonly packets: number; readonly bytes: number };
  readonly received: { readonly packets: number; readonly bytes: number };
}

/** In the order in which they were met. @param counted to its end */
export function conversationsOf(counted: ConversationSums, kind: TableKind): Conversation[] {
  const pairs = countedPairs(counted, kind);
  return Array.from({ length: pairs.count }, (_, row) => pairs.conversation(row));
}

/** As conversationsOf(): of each who sends in front of who receives. */
export function endpointsOf(counted: ConversationSums, kind: TableKind): Endpoint[] {
  const endpoints = new CountedEndpoints([countedPairs(counted, kind)]);
  return Array.from({ length: endpoints.count }, (_, row) => endpoints.endpoint(row));
}
