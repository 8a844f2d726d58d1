// Moving, adding and removing rules, and what is selected afterwards.
import { describe, expect, it, vi } from 'vitest';
import type { ColourRule } from '../../../shared/profile/colour-rule';

vi.mock('../../state/colouring', () => ({ tryRules: () => undefined, learnStates: () => Promise.resolve() }));
vi.mock('../../state/preferences', () => ({ usePreferences: { getState: () => ({ colourRules: [] }) } }));
vi.mock('../../state/session', () => ({ report: () => undefined }));

const { draftOf, insertRule, moveRule, removeRule } = await import('./rule-draft');

const rule = (name: string): ColourRule => ({ name, filter: name, enabled: true, colours: 'web' });
const rules = draftOf(['a', 'b', 'c', 'd'].map(rule));
const [a, b, , d] = rules.map(({ key }) => key) as [number, number, number, number];
const names = (list: readonly { readonly rule: ColourRule }[]): string => list.map((item) => item.rule.name).join('');

describe('a list of rules', () => {
  it('is moved about, never beyond its ends', () => {
    expect(names(moveRule(rules, a, 2))).toBe('bcad');
    expect(names(moveRule(rules, d, 0))).toBe('dabc');
    expect(names(moveRule(rules, b, 99))).toBe('acdb');
    expect(moveRule(rules, a, -5)).toBe(rules);
    expect(moveRule(rules, -1, 2)).toBe(rules);
  });
  it('takes a new rule in front of the selected one, and selects it', () => {
    const { rules: more, selected } = insertRule({ rules, selected: b }, rule('x'), b);
    expect(names(more)).toBe('axbcd');
    expect(more.find(({ key }) => key === selected)?.rule.name).toBe('x');
    expect(names(insertRule({ rules: [], selected: -1 }, rule('x'), -1).rules)).toBe('x');
  });
  it('selects a neighbour of the rule that goes', () => {
    const without = removeRule({ rules, selected: b }, b);
    expect(names(without.rules)).toBe('acd');
    expect(without.rules.find(({ key }) => key === without.selected)?.rule.name).toBe('c');
    expect(removeRule({ rules, selected: d }, d).rules.at(-1)?.key).toBe(removeRule({ rules, selected: d }, d).selected);
    expect(removeRule({ rules: rules.slice(0, 1), selected: a }, a)).toEqual({ rules: [], selected: -1 });
  });
});
