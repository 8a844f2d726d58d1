// Text as it is made, kept as UTF-8 until there is enough of it to be handed on: no string per piece, no string per line.

/** Handed on at once. */
const CAPACITY = 262_144;
const SPACE = 0x20;
const ZERO = 0x30;

export class LineBuffer {
  readonly bytes = new Uint8Array(CAPACITY);
  length = 0;

  /** @param drain takes what is there; it is written over afterwards */
  constructor(private readonly drain: (bytes: Uint8Array) => void) {}

  flush(): void {
    const { length } = this;
    if (length === 0) return;
    this.length = 0;
    this.drain(this.bytes.subarray(0, length));
  }

  /** Makes room for so many octets (of those that are at once handed on at most), which every function but text() needs. */
  reserve(octets: number): void {
    if (this.length > CAPACITY - octets) this.flush();
  }

  /** Any text; a lone surrogate becomes U+FFFD. */
  text(text: string): void {
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < text.length; i++) {
      if (at > CAPACITY - 4) {
        this.length = at;
        this.flush();
        at = 0;
      }
      const unit = text.charCodeAt(i);
      if (unit < 0x80) bytes[at++] = unit;
      else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else if (unit >= 0xd800 && unit < 0xe000) {
        const point = text.codePointAt(i)!;
        if (point > 0xffff) i++;
        at = wide(bytes, at, point > 0xffff ? point : 0xfffd);
      } else at = wide(bytes, at, unit);
    }
    this.length = at;
  }

  /** Characters below U+0080, few of them. */
  ascii(text: string): void {
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.length = at;
  }

  /** A few octets of UTF-8. */
  octets(octets: Uint8Array): void {
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < octets.length; i++) bytes[at++] = octets[i]!;
    this.length = at;
  }

  octet(octet: number): void {
    this.bytes[this.length++] = octet;
  }

  /** A whole number from 0 on. */
  number(value: number): void {
    if (value > 0x7fff_ffff) {
      const high = Math.floor(value / 10_000);
      this.number(high);
      this.digits(value - high * 10_000, 4);
      return;
    }
    const count = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : value < 100_000 ? 5 : value < 1_000_000 ? 6 : value < 10_000_000 ? 7 : value < 100_000_000 ? 8 : value < 1_000_000_000 ? 9 : 10;
    this.digits(value, count);
  }

  /** The last `count` digits of a number below 2³¹. */
  digits(value: number, count: number): void {
    const { bytes } = this;
    let rest = value | 0;
    for (let at = (this.length += count) - 1, first = at - count; at > first; at--) {
      const tenth = (rest / 10) | 0;
      bytes[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
  }

  /** What stands from `start` on is at least `width` octets wide, all of them one character: spaces in front. */
  padStart(start: number, width: number): void {
    const missing = width - (this.length - start);
    if (missing <= 0) return;
    const { bytes } = this;
    for (let at = this.length - 1; at >= start; at--) bytes[at + missing] = bytes[at]!;
    for (let at = start; at < start + missing; at++) bytes[at] = SPACE;
    this.length += missing;
  }

  /** The same with spaces behind. */
  padEnd(start: number, width: number): void {
    const { bytes } = this;
    while (this.length - start < width) bytes[this.length++] = SPACE;
  }
}

/** UTF-8 of a code point from U+0800 on. Gives the place behind it. */
function wide(bytes: Uint8Array, from: number, point: number): number {
  let at = from;
  if (point > 0xffff) {
    bytes[at++] = 0xf0 | (point >> 18);
    bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
  } else bytes[at++] = 0xe0 | (point >> 12);
  bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
  bytes[at++] = 0x80 | (point & 0x3f);
  return at;
}
