// What becomes of a TCP segment's payload in a row of the list, found out without putting anything together: TcpReassembler.partsOf() in short.
import { Ending } from './segment-endings';
import type { Session } from './session';

/** It is looked at as it stands; it is a part of a PDU that is not whole with it; nobody looks into it; there are PDUs to look at. */
export type SegmentRow = 'whole' | 'part' | 'idle' | 'other';

export function segmentRow({ store, reassembler: { pdus, endings } }: Session, frame: number): SegmentRow {
  const parts = pdus.partsOf(frame);
  const ending = endings.of(frame);
  if (parts.length === 0 && ending === null) return 'whole';
  let at = 0;
  for (const part of parts) {
    if (part.at > at || pdus.completedIn(part.pdu) === frame) return 'other';
    at = Math.max(at, part.at + part.length);
  }
  if (at < store.payload(frame) && (ending === null || ending === Ending.Final)) return 'other';
  return parts.length > 0 || ending === Ending.Lost ? 'part' : 'idle';
}
