// How many frames a display filter selects, where the columns of the index tell it: no frame is read.
import { checkFilter, type FilterSettings } from '../filter/check';
import { catalogueOf } from './field-catalogue';
import { ColumnFilter } from './column-filter';
import { FilterProgram } from './filter-program';
import { CHUNK_BITS, CHUNK_FRAMES } from './frame-columns';
import { LOOK, YES } from './protocol-presence';
import type { Session } from './session';

/** Stops after each chunk of frames; gives the count, or null where it is no display filter or bytes would have to tell. */
export function* countByColumns(session: Session, text: string, settings: FilterSettings): Generator<undefined, number | null> {
  const { notes, registry, store } = session;
  // The columns know nothing of notes, nor of which frame is selected.
  if (text.trim() === '' || text.includes('${') || notes.ignored.count > 0 || notes.references.count > 0) return null;
  const checked = checkFilter(text, catalogueOf(registry), settings);
  if (checked.state !== 'valid') return null;
  const filter = new ColumnFilter(registry, session, new FilterProgram(checked.expression, registry));
  const { count } = store;
  // Until TCP segments were looked at together, some frames pass for what they are not.
  while (filter.asksProtocols && !session.isSettledUpTo(count)) {
    session.settle();
    yield undefined;
  }
  let selected = 0;
  for (let first = 1; first <= count; first += CHUNK_FRAMES) {
    const to = Math.min(CHUNK_FRAMES, count + 1 - first);
    const verdicts = filter.fill({ columns: store.columns((first - 1) >>> CHUNK_BITS), first, from: 0, to }).bytes;
    for (let slot = 0; slot < to; slot++) {
      const verdict = verdicts[slot]!;
      if (verdict === LOOK) return null;
      if (verdict === YES) selected++;
    }
    yield undefined;
  }
  return selected;
}
