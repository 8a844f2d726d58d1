// One line of a text that may hold bytes: which kind of hex dump it is, its offset and its bytes.

export type OffsetRadix = 16 | 8 | 10;

export type HexLine =
  /** An offset and bytes behind it (tcpdump, xxd, hexdump, od, Wireshark). */
  | { readonly kind: 'dump'; readonly offset: string; readonly isHexOffset: boolean; readonly indent: number; readonly bytes: readonly number[] }
  /** Bytes alone. `isRun`: written without anything between them. `isShort`: so few that they count only behind others. */
  | { readonly kind: 'plain'; readonly isRun: boolean; readonly isShort: boolean; readonly bytes: readonly number[] }
  | { readonly kind: 'blank' }
  | { readonly kind: 'text' };

/** An offset has more than two digits, or says by 0x or a colon that it is one. */
const OFFSET = /^[\s>]*(?:(0[xX])([0-9a-fA-F]{1,10}):?|([0-9a-fA-F]{3,10})|([0-9a-fA-F]{1,10})(?=:\s))(:?)(?=\s|$)/;
const GROUP = /^((?:[0-9a-fA-F]{2}){1,16})(?=\s|$)/;
const LEAST_RUN = 8;
const LEAST_WORDS = 4;
const MOST_LINE = 262_144;

export function hexLine(line: string): HexLine {
  if (line.trim() === '') return { kind: 'blank' };
  return dumpLine(line) ?? plainLine(line) ?? { kind: 'text' };
}

function dumpLine(line: string): HexLine | null {
  const found = OFFSET.exec(line);
  if (!found) return null;
  const hasMark = found[1] !== undefined || found[4] !== undefined || found[5] === ':';
  const offset = found[2] ?? found[3] ?? found[4] ?? '';
  const groups = groupsOf(line.slice(found[0].length));
  // What looks like an offset and has no bytes is the end of od's and hexdump's output, or a word.
  if (groups.length === 0) return hasMark || !/^0[0-9a-f]{5,7}$/.test(offset) ? null : { kind: 'dump', offset, isHexOffset: false, indent: 0, bytes: [] };
  const isWords = !hasMark && offset.length === 7 && groups.every((group) => group.length === (groups[0]!.length === 6 ? 6 : 4));
  return { kind: 'dump', offset, isHexOffset: found[1] !== undefined || found[5] === ':', indent: line.search(/\S/), bytes: isWords ? groups.flatMap(wordBytes) : groups.flatMap(pairs) };
}

/** hexdump's and od's 16-bit words, hexadecimal or octal, of little-endian machines. */
function wordBytes(word: string): number[] {
  const value = parseInt(word, word.length === 6 ? 8 : 16);
  return [value & 0xff, value >> 8];
}

/** Groups of hex digits up to the text column: behind two spaces or more, but for the gap in the middle of hexdump -C. */
function groupsOf(text: string): string[] {
  const groups: string[] = [];
  let rest = text.trimStart();
  for (;;) {
    const found = GROUP.exec(rest) ?? (groups.length === 0 || groups[0]!.length === 6 ? /^([0-7]{6})(?=\s|$)/.exec(rest) : null);
    if (!found) return groups;
    groups.push(found[1]!);
    const behind = rest.slice(found[0].length);
    const gap = /^\s*/.exec(behind)![0].length;
    rest = behind.slice(gap);
    const isMiddle = gap === 2 && groups.length === 8 && groups.every((group) => group.length === 2) && /^[0-9a-fA-F]{2}(\s|$)/.test(rest);
    if (gap !== 1 && !isMiddle) return groups;
  }
}

/** Hex digits alone; pairs with spaces, colons or commas between; C, Go and Python literals. */
function plainLine(line: string): HexLine | null {
  if (line.length > MOST_LINE * 4) return null;
  const bare = line.trim();
  if (/^(?:[0-9a-fA-F]{2})+$/.test(bare)) return { kind: 'plain', isRun: true, isShort: bare.length < LEAST_RUN * 2, bytes: pairs(bare) };
  const cleaned = bare.replace(/\/\*.*?\*\/|\/\/.*$/g, ' ').replace(/\\x|0x/gi, ' ').replace(/[,;:{}"'[\]()-]|\bb(?=["'])/g, ' ').trim();
  const words = cleaned.split(/\s+/);
  if (!words.every((word) => /^[0-9a-fA-F]{2}$/.test(word))) return null;
  return { kind: 'plain', isRun: false, isShort: words.length < LEAST_WORDS, bytes: words.map((word) => parseInt(word, 16)) };
}

function pairs(digits: string): number[] {
  return Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}
