// Requests and the responses that belong to them: which frame asked, which answered.
import { Exchanges } from './exchanges';
import { GrowingArray } from './growing-array';
import { firstFrom } from './sorted';

/** Numbers of a request: its frame, stream and key, and the frame of the first response, 0 = none. Together, so that one look brings all. */
const REQUEST_WORDS = 4;
const FRAME = 0;
const STREAM = 1;
const KEY = 2;
const ANSWER = 3;

export class Transactions {
  /** Of connections that answer in the order in which they are asked. */
  readonly exchanges = new Exchanges();
  /** Last request of each (stream, key): open addressing, place among the requests + 1. */
  private slots = new Uint32Array(1024);
  private used = 0;
  /** In file order. */
  private readonly requests = new GrowingArray(new Uint32Array(REQUEST_WORDS * 256));
  /** Pairs in the order of the responses, which is file order: [response, request]. */
  private readonly pairs = new GrowingArray(new Uint32Array(512));
  /** Requests and responses that came again, in file order: [frame, the first of them]. */
  private readonly repeats = new GrowingArray(new Uint32Array(64));

  /** @param isRepeat whether `frame` is the earlier request, sent again; asked only while that one waits for its answer */
  request(frame: number, stream: number, key: number, isRepeat: (earlier: number, frame: number) => boolean): void {
    const slot = this.slotOf(stream, key);
    const known = this.slots[slot]! - 1;
    const { data } = this.requests;
    if (known >= 0 && data[known + ANSWER] === 0 && isRepeat(data[known + FRAME]!, frame)) return this.repeat(frame, data[known + FRAME]!);
    const place = this.requests.push(frame);
    this.requests.push(stream);
    this.requests.push(key);
    this.requests.push(0);
    if (this.slots[slot] === 0) this.used++;
    this.slots[slot] = place + 1;
    if (this.used * 2 > this.slots.length) this.rehash();
  }

  /** A request has one response: what comes after it is that response, sent again. */
  response(frame: number, stream: number, key: number): void {
    const place = this.slots[this.slotOf(stream, key)]! - 1;
    const { data } = this.requests;
    if (place < 0) return;
    if (data[place + ANSWER] !== 0) return this.repeat(frame, data[place + ANSWER]!);
    data[place + ANSWER] = frame;
    this.pairs.push(frame);
    this.pairs.push(data[place + FRAME]!);
  }

  /** The other half of a frame's transaction, 0 = none (yet). */
  peerOf(frame: number): number {
    const r = search(this.pairs, 2, frame);
    if (r >= 0) return this.pairs.data[r + 1]!;
    const q = search(this.requests, REQUEST_WORDS, frame);
    return q >= 0 ? this.requests.data[q + ANSWER]! : 0;
  }

  /** The frame whose request or response this frame brings again, 0 = none. */
  originalOf(frame: number): number {
    const at = search(this.repeats, 2, frame);
    return at < 0 ? 0 : this.repeats.data[at + 1]!;
  }

  private repeat(frame: number, original: number): void {
    this.repeats.push(frame);
    this.repeats.push(original);
  }

  private slotOf(stream: number, key: number): number {
    const mask = this.slots.length - 1;
    const { data } = this.requests;
    let slot = hash(stream, key) & mask;
    for (let place = this.slots[slot]! - 1; place >= 0; place = this.slots[(slot = (slot + 1) & mask)]! - 1) {
      if (data[place + STREAM] === stream && data[place + KEY] === key >>> 0) return slot;
    }
    return slot;
  }

  private rehash(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (const value of old) if (value !== 0) this.slots[this.slotOf(this.requests.data[value - 1 + STREAM]!, this.requests.data[value - 1 + KEY]!)] = value;
  }
}

/** Where the record begins whose first number is `value`, among records of `words` numbers that ascend by it; -1 = nowhere. */
function search({ data, length }: GrowingArray<Uint32Array>, words: number, value: number): number {
  const at = firstFrom(data, length / words, value, words) * words;
  return at < length && data[at] === value ? at : -1;
}

function hash(a: number, b: number): number {
  let h = Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0x9e3779b1);
  h ^= h >>> 16;
  return h & 0x7fffffff;
}
