// What stands in brackets: parts of bytes, `[0:3]` `[5-10]` `[-4:]` `[0,2:1]`, and layers, `#[1-2]` `#[-1]`.
import type { LayerRange, SlicePart } from './expression';
import { FilterError } from './filter-problem';
import type { Token } from './lexer';

const PART = /^\s*(?:(-?\d+)\s*:\s*(\d+)|(-?\d+)\s*-\s*(-?\d+)|(-?\d+)\s*:|:\s*(\d+)|(-?\d+))\s*$/;
/** Nobody's frame is longer; what is beyond cannot be told apart from nonsense. */
const LARGEST = 0x7fff_ffff;

/** @throws FilterError */
export function sliceParts(token: Token): SlicePart[] {
  return token.text.split(',').map((text) => slicePart(text, token));
}

function slicePart(text: string, token: Token): SlicePart {
  const match = PART.exec(text);
  if (!match) throw new FilterError(token, 'bad-slice', { text: text.trim() === '' ? token.text : text.trim() });
  const [start, length, first, last, open, upTo, single] = (match.slice(1) as (string | undefined)[]).map((group) => (group === undefined ? undefined : Number(group)));
  if ([start, length, first, last, open, upTo, single].some((n) => n !== undefined && Math.abs(n) > LARGEST)) throw new FilterError(token, 'bad-slice', { text: text.trim() });
  if (start !== undefined) return nonEmpty({ start, length: length! }, text, token);
  if (first !== undefined) {
    if (first >= 0 && last! >= 0) return nonEmpty({ start: first, length: last! - first + 1 }, text, token);
    return { start: first, length: 0, end: last! };
  }
  if (open !== undefined) return { start: open, length: Infinity };
  if (upTo !== undefined) return nonEmpty({ start: 0, length: upTo }, text, token);
  return { start: single!, length: 1 };
}

function nonEmpty(part: SlicePart, text: string, token: Token): SlicePart {
  if (part.length <= 0) throw new FilterError(token, 'bad-slice', { text: text.trim() });
  return part;
}

/** `#[…]` counts as slices do, inclusive. @throws FilterError */
export function layerRanges(token: Token): LayerRange[] {
  return sliceParts(token).map(({ start, length, end }) => {
    const last = end ?? (length === Infinity ? Infinity : start + length - 1);
    // `[-2:]` goes to the innermost; `[-2:2]` ends before 0.
    if (start === 0 || last === 0 || (start < 0 && last > 0 && last !== Infinity)) throw new FilterError(token, 'bad-layer', { text: token.text });
    return { first: start, last };
  });
}
