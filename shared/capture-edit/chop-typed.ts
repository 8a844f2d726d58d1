// A stretch of each frame that is left out, as editcap's -C has it: `14`, `-4`, `12:4`, `-8:4`.
import type { Chop } from './edit-plan';

/** null = it is not that. */
export function chopTyped(text: string): Chop | null {
  const found = /^(?:(-?\d{1,9}):)?(-?\d{1,9})$/.exec(text.trim());
  if (!found) return null;
  return { offset: found[1] === undefined ? null : Number(found[1]), length: Number(found[2]) };
}
