// Handshake messages that go over several records: what the frames of each direction left unfinished, and which frames complete it.
import type { BegunMessage, SpanningMessages } from '../dissect/frame-context';
import type { PduRun } from '../dissect/pdu-run';

/** Octets of them that are kept, so that a capture made to have more cannot exhaust memory: later ones are not put together. */
const MOST_OCTETS = 32 * 1_048_576;

/** A message on its way. */
interface Message {
  begun: BegunMessage;
  completedIn: number;
}

/** What a frame has of messages: octets and parts of the one it goes on with, as they were before it; records that left one unfinished, and the last one left. */
interface Share {
  readonly before: Message | null;
  readonly octets: number;
  readonly parts: number;
  unfinished: number;
  left: Message | null;
}

export class MessagesOfRecords {
  /** By flow: what is unfinished. */
  private readonly open = new Map<number, Message>();
  private readonly shares = new Map<number, Share>();
  private octets = 0;

  /** The flow waits for the rest of a message. */
  isOpen(flow: number): boolean {
    return this.open.has(flow);
  }

  /** What is known to a frame that is being looked at in its turn. */
  before(flow: number): SpanningMessages | null {
    const message = this.open.get(flow);
    return message === undefined ? null : { before: message.begun, finishedHere: 0, completedIn: 0 };
  }

  /** What a frame that was looked at has to do with them, null = nothing. */
  of(frame: number): SpanningMessages | null {
    const share = this.shares.get(frame);
    if (share === undefined) return null;
    const { before, octets, parts, unfinished, left } = share;
    const elsewhere = left === null ? 0 : left.begun.parts.filter((part) => part.frame === frame).length;
    return {
      before: before === null ? null : { bytes: before.begun.bytes.subarray(0, octets), parts: before.begun.parts.slice(0, parts) },
      finishedHere: unfinished - elsewhere, completedIn: left?.completedIn ?? 0,
    };
  }

  /** Octets of a frame's flow were looked at, in their turn. @returns a message goes on */
  look(frame: number, flow: number, { begun, unfinished, finished }: PduRun): boolean {
    if (begun === undefined) return false;
    const message = this.open.get(flow);
    let share = this.shares.get(frame);
    if (share === undefined) {
      share = { before: message ?? null, octets: message?.begun.bytes.length ?? 0, parts: message?.begun.parts.length ?? 0, unfinished: 0, left: null };
      this.shares.set(frame, share);
    }
    share.unfinished += unfinished;
    const first = message?.begun.parts[0];
    if (message !== undefined && begun?.parts[0] === first) this.grow(message, begun!);
    else {
      if (message !== undefined && finished === first) message.completedIn = frame;
      this.open.delete(flow);
      if (begun !== null && this.octets + begun.bytes.length <= MOST_OCTETS) this.open.set(flow, this.grow({ begun, completedIn: 0 }, begun));
    }
    if (begun !== null) share.left = this.open.get(flow) ?? { begun, completedIn: 0 };
    return this.open.has(flow);
  }

  private grow(message: Message, begun: BegunMessage): Message {
    this.octets += begun === message.begun ? begun.bytes.length : begun.bytes.length - message.begun.bytes.length;
    message.begun = begun;
    return message;
  }
}
