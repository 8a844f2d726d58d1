// What the stateless index run makes of a stretch of frames: columns that can be handed to another thread.
import { GrowingArray } from '../stream/growing-array';

/** Bytes of one frame in all columns. */
const FRAME_BYTES = 2 * 8 + 8 * 4 + 4 * 2 + 2;
/** Memory of a list at first. */
const LIST_BYTES = 1024;

/** The columns, one slot per frame, all in one buffer: the widest first, so that each begins where its width asks. */
class PieceColumns {
  readonly position: Float64Array;
  readonly seconds: Float64Array;
  readonly caplen: Uint32Array;
  readonly len: Uint32Array;
  readonly nanos: Int32Array;
  readonly interfaceIndex: Uint32Array;
  /** (index in the indexer's conversation table << 1) | direction, or -1. */
  readonly conversation: Int32Array;
  readonly sequence: Uint32Array;
  readonly acknowledgment: Uint32Array;
  /** Octets that the transport carries. */
  readonly payload: Uint32Array;
  /** Index of the topmost protocol in the registry. */
  readonly protocol: Uint16Array;
  readonly flags: Uint16Array;
  /** Of TCP, as sent. */
  readonly window: Uint16Array;
  /** Number in the indexer's table of ways through the protocols. */
  readonly path: Uint16Array;
  /** IANA number; 0 = none. */
  readonly transport: Uint8Array;
  readonly windowShift: Int8Array;

  constructor(buffer: ArrayBufferLike, n: number) {
    let at = 0;
    const take = (width: number): number => (at += n * width) - n * width;
    this.position = new Float64Array(buffer, take(8), n);
    this.seconds = new Float64Array(buffer, take(8), n);
    this.caplen = new Uint32Array(buffer, take(4), n);
    this.len = new Uint32Array(buffer, take(4), n);
    this.nanos = new Int32Array(buffer, take(4), n);
    this.interfaceIndex = new Uint32Array(buffer, take(4), n);
    this.conversation = new Int32Array(buffer, take(4), n);
    this.sequence = new Uint32Array(buffer, take(4), n);
    this.acknowledgment = new Uint32Array(buffer, take(4), n);
    this.payload = new Uint32Array(buffer, take(4), n);
    this.protocol = new Uint16Array(buffer, take(2), n);
    this.flags = new Uint16Array(buffer, take(2), n);
    this.window = new Uint16Array(buffer, take(2), n);
    this.path = new Uint16Array(buffer, take(2), n);
    this.transport = new Uint8Array(buffer, take(1), n);
    this.windowShift = new Int8Array(buffer, take(1), n);
  }
}

/** Frames in file order. The lists hold [slot, value, …] for the few frames that have such a fact. */
export class FramePiece {
  count = 0;
  columns: PieceColumns;
  /** [slot, TRANSACTION_…, key] */
  readonly transactions: GrowingArray<Uint32Array>;
  /** [slot, protocol index] */
  readonly recognised: GrowingArray<Uint32Array>;
  /** [slot, value] */
  readonly lessons: GrowingArray<Uint32Array>;
  /** [slot, FrameFacts.sacked] */
  readonly sacks: GrowingArray<Uint32Array>;
  /** [slot, 1 if quoted, conversation as above, transport] of the transports besides `transport`, in the order met */
  readonly others: GrowingArray<Uint32Array>;
  /** [slot, address, hardware address] */
  readonly claims: GrowingArray<Float64Array>;
  /** [slot, FRAGMENT_WORDS numbers] */
  readonly fragments: GrowingArray<Uint32Array>;

  /** @param shared another thread may read it where it lies, until this one is told that it has */
  constructor(private capacity: number, private readonly shared = false) {
    this.columns = this.room(capacity);
    const list = (): GrowingArray<Uint32Array> => new GrowingArray(new Uint32Array(this.memory(LIST_BYTES)));
    [this.transactions, this.recognised, this.lessons, this.sacks, this.others, this.fragments] = [list(), list(), list(), list(), list(), list()];
    this.claims = new GrowingArray(new Float64Array(this.memory(LIST_BYTES)));
  }

  /** Makes room for `more` frames behind those that there are. */
  reserve(more: number): void {
    if (this.count + more <= this.capacity) return;
    const old = this.columns as unknown as Record<string, unknown>;
    this.capacity = Math.max(this.count + more, this.capacity * 2);
    this.columns = this.room(this.capacity);
    for (const [name, column] of Object.entries(this.columns)) if (ArrayBuffer.isView(column)) (column as Uint8Array).set((old[name] as Uint8Array).subarray(0, this.count));
  }

  clear(): void {
    this.count = 0;
    this.transactions.length = 0;
    this.recognised.length = 0;
    this.lessons.length = 0;
    this.sacks.length = 0;
    this.others.length = 0;
    this.claims.length = 0;
    this.fragments.length = 0;
  }

  private room(frames: number): PieceColumns {
    return new PieceColumns(this.memory(frames * FRAME_BYTES), frames);
  }

  private memory(bytes: number): ArrayBufferLike {
    return this.shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  }
}

const LISTS = { transactions: 3, recognised: 2, lessons: 2, sacks: 2, others: 4, claims: 3 } as const;

/** What `by` says of its frames counts instead of what the piece says of the frames in `slots` (ascending). */
export function replaceFrames(piece: FramePiece, slots: readonly number[], by: FramePiece): void {
  for (const [i, slot] of slots.entries()) {
    for (const name of ['protocol', 'conversation', 'transport', 'sequence', 'acknowledgment', 'payload', 'flags', 'window', 'path', 'windowShift'] as const) piece.columns[name][slot] = by.columns[name][i]!;
  }
  const replaced = new Set(slots);
  for (const name of ['transactions', 'recognised', 'lessons', 'sacks', 'others', 'claims'] as const) {
    const [list, news, width] = [piece[name], by[name], LISTS[name]];
    const rows: number[][] = [];
    for (let k = 0; k < list.length; k += width) if (!replaced.has(list.data[k]!)) rows.push([...list.data.subarray(k, k + width)]);
    for (let k = 0; k < news.length; k += width) rows.push([slots[news.data[k]!]!, ...news.data.subarray(k + 1, k + width)]);
    rows.sort((a, b) => a[0]! - b[0]!);
    list.data = name === 'claims' ? Float64Array.from(rows.flat()) : Uint32Array.from(rows.flat());
    list.length = list.data.length;
  }
}
