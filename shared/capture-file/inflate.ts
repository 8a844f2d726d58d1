// DEFLATE decompression (RFC 1951) that can stop after any symbol, be copied down as a point, and go on from one.
import type { ByteSource } from './byte-source';
import {
  buildTable, DISTANCE_ROOT, END_OF_BLOCK, FIXED_LENGTHS, KIND, LITERAL, LITERAL_ROOT, newTable, SUBTABLE,
} from './inflate-tables';

/** Matches reach back so far. */
export const WINDOW_BYTES = 32_768;
/** Bytes decoded before the buffer is moved on; they stay readable until then. */
export const CHUNK_BYTES = 524_288;
const INPUT_BYTES = 65_536;
const LONGEST_MATCH = 258;
/** Decoding a symbol looks at most so many bytes ahead. */
const SYMBOL_INPUT = 16;
/** Order in which the lengths of code-length codes are stored (§3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Why decoding came back. */
export type InflateEnd =
  | 'full' // `limit` bytes are there
  | 'end' // the stream is over
  | 'cut' // the input is
  | 'bad'; // no valid stream

type Mode = 'block' | 'stored' | 'codes' | 'end';

/** All that decoding on needs; plain data of about 32 KiB. */
export interface InflatePoint {
  /** Position of the next input byte, and the 0 … 7 bits of the one before that are still to be used. */
  readonly input: number;
  readonly hold: number;
  readonly bits: number;
  readonly mode: Mode;
  readonly lastBlock: boolean;
  readonly storedLeft: number;
  /** Code lengths of the block, null for the fixed code. */
  readonly lengths: Uint8Array | null;
  readonly literals: number;
  /** Bytes of this stream so far, of which `window` has the last. */
  readonly streamBytes: number;
  readonly window: Uint8Array;
}

const FIXED_LITERALS = newTable('literal');
const FIXED_DISTANCES = newTable('distance');
buildTable(FIXED_LITERALS, 'literal', FIXED_LENGTHS, 0, 288);
buildTable(FIXED_DISTANCES, 'distance', FIXED_LENGTHS, 288, 32);

export class Inflater {
  /** Decoded bytes are out[0 … outPos): a window of earlier ones, then new ones. */
  readonly out = new Uint8Array(WINDOW_BYTES + CHUNK_BYTES + LONGEST_MATCH);
  outPos = 0;
  private readonly input = new Uint8Array(INPUT_BYTES + 2 * SYMBOL_INPUT);
  private readonly inputView = new DataView(this.input.buffer);
  private inputPosition = 0;
  private inPos = 0;
  private inEnd = 0;
  private hold = 0;
  private bits = 0;
  private mode: Mode = 'block';
  private lastBlock = false;
  private storedLeft = 0;
  private streamBytes = 0;
  private lengths: Uint8Array | null = null;
  private literalCount = 0;
  private literals: Int32Array = FIXED_LITERALS;
  private distances: Int32Array = FIXED_DISTANCES;
  private readonly ownLiterals = newTable('literal');
  private readonly ownDistances = newTable('distance');
  private readonly lengthTable = newTable('lengths');

  constructor(private readonly source: ByteSource) {}

  /** Position of the next byte of input that is not used, not counting a byte of which only some bits are. */
  get consumed(): number {
    return this.inputPosition + this.inPos - (this.bits >> 3);
  }

  /** Begins a new stream at the next whole byte. What was decoded stays in `out`. */
  startStream(): void {
    this.alignToByte();
    this.mode = 'block';
    this.lastBlock = false;
    this.streamBytes = 0;
  }

  /** The next whole byte outside a stream, -1 at the end of the input. */
  nextByte(): number {
    this.alignToByte();
    if (this.inPos >= this.inEnd && !this.refill()) return -1;
    return this.input[this.inPos++]!;
  }

  /** Makes room: keeps the last 32 KiB at the start of `out`. Returns by how many bytes everything moved down. */
  slide(): number {
    const moved = Math.max(0, this.outPos - WINDOW_BYTES);
    this.out.copyWithin(0, moved, this.outPos);
    this.outPos -= moved;
    return moved;
  }

  /** Decodes until `outPos` has reached `limit` (at most WINDOW_BYTES + CHUNK_BYTES; up to 257 bytes beyond) or it cannot. */
  decode(limit: number): InflateEnd {
    while (this.outPos < limit) {
      const before = this.outPos;
      const end = this.step(limit);
      this.streamBytes += this.outPos - before;
      if (end !== 'full') return end;
    }
    return 'full';
  }

  /** The state after the last symbol. */
  point(): InflatePoint {
    this.giveBackBytes();
    return {
      input: this.inputPosition + this.inPos, hold: this.hold, bits: this.bits, mode: this.mode, lastBlock: this.lastBlock,
      storedLeft: this.storedLeft, lengths: this.lengths, literals: this.literalCount, streamBytes: this.streamBytes,
      window: this.out.slice(Math.max(0, this.outPos - WINDOW_BYTES), this.outPos),
    };
  }

