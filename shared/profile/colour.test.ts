// Colours against published figures: OKLab's own table, WCAG's examples, and pairs that must stay readable whatever somebody chose.
import { describe, expect, it } from 'vitest';
import { colourOf, contrast, distance, fromOklab, oklabOf, rgbOf, seenWith } from './colour';
import { pairInTheme, readableOn, TEXT_CONTRAST } from './readable-colours';

describe('OKLab', () => {
  it('is as its author and CSS Color 4 give it', () => {
    // CSS Color 4, the sRGB primaries in oklab().
    for (const [colour, l, a, b] of [['#ff0000', 0.62796, 0.22486, 0.12585], ['#00ff00', 0.86644, -0.23389, 0.1795], ['#0000ff', 0.45201, -0.03246, -0.31153], ['#ffffff', 1, 0, 0]] as const) {
      for (const [at, axis] of oklabOf(rgbOf(colour)).entries()) expect(axis).toBeCloseTo([l, a, b][at]!, 3);
    }
  });
  it('goes there and back', () => {
    for (const colour of ['#123456', '#fedcba', '#0a0a0a', '#d43a50', '#7fff00']) expect(colourOf(fromOklab(oklabOf(rgbOf(colour))))).toBe(colour);
  });
});

it('measures contrast as WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('shows what people without one kind of cone see: grey stays grey, red and green come together', () => {
  for (const blindness of ['protanopia', 'deuteranopia', 'tritanopia'] as const) {
    expect(distance(seenWith(blindness, '#808080'), '#808080')).toBeLessThan(0.01);
  }
  const apart = distance('#c05030', '#708020');
  expect(distance(seenWith('deuteranopia', '#c05030'), seenWith('deuteranopia', '#708020'))).toBeLessThan(apart / 2);
});

describe('a chosen pair', () => {
  // Random pairs, the same every time.
  let seed = 7;
  const random = (): string => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return `#${((seed >> 3) & 0xff_ffff).toString(16).padStart(6, '0')}`;
  };
  const pairs = Array.from({ length: 2000 }, () => ({ background: random(), foreground: random() }));

  it('can be read in both themes', () => {
    for (const pair of pairs) {
      for (const theme of ['light', 'dark'] as const) {
        const { background, foreground } = pairInTheme(pair, theme);
        expect(contrast(background, foreground), `${pair.background} ${pair.foreground} ${theme}`).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      }
    }
  });
  it('is pale no longer in the dark, and keeps its hue', () => {
    const pale = { background: '#e4ffc7', foreground: '#12272e' };
    const { background } = pairInTheme(pale, 'dark');
    const [lightness, a, b] = oklabOf(rgbOf(background));
    expect(lightness).toBeLessThan(0.4);
    const [, wasA, wasB] = oklabOf(rgbOf(pale.background));
    expect(Math.abs(Math.atan2(b, a) - Math.atan2(wasB, wasA))).toBeLessThan(0.15);
    expect(pairInTheme(pale, 'light')).toEqual(pale);
  });
  it('that is strong in itself stays what it is', () => {
    const strong = { background: '#a40000', foreground: '#fffc9c' };
    expect(pairInTheme(strong, 'light')).toEqual(strong);
    expect(pairInTheme(strong, 'dark')).toEqual(strong);
  });
  it('that nobody could read is made readable', () => {
    expect(contrast('#808080', readableOn('#808080', '#7f7f7f'))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });
});
