// Completion of display filters with what the open capture has.
import { suggestFilter, type Suggestion } from '../filter/suggest';
import { catalogueOf } from './field-catalogue';
import { seenValues } from './seen-values';
import type { Session } from './session';

/** What may be typed at the caret, best first. */
export function suggestionsOf(session: Session, text: string, caret: number): Suggestion[] {
  return suggestFilter(text, Math.min(caret, text.length), catalogueOf(session.registry), (name, field) => seenValues(session.conversations, name, field));
}
