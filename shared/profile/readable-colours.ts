// A colour pair that somebody chose for one theme, made readable in the other: its hue kept, its lightness mirrored, its contrast held.
import { colourOf, contrast, fromOklab, luminance, oklabOf, rgbOf } from './colour';

export interface ColourPair {
  /** #rrggbb */
  readonly background: string;
  readonly foreground: string;
}

export type Theme = 'light' | 'dark';

/** The least that text takes, by WCAG. */
export const TEXT_CONTRAST = 4.5;
/** The lightness (OKLab) of the darkest and the lightest background that is mirrored to. */
const DARKEST = 0.21;
const LIGHTEST = 0.975;
/** Pale and deep colours are those above and below; what lies between is left as it is in both themes. */
const PALE = 0.72;
const DEEP = 0.45;

/** The pair as it is drawn in a theme. A pair that is strong in itself (a dark red bar) stays what it is where it can be read. */
export function pairInTheme(pair: ColourPair, theme: Theme): ColourPair {
  const [lightness, a, b] = oklabOf(rgbOf(pair.background));
  const glares = theme === 'dark' ? lightness > PALE : lightness < DEEP && luminance(pair.foreground) < luminance(pair.background);
  if (!glares) return { background: pair.background, foreground: readableOn(pair.background, pair.foreground) };
  const mirrored = theme === 'dark' ? DARKEST + (LIGHTEST - lightness) * 0.5 : LIGHTEST - (lightness - DARKEST) * 0.5;
  const background = colourOf(fromOklab([Math.max(DARKEST, Math.min(LIGHTEST, mirrored)), a * 0.9, b * 0.9]));
  const [front, fa, fb] = oklabOf(rgbOf(pair.foreground));
  return { background, foreground: readableOn(background, colourOf(fromOklab([1.08 - front * 0.9, fa, fb]))) };
}

/** The foreground itself, or as much lighter or darker as text takes on that background. */
export function readableOn(background: string, foreground: string, least = TEXT_CONTRAST): string {
  if (contrast(background, foreground) >= least) return foreground;
  const [lightness, a, b] = oklabOf(rgbOf(foreground));
  const up = contrast(background, '#ffffff') > contrast(background, '#000000') ? 1 : 0;
  for (let step = 1; step <= 20; step++) {
    const nearer = lightness + ((up - lightness) * step) / 20;
    const colour = colourOf(fromOklab([nearer, a * (1 - step / 20), b * (1 - step / 20)]));
    if (contrast(background, colour) >= least) return colour;
  }
  return up === 1 ? '#ffffff' : '#000000';
}
