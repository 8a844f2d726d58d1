// The streams of the few frames that have several transport headers: tunnels, and packets that an error message quotes.
import { GrowingArray } from './growing-array';
import { firstFrom } from './sorted';

const NONE: readonly number[] = [];

export class LayeredStreams {
  /** In file order, one entry a transport header. */
  private readonly frames = new GrowingArray(new Uint32Array(16));
  private readonly streams = new GrowingArray(new Int32Array(16));

  /** The next transport header of a frame; frames come in file order. -1 = it has no stream. */
  add(frame: number, stream: number): void {
    this.frames.push(frame);
    this.streams.push(stream);
  }

  /** In the order in which the headers stand in the frame; empty for a frame with one at most. */
  of(frame: number): readonly number[] {
    const { data, length } = this.frames;
    const first = firstFrom(data, length, frame);
    if (first === length || data[first] !== frame) return NONE;
    let end = first;
    while (end < length && data[end] === frame) end++;
    return [...this.streams.data.subarray(first, end)];
  }
}
