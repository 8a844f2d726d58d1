// Names of values, `ip.proto == "TCP"`: from the name to the number.
import type { Field } from '../dissect/field';

/** Names that a function gives are looked for among so many values. */
const MOST_TRIED = 65_536;

/** null: no value has that name. Capitals do not count. */
export function valueOfName(f: Field, name: string): number | null {
  const wanted = name.toLowerCase();
  const { names } = f;
  if (names === undefined) return null;
  if (typeof names === 'function') {
    for (let value = 0; value < MOST_TRIED; value++) if (names(value)?.toLowerCase() === wanted) return value;
    return null;
  }
  for (const [value, text] of namesOfField(f)) if (text.toLowerCase() === wanted) return value;
  return null;
}

/** Every name with (the first of) its values, as far as they can be counted. */
export function namesOfField(f: Field): (readonly [number, string])[] {
  const { names } = f;
  if (names === undefined || typeof names === 'function') return [];
  if (names instanceof Map) return [...(names as ReadonlyMap<number, string>)];
  return (names as readonly (readonly [number, number, string])[]).map(([low, , text]) => [low, text] as const);
}