  restore(point: InflatePoint): void {
    this.inputPosition = point.input;
    this.inPos = 0;
    this.inEnd = 0;
    this.hold = point.hold;
    this.bits = point.bits;
    this.mode = point.mode;
    this.lastBlock = point.lastBlock;
    this.storedLeft = point.storedLeft;
    this.streamBytes = point.streamBytes;
    this.out.set(point.window);
    this.outPos = point.window.length;
    this.useCodes(point.lengths, point.literals);
  }

  private step(limit: number): InflateEnd {
    switch (this.mode) {
      case 'block':
        return this.blockHeader();
      case 'stored':
        return this.stored(limit);
      case 'codes':
        return this.codes(limit);
      case 'end':
        return 'end';
    }
  }

  private blockHeader(): InflateEnd {
    if (this.lastBlock) {
      this.mode = 'end';
      return 'end';
    }
    const header = this.take(3);
    if (header < 0) return 'cut';
    this.lastBlock = (header & 1) !== 0;
    switch (header >> 1) {
      case 0:
        return this.storedHeader();
      case 1:
        this.useCodes(null, 0);
        this.mode = 'codes';
        return 'full';
      case 2:
        return this.dynamicHeader();
      default:
        return 'bad';
    }
  }

  private storedHeader(): InflateEnd {
    this.alignToByte();
    const length = this.take(16);
    const complement = this.take(16);
    if (length < 0 || complement < 0) return 'cut';
    if ((length ^ complement) !== 0xffff) return 'bad';
    this.giveBackBytes();
    this.storedLeft = length;
    this.mode = 'stored';
    return 'full';
  }

  private stored(limit: number): InflateEnd {
    if (this.storedLeft === 0) {
      this.mode = 'block';
      return 'full';
    }
    if (this.inPos >= this.inEnd && !this.refill()) return 'cut';
    const count = Math.min(this.storedLeft, limit - this.outPos, this.inEnd - this.inPos);
    this.out.set(this.input.subarray(this.inPos, this.inPos + count), this.outPos);
    this.outPos += count;
    this.inPos += count;
    this.storedLeft -= count;
    return 'full';
  }

  private dynamicHeader(): InflateEnd {
    const counts = this.take(14);
    if (counts < 0) return 'cut';
    const literals = (counts & 31) + 257;
    const distances = ((counts >> 5) & 31) + 1;
    const lengths = new Uint8Array(19);
    for (let i = 0; i < (counts >> 10) + 4; i++) {
      const length = this.take(3);
      if (length < 0) return 'cut';
      lengths[LENGTH_ORDER[i]!] = length;
    }
    if (literals > 286 || !buildTable(this.lengthTable, 'lengths', lengths, 0, 19)) return 'bad';
    const codeLengths = new Uint8Array(literals + distances);
    const end = this.readCodeLengths(codeLengths);
    if (end !== 'full') return end;
    if (codeLengths[256] === 0 || !this.useCodes(codeLengths, literals)) return 'bad';
    this.mode = 'codes';
    return 'full';
  }

