// For the tests: the facts that the index run keeps of a frame, so that it can be held against the other runs.
import type { FrameFacts } from './frame-facts';

/** What the index run is for: the columns and what other frames need. Layers that add nothing to it are not walked. */
export function remembered(facts: FrameFacts): unknown {
  const { addressKind, transport, sourcePort, destinationPort, sequence, acknowledgment, flags, window, windowShift, payloadLength, transaction, transactionKey, note } = facts;
  return transport === 6
    ? { addressKind, transport, sourcePort, destinationPort, sequence, acknowledgment, flags, window, windowShift, payloadLength, transaction, key: transaction && transactionKey, note }
    : { addressKind, transport, ports: transport && [sourcePort, destinationPort], transaction, key: transaction && transactionKey, note };
}
