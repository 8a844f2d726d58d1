// Colours as numbers: #rrggbb, OKLab, contrast by WCAG, and how people without one kind of cone see them.

/** Red, green, blue, each 0 … 1, as they are written (sRGB). */
export type Rgb = readonly [number, number, number];

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

export function rgbOf(colour: string): Rgb {
  const n = Number.parseInt(colour.slice(1), 16);
  return [((n >> 16) & 255) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

export function colourOf(rgb: Rgb): string {
  return `#${rgb.map((share) => Math.round(Math.max(0, Math.min(1, share)) * 255).toString(16).padStart(2, '0')).join('')}`;
}

const toLight = (share: number): number => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
const fromLight = (light: number): number => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

function times(matrix: readonly Rgb[], [a, b, c]: Rgb): Rgb {
  const [x, y, z] = matrix.map((row) => row[0] * a + row[1] * b + row[2] * c);
  return [x ?? 0, y ?? 0, z ?? 0];
}

const each = ([a, b, c]: Rgb, change: (share: number) => number): Rgb => [change(a), change(b), change(c)];

/** Björn Ottosson's OKLab: linear sRGB → cones → their cube roots → lightness and two colour axes. */
const TO_CONES: readonly Rgb[] = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
const TO_LAB: readonly Rgb[] = [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]];
const FROM_LAB: readonly Rgb[] = [[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.291485548]];
const FROM_CONES: readonly Rgb[] = [[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965], [-0.0041960863, -0.7034186147, 1.707614701]];

/** Lightness 0 … 1, and the axes green–red and blue–yellow. */
export function oklabOf(rgb: Rgb): Rgb {
  return times(TO_LAB, each(times(TO_CONES, each(rgb, toLight)), Math.cbrt));
}

/** The colour of a lightness and hue; as much less colourful as the screen cannot show it. */
export function fromOklab([lightness, a, b]: Rgb): Rgb {
  let part = 1;
  for (;;) {
    const rgb = each(times(FROM_CONES, each(times(FROM_LAB, [lightness, a * part, b * part]), (cone) => cone ** 3)), fromLight);
    if (part <= 0.05 || rgb.every((share) => share >= -0.002 && share <= 1.002)) return each(rgb, (share) => Math.max(0, Math.min(1, share)));
    part -= 0.05;
  }
}

/** Relative luminance, WCAG 2.2. */
export function luminance(colour: string): number {
  const [red, green, blue] = each(rgbOf(colour), toLight);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: string, other: string): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** How far apart two colours look, in OKLab; 0.02 is just to be told apart side by side. */
export function distance(one: string, other: string): number {
  const [a, b] = [oklabOf(rgbOf(one)), oklabOf(rgbOf(other))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

export const BLINDNESSES = ['protanopia', 'deuteranopia', 'tritanopia'] as const;
export type Blindness = (typeof BLINDNESSES)[number];

/** On linear sRGB: Machado, Oliveira and Fernandes 2009, severity 1. */
const SEEN: Readonly<Record<Blindness, readonly Rgb[]>> = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** A colour as somebody sees it who lacks one kind of cone. */
export function seenWith(blindness: Blindness, colour: string): string {
  const light = times(SEEN[blindness], each(rgbOf(colour), toLight));
  return colourOf(each(light, (share) => fromLight(Math.max(0, Math.min(1, share)))));
}
