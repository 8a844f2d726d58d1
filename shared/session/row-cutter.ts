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
    for (let at = 0; at < octets.length; at++) {
      const octet = octets[at]!;
      if (this.ended || (this.width >= columns && this.mayBreak(octet)) || this.length >= MOST_ROW_OCTETS) {
        this.begin();
        this.ended = false;
        onRow(at);
      }
      const before = this.last;
      this.repeated = octet === before ? this.repeated + 1 : 1;
      if (this.repeated <= FOLD_FROM) this.width++;
      this.length++;
      this.last = octet;
      if (charset === 'gb18030') this.isInside = !this.isInside && octet >= 0x81;
      else if (isWide) this.isInside = !this.isInside;
      if (!isWide) this.ended = octet === LF;
      else if (!this.isInside) this.ended = charset === 'utf-16le' ? octet === 0 && before === LF : octet === LF && before === 0;
    }
  }

  /** Before this octet. */
  private mayBreak(octet: number): boolean {
    if (this.isInside) return false;
    return this.charset !== 'utf-8' || (octet & 0xc0) !== 0x80 || this.width >= this.columns + MOST_CHARACTER;
  }
}
