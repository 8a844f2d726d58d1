// The streams of the few frames that have several transport headers: tunnels, and packets that an error message quotes.
import { GrowingArray } from './growing-array';
import { firstAbove, firstFrom } from './sorted';

const NONE: readonly number[] = [];

export class LayeredStreams {
  /** In file order, one entry a transport header. */
  private readonly frames = new GrowingArray(new Uint32Array(16));
  /** (stream << 1) | 1 where the header is quoted. */
  private readonly streams = new GrowingArray(new Int32Array(16));
  /** The newest frame in front that has the header's stream as its only one, 0 = none. */
  private readonly plain = new GrowingArray(new Uint32Array(16));
  /** By stream: frames that have it among several, not quoted; ascending. */
  private readonly byStream = new Map<number, number[]>();

  /**
   * The next transport header of a frame; frames come in file order. -1 = it has no stream.
   * @param plain the newest frame in front that has the stream as its only one, 0 = none
   */
  add(frame: number, stream: number, plain: number, isQuoted = false): void {
    this.frames.push(frame);
    this.streams.push((stream << 1) | (isQuoted ? 1 : 0));
    this.plain.push(plain);
    if (isQuoted || stream < 0) return;
    const known = this.byStream.get(stream);
    if (known === undefined) this.byStream.set(stream, [frame]);
    else if (known.at(-1) !== frame) known.push(frame);
  }

  /** The frame in front of this one in the stream of its header at `place`, 0 = none. */
  previousOf(frame: number, place: number): number {
    const at = firstFrom(this.frames.data, this.frames.length, frame) + place;
    return Math.max(this.plain.data[at]!, this.newestBefore(this.streams.data[at]! >> 1, frame));
  }

  /** The newest frame in front of this one that has the stream among several, not quoted; 0 = none. */
  newestBefore(stream: number, frame: number): number {
    const known = this.byStream.get(stream) ?? NONE;
    return known[firstAbove(known, known.length, frame - 1) - 1] ?? 0;
  }

  /** Frames behind `after` that have the stream among several, not quoted; ascending. */
  framesOf(stream: number, after: number): number[] {
    const { data, length } = this.frames;
    const found: number[] = [];
    for (let at = firstFrom(data, length, after + 1); at < length; at++) if (this.streams.data[at] === stream << 1 && found.at(-1) !== data[at]) found.push(data[at]!);
    return found;
  }

  /** As of(), without those that are quoted. */
  unquotedOf(frame: number): readonly number[] {
    const { data, length } = this.frames;
    const found: number[] = [];
    for (let at = firstFrom(data, length, frame); at < length && data[at] === frame; at++) if ((this.streams.data[at]! & 1) === 0) found.push(this.streams.data[at]! >> 1);
    return found;
  }

  /** In the order in which the headers stand in the frame; empty for a frame with one at most. */
  of(frame: number): readonly number[] {
    const { data, length } = this.frames;
    const first = firstFrom(data, length, frame);
    if (first === length || data[first] !== frame) return NONE;
    let end = first;
    while (end < length && data[end] === frame) end++;
    return Array.from(this.streams.data.subarray(first, end), (value) => value >> 1);
  }
}
