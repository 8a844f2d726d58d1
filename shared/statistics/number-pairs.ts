// Pairs of 32-bit numbers, each numbered once in the order in which they are met: one open-addressing table of plain words.

export class NumberPairs {
  count = 0;
  private words = new Uint32Array(2 * 64);
  private slots = new Int32Array(128).fill(-1);

  numberOf(a: number, b: number): number {
    const mask = this.slots.length - 1;
    let slot = mix(a, b) & mask;
    for (let number = this.slots[slot]!; number >= 0; number = this.slots[(slot = (slot + 1) & mask)]!) {
      if (this.words[2 * number] === a && this.words[2 * number + 1] === b) return number;
    }
    this.slots[slot] = this.count;
    return this.add(a, b);
  }

  private add(a: number, b: number): number {
    const number = this.count++;
    if (2 * number === this.words.length) {
      const bigger = new Uint32Array(4 * number);
      bigger.set(this.words);
      this.words = bigger;
    }
    this.words[2 * number] = a;
    this.words[2 * number + 1] = b;
    if (2 * this.count > this.slots.length) this.rehash();
    return number;
  }

  private rehash(): void {
    const slots = new Int32Array(2 * this.slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      let slot = mix(this.words[2 * number]!, this.words[2 * number + 1]!) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.slots = slots;
  }
}

function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  h ^= h >>> 16;
  h = Math.imul(h, 0x7feb352d);
  return h ^ (h >>> 15);
}
