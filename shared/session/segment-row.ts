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

/** The first octets of a message, those that its first segment brought. */
export interface MessageStart {
  readonly bytes: Uint8Array;
  readonly at: number;
  /** Where the octets end that are here, and where the message would. */
  readonly there: number;
  readonly end: number;
}

/** A message whose length is known for sure, which the frame completes and of which its payload is nothing but the last part; null = it is anything else. Holds until other frames are read. */
export function completedMessage({ store, reassembler: { pdus, endings, bytes } }: Session, frame: number): MessageStart | null {
  const parts = pdus.partsOf(frame);
  const [part] = parts;
  if (part === undefined || parts.length > 1 || part.at !== 0 || part.length !== store.payload(frame) || endings.of(frame) !== null) return null;
  const { pdu } = part;
  if (pdus.completedIn(pdu) !== frame || pdus.newestFrame(pdu) !== frame || !pdus.isMeasured(pdu)) return null;
  const first = pdus.firstPart(pdu);
  const payload = first.offset === 0 ? bytes.payloadOf(first.frame) : null;
  if (payload === null || payload.length < first.at + first.length) return null;
  return { bytes: payload, at: first.at, there: first.at + first.length, end: first.at + pdus.size(pdu) };
}
