// Typed arrays that grow by doubling: for tables whose final size nobody knows.

/** Four kinds, no more: push() is compiled for up to so many, and is twenty times as slow once it has met a fifth. */
type Typed = Uint16Array | Uint32Array | Int32Array | Float64Array;
type Maker<T> = new (n: number | ArrayBufferLike) => T;

export class GrowingArray<T extends Typed> {
  length = 0;

  /** @param data room for the first values; when it lies in memory that threads share, what it grows into does too */
  constructor(public data: T) {}

  push(value: number): number {
    if (this.length === this.data.length) this.grow();
    this.data[this.length] = value;
    return this.length++;
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    if (this.length + more > this.data.length) this.grow(this.length + more);
  }

  append(values: ArrayLike<number>): void {
    this.reserve(values.length);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  private grow(least = 16): void {
    const { data } = this;
    const count = Math.max(least, data.length * 2);
    const isShared = typeof SharedArrayBuffer !== 'undefined' && data.buffer instanceof SharedArrayBuffer;
    const bigger = new (data.constructor as Maker<T>)(isShared ? new SharedArrayBuffer(count * data.BYTES_PER_ELEMENT) : count);
    bigger.set(data);
    this.data = bigger;
  }
}
