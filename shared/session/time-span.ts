// When the frames of one chunk of columns came: the earliest, the latest, and those that are earlier than one before them.
import { GrowingArray } from '../stream/growing-array';

const NANOS = 1_000_000_000;

export class TimeSpan {
  /** How many were looked at. */
  slots = 0;
  /** The file gives all of them. */
  isGiven = true;
  /** Slots of the earliest and the latest; of several at the same time the first. */
  earliest = 0;
  latest = 0;
  /** Slots of frames that are earlier than one before them in the chunk. */
  readonly late = new GrowingArray(new Uint16Array(0));

  /** The file gives all times, and they never go back. */
  get isInOrder(): boolean {
    return this.isGiven && this.late.length === 0;
  }

  /** @param seconds in their order, from whatever they count */
  look(seconds: Uint32Array | Float64Array, nanos: Int32Array, to: number): void {
    let { earliest, latest } = this;
    let [most, mostNanos] = [seconds[latest]!, nanos[latest]!];
    for (let at = this.slots; at < to; at++) {
      const second = seconds[at]!;
      const nano = nanos[at]!;
      if (nano >>> 0 >= NANOS) this.isGiven = false;
      if (second > most || (second === most && nano > mostNanos)) {
        latest = at;
        most = second;
        mostNanos = nano;
      } else if (second < most || nano < mostNanos) {
        this.late.push(at);
        if (second < seconds[earliest]! || (second === seconds[earliest] && nano < nanos[earliest]!)) earliest = at;
      }
    }
    [this.earliest, this.latest, this.slots] = [earliest, latest, to];
  }
}
