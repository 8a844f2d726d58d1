// Contrast of the tokens in both themes, by WCAG 2.2: text 4.5:1 on everything that it stands on, marks 3:1.
import { describe, expect, it } from 'vitest';
import { BLINDNESSES, contrast, distance, seenWith } from '../../shared/profile/colour';
import { CONVERSATION_COLOURS, FAINT_COLOURS, RULE_PALETTE, STRONG_COLOURS } from '../../shared/profile/colour-rule';
import tokens from './tokens.css?raw';

const css = tokens.replace(/\/\*.*?\*\//gs, '');

function tokensOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{(.*?)\\}`, 's').exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}

const GROUNDS = ['chrome', 'bar', 'surface', 'surface-2', 'hover'];
const FAINT = FAINT_COLOURS.map((name) => `rule-${name}`);
const MINE = Array.from({ length: CONVERSATION_COLOURS }, (_, at) => `mine-${at + 1}`);
const MEANINGS = ['warn', 'error', 'ok'];

/** Which text stands on what. */
const TEXT: readonly (readonly [text: readonly string[], grounds: readonly string[]])[] = [
  [['text', 'text-2'], [...GROUNDS, ...FAINT, 'pressed']],
  [['text-3'], [...GROUNDS, ...FAINT]],
  [['text'], ['select', 'select-idle', 'byte', 'byte-layer', 'warn-soft', 'error-soft', 'ok-soft', 'accent-soft', 'client-soft', 'server-soft']],
  [['text-2', 'text-3'], ['warn-soft', 'error-soft', 'byte-layer']],
  [['accent-text', 'note', ...MEANINGS, 'client', 'server', 'syn-field', 'syn-op', 'syn-value', 'syn-num', 'syn-word'], GROUNDS],
  [['warn', 'note'], [...FAINT, 'select', 'select-idle']],
  [['accent-text'], ['accent-soft']],
  [['on-accent'], ['accent']],
  [['mine-text'], MINE],
  ...STRONG_COLOURS.map((name) => [[`rule-${name}-text`], [`rule-${name}`]] as const),
  [['search-text'], ['search']],
  ...MEANINGS.map((meaning) => [[meaning], [`${meaning}-soft`]] as const),
  ...['client', 'server'].map((side) => [[side], [`${side}-soft`]] as const),
];

/** Shapes without words: rail, minimap, icons, edges that say something, the focus ring. */
const MARKS: readonly (readonly [marks: readonly string[], grounds: readonly string[]])[] = [
  [['mark', 'client-mark', 'server-mark', 'warn-mark', 'error-mark', 'ok-mark', 'accent'], ['surface', 'bar']],
  [[...RULE_PALETTE.map((name) => `map-${name}`), 'error-mark', 'warn-mark'], ['bar']],
  [['client-mark', 'server-mark', 'mark'], FAINT],
  [['accent'], GROUNDS],
  [['select-edge'], ['select', 'byte', 'surface']],
];

function expectContrast(theme: string, pairs: typeof TEXT, least: number): void {
  const colours = tokensOf(theme);
  const low: string[] = [];
  for (const [fronts, grounds] of pairs) {
    for (const front of fronts) {
      for (const ground of grounds) {
        const [one, other] = [colours.get(front), colours.get(ground)];
        if (one === undefined || other === undefined) throw new Error(`${theme}: there is no token ${one === undefined ? front : ground}`);
        const ratio = contrast(one, other);
        if (ratio < least) low.push(`${front} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  }
  expect(low).toEqual([]);
}

describe.each(['light', 'dark'])('the %s theme', (theme) => {
  it('has text of at least 4.5:1', () => expectContrast(theme, TEXT, 4.5));
  it('has marks of at least 3:1', () => expectContrast(theme, MARKS, 3));
});

describe.each(['light', 'dark'])('colouring rules in the %s theme, for whoever lacks a kind of cone', (theme) => {
  const colours = tokensOf(theme);
  const seen = (name: string, blindness: (typeof BLINDNESSES)[number]): string => seenWith(blindness, colours.get(name) ?? '');
  it.each(BLINDNESSES)('can be read with %s', (blindness) => {
    for (const name of STRONG_COLOURS) expect(contrast(seen(`rule-${name}-text`, blindness), seen(`rule-${name}`, blindness)), name).toBeGreaterThanOrEqual(4.5);
    for (const name of FAINT) expect(contrast(seen('text', blindness), seen(name, blindness)), name).toBeGreaterThanOrEqual(4.5);
    for (const name of MINE) expect(contrast(seen('mine-text', blindness), seen(name, blindness)), name).toBeGreaterThanOrEqual(4.5);
  });
  // The faint ones are too many for that: a row's tooltip names its rule. What catches the eye must not be lost among them.
  it.each(BLINDNESSES)('that catch the eye do so with %s', (blindness) => {
    for (const name of STRONG_COLOURS) {
      for (const ground of [...FAINT, 'surface', ...STRONG_COLOURS.filter((other) => other > name).map((other) => `rule-${other}`)]) {
        const [front, back] = [`rule-${name}-text`, STRONG_COLOURS.some((other) => ground === `rule-${other}`) ? `${ground}-text` : 'text'];
        const apart = Math.max(distance(seen(`rule-${name}`, blindness), seen(ground, blindness)), distance(seen(front, blindness), seen(back, blindness)));
        expect(apart, `${name} beside ${ground}`).toBeGreaterThan(0.05);
      }
    }
  });
});

it('has the same colours in both themes', () => {
  expect([...tokensOf('dark').keys()]).toEqual([...tokensOf('light').keys()]);
});
