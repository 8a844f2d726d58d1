// What the analysis of a TCP stream found out about one segment; handed to dissect() in the FrameContext.
import type { TimeNs } from '../frame/time';

/** Bits of SegmentAnalysis.findings; names and meaning of Wireshark's tcp.analysis.* (user guide 7.5). */
export const Finding = {
  Retransmission: 1 << 0,
  FastRetransmission: 1 << 1,
  SpuriousRetransmission: 1 << 2,
  OutOfOrder: 1 << 3,
  LostSegment: 1 << 4,
  AckLostSegment: 1 << 5,
  DuplicateAck: 1 << 6,
  ZeroWindow: 1 << 7,
  ZeroWindowProbe: 1 << 8,
  ZeroWindowProbeAck: 1 << 9,
  KeepAlive: 1 << 10,
  KeepAliveAck: 1 << 11,
  WindowUpdate: 1 << 12,
  WindowFull: 1 << 13,
  ReusedPorts: 1 << 14,
  /** Not told, but then other segments were weighed: what is known of the stream is shown. */
  Unremarkable: 1 << 15,
} as const;

/** Bits of tcp.completeness: which parts of a connection the capture has. */
export const Part = { Syn: 1, SynAck: 2, Ack: 4, Data: 8, Fin: 16, Rst: 32 } as const;

export interface SegmentAnalysis {
  /** Bits of Finding. */
  readonly findings: number;
  /** Of a duplicate ACK: how many there are with this one, and the frame that acknowledged first. */
  readonly duplicate: number;
  readonly duplicateOf: number;
  /** The frame that this one acknowledges, 0 = none, and the time between. */
  readonly acksFrame: number;
  readonly roundTrip: TimeNs | null;
  /** Octets; 0 = not known. */
  readonly bytesInFlight: number;
  /** Octets since the last segment with PSH, this one's included. */
  readonly pushBytes: number;
  /** Of a retransmission: the segment that had waited longest for its ACK, 0 = none, and since when. */
  readonly repeatOf: number;
  readonly repeatAfter: TimeNs | null;
  /** From the SYN to the ACK that ends the handshake, as far as this frame may know. */
  readonly initialRoundTrip: TimeNs | null;
  /** The SYN of the other side carried data and a Fast Open cookie. */
  readonly answersFastOpen: boolean;
  /** The first FIN of the connection went in this direction. */
  readonly closesFirst: boolean;
  /** Bits of Part. */
  readonly completeness: number;
}
