// Huffman decoding tables of DEFLATE (RFC 1951 §3.2): two levels, so that they stay in the processor's cache.

/** Bits that the first level looks up. */
export const LITERAL_ROOT = 10;
export const DISTANCE_ROOT = 8;

// An entry: bits 0 … 3 length of the code, 4 … 7 extra bits to read, 8 … 10 what it is, 12 … value. 0: no such code.
export const LITERAL = 0x100;
export const MATCH = 0x200;
export const END_OF_BLOCK = 0x300;
/** Look on at `value` with as many further bits as the extra-bits field says. */
export const SUBTABLE = 0x400;
export const KIND = 0x700;

const LITERAL_SYMBOLS = 288;
const DISTANCE_SYMBOLS = 32;

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];

function literalEntry(symbol: number): number {
  if (symbol < 256) return (symbol << 12) | LITERAL;
  if (symbol === 256) return END_OF_BLOCK;
  const index = symbol - 257;
  return index < 29 ? (LENGTH_BASE[index]! << 12) | (LENGTH_EXTRA[index]! << 4) | MATCH : 0;
}

function distanceEntry(symbol: number): number {
  if (symbol >= 30) return 0;
  const extra = symbol < 4 ? 0 : (symbol >> 1) - 1;
  return (DISTANCE_BASE[symbol]! << 12) | (extra << 4) | MATCH;
}

const LITERAL_ENTRIES = Int32Array.from({ length: LITERAL_SYMBOLS }, (_, symbol) => literalEntry(symbol));
const DISTANCE_ENTRIES = Int32Array.from({ length: DISTANCE_SYMBOLS }, (_, symbol) => distanceEntry(symbol));
/** Code-length codes: the symbol itself. */
const LENGTH_CODE_ENTRIES = Int32Array.from({ length: 19 }, (_, symbol) => (symbol << 12) | LITERAL);

export type TableKind = 'literal' | 'distance' | 'lengths';

const ROOT: Readonly<Record<TableKind, number>> = { literal: LITERAL_ROOT, distance: DISTANCE_ROOT, lengths: 7 };
const ENTRIES: Readonly<Record<TableKind, Int32Array>> = { literal: LITERAL_ENTRIES, distance: DISTANCE_ENTRIES, lengths: LENGTH_CODE_ENTRIES };

/** A table large enough for any code of its kind. */
export function newTable(kind: TableKind): Int32Array {
  const root = ROOT[kind];
  return new Int32Array((1 << root) + ENTRIES[kind].length * (1 << Math.max(0, 15 - root)));
}

/**
 * Fills `table` for the code that lengths[from … from + count) describe.
 * @returns false if the lengths describe no prefix code. An incomplete code is let pass: its missing codes stay 0.
 */
export function buildTable(table: Int32Array, kind: TableKind, lengths: Uint8Array, from: number, count: number): boolean {
  const root = ROOT[kind];
  const entries = ENTRIES[kind];
  const next = firstCodes(lengths, from, count);
  if (next === null) return false;
  table.fill(0);
  const rootMask = (1 << root) - 1;
  const codes = new Uint16Array(count);
  for (let symbol = 0; symbol < count; symbol++) {
    const length = lengths[from + symbol]!;
    if (length === 0) continue;
    const code = reversed(next[length]!++, length);
    codes[symbol] = code;
    if (length <= root) {
      const entry = entries[symbol]! === 0 ? 0 : entries[symbol]! | length;
      for (let i = code; i <= rootMask; i += 1 << length) table[i] = entry;
    } else {
      // First pass over long codes: the widest subtable that this prefix needs.
      const width = length - root;
      if (((table[code & rootMask]! >>> 4) & 15) < width) table[code & rootMask] = (width << 4) | SUBTABLE;
    }
  }
  fillSubtables(table, root, entries, lengths, from, codes);
  return true;
}

function fillSubtables(table: Int32Array, root: number, entries: Int32Array, lengths: Uint8Array, from: number, codes: Uint16Array): void {
  let free = 1 << root;
  const rootMask = free - 1;
  for (let i = 0; i <= rootMask; i++) {
    if ((table[i]! & KIND) !== SUBTABLE) continue;
    const width = (table[i]! >>> 4) & 15;
    table[i] = table[i]! | (free << 12);
    free += 1 << width;
  }
  for (let symbol = 0; symbol < codes.length; symbol++) {
    const length = lengths[from + symbol]!;
    if (length <= root) continue;
    const pointer = table[codes[symbol]! & rootMask]!;
    const base = pointer >>> 12;
    const size = 1 << ((pointer >>> 4) & 15);
    const entry = entries[symbol]! === 0 ? 0 : entries[symbol]! | length;
    for (let i = codes[symbol]! >>> root; i < size; i += 1 << (length - root)) table[base + i] = entry;
  }
}

/** The first code of each length (RFC 1951 §3.2.2), null if there are more codes than a length has room for. */
function firstCodes(lengths: Uint8Array, from: number, count: number): Uint16Array | null {
  const counts = new Uint16Array(16);
  for (let i = 0; i < count; i++) counts[lengths[from + i]!]!++;
  counts[0] = 0;
  const next = new Uint16Array(16);
  let code = 0;
  for (let length = 1; length < 16; length++) {
    code = (code + counts[length - 1]!) << 1;
    if (code + counts[length]! > 1 << length) return null;
    next[length] = code;
  }
  return next;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let i = 0, rest = code; i < length; i++, rest >>= 1) result = (result << 1) | (rest & 1);
  return result;
}

/** Code lengths of the fixed code (§3.2.6): 288 literals, then 32 distances. */
export const FIXED_LENGTHS: Uint8Array = (() => {
  const lengths = new Uint8Array(LITERAL_SYMBOLS + DISTANCE_SYMBOLS).fill(8);
  lengths.fill(9, 144, 256);
  lengths.fill(7, 256, 280);
  lengths.fill(5, LITERAL_SYMBOLS);
  return lengths;
})();
