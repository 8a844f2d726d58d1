// A PDU over several TCP segments as the frame that completes it hands it on: nothing is put together before somebody asks.
import type { PduSegment, WholePdu } from '../dissect/frame-context';
import type { TcpPdus } from '../stream/tcp-pdus';
import type { PduBytes } from './pdu-bytes';

export class CompletedPdu implements WholePdu {
  readonly kind = 'whole';

  constructor(private readonly known: { readonly pdus: TcpPdus; readonly bytes: PduBytes }, private readonly pdu: number, private readonly frame: number, readonly at: number, readonly length: number, readonly isIdle: boolean) {}

  get bytes(): Uint8Array | null {
    return this.known.bytes.bytesOf(this.pdu);
  }
  get rowBytes(): Uint8Array | null {
    return this.known.bytes.rowBytesOf(this.pdu, this.frame);
  }
  get segments(): readonly PduSegment[] {
    return this.known.pdus.partsOfPdu(this.pdu).map(({ frame, offset, length }) => ({ frame, offset, length })).sort((a, b) => a.offset - b.offset);
  }
  get isFinal(): boolean {
    return this.known.pdus.endsAtFin(this.pdu);
  }
}
