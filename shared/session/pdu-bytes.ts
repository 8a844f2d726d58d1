// The bytes of PDUs over several TCP segments, read from the segments when somebody asks; those asked for last are kept.
import type { TcpPdus } from '../stream/tcp-pdus';
import { findBytes } from './contains-tests';

/** A blank line. */
const HEAD_END = Uint8Array.of(0x0d, 0x0a, 0x0d, 0x0a);
/** PDUs that grow segment by segment whose octets are kept. */
const KEPT_PARTIAL = 64;
/** Octets of a PDU up to which what was looked at is kept. */
const MOST_PARTIAL = 65_536;
/** Octets of PDUs that are kept for the next look at them. */
const KEPT_OCTETS = 64 * 1_048_576;

/** Of a body no row tells more than by its first octets. */
const TELLING_BODY = 64;
/** A record of TLS that no row tells anything of. */
const APPLICATION_DATA = 23;

export class PduBytes {
  private readonly kept = new Map<number, Uint8Array>();
  private keptOctets = 0;
  /** For rowBytesOf(): zeros behind the first so many octets; and of what they are. */
  private row = new Uint8Array(0);
  private rowLength = 0;
  private rowFrame = 0;
  private rowPdu = -1;
  private readonly partial = new Map<number, { readonly from: number; readonly bytes: Uint8Array }>();

  /**
   * @param payloadOf all octets of a frame's payload, good until the next call; null = they are not there
   * @param expect frames from one to the other are going to be read
   */
  constructor(private readonly pdus: TcpPdus, readonly payloadOf: (frame: number) => Uint8Array | null, private readonly expect: (first: number, last: number) => void) {}

  /** Nothing more is looked for in a PDU. */
  forget(pdu: number): void {
    this.partial.delete(pdu);
  }

  /** Bytes of the other frames that hold the heads of HTTP messages which this frame completes; null = they may stand anywhere. */
  headsOf(frame: number): Uint8Array[] | null {
    const heads: Uint8Array[] = [];
    for (const { pdu } of this.pdus.partsOf(frame)) {
      if (this.pdus.completedIn(pdu) !== frame) continue;
      const first = this.pdus.partsOfPdu(pdu).find(({ offset }) => offset === 0);
      const payload = first && this.pdus.isMeasured(pdu) ? this.payloadOf(first.frame) : null;
      if (!first || payload === null) return null;
      const head = payload.slice(first.at, first.at + first.length);
      if (findBytes(head, HEAD_END, 0) < 0) return null;
      heads.push(head);
    }
    return heads;
  }

  /** All bytes of a PDU that is whole; null = the file does not have them any more. */
  bytesOf(pdu: number): Uint8Array | null {
    const known = this.kept.get(pdu);
    if (known !== undefined) return known;
    const bytes = this.assemble(pdu, 0, this.pdus.size(pdu));
    if (bytes === null) return null;
    this.kept.set(pdu, bytes);
    this.keptOctets += bytes.length;
    for (const [other, { length }] of this.kept) {
      if (this.keptOctets <= KEPT_OCTETS || other === pdu) break;
      this.kept.delete(other);
      this.keptOctets -= length;
    }
    return bytes;
  }

  /**
   * As bytesOf(), for a row of the list that this frame has: of one message whose length its head says no row tells more than the
   * beginning, so that the rest may be zeros. They hold until the next are asked for.
   */
  rowBytesOf(pdu: number, frame: number): Uint8Array | null {
    const isBusy = this.rowFrame === frame && this.rowPdu !== pdu;
    if (isBusy || !this.pdus.isMeasured(pdu) || this.kept.has(pdu)) return this.bytesOf(pdu);
    const first = this.pdus.firstPart(pdu);
    const size = this.pdus.size(pdu);
    const payload = first.offset === 0 ? this.payloadOf(first.frame) : null;
    if (payload === null || payload.length < first.at + first.length) return this.bytesOf(pdu);
    const there = payload.subarray(first.at, first.at + Math.min(first.length, size));
    if (there.length < size && !tellsRow(there)) return this.bytesOf(pdu);
    if (this.row.length < size) this.row = new Uint8Array(2 * size);
    else if (this.rowLength > there.length) this.row.fill(0, there.length, this.rowLength);
    this.row.set(there);
    this.rowLength = there.length;
    this.rowFrame = frame;
    this.rowPdu = pdu;
    return this.row.subarray(0, size);
  }

  /** Octets [from, size) of a PDU that grew by what this frame brought: what was there at the last look is not read again. */
  lookAt(pdu: number, frame: number, from: number, size: number): Uint8Array | null {
    const last = this.partial.get(pdu);
    const part = this.pdus.partsOf(frame).find((each) => each.pdu === pdu);
    const payload = last?.from === from && part !== undefined && from + last.bytes.length === part.offset ? this.payloadOf(frame) : null;
    let bytes: Uint8Array | null;
    if (last !== undefined && part !== undefined && payload !== null) {
      bytes = new Uint8Array(size - from);
      bytes.set(last.bytes);
      bytes.set(payload.subarray(part.at, part.at + size - part.offset), last.bytes.length);
    } else bytes = this.assemble(pdu, from, size);
    this.partial.delete(pdu);
    if (bytes !== null && bytes.length <= MOST_PARTIAL) this.partial.set(pdu, { from, bytes });
    if (this.partial.size > KEPT_PARTIAL) this.partial.delete(this.partial.keys().next().value!);
    return bytes;
  }

  /** Octets [from, to) of a PDU. Of two segments that bring the same octets the one that begins earlier counts, then the one that came first. */
  assemble(pdu: number, from: number, to: number): Uint8Array | null {
    const bytes = new Uint8Array(to - from);
    const parts = this.pdus.partsOfPdu(pdu).filter(({ offset, length }) => offset < to && offset + length > from);
    if (parts.length > 1) this.expect(parts[0]!.frame, parts.at(-1)!.frame);
    parts.sort((a, b) => a.offset - b.offset);
    let filled = from;
    for (const { frame, at, offset, length } of parts) {
      const end = Math.min(offset + length, to);
      if (end <= filled) continue;
      const payload = this.payloadOf(frame);
      if (payload === null || payload.length < at + length || offset > filled) return null;
      bytes.set(payload.subarray(at + filled - offset, at + end - offset), filled - from);
      filled = end;
    }
    return filled === to ? bytes : null;
  }
}

/** The beginning of a message holds all that its row is made of. */
function tellsRow(beginning: Uint8Array): boolean {
  if (beginning[0] === APPLICATION_DATA) return true;
  const head = findBytes(beginning, HEAD_END, 0);
  return head >= 0 && head + HEAD_END.length + TELLING_BODY <= beginning.length;
}
