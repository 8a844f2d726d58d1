// Markup that cannot come from data: what is put into it is text, and escaped, unless it is markup itself.

export class Markup {
  /** Only `html` and `joined` make it. */
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;', '=': '&#61;' };
/** Controls, what is unassigned, and what hides or reorders its neighbours. */
const HIDDEN = /[\p{C}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;

/** Text as text, in elements and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(HIDDEN, '\ufffd').replace(/[&<>"'`=]/g, (character) => ENTITIES[character]!);
}

/** Markup with holes; what fills them is escaped. Attributes stand in double quotes. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(pieces.map((piece, i) => piece + (i < parts.length ? partText(parts[i]!) : '')).join(''));
}

function partText(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map((each) => each.text).join('');
}
