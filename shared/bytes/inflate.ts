// Decompression of deflate (RFC 1951), zlib (RFC 1950) and gzip (RFC 1952), with a limit on what comes out.

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST = 15;

/** Canonical Huffman code: how many codes of each length, and the symbols in code order. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  const offsets = new Uint16Array(LONGEST + 2);
  for (let i = 1; i <= LONGEST; i++) offsets[i + 1] = offsets[i]! + counts[i]!;
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[offsets[length]!++] = symbol;
  });
  return { counts, symbols };
}

const FIXED_LENGTHS = /* @__PURE__ */ codeOf(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
const FIXED_DISTANCES = /* @__PURE__ */ codeOf(new Uint8Array(30).fill(5));

class Inflater {
  private bits = 0;
  private held = 0;
  out = new Uint8Array(4096);
  length = 0;
  /** The input ended, is damaged, or the limit is reached. */
  over = false;

  constructor(
    private readonly input: Uint8Array,
    private at: number,
    private readonly limit: number,
  ) {}

  run(): void {
    for (let last = 0; last === 0 && !this.over; ) {
      last = this.take(1);
      const kind = this.take(2);
      if (kind === 0) this.stored();
      else if (kind === 1) this.block(FIXED_LENGTHS, FIXED_DISTANCES);
      else if (kind === 2) this.dynamic();
      else this.over = true;
    }
  }

  private take(count: number): number {
    while (this.held < count) {
      if (this.at >= this.input.length) {
        this.over = true;
        return 0;
      }
      this.bits |= this.input[this.at++]! << this.held;
      this.held += 8;
    }
    const value = this.bits & ((1 << count) - 1);
    this.bits >>>= count;
    this.held -= count;
    return value;
  }

  private symbol(code: Code): number {
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= LONGEST; length++) {
      value |= this.take(1);
      if (this.over) return -1;
      const count = code.counts[length]!;
      if (value - first < count) return code.symbols[index + value - first]!;
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    this.over = true;
    return -1;
  }

  private put(byte: number): void {
    if (this.length >= this.limit) {
      this.over = true;
      return;
    }
    if (this.length === this.out.length) {
      const larger = new Uint8Array(this.out.length * 2);
      larger.set(this.out);
      this.out = larger;
    }
    this.out[this.length++] = byte;
  }

  private stored(): void {
    this.held = this.bits = 0;
    if (this.at + 4 > this.input.length) {
      this.over = true;
      return;
    }
    const length = this.input[this.at]! | (this.input[this.at + 1]! << 8);
    if ((length ^ (this.input[this.at + 2]! | (this.input[this.at + 3]! << 8))) !== 0xffff) {
      this.over = true;
      return;
    }
    const end = this.at + 4 + length;
    for (this.at += 4; this.at < end && !this.over; this.at++) {
      if (this.at >= this.input.length) this.over = true;
      else this.put(this.input[this.at]!);
    }
  }

  private dynamic(): void {
    const lengthCodes = this.take(5) + 257;
    const distanceCodes = this.take(5) + 1;
    const codeCodes = this.take(4) + 4;
    const lengths = new Uint8Array(320);
    for (let i = 0; i < codeCodes; i++) lengths[CODE_ORDER[i]!] = this.take(3);
    const code = codeOf(lengths.slice(0, 19));
    lengths.fill(0);
    for (let i = 0; i < lengthCodes + distanceCodes && !this.over; ) {
      const symbol = this.symbol(code);
      if (symbol < 16) {
        lengths[i++] = Math.max(0, symbol);
        continue;
      }
      const value = symbol === 16 && i > 0 ? lengths[i - 1]! : 0;
      const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      lengths.fill(value, i, Math.min(i + times, 320));
      i += times;
    }
    if (!this.over) this.block(codeOf(lengths.slice(0, lengthCodes)), codeOf(lengths.slice(lengthCodes, lengthCodes + distanceCodes)));
  }

  private block(lengths: Code, distances: Code): void {
    while (!this.over) {
      const symbol = this.symbol(lengths);
      if (symbol === 256 || symbol < 0) return;
      if (symbol < 256) this.put(symbol);
      else this.copy(symbol - 257, distances);
    }
  }

  private copy(lengthSymbol: number, distances: Code): void {
    if (lengthSymbol >= 29) {
      this.over = true;
      return;
    }
    const length = LENGTH_BASE[lengthSymbol]! + this.take(LENGTH_BITS[lengthSymbol]!);
    const symbol = this.symbol(distances);
    if (symbol < 0 || symbol >= 30) {
      this.over = true;
      return;
    }
    const from = this.length - DISTANCE_BASE[symbol]! - this.take(DISTANCE_BITS[symbol]!);
    if (from < 0) this.over = true;
    for (let i = 0; i < length && !this.over; i++) this.put(this.out[from + i]!);
  }
}

/** Where the deflate data begins, by the header in front of it; -1 = a damaged gzip header. */
function dataStart(b: Uint8Array): number {
  if (b[0] !== 0x1f || b[1] !== 0x8b) return b.length > 2 && (b[0]! & 0x0f) === 8 && ((b[0]! << 8) | b[1]!) % 31 === 0 ? 2 : 0;
  const flags = b[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + ((b[at] ?? 0) | ((b[at + 1] ?? 0) << 8));
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = b.indexOf(0, at);
    if (end < 0) return -1;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at;
}

/** What the bytes hold, as far as they are there; null where nothing comes out. At most `limit` bytes. */
export function inflate(b: Uint8Array, limit: number): Uint8Array | null {
  return inflateFrom(b, dataStart(b), limit);
}

/** As inflate(), of deflate data without a header (RFC 1951). */
export function inflateRaw(b: Uint8Array, limit: number): Uint8Array | null {
  return inflateFrom(b, 0, limit);
}

function inflateFrom(b: Uint8Array, start: number, limit: number): Uint8Array | null {
  if (start < 0 || start >= b.length) return null;
  const inflater = new Inflater(b, start, limit);
  inflater.run();
  return inflater.length === 0 ? null : inflater.out.slice(0, inflater.length);
}
