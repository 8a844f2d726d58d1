// How long the PDU of a protocol is that starts at some place, and what of it is not there yet.
import type { Layer } from './layer';
import { ONE_MORE_SEGMENT } from './pdu-run';
import type { Protocol } from './protocol';

/** -1 = not known, 0 = these bytes are not of this protocol. It may go on in later segments. */
export function pduLength({ framing }: Protocol, p: Layer, at: number, end: number): number {
  if (!framing) return -1;
  if (at + framing.header > end) return framing.header;
  if (at + framing.header > p.view.capturedEnd) return -1;
  return Math.max(0, framing.length(p.view, at));
}

/** How many octets it needs behind `end`; 0 = none, or nobody knows. @param length as pduLength() gives it */
export function missing({ framing, needs }: Protocol, p: Layer, at: number, end: number, length: number): number {
  if (framing) return at + framing.header > end ? ONE_MORE_SEGMENT : Math.max(0, at + length - end);
  return needs && (!p.indexing || p.pdus.isAsking) ? needs(p, at) : 0;
}
