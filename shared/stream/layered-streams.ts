// The streams of the few frames that have several transport headers: tunnels, and packets that an error message quotes.
import { GrowingArray } from './growing-array';
import { firstFrom } from './sorted';

const NONE: readonly number[] = [];

export class LayeredStreams {
  /** In file order, one entry a transport header. */
  private readonly frames = new GrowingArray(new Uint32Array(16));
  /** (stream << 1) | 1 where the header is quoted. */
  private readonly streams = new GrowingArray(new Int32Array(16));

  /** The next transport header of a frame; frames come in file order. -1 = it has no stream. */
  add(frame: number, stream: number, isQuoted = false): void {
    this.frames.push(frame);
    this.streams.push((stream << 1) | (isQuoted ? 1 : 0));
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
