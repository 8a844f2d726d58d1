// A filter on a terminal with carets below what is wrong with it.

/** Longest line that carets stand below. */
const WIDEST = 400;

/** The filter with carets below what is wrong; of a long one neither. */
export function marked(filter: string, start: number, end: number): string {
  if (filter.length > WIDEST) return '';
  const before = ' '.repeat(columns(filter.slice(0, start)));
  return `  ${printable(filter)}\n  ${before}${'^'.repeat(Math.max(1, columns(filter.slice(start, end))))}\n`;
}

/** Nothing in a filter moves the terminal's cursor or turns its text round. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => (/\s/.test(c) ? ' ' : '\ufffd'));
}

/** Columns of a terminal: Chinese characters and full-width forms take two. */
function columns(text: string): number {
  return Array.from(text).reduce((sum, c) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : /\p{M}/u.test(c) ? 0 : 1), 0);
}
