// The part of a dissection that deals with PDUs over several TCP segments: who asks for more octets, and what TCP hands on.
import type { BegunMessage, PduSegment } from './frame-context';
import { ASKS_FOR_MORE, type FrameFacts } from './frame-facts';

/** What a dissector may ask for instead of a number of octets: whatever comes next; all up to the FIN. */
export const ONE_MORE_SEGMENT = -1;
export const UNTIL_FIN = -2;

/** A stretch of bytes that goes to an application protocol; none where it is empty. */
export interface HandedOn {
  /** A PDU put together from several segments; null: [at, end) of the bytes at hand. */
  readonly made: { readonly name: string; readonly bytes: Uint8Array } | null;
  readonly at: number;
  readonly end: number;
  /** Nothing more can come: what is there is shown as far as it goes. */
  readonly isFinal: boolean;
  /** Lines in front of what the protocol says. */
  readonly lines: (() => void) | null;
}

export class PduRun {
  /** The bytes at hand are a segment's, and what begins in it may go on in the next. */
  mayGoOn = false;
  /** Index run for the reassembly: protocols say exactly what they need. */
  isAsking = false;
  /** Position of the PDU that goes on, -1 = none; and how many octets it needs behind what is there. */
  goesOnAt = -1;
  goesOnFor = 0;
  /** Index in the registry of the protocol above TCP that was asked last. */
  asked = -1;
  /** Where in these bytes the next look at the PDU that goes on has to begin: what stands before was understood; -1 = at its start. */
  resume = -1;
  /** How far these bytes must reach at least before a look at the PDU is of any use. */
  atLeast = 0;
  /** Of the heads that were looked at since this was set to 0, as head-marks.ts has them. */
  headMarks = 0;
  /** The status code of the one response among them, 0 = there is none, or NO_ONE_STATUS. */
  headStatus = 0;
  /** Where a PDU ends that `needs` found to be whole. */
  end = 0;
  /** What begins here tells all that other frames need to know, though it goes on. */
  isTold = false;
  /** The bytes at hand are the rest of a PDU whose first so many octets were understood before. */
  resumesAt = 0;
  /** Index run that ends at the TCP payload, which is put into `payload`. */
  takesPayload = false;
  payload: Uint8Array | null = null;
  /** What TCP hands on instead of its payload as it is. */
  handedOn: HandedOn[] = [];

  /** A handshake message that the records so far leave unfinished, null = none; undefined = nothing was met, what other frames left counts. */
  begun: BegunMessage | null | undefined = undefined;
  /** How many records of the frame left a message unfinished. */
  unfinished = 0;
  /** The first part of the first message that records of the frame completed. */
  finished: PduSegment | null = null;

  constructor(private readonly facts: () => FrameFacts) {}

  reset(): void {
    this.mayGoOn = false;
    this.goesOnAt = -1;
    this.resume = -1;
    this.atLeast = 0;
    this.isTold = false;
    this.begun = undefined;
    this.unfinished = 0;
    this.finished = null;
    if (this.handedOn.length > 0) this.handedOn = [];
  }

  /** The PDU at `at` needs `more` octets that are not here. False: it will not get them, and is shown as far as it goes. */
  goesOn(at: number, more: number): boolean {
    if (!this.mayGoOn || more === 0) return false;
    this.goesOnAt = at;
    this.goesOnFor = more;
    this.facts().flags |= ASKS_FOR_MORE;
    return true;
  }

  /** The payload that is taken: octets [at, end) of the bytes, if all of them were captured. */
  keep(bytes: Uint8Array, at: number, end: number, captured: number): void {
    if (captured >= end) this.payload = bytes.subarray(at, end);
  }

  /** Index run: whether the PDU that begins here is all here is looked at later. */
  askLater(): void {
    if (this.mayGoOn) this.facts().flags |= ASKS_FOR_MORE;
  }
}
