// Where the fields of a radiotap header stand: each is aligned to its own size, counted from the header's start.
import type { ByteView } from '../../bytes/byte-view';

/** Bit numbers of the fields that others ask for. */
export const RADIOTAP = { tsft: 0, flags: 1, rate: 2, channel: 3, dbmSignal: 5, dbmNoise: 6, dbSignal: 12 } as const;

/** By bit: alignment and size. */
const SHAPES: readonly (readonly [number, number])[] = [
  [8, 8], [1, 1], [1, 1], [2, 4], [1, 2], [1, 1], [1, 1], [2, 2], [2, 2], [2, 2], [1, 1], [1, 1], [1, 1], [1, 1], [2, 2], [2, 2], [1, 1], [1, 1], [4, 8], [1, 3],
  [4, 8], [2, 12], [8, 12], [2, 12], [2, 12], [2, 6], [1, 1], [2, 4],
];
const VENDOR = 30;
const EXTENDED = 31;

export interface Places {
  /** How many presence words there are. */
  readonly words: number;
  /** Whole header. */
  readonly length: number;
  /** Offset of the field in the bytes, -1 where it is absent. Of several, the last: it counts for the radio, as in Wireshark. */
  readonly at: (bit: number) => number;
  /** All of them as they stand, bit and offset: a word for each antenna may have the same field. */
  readonly all: readonly (readonly [bit: number, at: number])[];
}

/** Throws when the header is not there or its fields go past its length. */
export function placesIn(view: ByteView, start: number): Places {
  const length = view.uint16le(start + 2);
  let words = 1;
  while (view.uint32le(start + 4 * words) >>> EXTENDED) words++;
  const found = new Int32Array(SHAPES.length).fill(-1);
  const all: [number, number][] = [];
  const places = { words, length, at: (b: number) => found[b] ?? -1, all };
  let at = start + 4 + 4 * words;
  const end = start + length;
  for (let w = 0; w < words; w++) {
    const word = view.uint32le(start + 4 + 4 * w);
    for (let bit = 0; bit < SHAPES.length; bit++) {
      if (!((word >>> bit) & 1)) continue;
      const [alignment, size] = SHAPES[bit]!;
      at = start + Math.ceil((at - start) / alignment) * alignment;
      if (at + size > end) return places;
      view.need(at, size);
      found[bit] = at;
      all.push([bit, at]);
      at += size;
    }
    // A vendor's words follow rules of its own.
    if ((word >>> VENDOR) & 1) break;
  }
  return places;
}

/** IEEE 802.11 annex E: channel numbers count in steps of 5 MHz. */
export function channelOf(frequency: number): number {
  if (frequency === 2484) return 14;
  if (frequency >= 2412 && frequency < 2484) return (frequency - 2407) / 5;
  return frequency >= 5000 && frequency < 5925 ? (frequency - 5000) / 5 : 0;
}
