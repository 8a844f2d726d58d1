// For the tests: the facts that the index run keeps of a frame, so that it can be held against the other runs.
import { ASKS_FOR_MORE, type FrameFacts } from './frame-facts';

/** What the index run is for: the columns and what other frames need. Layers that add nothing to it are not walked. */
/** @param isAsked the index run found that a PDU may go on: what it found of it does not count, for the segment is looked at again */
export function remembered(facts: FrameFacts, isAsked = asksForMore(facts)): unknown {
  const { addressKind, transport, sourcePort, destinationPort, sequence, acknowledgment, window, windowShift, payloadLength, transactionKey } = facts;
  const flags = facts.flags & ~ASKS_FOR_MORE;
  const [transaction, note] = isAsked ? [0, 0] : [facts.transaction, facts.note];
  return transport === 6
    ? { addressKind, transport, sourcePort, destinationPort, sequence, acknowledgment, flags, window, windowShift, payloadLength, transaction, key: transaction && transactionKey, note }
    : { addressKind, transport, ports: transport && [sourcePort, destinationPort], transaction, key: transaction && transactionKey, note };
}

export function asksForMore({ transport, flags }: FrameFacts): boolean {
  return transport === 6 && (flags & ASKS_FOR_MORE) !== 0;
}
