// Completion of display filters with what the open capture has, and with the user's macros.
import { MOST_SUGGESTIONS, suggestFilter, type Suggestion } from '../filter/suggest';
import { NO_MACROS, type Macros } from '../filter/macros';
import { catalogueOf } from './field-catalogue';
import { seenValues } from './seen-values';
import type { Session } from './session';

/** What may be typed at the caret, best first. */
export function suggestionsOf(session: Session, text: string, caret: number, macros: Macros = NO_MACROS): Suggestion[] {
  const macro = macros.size === 0 ? null : /\$\{?[\w.-]*$/.exec(text.slice(0, Math.min(caret, text.length)));
  const called = macro === null ? [] : macrosFor(macro[0], macro.index, caret, macros);
  if (called.length > 0) return called;
  return suggestFilter(text, Math.min(caret, text.length), catalogueOf(session.registry), (name, field) => seenValues(session.conversations, name, field));
}

/** `${name}`, or `${name:` where something is to be given. */
function macrosFor(typed: string, from: number, to: number, macros: Macros): Suggestion[] {
  const begun = typed.replace(/^\$\{?/, '').toLowerCase();
  const found = [...macros].filter(([name]) => name.toLowerCase().startsWith(begun));
  return found.slice(0, MOST_SUGGESTIONS).map(([name, body]) => ({ from, to, text: /\$\d/.test(body) ? `\${${name}:` : `\${${name}}`, kind: 'function', label: `\${${name}}`, detail: 'none', doc: body }));
}
