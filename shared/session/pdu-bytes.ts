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

export class PduBytes {
  private readonly kept = new Map<number, Uint8Array>();
  private keptOctets = 0;
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
