// Addresses of frames as text, written into a line: IPv4 at once, IPv6 from those that were written before.
import type { LineBuffer } from '../bytes/line-buffer';

/** Addresses that are remembered; one takes the place of another with the same low bits. */
const SLOTS = 1024;
const WORDS = 4;
const DOT = 0x2e;

export class AddressTexts {
  private readonly words = new Int32Array(SLOTS * WORDS);
  private readonly texts = new Array<string>(SLOTS).fill('');

  /** @param ipv6Text how IPv6 is written */
  constructor(private readonly lines: LineBuffer, private readonly ipv6Text: (b: Uint8Array, at: number) => string) {}

  ipv4(b: Uint8Array, at: number): void {
    const { lines } = this;
    lines.number(b[at]!);
    lines.octet(DOT);
    lines.number(b[at + 1]!);
    lines.octet(DOT);
    lines.number(b[at + 2]!);
    lines.octet(DOT);
    lines.number(b[at + 3]!);
  }

  ipv6(b: Uint8Array, at: number): void {
    const { words } = this;
    const [w0, w1, w2, w3] = [wordAt(b, at), wordAt(b, at + 4), wordAt(b, at + 8), wordAt(b, at + 12)];
    const slot = (w0 ^ w1 ^ Math.imul(w2, 0x9e3779b1) ^ w3 ^ (w3 >>> 16)) & (SLOTS - 1);
    const first = slot * WORDS;
    if (this.texts[slot] === '' || words[first] !== w0 || words[first + 1] !== w1 || words[first + 2] !== w2 || words[first + 3] !== w3) {
      this.texts[slot] = this.ipv6Text(b, at);
      words[first] = w0;
      words[first + 1] = w1;
      words[first + 2] = w2;
      words[first + 3] = w3;
    }
    this.lines.ascii(this.texts[slot]!);
  }
}

function wordAt(b: Uint8Array, at: number): number {
  return (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!;
}
