// Contrast of the tokens in both themes, by WCAG 2.2: text 4.5:1 on everything that it stands on, marks 3:1.
import { describe, expect, it } from 'vitest';
import tokens from './tokens.css?raw';

const css = tokens.replace(/\/\*.*?\*\//gs, '');

function tokensOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{(.*?)\\}`, 's').exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}

/** Relative luminance of a colour written #rrggbb. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 1, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['chrome', 'bar', 'surface', 'surface-2', 'hover'];
const TINTS = ['tint-tcp', 'tint-http', 'tint-dns', 'tint-tls', 'tint-route', 'tint-local'];
const MEANINGS = ['warn', 'error', 'ok'];

/** Which text stands on what. */
const TEXT: readonly (readonly [text: readonly string[], grounds: readonly string[]])[] = [
  [['text', 'text-2'], [...GROUNDS, ...TINTS, 'pressed']],
  [['text-3'], [...GROUNDS, ...TINTS]],
  [['text'], ['select', 'select-idle', 'byte', 'byte-layer', 'warn-soft', 'error-soft', 'ok-soft', 'accent-soft', 'client-soft', 'server-soft']],
  [['text-2', 'text-3'], ['warn-soft', 'error-soft', 'byte-layer']],
  [['accent-text', 'note', ...MEANINGS, 'client', 'server', 'syn-field', 'syn-op', 'syn-value', 'syn-num', 'syn-word'], GROUNDS],
  [['warn', 'note'], [...TINTS, 'select', 'select-idle']],
  [['accent-text'], ['accent-soft']],
  [['on-accent'], ['accent']],
  [['search-text'], ['search']],
  ...MEANINGS.map((meaning) => [[meaning], [`${meaning}-soft`]] as const),
  ...['client', 'server'].map((side) => [[side], [`${side}-soft`]] as const),
];

/** Shapes without words: rail, minimap, icons, edges that say something, the focus ring. */
const MARKS: readonly (readonly [marks: readonly string[], grounds: readonly string[]])[] = [
  [['mark', 'client-mark', 'server-mark', 'warn-mark', 'error-mark', 'ok-mark', 'accent'], ['surface', 'bar']],
  [['map-http', 'map-dns', 'map-tls', 'map-route', 'map-local', 'error-mark', 'warn-mark'], ['bar']],
  [['client-mark', 'server-mark', 'mark'], TINTS],
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

it('measures as WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('has the same colours in both themes', () => {
  expect([...tokensOf('dark').keys()]).toEqual([...tokensOf('light').keys()]);
});
