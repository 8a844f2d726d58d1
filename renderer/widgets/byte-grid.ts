// Where each byte stands in the bytes pane: a line is one text in a fixed-width font, so places are whole characters.

export interface ByteGrid {
  readonly perLine: number;
  readonly bits: boolean;
  /** Characters of the offset column. */
  readonly offsetWidth: number;
}

const GAP = 2;

const cellWidth = (grid: ByteGrid): number => (grid.bits ? 8 : 2);
const half = (grid: ByteGrid): number => grid.perLine >> 1;

/** Character column at which byte `i` of a line begins in the hex part; a wider gap stands in the middle. */
export function hexColumn(grid: ByteGrid, i: number): number {
  return grid.offsetWidth + GAP + i * (cellWidth(grid) + 1) + (i >= half(grid) ? 1 : 0);
}

export function asciiColumn(grid: ByteGrid, i: number): number {
  return hexColumn(grid, grid.perLine - 1) + cellWidth(grid) + GAP + i;
}

/** Characters of a whole line. */
export function lineWidth(grid: ByteGrid): number {
  return asciiColumn(grid, grid.perLine - 1) + 1;
}

/** Byte of the line at a character column (may be fractional): null between the parts and outside. */
export function byteAtColumn(grid: ByteGrid, column: number): number | null {
  for (let i = 0; i < grid.perLine; i++) {
    const hex = hexColumn(grid, i);
    if (column >= hex - 0.5 && column < hex + cellWidth(grid) + 0.5) return i;
    const ascii = asciiColumn(grid, i);
    if (column >= ascii && column < ascii + 1) return i;
  }
  return null;
}

/** The most bytes a line of that many characters can hold: 16, 8 or 4 in hex, 8, 4 or 2 in bits. */
export function bytesPerLine(bits: boolean, offsetWidth: number, characters: number): number {
  const wide = bits ? 8 : 16;
  return [wide, wide >> 1].find((perLine) => lineWidth({ perLine, bits, offsetWidth }) <= characters) ?? wide >> 2;
}

export function offsetWidthOf(length: number): number {
  return Math.max(4, (Math.max(1, length) - 1).toString(16).length);
}
