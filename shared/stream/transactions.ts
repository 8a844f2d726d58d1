// Requests and the responses that belong to them: which frame asked, which answered.
import { GrowingArray } from './growing-array';

export class Transactions {
  /** Last request of each (stream, key): open addressing over frame numbers. */
  private slots = new Uint32Array(1024);
  private used = 0;
  /** By slot entry: the request's frame, stream and key. */
  private readonly frames = new GrowingArray(new Uint32Array(256));
  private readonly streams = new GrowingArray(new Uint32Array(256));
  private readonly keys = new GrowingArray(new Uint32Array(256));
  /** Pairs in the order of the responses, which is file order. */
  private readonly responses = new GrowingArray(new Uint32Array(256));
  private readonly requests = new GrowingArray(new Uint32Array(256));
  /** First response by request entry, 0 = none; parallel to `frames`. */
  private readonly answers = new GrowingArray(new Uint32Array(256));

  /** @param isRepeat whether this is the earlier request, sent again; asked only while that one waits for its answer */
  request(frame: number, stream: number, key: number, isRepeat: (earlier: number) => boolean): void {
    const slot = this.slotOf(stream, key);
    const known = this.slots[slot]! - 1;
    if (known >= 0 && this.answers.data[known] === 0 && isRepeat(this.frames.data[known]!)) return;
    const entry = this.frames.push(frame);
    this.streams.push(stream);
    this.keys.push(key);
    this.answers.push(0);
    if (this.slots[slot] === 0) this.used++;
    this.slots[slot] = entry + 1;
    if (this.used * 2 > this.slots.length) this.rehash();
  }

  /** A request has one response: what comes after it is that response, sent again. */
  response(frame: number, stream: number, key: number): void {
    const entry = this.slots[this.slotOf(stream, key)]! - 1;
    if (entry < 0 || this.answers.data[entry] !== 0) return;
    this.answers.data[entry] = frame;
    this.responses.push(frame);
    this.requests.push(this.frames.data[entry]!);
  }

  /** The other half of a frame's transaction, 0 = none (yet). */
  peerOf(frame: number): number {
    const r = search(this.responses, frame);
    if (r >= 0) return this.requests.data[r]!;
    const q = search(this.frames, frame);
    return q >= 0 ? this.answers.data[q]! : 0;
  }

  private slotOf(stream: number, key: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(stream, key) & mask;
    for (let entry = this.slots[slot]! - 1; entry >= 0; entry = this.slots[(slot = (slot + 1) & mask)]! - 1) {
      if (this.streams.data[entry] === stream && this.keys.data[entry] === key >>> 0) return slot;
    }
    return slot;
  }

  private rehash(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (const value of old) if (value !== 0) this.slots[this.slotOf(this.streams.data[value - 1]!, this.keys.data[value - 1]!)] = value;
  }
}

function search(sorted: GrowingArray<Uint32Array>, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = sorted.data[middle]!;
    if (at === value) return middle;
    if (at < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function hash(a: number, b: number): number {
  let h = Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0x9e3779b1);
  h ^= h >>> 16;
  return h & 0x7fffffff;
}
