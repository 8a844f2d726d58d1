// The requests and responses of connections that answer in order (HTTP/1.1, RFC 9112 section 9.3): the how many-th each is, and those around it.
import type { ExchangePlace } from '../dissect/frame-context';
import { GrowingArray } from './growing-array';
import { firstFrom } from './sorted';

/** One exchange: frames of its request and of its response (0 = not captured), its number in the stream, places of those before and after it + 1 (0 = none), the stream. */
const WORDS = 6;
const REQUEST = 0;
const RESPONSE = 1;
const NUMBER = 2;
const BEFORE = 3;
const AFTER = 4;
const STREAM = 5;

export class Exchanges {
  private readonly list = new GrowingArray(new Uint32Array(WORDS * 64));
  /** [frame, place of its exchange], in file order. */
  private readonly messages = new GrowingArray(new Uint32Array(256));
  /** Place + 1 of a stream's latest exchange, 0 = none. */
  private latest = new Uint32Array(256);

  /** To be called in file order, as response() is. */
  request(frame: number, stream: number): void {
    this.note(frame, this.begin(stream, frame));
  }

  /** A response to a request that was not captured is an exchange, too. */
  response(frame: number, stream: number): void {
    const { data } = this.list;
    const latest = this.latestOf(stream) - 1;
    const place = latest >= 0 && data[latest + RESPONSE] === 0 ? latest : this.begin(stream, 0);
    this.list.data[place + RESPONSE] = frame;
    this.note(frame, place);
  }

  /**
   * null: the frame is no message of these.
   * @param isKnown all frames count; otherwise those up to this one
   */
  placeOf(frame: number, isKnown: boolean): ExchangePlace | null {
    const { data: messages, length } = this.messages;
    const at = firstFrom(messages, length / 2, frame, 2) * 2;
    if (at >= length || messages[at] !== frame) return null;
    const { data } = this.list;
    const place = messages[at + 1]!;
    const [before, after] = [data[place + BEFORE]! - 1, data[place + AFTER]! - 1];
    const frameOf = (other: number, which: number): number => (other < 0 ? 0 : data[other + which]!);
    const last = isKnown ? this.latestOf(data[place + STREAM]!) - 1 : this.lastUpTo(frame, place);
    const known = isKnown ? after : -1;
    return {
      number: data[place + NUMBER]!, total: data[last + NUMBER]!,
      previousRequest: frameOf(before, REQUEST), previousResponse: frameOf(before, RESPONSE), nextRequest: frameOf(known, REQUEST), nextResponse: frameOf(known, RESPONSE),
    };
  }

  /** The last exchange that had begun when `frame` came, from the one at `place` on. */
  private lastUpTo(frame: number, place: number): number {
    const { data } = this.list;
    for (let next = data[place + AFTER]! - 1; next >= 0 && (data[next + REQUEST]! || data[next + RESPONSE]!) < frame; next = data[next + AFTER]! - 1) place = next;
    return place;
  }

  private begin(stream: number, request: number): number {
    const before = this.latestOf(stream);
    const number = before === 0 ? 1 : this.list.data[before - 1 + NUMBER]! + 1;
    const place = this.list.length;
    for (const word of [request, 0, number, before, 0, stream]) this.list.push(word);
    if (before > 0) this.list.data[before - 1 + AFTER] = place + 1;
    this.latest[stream] = place + 1;
    return place;
  }

  private note(frame: number, place: number): void {
    this.messages.push(frame);
    this.messages.push(place);
  }

  private latestOf(stream: number): number {
    if (stream < this.latest.length) return this.latest[stream]!;
    const bigger = new Uint32Array(Math.max(stream + 1, this.latest.length * 2));
    bigger.set(this.latest);
    this.latest = bigger;
    return 0;
  }
}
