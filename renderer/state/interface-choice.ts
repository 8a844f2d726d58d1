// Which interfaces are chosen, and how clicks and keys change that: one, several, a range.

export interface InterfaceChoice {
  readonly chosen: readonly string[];
  /** The one that keys act on. */
  readonly current: string;
  /** Where a range begins. */
  readonly anchor: string;
}

export type ChoosingWay = 'only' | 'toggle' | 'range' | 'go';

export const NOTHING_CHOSEN: InterfaceChoice = { chosen: [], current: '', anchor: '' };

/** @param keys what can be seen, in that order */
export function choose(choice: InterfaceChoice, keys: readonly string[], key: string, way: ChoosingWay): InterfaceChoice {
  switch (way) {
    case 'only':
      return { chosen: [key], current: key, anchor: key };
    case 'toggle':
      return { chosen: choice.chosen.includes(key) ? choice.chosen.filter((one) => one !== key) : [...choice.chosen, key], current: key, anchor: key };
    case 'range': {
      const from = Math.max(0, keys.indexOf(choice.anchor));
      const to = keys.indexOf(key);
      return { chosen: keys.slice(Math.min(from, to), Math.max(from, to) + 1), current: key, anchor: keys[from] ?? key };
    }
    case 'go':
      return { ...choice, current: key };
  }
}

/** What is gone is no longer chosen. */
export function keepPresent(choice: InterfaceChoice, all: readonly string[]): InterfaceChoice {
  const chosen = choice.chosen.filter((key) => all.includes(key));
  const current = all.includes(choice.current) ? choice.current : (chosen[0] ?? '');
  if (chosen.length === choice.chosen.length && current === choice.current) return choice;
  return { chosen, current, anchor: all.includes(choice.anchor) ? choice.anchor : current };
}
