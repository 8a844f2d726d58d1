// One line of a followed stream as text: decoded, runs of the same octet folded, what is looked for marked.
import { FOLD_FROM, type Charset } from './row-cutter';

/** Part of a line. `fold`: so many times this octet; otherwise text, `hit` > 0 where it was looked for (2: the one that is shown). */
export interface TextPiece {
  readonly text: string;
  readonly fold: { readonly octet: number; readonly count: number } | null;
  readonly hit: 0 | 1 | 2;
}

/** Octets [from, to) of a line that were looked for. */
export interface HitRange {
  readonly from: number;
  readonly to: number;
  readonly isShown: boolean;
}

/** Made once a line by the host: TextDecoder is no part of the language. */
export type Decode = (octets: Uint8Array, charset: Charset) => string;

/** Characters that are not folded: what people draw lines with. */
const isText = (octet: number): boolean => octet >= 0x20 && octet < 0x7f;
const FOLD_TEXT_FROM = 200;

export function linePieces(octets: Uint8Array, charset: Charset, hits: readonly HitRange[], decode: Decode): TextPiece[] {
  const end = withoutEnd(octets, charset);
  const pieces: TextPiece[] = [];
  let from = 0;
  for (let at = 0; at < end; ) {
    let next = at + 1;
    while (next < end && octets[next] === octets[at]) next++;
    if (next - at >= (isText(octets[at]!) ? FOLD_TEXT_FROM : FOLD_FROM)) {
      pieces.push(...texts(octets, from, at, charset, hits, decode), { text: '', fold: { octet: octets[at]!, count: next - at }, hit: 0 });
      from = next;
    }
    at = next;
  }
  return [...pieces, ...texts(octets, from, end, charset, hits, decode)];
}

function withoutEnd(octets: Uint8Array, charset: Charset): number {
  const width = charset === 'utf-16le' || charset === 'utf-16be' ? 2 : 1;
  const at = (end: number): number => (charset === 'utf-16le' ? octets[end - 2]! : octets[end - 1]!);
  let end = octets.length;
  if (end >= width && at(end) === 0x0a) end -= width;
  if (end >= width && at(end) === 0x0d) end -= width;
  return end;
}

function texts(octets: Uint8Array, from: number, to: number, charset: Charset, hits: readonly HitRange[], decode: Decode): TextPiece[] {
  const pieces: TextPiece[] = [];
  const add = (start: number, end: number, hit: 0 | 1 | 2): void => {
    if (end > start) pieces.push({ text: decode(octets.subarray(start, end), charset), fold: null, hit });
  };
  let at = from;
  for (const hit of hits) {
    const [start, end] = [Math.max(at, Math.min(hit.from, to)), Math.min(hit.to, to)];
    if (end <= start) continue;
    add(at, start, 0);
    add(start, end, hit.isShown ? 2 : 1);
    at = end;
  }
  add(at, to, 0);
  return pieces;
}
