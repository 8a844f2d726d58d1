// What other frames and the capture file tell of a frame: handed in, so that dissect() stays a pure function.
import type { TimeNs } from '../frame/time';
import type { Names } from './names';
import type { SegmentAnalysis } from './segment-analysis';

/** The other half of a request/response pair. */
export interface Peer {
  readonly frame: number;
  readonly time: TimeNs | null;
}

/** Where a message stands among those of its connection; frames are 0 where there is none. */
export interface ExchangePlace {
  /** From 1. */
  readonly number: number;
  /** How many exchanges the connection has, as far as is known. */
  readonly total: number;
  readonly previousRequest: number;
  readonly previousResponse: number;
  readonly nextRequest: number;
  readonly nextResponse: number;
}

/** IPv4 address, hardware addresses as 48-bit numbers, and the earlier frame. */
export interface Conflict {
  readonly address: number;
  readonly hardware: number;
  readonly otherHardware: number;
  readonly frame: number;
  readonly time: TimeNs | null;
}

/** A fragment's place in the datagram, and what is wrong with it. */
export interface DatagramPart {
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
  readonly overlap: boolean;
  readonly conflict: boolean;
  readonly multipleTails: boolean;
  readonly tooLong: boolean;
}

/** The payload that an IP datagram had before it was cut, and its fragments in the order of their offsets. */
export interface WholeDatagram {
  readonly bytes: Uint8Array;
  readonly parts: readonly DatagramPart[];
}

/** An IP datagram of which this frame carries a fragment. */
export interface Datagram {
  /** As fragmentKey() makes it. */
  readonly key: string;
  /** The frame whose fragment was the last one missing; 0 = its fragments are not put together, and `reason` says why. */
  readonly completedIn: number;
  readonly reason: string;
  /** Only for that frame. */
  readonly whole: WholeDatagram | null;
}

/** Where octets of a PDU came from; of several in the order of their offsets. */
export interface PduSegment {
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
}

/** A stretch of a TCP segment's payload, [at, at + length). */
export type SegmentPart =
  /** It is handed to whoever is in charge. `isFinal`: without hope for more. */
  | { readonly kind: 'plain'; readonly at: number; readonly length: number; readonly isFinal: boolean }
  /** Data that comes again, or out of its place: nobody looks into it. */
  | { readonly kind: 'idle'; readonly at: number; readonly length: number }
  /** Part of a PDU that another frame completes (0 = none does, or nobody knows yet). `isRepeated`: another frame brought it. */
  | { readonly kind: 'part'; readonly at: number; readonly length: number; readonly completedIn: number; readonly isRepeated: boolean }
  /** The last part that was missing of a PDU. */
  | WholePdu;

/** Its bytes are put together when somebody asks for them; null: they are gone from the file. */
export interface WholePdu {
  readonly kind: 'whole';
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array | null;
  /** The same for a row of the list, until the next is asked for: of a body that no row tells of zeros may stand there. */
  readonly rowBytes: Uint8Array | null;
  /** Nobody looks into it. */
  readonly isIdle: boolean;
  readonly segments: readonly PduSegment[];
  readonly isFinal: boolean;
}

/** The beginning of a message of TLS's handshake, as far as records brought it, and which frames these were in. */
export interface BegunMessage {
  readonly bytes: Uint8Array;
  readonly parts: readonly PduSegment[];
}

/** What a frame has to do with handshake messages that go over several records. */
export interface SpanningMessages {
  /** Of the message that its first record goes on with; null = it begins none too late. */
  readonly before: BegunMessage | null;
  /** So many records of the frame leave a message unfinished that a later one of the frame completes; the others leave one to another frame. */
  readonly finishedHere: number;
  /** The frame that completes what the last of them leave; 0 = none does, or nobody knows yet. */
  readonly completedIn: number;
}

/** Times of frames of a stream: of its first, and of the one in front of the frame at hand (null = there is none, or it has no time). */
export interface StreamTimes {
  readonly first: TimeNs;
  readonly previous: TimeNs | null;
}

