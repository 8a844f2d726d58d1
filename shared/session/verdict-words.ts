// Verdicts of many frames (NO, LOOK, YES) put together, four frames at a time: bit 0 of a verdict says "may be", bit 1 "is surely".
import { LOOK } from './protocol-presence';

const MAY = 0x01010101;
/** Four verdicts that are LOOK. */
const LOOKS = LOOK * MAY;

/** In tables of verdicts: not asked yet. A bit of its own, so that a loop learns at its end whether it met one. */
export const UNKNOWN = 4;
/** Of four verdicts in a word. */
export const UNKNOWNS = UNKNOWN * MAY;

/** Four verdicts in a word, as they lie in memory. */
export const wordOf = (a: number, b: number, c: number, d: number): number => a | (b << 8) | (c << 16) | (d << 24);

/** The four of each word the other way round: what may be is not surely not. */
const turned = (word: number): number => ((~word & MAY) << 1) | ((~word >>> 1) & MAY);

/** What is written for slots [from, to) may be written for the few beside them too: nobody asks for those. */
export class VerdictWords {
  readonly bytes: Uint8Array;
  /** The same, four verdicts each. */
  readonly words: Int32Array;

  constructor(count: number) {
    this.words = new Int32Array(count >>> 2);
    this.bytes = new Uint8Array(this.words.buffer);
  }

  setNot({ words: of }: VerdictWords, from: number, to: number): void {
    const { words } = this;
    for (let k = from >>> 2, end = (to + 3) >>> 2; k < end; k++) words[k] = turned(of[k]!);
  }
  setAnd({ words: left }: VerdictWords, { words: right }: VerdictWords, from: number, to: number): void {
    const { words } = this;
    for (let k = from >>> 2, end = (to + 3) >>> 2; k < end; k++) words[k] = left[k]! & right[k]!;
  }
  setOr({ words: left }: VerdictWords, { words: right }: VerdictWords, from: number, to: number): void {
    const { words } = this;
    for (let k = from >>> 2, end = (to + 3) >>> 2; k < end; k++) words[k] = left[k]! | right[k]!;
  }
  setXor({ words: left }: VerdictWords, { words: right }: VerdictWords, from: number, to: number): void {
    const { words } = this;
    for (let k = from >>> 2, end = (to + 3) >>> 2; k < end; k++) words[k] = (left[k]! & turned(right[k]!)) | (turned(left[k]!) & right[k]!);
  }

  /** None of them is in question. */
  isNone(from: number, to: number): boolean {
    const { words } = this;
    for (let k = from >>> 2, end = (to + 3) >>> 2; k < end; k++) if (words[k] !== 0) return false;
    return true;
  }

  /** The first slot of [from, to) that is UNKNOWN, or else `to`. */
  unknown(from: number, to: number): number {
    const { words, bytes } = this;
    for (let slot = from; slot < to; ) {
      if ((slot & 3) === 0 && (words[slot >>> 2]! & UNKNOWNS) === 0) slot += 4;
      else if ((bytes[slot]! & UNKNOWN) === 0) slot++;
      else return slot;
    }
    return to;
  }

  /** The bytes of some frames must be looked at. */
  hasLook(from: number, to: number): boolean {
    return (looksIn(this.words, from >>> 2, (to + 3) >>> 2) & LOOKS) !== 0;
  }

  /** Writes numbers of the frames in question into `into` from `at` on, in order. @param first number of the frame in slot 0 @returns where the next goes */
  select(first: number, from: number, to: number, into: Uint32Array, at: number): number {
    const { words, bytes } = this;
    // Whole groups of four, and what stands in front of them and behind.
    const begin = Math.min(to, (from + 3) & ~3);
    const end = Math.max(begin, to & ~3);
    const next = selectGroups(words, bytes, first, begin, end, into, selectEach(bytes, first, from, begin, into, at));
    return selectEach(bytes, first, end, to, into, next);
  }
}

// Each ends with its loop: see PathTest.fillKnown().

function looksIn(words: Int32Array, from: number, to: number): number {
  let looks = 0;
  for (let k = from; k < to; k++) looks |= words[k]! & ~(words[k]! >>> 1);
  return looks;
}

function selectEach(bytes: Uint8Array, first: number, from: number, to: number, into: Uint32Array, at: number): number {
  for (let slot = from; slot < to; slot++) if (bytes[slot] !== 0) into[at++] = first + slot;
  return at;
}

function selectGroups(words: Int32Array, bytes: Uint8Array, first: number, from: number, to: number, into: Uint32Array, at: number): number {
  for (let slot = from; slot < to; slot += 4) {
    if (words[slot >>> 2] === 0) continue;
    into[at] = first + slot;
    at += bytes[slot]! & 1;
    into[at] = first + slot + 1;
    at += bytes[slot + 1]! & 1;
    into[at] = first + slot + 2;
    at += bytes[slot + 2]! & 1;
    into[at] = first + slot + 3;
    at += bytes[slot + 3]! & 1;
  }
  return at;
}
