// PDUs over several TCP segments: which lines tell of them, and what is handed on. What belongs together is told by the context.
import { bytes, framenum, none, uint32 } from '../field';
import type { PduSegment, SegmentPart, WholePdu } from '../frame-context';
import type { Layer } from '../layer';

export const TCP_SEGMENT_FIELDS = {
  segments: none('Reassembled TCP Segments'),
  segment: framenum('TCP Segment', { doc: 'A frame that brought octets of this PDU' }),
  'segment.count': uint32('Segment count'),
  'reassembled.length': uint32('Reassembled TCP length', { doc: 'Octets of the PDU' }),
  'reassembled.data': bytes('Reassembled TCP Data'),
  reassembled_in: framenum('Reassembled PDU in frame', { doc: 'The frame that completes the PDU of which this one has a part' }),
  segment_data: bytes('TCP segment data', { doc: 'Octets that belong to a PDU over several segments' }),
} as const;

type F = typeof TCP_SEGMENT_FIELDS;

const PART_OF_A_PDU = '[TCP segment of a reassembled PDU]';
const MIB = 1_048_576;
const GONE = 'The bytes of the PDU are not in the file any more';

/** The payload begins at the cursor. */
export function segmentParts(p: Layer, f: F, parts: readonly SegmentPart[]): void {
  const start = p.at;
  const limit = p.context.reassemblyLimit ?? 0;
  if (limit > 0 && p.inTree) p.label(`Not put together: the message is longer than ${limit / MIB} MiB, the limit that is set`);
  for (const [i, part] of parts.entries()) {
    const at = start + part.at;
    if (part.kind === 'plain') p.pdus.handedOn.push({ made: null, at, end: at + part.length, isFinal: part.isFinal, lines: null });
    else if (part.kind === 'part') {
      if (part.completedIn > 0 && !part.isRepeated) p.generated(f.reassembled_in, part.completedIn);
      segmentData(p, f, at, part.length, part.isRepeated);
    } else if (part.kind === 'whole') {
      // Behind what it completes another one may begin.
      const own = Math.min(part.length, (parts[i + 1]?.at ?? Infinity) - part.at);
      if (own > 0) segmentData(p, f, at, own, false);
      whole(p, f, part);
    }
  }
  const first = parts[0];
  if (p.pdus.handedOn.length === 0 && first?.kind === 'part' && !first.isRepeated) p.appendInfo(() => ` ${PART_OF_A_PDU}`);
}

function segmentData(p: Layer, f: F, at: number, length: number, isRepeated: boolean): void {
  if (!p.emits) return;
  p.put(f.segment_data, p.view.bytes.subarray(at, Math.min(at + length, p.view.capturedEnd)), at, length);
  if (p.inTree) p.last.text = `${isRepeated ? 'Retransmitted ' : ''}TCP segment data (${octets(length)})`;
}

function whole(p: Layer, f: F, pdu: WholePdu): void {
  const made = p.emits ? pdu.bytes : pdu.rowBytes;
  if (made === null) return p.label(GONE);
  // What came in one piece needs no lines.
  const lines = p.emits && pdu.segments.length > 1 ? (): void => segmentLines(p, f, made, pdu.segments) : null;
  p.pdus.handedOn.push({ made: { name: `Reassembled TCP (${octets(made.length)})`, bytes: made }, at: 0, end: pdu.isIdle ? 0 : made.length, isFinal: pdu.isFinal, lines });
}

function segmentLines(p: Layer, f: F, made: Uint8Array, segments: readonly PduSegment[]): void {
  p.generated(f.segments, undefined, 0, made.length);
  if (p.inTree) {
    p.last.text = `${segments.length} Reassembled TCP Segments (${octets(made.length)}):`;
    p.last.append = segments.map(({ frame, length }, i) => `${i === 0 ? '' : ','} #${frame}(${length})`).join('');
  }
  p.open();
  for (const { frame, offset, length } of segments) {
    p.generated(f.segment, frame, offset, Math.max(0, Math.min(length, made.length - offset)));
    if (p.inTree) p.last.text = `Frame: ${frame}, payload: ${offset}-${offset + length - 1} (${octets(length)})`;
  }
  p.generated(f['segment.count'], segments.length);
  p.generated(f['reassembled.length'], made.length);
  p.generated(f['reassembled.data'], made, 0, made.length);
  p.close();
}

function octets(n: number): string {
  return `${n} byte${n === 1 ? '' : 's'}`;
}