export interface FrameContext {
  readonly number: number;
  /** null where the file has none (Simple Packet Block). */
  readonly time: TimeNs | null;
  readonly previousTime: TimeNs | null;
  readonly previousDisplayedTime: TimeNs | null;
  /** That of the nearest time reference up to this frame, or else the first frame's. */
  readonly referenceTime: TimeNs | null;
  readonly interfaceId: number;
  readonly interfaceName: string;
  readonly interfaceDescription: string;
  /** Of the file, from 1 on. */
  readonly sectionNumber?: number;
  /** The file says which interface: pcapng. */
  readonly hasInterface: boolean;
  /** LINKTYPE_ value and Wireshark's encapsulation number. */
  readonly linktype: number;
  readonly comments: readonly string[];
  /** What the user noted on the frame. An ignored one is not dissected. */
  readonly marked?: boolean;
  readonly ignored?: boolean;
  readonly isReference?: boolean;
  /** pcapng epb_flags, or -1. */
  readonly packetFlags: number;
  /** tcp.stream or udp.stream, -1 where there is none. */
  readonly stream: number;
  /** Where a frame has several transport headers (tunnels, quoted packets): the stream of each, -1 = none; else empty. */
  readonly layeredStreams: readonly number[];
  /** The first sequence number of this direction and of the other; -1 unknown. */
  readonly sequenceBase: number;
  readonly acknowledgmentBase: number;
  /** Window shift in force: -1 unknown (handshake not captured), -2 not used. */
  readonly windowShift: number;
  /** What the other segments of its stream say of a TCP segment; null = nothing is known. */
  readonly analysis: SegmentAnalysis | null;
  /** Of the stream of the transport header at `place` (from 0) where a frame has several, of its only one otherwise; null = it is of none, or its first frame has no time. */
  streamTimes(place: number): StreamTimes | null;
  /** Id of the protocol that an earlier frame of this conversation proved; '' = none. */
  readonly application: string;
  readonly peer: Peer | null;
  readonly exchange?: ExchangePlace | null;
  /** The frame whose request or response this one brings again, 0 = none. */
  readonly original?: number;
  /** The whole capture was read: a missing peer will not come any more. */
  readonly finished?: boolean;
  /** The latest fact that this or an earlier frame of the conversation taught (FrameFacts.note), 0 = none. */
  readonly taught: number;
  /** As `taught`, but by frames before this one, even when the whole capture is known. */
  readonly taughtBefore: number;
  /** An address that this frame claims was claimed for other hardware before. */
  readonly conflict: Conflict | null;
  /** Datagrams that this frame has fragments of, as far as the capture has the others. */
  readonly datagrams?: readonly Datagram[];
  /** What a TCP segment's payload is part of, in order; null = it is handed on as it is. */
  readonly segmentParts?: readonly SegmentPart[] | null;
  readonly spanning?: SpanningMessages | null;
  /** A PDU of the frame is longer than this and so not put together; 0 = none is. */
  readonly reassemblyLimit?: number;
  /** Bytes of frame check sequence at the end of the frame, by the file; -1 unknown. */
  readonly fcsLength: number;
}

/** A frame of which nothing else is known. */
export const NO_CONTEXT: FrameContext = Object.freeze({
  number: 1, time: null, previousTime: null, previousDisplayedTime: null, referenceTime: null,
  interfaceId: 0, interfaceName: '', interfaceDescription: '', hasInterface: false, linktype: 1, comments: [], packetFlags: -1,
  stream: -1, layeredStreams: [], sequenceBase: -1, acknowledgmentBase: -1, windowShift: -1, analysis: null, streamTimes: () => null,
  application: '', peer: null, taught: 0, taughtBefore: 0, conflict: null, fcsLength: -1,
});

/** How the reader wants frames shown; Wireshark's preferences of the same names. */
export interface DissectOptions {
  readonly relativeSequence: boolean;
  /** ip.check_checksum, tcp.check_checksum, udp.check_checksum. */
  readonly verifyChecksums: boolean;
  readonly flagStyle: 'wireshark' | 'tcpdump';
  /** null: numbers and addresses as they are. */
  readonly names: Names | null;
  /** The tree has the hidden fields too, for documents that hold everything. */
  readonly whole?: boolean;
}

/** What tshark does by default. */
export const TSHARK_OPTIONS: DissectOptions = Object.freeze({ relativeSequence: true, verifyChecksums: false, flagStyle: 'wireshark', names: null });
