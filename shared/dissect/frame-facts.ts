// What one frame alone tells, filled by the index run: the columns are made of it. One object, used again for every frame.
import { AddressKind } from './address-kind';
import { OtherTransports } from './other-transports';

export { AddressKind };

/** Kinds of transaction: a request that may be sent again, one that never is (the latest counts), a response, one before the response. */
export const TRANSACTION_REQUEST = 1;
export const TRANSACTION_LATEST_REQUEST = 2;
export const TRANSACTION_RESPONSE = 3;
export const TRANSACTION_INTERIM = 4;
export const TRANSACTIONS = { request: TRANSACTION_REQUEST, 'latest request': TRANSACTION_LATEST_REQUEST, response: TRANSACTION_RESPONSE, interim: TRANSACTION_INTERIM } as const;

/** Key of transactions that have none: what is asked first on a connection is answered first. */
export const IN_ORDER = 0xffff_ffff;

/** Beside the 12 TCP flags: the header is not whole, so how much the segment carries is not known. */
export const SEGMENT_LENGTH_UNKNOWN = 0x8000;

/** Beside the TCP flags: a PDU that begins in this segment may go on in later ones. */
export const ASKS_FOR_MORE = 0x4000;

/** Instead of the octets that a SYN acknowledges selectively, which it never does. */
export const FAST_OPEN_COOKIE = 0x7fffffff;

/** A note that adds its bits to what the conversation was taught before, instead of taking its place. */
export const NOTE_ADDS = 0x40000000;

/** Fragments that one frame may tell of (tunnels, quoted packets), and the numbers that tell of one: see ip-fragment.ts. */
export const MAX_FRAGMENTS = 4;
export const FRAGMENT_WORDS = 14;

const NO_BYTES: Uint8Array = new Uint8Array(0);

/** Offsets are positions in the buffer that was dissected. */
export class FrameFacts {
  /** Index of the topmost protocol in the registry's list. */
  protocol = 0;
  /** Link-layer addresses (Ether only) and the innermost network addresses. */
  linkKind: AddressKind = AddressKind.None;
  linkSourceAt = 0;
  linkDestinationAt = 0;
  addressKind: AddressKind = AddressKind.None;
  sourceAt = 0;
  destinationAt = 0;
  /** Where both kinds of addresses stand: the frame's buffer, or bytes that were made of it. */
  addressBytes = NO_BYTES;
  linkBytes = NO_BYTES;
  /** IANA protocol number of the innermost transport, 0 = none: 6 TCP, 17 UDP. */
  transport = 0;
  sourcePort = 0;
  destinationPort = 0;
  /** TCP only; window as sent; windowShift -1 = no window scale option. */
  sequence = 0;
  acknowledgment = 0;
  flags = 0;
  window = 0;
  windowShift = -1;
  /** Octets acknowledged selectively, or FAST_OPEN_COOKIE. */
  sacked = 0;
  /** Transport payload, and which byte source it stands in, 0 = the frame. */
  payloadAt = 0;
  payloadSource = 0;
  /** Where it ends at the latest, although it says it is longer; 0 = nobody knows better. */
  payloadBound = 0;
  payloadLength = 0;
  /** Request and response that belong together: 0 none, else TRANSACTION_…; equal keys within a conversation match. */
  transaction = 0;
  transactionKey = 0;
  /** Index + 1 of the protocol that a heuristic recognised in the transport payload, 0 = none. */
  recognised = 0;
  /** A fact that this frame teaches about its conversation, 0 = none. The protocol that sets it says what it means. */
  note = 0;
  /** IPv4 addresses that this frame says belong to a hardware address: [address, hardware, …], claimCount of them. */
  claimCount = 0;
  readonly claims = new Float64Array(4);
  /** VLAN identifier of the outermost tag, 0 = none. */
  vlan = 0;
  /** Fragments of IP datagrams, FRAGMENT_WORDS numbers each. */
  fragmentCount = 0;
  readonly fragments = new Uint32Array(MAX_FRAGMENTS * FRAGMENT_WORDS);
  /** Which byte source each stands in, 0 = the frame. */
  readonly fragmentSources = new Uint16Array(MAX_FRAGMENTS);
  /** Transport headers met so far, and all but the one above. */
  transportCount = 0;
  readonly others = new OtherTransports();

  /** An IP header inside a transport: what was the innermost is not any more. */
  goInside(): void {
    this.others.add(false, this.addressKind, this.addressBytes, this.sourceAt, this.destinationAt, this.transport, this.sourcePort, this.destinationPort);
    this.transport = 0;
  }

  claim(address: number, hardware: number): void {
    if (this.claimCount === 2) return;
    this.claims[this.claimCount * 2] = address;
    this.claims[this.claimCount * 2 + 1] = hardware;
    this.claimCount++;
  }

  reset(): void {
    this.protocol = 0;
    this.linkKind = AddressKind.None;
    this.addressKind = AddressKind.None;
    this.transport = 0;
    this.sequence = 0;
    this.acknowledgment = 0;
    this.window = 0;
    this.flags = 0;
    this.windowShift = -1;
    this.sacked = 0;
    this.payloadLength = 0;
    this.payloadSource = 0;
    this.payloadBound = 0;
    this.transaction = 0;
    this.recognised = 0;
    this.note = 0;
    this.claimCount = 0;
    this.transportCount = 0;
    this.others.count = 0;
    this.fragmentCount = 0;
    this.vlan = 0;
  }
}
