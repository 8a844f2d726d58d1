// Whether a text has all the words that were typed, in any order; and how well it fits them.

export function matchesWords(text: string, query: string): boolean {
  const low = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word));
}

/** The texts that match, those first that begin with what was typed; otherwise in their order. */
export function bestMatches<T>(all: readonly T[], query: string, textOf: (one: T) => string): T[] {
  const typed = query.trim().toLowerCase();
  const found = all.filter((one) => matchesWords(textOf(one), typed));
  const begins = (one: T): boolean => textOf(one).toLowerCase().startsWith(typed);
  return typed === '' ? found : [...found.filter(begins), ...found.filter((one) => !begins(one))];
}
