// A dissector table: key → protocol. Open addressing in a few hundred bytes, so that it stays in the processor's nearest cache.

/** Keys and values are whole numbers, 0 … 65,535; value 0 stands for "nothing". */
export class KeyTable {
  private count = 0;
  /** key << 16 | value, 0 where the slot is free. */
  private slots = new Uint32Array(64);

  get(key: number): number {
    const slots = this.slots;
    const mask = slots.length - 1;
    for (let slot = key & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]!;
      if (entry >>> 16 === key || entry === 0) return entry & 0xffff;
    }
  }

  set(key: number, value: number): void {
    if (++this.count * 4 > this.slots.length) this.grow();
    this.place(key, value);
  }

  clear(): void {
    this.slots.fill(0);
    this.count = 0;
  }

  private place(key: number, value: number): void {
    const mask = this.slots.length - 1;
    let slot = key & mask;
    while (this.slots[slot] !== 0 && this.slots[slot]! >>> 16 !== key) slot = (slot + 1) & mask;
    this.slots[slot] = ((key << 16) | value) >>> 0;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (const entry of old) if (entry !== 0) this.place(entry >>> 16, entry & 0xffff);
  }
}
