// Macros: `${name}`, `${name:a;b}`, `${name;a;b}`, `$name(a, b)` replaced by their text, in which $1, $2 … stand for what was given.
import type { FieldCatalogue } from './catalogue';
import { FilterError, type FilterProblem } from './filter-problem';
import { nearNames } from './near-names';
import { fieldsNamed } from './names';

/** Name → text. */
export type Macros = ReadonlyMap<string, string>;
export const NO_MACROS: Macros = new Map();

interface Piece {
  /** Where it stands in the expanded text, and in what was typed. */
  readonly from: number;
  readonly to: number;
  readonly typedFrom: number;
  readonly typedTo: number;
}

export interface Expanded {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const DEEPEST = 10;
const LONGEST = 65_536;
const CALL = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\$\{\s*([\w.-]+)\s*(?:[:;]([^{}]*))?\}|\$([A-Za-z_]\w*)(?:\(([^()]*)\))?/g;

/** @throws FilterError */
export function expandMacros(text: string, macros: Macros, catalogue: FieldCatalogue): Expanded {
  if (!text.includes('$')) return { text, pieces: [] };
  const pieces: Piece[] = [];
  let made = '';
  let at = 0;
  for (const match of text.matchAll(CALL)) {
    const span = { from: match.index, to: match.index + match[0].length };
    const body = replacement(match, span, macros, catalogue, 0);
    if (body === null) continue;
    made += text.slice(at, span.from);
    pieces.push({ from: made.length, to: made.length + body.length, typedFrom: span.from, typedTo: span.to });
    made += body;
    at = span.to;
    if (made.length > LONGEST) throw new FilterError(span, 'macro-loop', { name: match[1] ?? match[3] ?? '' });
  }
  return { text: made + text.slice(at), pieces };
}

/** null: no macro; text in quotes, or a field's name in `${…}`, which is a reference. */
function replacement(match: RegExpMatchArray, span: { from: number; to: number }, macros: Macros, catalogue: FieldCatalogue, depth: number): string | null {
  const [, braced, bracedArguments, called, calledArguments] = match;
  const name = braced ?? called;
  if (name === undefined) return null;
  const body = macros.get(name);
  if (body === undefined) {
    if (called === undefined && bracedArguments === undefined && (fieldsNamed(name, catalogue) !== null || name.includes('.'))) return null;
    const near = nearNames(name, macros.keys());
    throw new FilterError(span, 'unknown-macro', { name, near: near.join(', ') });
  }
  if (depth >= DEEPEST) throw new FilterError(span, 'macro-loop', { name });
  const given = bracedArguments !== undefined ? bracedArguments.split(';') : calledArguments !== undefined ? calledArguments.split(',') : [];
  const needed = Math.max(0, ...Array.from(body.matchAll(/\$(\d+)/g), (m) => Number(m[1])));
  if (given.length !== needed && !(needed === 0 && given.length === 1 && given[0]!.trim() === '')) throw new FilterError(span, 'macro-arguments', { name, needed, given: given.length });
  const filled = body.replaceAll(/\$(\d+)/g, (_all, n: string) => given[Number(n) - 1]?.trim() ?? '');
  if (filled.length > LONGEST) throw new FilterError(span, 'macro-loop', { name });
  return filled.replaceAll(CALL, (...parts: unknown[]) => {
    const inner = parts.slice(0, 5) as RegExpMatchArray;
    return replacement(inner, span, macros, catalogue, depth + 1) ?? String(parts[0]);
  });
}

/** A problem of the expanded text at its place in what was typed: inside a macro that is the macro as a whole. */
export function placedBefore(problem: FilterProblem, { pieces }: Expanded): FilterProblem {
  if (pieces.length === 0) return problem;
  const from = typedPlace(problem.from, pieces, 'typedFrom');
  const to = typedPlace(problem.to, pieces, 'typedTo');
  const touches = pieces.some((piece) => problem.from < piece.to && problem.to > piece.from);
  const fixes = touches ? [] : problem.fixes.map((fix) => ({ ...fix, from: typedPlace(fix.from, pieces, 'typedFrom'), to: typedPlace(fix.to, pieces, 'typedTo') }));
  return { ...problem, from, to: Math.max(from, to), fixes };
}

function typedPlace(at: number, pieces: readonly Piece[], side: 'typedFrom' | 'typedTo'): number {
  let moved = at;
  for (const piece of pieces) {
    if (at > piece.from && at < piece.to) return piece[side];
    if (at >= piece.to) moved = at - piece.to + piece.typedTo;
    else if (at === piece.from) return side === 'typedFrom' ? piece.typedFrom : moved;
  }
  return moved;
}
