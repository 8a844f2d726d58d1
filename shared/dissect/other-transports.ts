// The transport headers of a frame besides its innermost own: around it (tunnels), or in a packet that an error message quotes.
import { AddressKind } from './address-kind';

/** Numbers of one entry: 1 if quoted, address kind, source and destination at, transport, source and destination port. */
export const OTHER_WORDS = 7;
const MOST = 16;

export class OtherTransports {
  /** Entries, in the order met. */
  count = 0;
  readonly words = new Int32Array(OTHER_WORDS * MOST);
  /** Where each entry's addresses stand. */
  readonly bytes: Uint8Array[] = [];
  private quotedKind: AddressKind = AddressKind.None;
  private quotedBytes: Uint8Array = new Uint8Array(0);
  private quotedSourceAt = 0;
  private quotedDestinationAt = 0;

  add(isQuoted: boolean, kind: AddressKind, bytes: Uint8Array, sourceAt: number, destinationAt: number, transport: number, sourcePort: number, destinationPort: number): void {
    if (this.count === MOST) return;
    this.bytes[this.count] = bytes;
    this.words.set([isQuoted ? 1 : 0, kind, sourceAt, destinationAt, transport, sourcePort, destinationPort], OTHER_WORDS * this.count++);
  }

  quoteAddresses(kind: AddressKind, bytes: Uint8Array, sourceAt: number, destinationAt: number): void {
    this.quotedKind = kind;
    this.quotedBytes = bytes;
    this.quotedSourceAt = sourceAt;
    this.quotedDestinationAt = destinationAt;
  }
  quoteTransport(transport: number, sourcePort: number, destinationPort: number): void {
    this.add(true, this.quotedKind, this.quotedBytes, this.quotedSourceAt, this.quotedDestinationAt, transport, sourcePort, destinationPort);
  }
}
