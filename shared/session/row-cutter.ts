// Where the lines of a text begin whose octets come piece by piece: behind ends of lines, and before a line that would be too long.

export const CHARSETS = ['utf-8', 'ascii', 'latin1', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type Charset = (typeof CHARSETS)[number];

/** So many times the same octet one after the other are told by their number; they take no more room than that. */
export const FOLD_FROM = 16;
/** A line ends here at the latest. */
export const MOST_ROW_OCTETS = 65_536;
/** A character is not cut through by the end of a line unless it has more octets than any has. */
const MOST_CHARACTER = 4;
const LF = 0x0a;

export class RowCutter {
  private width = 0;
  private length = 0;
  private last = -1;
  private repeated = 0;
  /** In the middle of a character of two octets. */
  private isInside = false;
  private ended = false;

  constructor(private readonly charset: Charset, private readonly columns: number) {}

  /** Forgets what came before: a line begins. */
  begin(): void {
    this.width = this.length = this.repeated = 0;
    this.last = -1;
    this.isInside = false;
    this.ended = true;
  }

  /** @param onRow a line begins at this place of the octets */
  take(octets: Uint8Array, onRow: (at: number) => void): void {
    const { charset, columns } = this;
    const isWide = charset === 'utf-16le' || charset === 'utf-16be';
    const isPlain = !isWide && charset !== 'gb18030';
    // Millions of octets come this way: what changes with each stands in variables.
    let { width, length, last, repeated, isInside, ended } = this;
    for (let at = 0; at < octets.length; at++) {
      const octet = octets[at]!;
      if (ended || (width >= columns && !isInside && this.mayBreak(octet, width)) || length >= MOST_ROW_OCTETS) {
        width = length = repeated = 0;
        last = -1;
        isInside = false;
        onRow(at);
      }
      const before = last;
      repeated = octet === before ? repeated + 1 : 1;
      if (repeated <= FOLD_FROM) width++;
      length++;
      last = octet;
      if (isPlain) ended = octet === LF;
      else if (isWide) {
        isInside = !isInside;
        ended = !isInside && (charset === 'utf-16le' ? octet === 0 && before === LF : octet === LF && before === 0);
      } else {
        isInside = !isInside && octet >= 0x81;
        ended = octet === LF;
      }
    }
    this.width = width;
    this.length = length;
    this.last = last;
    this.repeated = repeated;
    this.isInside = isInside;
    this.ended = ended;
  }

  /** Before this octet. */
  private mayBreak(octet: number, width: number): boolean {
    return this.charset !== 'utf-8' || (octet & 0xc0) !== 0x80 || width >= this.columns + MOST_CHARACTER;
  }
}
