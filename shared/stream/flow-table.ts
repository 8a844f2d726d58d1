// What the analysis of TCP remembers of each direction of a stream (a flow) and of each stream, in typed arrays: there may be millions.

/** Words of one flow, as a power of two: a flow is one line of the processor's cache, its other direction the next. */
export const FLOW_BITS = 4;
/** Which bit of a place tells the two flows of a stream apart. */
export const OTHER = 1 << FLOW_BITS;

/** Places of a flow's words; 0 = not known. */
export const Flow = {
  /** The first sequence number, as sent. */
  Base: 0,
  /** The next sequence number, and the frame that made it so. */
  Next: 1,
  NextFrame: 2,
  /** The last acknowledgment number, the frame that sent it first, and how often it came again. */
  Acknowledged: 3,
  FirstAck: 4,
  Duplicates: 5,
  /** The highest number that the other side may acknowledge without an unseen segment. */
  ToBeAcknowledged: 6,
  /** As sent. */
  Window: 7,
  /** Octets that the last segment acknowledged selectively. */
  Sacked: 8,
  LastFrame: 9,
  /** Octets since the last PSH. */
  Pushed: 10,
  /** Bits of State. */
  State: 11,
  /** The segments that nobody has acknowledged: first, last, how many. */
  Head: 12,
  Tail: 13,
  Waiting: 14,
  /** The window in octets; NO_ROOM = its shift is not known. */
  Room: 15,
} as const;

export const NO_ROOM = -0x80000000;

export const State = {
  /** A segment came; the first number is known; what is in flight cannot be known. */
  Seen: 1,
  Based: 2,
  Lost: 4,
  /** More was acknowledged than was seen; that is told once until this flow acknowledges again. */
  Told: 8,
  /** The segments that wait did not all come in order, so their edges must be looked for. */
  Disordered: 16,
  /** A SYN with data and a Fast Open cookie was sent. */
  Cookie: 32,
  /** The last segment was a keep-alive, a zero window probe. */
  KeepAlive: 64,
  Probe: 128,
  /** Of the even flow: a SYN with a time, the ACK that ended the handshake; above, which parts of the connection there are. */
  TimedSyn: 256,
  TimedAck: 512,
  /** A segment came whose length is not known. */
  Met: 1024,
  /** The last segment was a SYN, whose window is not scaled. */
  Opening: 2048,
  /** The next segment may be a usual one; its part of the connection is known already, with data, without. */
  Ready: 4096,
  NotedData: 8192,
  NotedAck: 16384,
  /** The flow is not of TCP. */
  Foreign: 32768,
  Parts: 16,
} as const;

/** Places of a stream's words: the first frame of each part (in the order of Part's bits), then the handshake. */
export const Stream = { Syn: 0, SynAck: 1, Ack: 2, Data: 3, Fin: 4, Rst: 5, Parts: 6, SynFrame: 6, AckFrame: 7, MeasuredSyn: 8, Closer: 9, Words: 10 } as const;

export class WordTable {
  words = new Int32Array(0);

  constructor(private readonly wordsEach: number) {}

  /** Room for `count` at least; twice as much where there was some already. */
  reserve(count: number): void {
    const had = this.words.length / this.wordsEach;
    if (count <= had) return;
    const bigger = new Int32Array(Math.max(count, 2 * had) * this.wordsEach);
    bigger.set(this.words);
    this.words = bigger;
  }
}
