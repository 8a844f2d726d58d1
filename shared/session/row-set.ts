// Which frames are displayed, in file order: all of them, or those that a display filter found so far.
import { GrowingArray } from '../stream/growing-array';
import { firstFrom } from '../stream/sorted';

export interface RowSet {
  readonly count: number;
  /** Number of the frame in row `index`, from 0. */
  numberAt(index: number): number;
  /** Row of the frame, or else of the displayed frame nearest to it; of two equally near the later. -1 = no frame is displayed. */
  nearest(number: number): number;
}

/** @param frames how many there are */
export function allRows(frames: () => number): RowSet {
  return {
    get count() {
      return frames();
    },
    numberAt: (index) => index + 1,
    nearest: (number) => Math.max(0, Math.min(number, frames())) - 1,
  };
}

export class FoundRows implements RowSet {
  private readonly numbers: GrowingArray<Uint32Array>;

  constructor(numbers: Uint32Array = new Uint32Array(1024), length = 0) {
    this.numbers = new GrowingArray(numbers);
    this.numbers.length = length;
  }

  get count(): number {
    return this.numbers.length;
  }
  numberAt(index: number): number {
    return this.numbers.data[index]!;
  }
  /** The next frame found; frames come in file order. */
  add(number: number): void {
    this.numbers.push(number);
  }
  /** The same for many. @param most how many there may be @param write puts them into the array from a place on, and gives the place behind them */
  addMany(most: number, write: (numbers: Uint32Array, at: number) => number): void {
    const { numbers } = this;
    numbers.reserve(most);
    numbers.length = write(numbers.data, numbers.length);
  }
  /** Makes room for about so many in all: one large array is filled, instead of one twice as large again and again. */
  expect(count: number): void {
    this.numbers.reserve(count - this.count);
  }
  /** Of the last frame found, 0 = none. */
  get last(): number {
    return this.count === 0 ? 0 : this.numberAt(this.count - 1);
  }
  /** The frames found so far, as they lie in memory. */
  get found(): Uint32Array {
    return this.numbers.data.subarray(0, this.count);
  }

  nearest(number: number): number {
    const at = this.from(number);
    if (at === this.count) return at - 1;
    return at > 0 && this.numberAt(at) - number > number - this.numberAt(at - 1) ? at - 1 : at;
  }

  has(number: number): boolean {
    const at = this.from(number);
    return at < this.count && this.numberAt(at) === number;
  }

  /** The first row whose frame is `number` or later. */
  from(number: number): number {
    return firstFrom(this.numbers.data, this.count, number);
  }
}
