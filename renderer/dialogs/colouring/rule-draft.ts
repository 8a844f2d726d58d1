// The list of rules while it is edited: each with a key of its own, coloured by in the window at once, stored when it is kept.
import { useEffect, useMemo, useState } from 'react';
import { MOST_RULES, type ColourRule } from '../../../shared/profile/colour-rule';
import { DEFAULT_RULES } from '../../../shared/profile/default-rules';
import { learnStates, tryRules } from '../../state/colouring';
import { usePreferences } from '../../state/preferences';
import { report } from '../../state/session';

export interface DraftRule {
  readonly key: number;
  readonly rule: ColourRule;
}

export interface RuleDraft {
  readonly rules: readonly DraftRule[];
  /** Key of the selected rule; -1 = none. */
  readonly selected: number;
}

let nextKey = 1;

export const draftOf = (rules: readonly ColourRule[]): DraftRule[] => rules.map((rule) => ({ key: nextKey++, rule }));

/** The rule moved to a place; the list itself where it is there already. */
export function moveRule(rules: readonly DraftRule[], key: number, to: number): readonly DraftRule[] {
  const from = rules.findIndex((rule) => rule.key === key);
  const place = Math.max(0, Math.min(rules.length - 1, to));
  if (from < 0 || from === place) return rules;
  return rules.toSpliced(from, 1).toSpliced(place, 0, rules[from]!);
}

/** A rule put in front of another one, or at the end; it is selected. */
export function insertRule({ rules }: RuleDraft, rule: ColourRule, before: number): RuleDraft {
  if (rules.length >= MOST_RULES) return { rules, selected: before };
  const at = rules.findIndex(({ key }) => key === before);
  const [added] = draftOf([rule]);
  return { rules: rules.toSpliced(at < 0 ? rules.length : at, 0, added!), selected: added!.key };
}

/** Without the rule; what stood behind it is selected, or else in front. */
export function removeRule({ rules }: RuleDraft, key: number): RuleDraft {
  const at = rules.findIndex((rule) => rule.key === key);
  const rest = rules.filter((rule) => rule.key !== key);
  return { rules: rest, selected: (rest[at] ?? rest[at - 1])?.key ?? -1 };
}

/** How long typing must pause before the window is coloured by it; milliseconds. */
const SETTLED_MS = 200;

/** @param wished a filter to begin a new rule with; '' = none */
export function useRuleDraft(wished: string, newName: string) {
  const [draft, setDraft] = useState<RuleDraft>(() => {
    const rules = draftOf(usePreferences.getState().colourRules);
    const first = rules[0]?.key ?? -1;
    return wished === '' ? { rules, selected: first } : insertRule({ rules, selected: first }, { name: newName, filter: wished, enabled: true, colours: 'names' }, first);
  });
  const list = useMemo(() => draft.rules.map(({ rule }) => rule), [draft.rules]);
  useEffect(() => {
    const timer = setTimeout(() => {
      tryRules(list);
      learnStates(list.map(({ filter }) => filter)).catch(report);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [list]);
  useEffect(() => () => tryRules(null), []);
  return {
    ...draft,
    list,
    select: (selected: number) => setDraft((now) => ({ ...now, selected })),
    change: (key: number, part: Partial<ColourRule>) => setDraft((now) => ({ ...now, rules: now.rules.map((item) => (item.key === key ? { key, rule: { ...item.rule, ...part } } : item)) })),
    insert: (rule: ColourRule) => setDraft((now) => insertRule(now, rule, now.selected)),
    remove: () => setDraft((now) => removeRule(now, now.selected)),
    move: (key: number, to: number) => setDraft((now) => ({ ...now, rules: moveRule(now.rules, key, to) })),
    reset: () => {
      const rules = draftOf(DEFAULT_RULES);
      setDraft({ rules, selected: rules[0]!.key });
    },
  };
}

export type RuleDraftHandle = ReturnType<typeof useRuleDraft>;
