// What tcpdump counts sequence numbers from: the first ones of each connection, by the end that was seen first.

/** Words of an entry: the two numbers, octets of an address, both addresses and the ports. */
const WORDS = 12;
const KEY = 3;
const KEY_WORDS = 9;
const BUCKETS = 1 << 16;

export class TcpOrigins {
  /** What is taken from the numbers of the segment asked for last; and from those that its selective acknowledgements name. */
  seq = 0;
  ack = 0;
  reverse = 0;
  private entries = new Uint32Array(WORDS * 256);
  private count = 0;
  /** The entry that is written next, once there are as many as are kept. */
  private oldest = 0;
  /** Entry + 1 by bucket, and the next of the bucket by entry. */
  private readonly heads = new Int32Array(BUCKETS);
  private next = new Int32Array(256);
  private readonly key = new Uint32Array(KEY_WORDS);
  private readonly turned = new Uint32Array(KEY_WORDS);

  /** @param most beyond so many connections the oldest are forgotten */
  constructor(private readonly most: number) {}

  /** Remembers the first numbers of a connection; the packet that shows them is printed with them as they are. @param addresses where they stand, `size` octets each @param ports the same */
  look(b: Uint8Array, addresses: number, size: number, ports: number, seq: number, ack: number, begins: boolean): void {
    this.readKey(b, addresses, size, ports);
    const { entries } = this;
    const own = begins ? -1 : this.find(this.key, size);
    if (own >= 0) return this.show(entries[own * WORDS]!, entries[own * WORDS + 1]!);
    const other = this.find(this.turned, size);
    if (other >= 0 && !begins) return this.show(entries[other * WORDS + 1]!, entries[other * WORDS]!);
    const first = (ack - 1) >>> 0;
    if (other < 0) this.set(this.key, size, seq, first);
    else {
      entries[other * WORDS] = first;
      entries[other * WORDS + 1] = seq;
    }
    this.seq = this.ack = 0;
    this.reverse = first;
  }

  private show(seq: number, ack: number): void {
    this.seq = seq;
    this.ack = this.reverse = ack;
  }

  private readKey(b: Uint8Array, addresses: number, size: number, ports: number): void {
    const { key, turned } = this;
    const words = size >> 2;
    for (let i = 0; i < words; i++) {
      key[i] = turned[words + i] = wordAt(b, addresses + 4 * i);
      key[words + i] = turned[i] = wordAt(b, addresses + size + 4 * i);
    }
    const pair = wordAt(b, ports);
    key[2 * words] = pair;
    turned[2 * words] = (pair << 16) | (pair >>> 16);
    for (let i = 2 * words + 1; i < KEY_WORDS; i++) key[i] = turned[i] = 0;
  }

  private find(key: Uint32Array, size: number): number {
    const { entries, next } = this;
    for (let entry = this.heads[bucketOf(key, 0)]! - 1; entry >= 0; entry = next[entry]! - 1) {
      const at = entry * WORDS;
      let i = 0;
      while (i < KEY_WORDS && entries[at + KEY + i] === key[i]) i++;
      if (i === KEY_WORDS && entries[at + 2] === size) return entry;
    }
    return -1;
  }

  private set(key: Uint32Array, size: number, seq: number, ack: number): void {
    let entry = this.find(key, size);
    if (entry < 0) entry = this.place(key, size);
    this.entries[entry * WORDS] = seq;
    this.entries[entry * WORDS + 1] = ack;
  }

  private place(key: Uint32Array, size: number): number {
    let entry = this.count;
    if (this.count === this.most) {
      entry = this.oldest;
      this.oldest = (this.oldest + 1) % this.most;
      this.forget(entry);
    } else if (++this.count > this.next.length) this.grow();
    this.entries[entry * WORDS + 2] = size;
    this.entries.set(key, entry * WORDS + KEY);
    const bucket = bucketOf(key, 0);
    this.next[entry] = this.heads[bucket]!;
    this.heads[bucket] = entry + 1;
    return entry;
  }

  private forget(entry: number): void {
    const bucket = bucketOf(this.entries, entry * WORDS + KEY);
    if (this.heads[bucket] === entry + 1) {
      this.heads[bucket] = this.next[entry]!;
      return;
    }
    let before = this.heads[bucket]! - 1;
    while (this.next[before] !== entry + 1) before = this.next[before]! - 1;
    this.next[before] = this.next[entry]!;
  }

  private grow(): void {
    const entries = new Uint32Array(this.entries.length * 2);
    entries.set(this.entries);
    this.entries = entries;
    const next = new Int32Array(this.next.length * 2);
    next.set(this.next);
    this.next = next;
  }
}

function bucketOf(words: Uint32Array, at: number): number {
  let mixed = 0;
  for (let i = 0; i < KEY_WORDS; i++) mixed = Math.imul(mixed ^ words[at + i]!, 0x9e3779b1) ^ (mixed >>> 15);
  return (mixed ^ (mixed >>> 16)) & (BUCKETS - 1);
}

function wordAt(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}
