// TLS vectors: a length, then that many bytes; and what is said where they do not fit (RFC 8446 section 3.4).
import type { Field } from '../field';
import type { Layer } from '../layer';
import type { TlsFields } from './tls-fields';

/** Reads the length of a vector that must end by `end`. -1: there is no room, decoding of what encloses it stops. */
export function vectorLength(p: Layer, f: TlsFields, field: Field<number>, end: number, least = 0): number {
  const start = p.at;
  if (start + field.width > end) {
    const text = `No more room for vector of length ${field.width}`;
    p.label(text, start, Math.max(0, end - start));
    p.expert(f['malformed.buffer_too_small'], 'error', 'Malformed', text);
    return -1;
  }
  const length = p.read(field);
  const room = end - p.at;
  if (length > room) {
    p.expert(f['malformed.buffer_too_small'], 'error', 'Malformed', `Vector length ${length} is too large, truncating it to ${room}`);
    return -1;
  }
  if (length < least) p.expert(f['malformed.vector_length'], 'warn', 'Protocol', `Vector length ${length} is smaller than minimum ${least}`);
  return length;
}

/** A vector of bytes: both lines. False where there is no room. */
export function vector(p: Layer, f: TlsFields, lengthField: Field<number>, field: Field<Uint8Array>, end: number, evenEmpty = false): boolean {
  const length = vectorLength(p, f, lengthField, end);
  if (length < 0) return false;
  if (length > 0 || evenEmpty) p.take(field, length);
  return true;
}

/** What stands between the cursor and `end` should not be there. */
export function trailing(p: Layer, f: TlsFields, end: number): void {
  const rest = end - p.at;
  if (rest <= 0) return;
  const text = `${rest} trailing byte${rest === 1 ? ' was' : 's were'} unprocessed`;
  p.label(text, p.at, rest);
  p.expert(f['malformed.trailing_data'], 'warn', 'Protocol', text);
  p.skip(rest);
}

export const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** A line that counts what stands below it: `Cipher Suites (3 suites)`. Ends with close(). */
export function countGroup(p: Layer, f: Field<undefined>, title: string, n: number, word: string, length: number): void {
  listGroup(p, f, () => `${title} (${plural(n, word)})`, length);
}

/** A list that a filter can name: a line with a title of its own in the tree. Ends with close(). */
export function listGroup(p: Layer, f: Field<undefined>, title: () => string, length: number): void {
  if (!p.inTree) return p.put(f, undefined, p.at, length);
  p.group(title(), p.at, length);
  p.last.field = f;
}
