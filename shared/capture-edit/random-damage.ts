// Damage on purpose: bytes of frames changed at random, the same ones for the same seed as editcap changes with the C library's rand.

export interface DamageRule {
  /** Of each byte, from 0 to 1. */
  readonly probability: number;
  /** Bytes at the beginning of a frame that are never changed. */
  readonly offset: number;
  readonly seed: number;
}

const MOST_RANDOM = 0x7fff_ffff;
const DEGREE = 31;
const SEPARATION = 3;
const WARM_UP = 310;

/** glibc's `rand`: an additive feedback generator over 31 words, as random(3) describes it. */
export class LibraryRandom {
  private readonly words: Int32Array;
  private at = SEPARATION;

  constructor(seed: number) {
    this.words = new Int32Array(DEGREE);
    let word = seed === 0 ? 1 : seed | 0;
    for (let i = 0; i < DEGREE; i++) {
      this.words[i] = word;
      word = Number((BigInt(word) * 16_807n) % BigInt(MOST_RANDOM));
      if (word < 0) word += MOST_RANDOM;
    }
    for (let i = 0; i < WARM_UP; i++) this.next();
  }

  /** From 0 to 2³¹ − 1. */
  next(): number {
    const { words, at } = this;
    words[at] = (words[at]! + words[(at + DEGREE - SEPARATION) % DEGREE]!) | 0;
    this.at = (at + 1) % DEGREE;
    return words[at] >>> 1;
  }

  /** From 0 to `count` − 1, by the upper digits. */
  below(count: number): number {
    return Math.floor(this.next() / (Math.floor(MOST_RANDOM / count) + 1));
  }
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The beginning of a format of C, and the end of a string. */
const FORMAT = [0x25, 0];
/** How often each kind of damage comes among 18. */
const WEIGHTS = { bit: 5, byte: 5, letter: 5, format: 2, fill: 1 } as const;
const ALL_WEIGHTS = Object.values(WEIGHTS).reduce<number>((sum, weight) => sum + weight, 0);
const FILL = 0xaa;

export class RandomDamage {
  private readonly random: LibraryRandom;

  constructor(private readonly rule: DamageRule) {
    this.random = new LibraryRandom(rule.seed);
  }

  /** A copy with damage. */
  damaged(bytes: Uint8Array): Uint8Array {
    const copy = Uint8Array.from(bytes);
    for (let i = this.rule.offset; i < copy.length; i++) {
      if (this.random.next() > this.rule.probability * MOST_RANDOM) continue;
      if (this.damage(copy, i)) break;
    }
    return copy;
  }

  /** @returns whether all the rest was changed */
  private damage(copy: Uint8Array, at: number): boolean {
    let kind = this.random.below(ALL_WEIGHTS);
    if (kind < WEIGHTS.bit) {
      copy[at]! ^= 1 << this.random.below(8);
      return false;
    }
    if ((kind -= WEIGHTS.bit) < WEIGHTS.byte) {
      copy[at] = this.random.below(255);
      return false;
    }
    if ((kind -= WEIGHTS.byte) < WEIGHTS.letter) {
      copy[at] = ALPHANUMERIC.charCodeAt(this.random.below(ALPHANUMERIC.length));
      return false;
    }
    if (kind - WEIGHTS.letter < WEIGHTS.format) {
      if (at < copy.length - FORMAT.length) copy.set(FORMAT, at);
      return false;
    }
    copy.fill(FILL, at);
    return true;
  }
}
