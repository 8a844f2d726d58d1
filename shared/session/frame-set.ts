// A set of frame numbers, one bit each: a million frames take 125 kB, and a change of many is undone by doing it again.

/** Frames whose membership changes: bit i of word w is frame (firstWord + w) * 32 + i. */
export interface FrameMask {
  readonly firstWord: number;
  readonly words: Uint32Array;
}

/** First and last of each run of frames, in order. */
export type FrameRanges = readonly (readonly [first: number, last: number])[];

export class FrameSet {
  private words = new Uint32Array(0);
  private members = 0;

  static from(frames: Iterable<number>): FrameSet {
    const set = new FrameSet();
    for (const frame of frames) set.add(frame, frame);
    return set;
  }

  static ofRanges(ranges: FrameRanges): FrameSet {
    const set = new FrameSet();
    for (const [first, last] of ranges) set.add(first, last);
    return set;
  }

  get count(): number {
    return this.members;
  }

  has(frame: number): boolean {
    return ((this.words[frame >>> 5] ?? 0) & (1 << (frame & 31))) !== 0;
  }

  /** Those of the mask that are in go out, the others come in; the same once more takes it back. */
  flip({ firstWord, words }: FrameMask): void {
    this.reserve(firstWord + words.length);
    for (let w = 0; w < words.length; w++) {
      const before = this.words[firstWord + w]!;
      const after = (before ^ words[w]!) >>> 0;
      this.words[firstWord + w] = after;
      this.members += bitCount(after) - bitCount(before);
    }
  }

  /** first … last come in. */
  add(first: number, last: number): void {
    this.reserve((last >>> 5) + 1);
    for (let frame = first; frame <= last; ) {
      const w = frame >>> 5;
      const before = this.words[w]!;
      const isWhole = (frame & 31) === 0 && frame + 31 <= last;
      this.words[w] = isWhole ? 0xffff_ffff : before | (1 << (frame & 31));
      this.members += bitCount(this.words[w]) - bitCount(before);
      frame += isWhole ? 32 : 1;
    }
  }

  /** The members as runs of numbers that follow each other. */
  ranges(): FrameRanges {
    const ranges: [number, number][] = [];
    for (let first = this.nearest(0, 1); first > 0; ) {
      let last = first;
      while (this.has(last + 1)) last++;
      ranges.push([first, last]);
      first = this.nearest(last, 1);
    }
    return ranges;
  }

  /** What has to change so that all of `frames` are in, or out; null = nothing. */
  maskTo(isIn: boolean, frames: FrameSet): FrameMask | null {
    const words = new Uint32Array(frames.words.length);
    let first = -1;
    let last = -1;
    for (let w = 0; w < words.length; w++) {
      const mine = this.words[w] ?? 0;
      words[w] = frames.words[w]! & (isIn ? ~mine : mine);
      if (words[w] === 0) continue;
      if (first < 0) first = w;
      last = w;
    }
    return first < 0 ? null : { firstWord: first, words: words.slice(first, last + 1) };
  }

  /** The nearest member behind (1) or before (-1) `frame`; 0 = there is none. */
  nearest(frame: number, step: 1 | -1): number {
    const end = this.words.length * 32;
    for (let at = Math.min(frame + step, end); at > 0 && at < end; at += step) {
      if (this.words[at >>> 5] !== 0) {
        if (this.has(at)) return at;
      } else if (step > 0) at |= 31;
      else at &= ~31;
    }
    return 0;
  }

  /** The last member that is `frame` or before it; 0 = there is none. */
  atOrBefore(frame: number): number {
    return this.has(frame) ? frame : this.nearest(frame, -1);
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (let frame = this.nearest(0, 1); frame > 0; frame = this.nearest(frame, 1)) yield frame;
  }

  private reserve(words: number): void {
    if (words <= this.words.length) return;
    const grown = new Uint32Array(Math.max(words, this.words.length * 2));
    grown.set(this.words);
    this.words = grown;
  }
}

export function maskOf(frame: number): FrameMask {
  return { firstWord: frame >>> 5, words: Uint32Array.of(1 << (frame & 31)) };
}

/** The frames 1 … `last`. */
export function framesUpTo(last: number): FrameSet {
  return FrameSet.ofRanges([[1, last]]);
}

function bitCount(word: number): number {
  let n = word - ((word >>> 1) & 0x5555_5555);
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
