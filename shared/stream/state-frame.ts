// One frame of a TCP stream, as far as states, closes and phases ask for it.
import { isBefore } from './unacknowledged';

/** Of the client (who sent the SYN, else the first frame): 0, of the server: 1. */
export type Side = 0 | 1;

/** One frame of the stream; numbers as sent or relative, but all of one kind. */
export interface StateFrame {
  readonly frame: number;
  readonly side: Side;
  /** The TCP flags. */
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly length: number;
  /** Nanoseconds since any moment. */
  readonly time: number;
  /** Bits of Finding. */
  readonly findings: number;
}

export const [FIN, SYN, RST, ACK] = [0x01, 0x02, 0x04, 0x10] as const;

export const takesNumber = (f: StateFrame): boolean => f.length > 0 || (f.flags & (SYN | FIN)) !== 0;
/** The number behind the segment. */
export const endOf = (f: StateFrame): number => (f.sequence + f.length + ((f.flags & SYN) !== 0 ? 1 : 0) + ((f.flags & FIN) !== 0 ? 1 : 0)) >>> 0;
/** `by` acknowledges all of `f`, which the other side sent. */
export const acknowledges = (by: StateFrame, f: StateFrame): boolean => by.side !== f.side && (by.flags & ACK) !== 0 && !isBefore(by.acknowledgment, endOf(f));
