// The row run's way through the usual frame whose payload says all of Info: as far as the transport, then what that hands on.
import type { FrameBytes } from './dissector';
import type { Layer } from './layer';
import { segmentParts, TCP_SEGMENT_FIELDS } from './protocols/tcp-segments';
import { usualFrame, type UsualProtocols } from './usual-frame';

const TCP = 6;
/** Stands where the transport would write; as long as it is there, nobody else has told what the frame is. */
const NOTHING_TOLD = '\u0000';

/**
 * Leaves behind what comes next: layer.pdus.handedOn or layer.nextTable.
 * @returns false for any other frame, and for one that carries nothing: it is dissected from its beginning
 */
export function usualRow(p: Layer, frame: FrameBytes, protocols: UsualProtocols): boolean {
  if (!usualFrame(p, frame, protocols) || p.nextTable === '') return false;
  const { facts } = p;
  if (facts.transport === TCP) {
    const { analysis, segmentParts: parts } = p.context;
    if (analysis !== null && analysis.findings !== 0) return false;
    if (parts !== null && parts !== undefined) {
      p.at = facts.payloadAt;
      segmentParts(p, TCP_SEGMENT_FIELDS, parts);
      if (p.pdus.handedOn.length === 0) return false;
    }
  }
  p.columnText = facts.transport === TCP ? 'TCP' : 'UDP';
  p.infoText = NOTHING_TOLD;
  return true;
}

/** Whoever looked at the payload wrote an Info of its own. */
export function isTold(p: Layer): boolean {
  return !p.infoText.includes(NOTHING_TOLD);
}