  private readCodeLengths(lengths: Uint8Array): InflateEnd {
    for (let at = 0; at < lengths.length; ) {
      const symbol = this.lengthSymbol();
      if (symbol < 0) return symbol === -1 ? 'cut' : 'bad';
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      const extra = this.take(symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
      if (extra < 0) return 'cut';
      const times = extra + (symbol === 18 ? 11 : 3);
      if (at + times > lengths.length || (symbol === 16 && at === 0)) return 'bad';
      lengths.fill(symbol === 16 ? lengths[at - 1]! : 0, at, at + times);
      at += times;
    }
    return 'full';
  }

  /** Next code-length symbol; -1 cut, -2 bad. */
  private lengthSymbol(): number {
    for (;;) {
      const entry = this.lengthTable[this.hold & 127]!;
      const length = entry & 15;
      if (length > 0 && length <= this.bits) {
        this.hold >>>= length;
        this.bits -= length;
        return entry >>> 12;
      }
      if (this.bits >= 7) return -2;
      if (!this.pull()) return -1;
    }
  }

  private useCodes(lengths: Uint8Array | null, literals: number): boolean {
    this.lengths = lengths;
    this.literalCount = literals;
    this.literals = lengths === null ? FIXED_LITERALS : this.ownLiterals;
    this.distances = lengths === null ? FIXED_DISTANCES : this.ownDistances;
    if (lengths === null) return true;
    return buildTable(this.ownLiterals, 'literal', lengths, 0, literals) && buildTable(this.ownDistances, 'distance', lengths, literals, lengths.length - literals);
  }

  /** Huffman-coded symbols: as many as the input surely has, then one by one with a check behind each. */
  private codes(limit: number): InflateEnd {
    if (this.inEnd - this.inPos < SYMBOL_INPUT) this.refill();
    if (this.inEnd - this.inPos >= SYMBOL_INPUT) return this.symbols(limit, this.inEnd - SYMBOL_INPUT + 1);
    const before = this.outPos;
    const end = this.symbols(before + 1, 0x7fffffff);
    this.giveBackBytes();
    if (this.inPos <= this.inEnd) return end;
    this.outPos = before;
    return 'cut';
  }

  /**
   * The inner loop. Reads input before `inLimit` without asking whether it is there. Each refill ORs four bytes above the
   * bits that are left (those already there are the same) and counts how many whole ones fitted: then 24 bits or more are there.
   */
  private symbols(limit: number, inLimit: number): InflateEnd {
    const { inputView, out, literals, distances } = this;
    const window = this.outPos - this.streamBytes;
    let { hold, bits, inPos, outPos } = this;
    let end: InflateEnd = 'full';
    while (outPos < limit && inPos < inLimit) {
      hold |= inputView.getInt32(inPos, true) << bits;
      inPos += (31 - bits) >> 3;
      bits |= 24;
      let entry = literals[hold & ((1 << LITERAL_ROOT) - 1)]!;
      if ((entry & KIND) === SUBTABLE) entry = literals[(entry >>> 12) + ((hold >>> LITERAL_ROOT) & ((1 << ((entry >>> 4) & 15)) - 1))]!;
      hold >>>= entry & 15;
      bits -= entry & 15;
      if ((entry & KIND) === LITERAL) {
        out[outPos++] = entry >>> 12;
        entry = literals[hold & ((1 << LITERAL_ROOT) - 1)]!;
        if ((entry & KIND) !== LITERAL || (entry & 15) > bits) continue;
        hold >>>= entry & 15;
        bits -= entry & 15;
        out[outPos++] = entry >>> 12;
        continue;
      }
      if (entry === 0 || (entry & KIND) === END_OF_BLOCK) {
        if (entry === 0) end = 'bad';
        else this.mode = 'block';
        break;
      }
      let extra = (entry >>> 4) & 15;
      const length = (entry >>> 12) + (hold & ((1 << extra) - 1));
      hold >>>= extra;
      bits -= extra;
      hold |= inputView.getInt32(inPos, true) << bits;
      inPos += (31 - bits) >> 3;
      bits |= 24;
      entry = distances[hold & ((1 << DISTANCE_ROOT) - 1)]!;
      if ((entry & KIND) === SUBTABLE) entry = distances[(entry >>> 12) + ((hold >>> DISTANCE_ROOT) & ((1 << ((entry >>> 4) & 15)) - 1))]!;
      hold >>>= entry & 15;
      bits -= entry & 15;
      hold |= inputView.getInt32(inPos, true) << bits;
      inPos += (31 - bits) >> 3;
      bits |= 24;
      extra = (entry >>> 4) & 15;
      let from = outPos - (entry >>> 12) - (hold & ((1 << extra) - 1));
      hold >>>= extra;
      bits -= extra;
      if (entry === 0 || from < window || from < 0) {
        end = 'bad';
        break;
      }
      for (const stop = outPos + length; outPos < stop; ) out[outPos++] = out[from++]!;
    }
    this.hold = hold;
    this.bits = bits;
    this.inPos = inPos;
    this.outPos = outPos;
    return end;
  }

  /** The next `count` (≤ 16) bits, -1 at the end of the input. */
  private take(count: number): number {
    while (this.bits < count) if (!this.pull()) return -1;
    const value = this.hold & ((1 << count) - 1);
    this.hold >>>= count;
    this.bits -= count;
    return value;
  }

  private pull(): boolean {
    if (this.inPos >= this.inEnd && !this.refill()) return false;
    this.hold |= this.input[this.inPos++]! << this.bits;
    this.bits += 8;
    return true;
  }

  private alignToByte(): void {
    this.giveBackBytes();
    this.hold = 0;
    this.bits = 0;
  }

  /** Puts whole bytes that were taken into `hold` back, so that at most 7 bits are left there. */
  private giveBackBytes(): void {
    this.inPos -= this.bits >> 3;
    this.bits &= 7;
    this.hold &= (1 << this.bits) - 1;
  }

  /** Reads on behind what is not used yet, keeping 8 bytes in front of it for giveBackBytes. False at the end. */
  private refill(): boolean {
    const keepFrom = Math.max(0, Math.min(this.inPos, this.inEnd) - SYMBOL_INPUT);
    this.input.copyWithin(0, keepFrom, this.inEnd);
    this.inputPosition += keepFrom;
    this.inPos -= keepFrom;
    this.inEnd -= keepFrom;
    const got = this.source.read(this.inputPosition + this.inEnd, this.input, this.inEnd, INPUT_BYTES - this.inEnd);
    this.inEnd += got;
    return got > 0;
  }
}
