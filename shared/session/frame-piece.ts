// What the stateless index run makes of one batch of frames: columns that can be handed to another thread.
import { GrowingArray } from '../stream/growing-array';

/** One slot per frame; the lists hold [slot, value, …] for the few frames that have such a fact. */
export class FramePiece {
  count = 0;
  readonly position: Float64Array;
  readonly caplen: Uint32Array;
  readonly len: Uint32Array;
  readonly seconds: Float64Array;
  readonly nanos: Int32Array;
  readonly interfaceIndex: Uint32Array;
  /** Index of the topmost protocol in the registry. */
  readonly protocol: Uint16Array;
  /** (index in the indexer's conversation table << 1) | direction, or -1. */
  readonly conversation: Int32Array;
  /** IANA number; 0 = none. */
  readonly transport: Uint8Array;
  readonly sequence: Uint32Array;
  readonly acknowledgment: Uint32Array;
  readonly flags: Uint16Array;
  readonly window: Uint16Array;
  readonly windowShift: Int8Array;
  readonly payloadLength: Uint32Array;
  /** [slot, TRANSACTION_…, key] */
  readonly transactions = new GrowingArray(new Uint32Array(64));
  /** [slot, protocol index] */
  readonly recognised = new GrowingArray(new Uint32Array(16));
  /** [slot, value] */
  readonly lessons = new GrowingArray(new Uint32Array(16));
  /** [slot, address, hardware address] */
  readonly claims = new GrowingArray(new Float64Array(16));

  constructor(capacity: number) {
    this.position = new Float64Array(capacity);
    this.caplen = new Uint32Array(capacity);
    this.len = new Uint32Array(capacity);
    this.seconds = new Float64Array(capacity);
    this.nanos = new Int32Array(capacity);
    this.interfaceIndex = new Uint32Array(capacity);
    this.protocol = new Uint16Array(capacity);
    this.conversation = new Int32Array(capacity);
    this.transport = new Uint8Array(capacity);
    this.sequence = new Uint32Array(capacity);
    this.acknowledgment = new Uint32Array(capacity);
    this.flags = new Uint16Array(capacity);
    this.window = new Uint16Array(capacity);
    this.windowShift = new Int8Array(capacity);
    this.payloadLength = new Uint32Array(capacity);
  }

  /** A copy that holds no more than the frames there are: to be kept or sent. */
  compact(): FramePiece {
    const n = this.count;
    const copy = new FramePiece(0);
    const source = this as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(source)) if (ArrayBuffer.isView(value)) (copy as unknown as Record<string, unknown>)[name] = (value as Uint8Array).slice(0, n);
    copy.count = n;
    for (const name of ['transactions', 'recognised', 'lessons'] as const) {
      copy[name].data = this[name].data.slice(0, this[name].length);
      copy[name].length = this[name].length;
    }
    copy.claims.data = this.claims.data.slice(0, this.claims.length);
    copy.claims.length = this.claims.length;
    return copy;
  }

  /** The memory of a compact piece, to be moved to another thread. */
  buffers(): ArrayBufferLike[] {
    const arrays: unknown[] = [...(Object.values(this) as unknown[]), this.transactions.data, this.recognised.data, this.lessons.data, this.claims.data];
    return arrays.filter((value) => ArrayBuffer.isView(value)).map((value) => value.buffer);
  }

  clear(): void {
    this.count = 0;
    this.transactions.length = 0;
    this.recognised.length = 0;
    this.lessons.length = 0;
    this.claims.length = 0;
  }
}
