// Typed arrays that grow by doubling: for tables whose final size nobody knows.

type Typed = Uint8Array | Int8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

export class GrowingArray<T extends Typed> {
  length = 0;
  constructor(public data: T) {}

  push(value: number): number {
    if (this.length === this.data.length) this.grow();
    this.data[this.length] = value;
    return this.length++;
  }

  private grow(): void {
    const bigger = new (this.data.constructor as new (n: number) => T)(Math.max(16, this.data.length * 2));
    bigger.set(this.data);
    this.data = bigger;
  }
}
