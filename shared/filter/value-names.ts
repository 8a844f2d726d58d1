// Names of values, `ip.proto == "TCP"`: from the name to the number.
import type { Field } from '../dissect/field';

/** Names that a function gives are looked for among so many values. */
const MOST_TRIED = 65_536;

const numbered = new WeakMap<Field, ReadonlyMap<string, number>>();

/** null: no value has that name. Capitals do not count. */
export function valueOfName(f: Field, name: string): number | null {
  if (f.names === undefined) return null;
  let byName = numbered.get(f);
  if (byName === undefined) numbered.set(f, (byName = byNameOf(f)));
  return byName.get(name.toLowerCase()) ?? null;
}

/** Of several values with one name the first. */
function byNameOf(f: Field): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const { names } = f;
  const all = typeof names === 'function' ? Array.from({ length: MOST_TRIED }, (_, value) => [value, names(value)] as const) : namesOfField(f);
  for (const [value, text] of all) if (text !== undefined && !found.has(text.toLowerCase())) found.set(text.toLowerCase(), value);
  return found;
}

/** Every name with (the first of) its values, as far as they can be counted. */
export function namesOfField(f: Field): (readonly [number, string])[] {
  const { names } = f;
  if (names === undefined || typeof names === 'function') return [];
  if (names instanceof Map) return [...(names as ReadonlyMap<number, string>)];
  return (names as readonly (readonly [number, number, string])[]).map(([low, , text]) => [low, text] as const);
}
