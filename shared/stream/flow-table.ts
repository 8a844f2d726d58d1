// What the analysis of TCP remembers of each direction of a stream (a flow) and of each stream, in typed arrays: there may be millions.

/** Places of a flow's words; 0 = not known. */
export const Flow = {
  /** The next sequence number. */
  Next: 0,
  /** The last acknowledgment number, the frame that sent it first, and how often it came again. */
  Acknowledged: 1,
  FirstAck: 2,
  Duplicates: 3,
  /** The highest number that the other side may acknowledge without an unseen segment. */
  ToBeAcknowledged: 4,
  Window: 5,
  LastFindings: 6,
  /** Octets since the last PSH. */
  Pushed: 7,
  State: 8,
  /** The frame from which a timeout counts where nothing waits for its ACK. */
  TimedFrame: 9,
  /** The first sequence number. */
  Base: 10,
  Words: 11,
} as const;

/** Places of a stream's words: the first frame of each part (in the order of Part's bits), then the handshake. */
export const Stream = { Syn: 0, SynAck: 1, Ack: 2, Data: 3, Fin: 4, Rst: 5, Parts: 6, SynFrame: 6, AckFrame: 7, MeasuredSyn: 8, Words: 9 } as const;

class Table {
  words = new Uint32Array(0);
  times = new Float64Array(0);

  constructor(private readonly wordsEach: number, private readonly timesEach: number) {}

  reserve(index: number): void {
    if (index * this.wordsEach < this.words.length) return;
    const room = Math.max(64, (index + 1) * 2);
    const [words, times] = [this.words, this.times];
    this.words = new Uint32Array(room * this.wordsEach);
    this.times = new Float64Array(room * this.timesEach);
    this.words.set(words);
    this.times.set(times);
  }
}

/** Times of a flow: of the segment with the highest number, of the last segment; seconds. */
export class FlowTable extends Table {
  constructor() {
    super(Flow.Words, 2);
  }
}

/** Times of a stream: of the latest SYN, how long the handshake took; seconds. */
export class StreamTable extends Table {
  constructor() {
    super(Stream.Words, 2);
  }
}
