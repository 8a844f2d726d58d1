// Wireshark's `colorfilters`: one rule a line, `@name@display filter@[background][foreground]`, 16 bits a colour; `!` in front = off.
import { colourOf, rgbOf, type Rgb } from './colour';
import type { ColourPair } from './readable-colours';

export interface FileRule {
  readonly name: string;
  readonly filter: string;
  readonly enabled: boolean;
  readonly colours: ColourPair;
}

/** A line that is not a rule: its number from 1, and its text. */
export interface OddLine {
  readonly line: number;
  readonly text: string;
}

const COLOUR = String.raw`\[\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*(\d{1,5})\s*\]`;
/** A filter may hold an @ of its own (the raw operator): the colours are what stands behind the last one. */
const RULE = new RegExp(String.raw`^\s*(!?)\s*@([^@]*)@(.*)@\s*${COLOUR}\s*${COLOUR}\s*$`);
const TOP = 65_535;

function colourFrom(parts: readonly string[]): string {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => Math.min(TOP, Number(part)) / TOP);
  return colourOf([red, green, blue]);
}

export function parseColorfilters(text: string): { readonly rules: readonly FileRule[]; readonly odd: readonly OddLine[] } {
  const rules: FileRule[] = [];
  const odd: OddLine[] = [];
  for (const [at, line] of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    const found = RULE.exec(line);
    if (found === null) odd.push({ line: at + 1, text: line });
    else rules.push({ name: found[2]!.trim(), filter: found[3]!.trim(), enabled: found[1] === '', colours: { background: colourFrom(found.slice(4, 7)), foreground: colourFrom(found.slice(7, 10)) } });
  }
  return { rules, odd };
}

const sixteen = (colour: string): string => `[${rgbOf(colour).map((share: Rgb[number]) => Math.round(share * TOP)).join(',')}]`;
/** What would end the name, or the line, early. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

export function formatColorfilters(rules: readonly FileRule[]): string {
  const lines = rules.map(({ name, filter, enabled, colours }) => `${enabled ? '' : '!'}@${oneLine(name.replaceAll('@', ' '))}@${oneLine(filter)}@${sixteen(colours.background)}${sixteen(colours.foreground)}`);
  return `# Colouring rules, written by Netloupe\n${lines.map((line) => `${line}\n`).join('')}`;
}
