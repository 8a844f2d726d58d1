// The benchmark's table: one line a figure, with what it is measured against, its target, and whether that holds.

/**
 * `value` is what the target is about: the smaller the better, unless `atLeast`.
 * @typedef {{ part: string, what: string, ours: string, theirs?: string, value?: number, target?: number, atLeast?: boolean, unit?: string, note?: string }} Line
 */

/** @param {Line} line */
export function holds({ value, target, atLeast = false }) {
  if (value === undefined || target === undefined) return null;
  return atLeast ? value >= target : value <= target;
}

/** How many times cheaper: 1/12.3. @param {number} ratio */
export function share(ratio) {
  return ratio > 0 ? `1/${(1 / ratio).toFixed(1)}` : '0';
}

/** @param {Line} line */
function valueText({ value, unit }) {
  if (value === undefined) return '';
  return unit === 'share' ? share(value) : `${value < 10 ? value.toFixed(2) : value.toFixed(0)}${unit ? ` ${unit}` : ''}`;
}

/** @param {Line} line */
function targetText({ target, unit, atLeast }) {
  if (target === undefined) return '';
  return `${atLeast ? '≥' : '≤'} ${unit === 'share' ? share(target).replace('.0', '') : `${target}${unit ? ` ${unit}` : ''}`}`;
}

/**
 * @param {readonly Line[]} lines
 * @param {string} beside what is compared with
 * @returns {string}
 */
export function table(lines, beside = 'tshark') {
  const head = ['what', 'netloupe', beside, 'figure', 'target', ''];
  const rows = lines.map((line) => {
    const verdict = holds(line);
    return [line.what, line.ours, line.theirs ?? '', valueText(line), targetText(line), verdict === null ? '' : verdict ? 'holds' : 'MISSED'];
  });
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const print = (/** @type {readonly string[]} */ cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ').trimEnd();
  const result = [print(head), widths.map((width) => '-'.repeat(width)).join('  ')];
  let part = '';
  for (const [i, line] of lines.entries()) {
    if (line.part !== part) result.push(part === '' ? `[${line.part}]` : `\n[${line.part}]`);
    part = line.part;
    result.push(print(rows[i] ?? []));
    if (line.note) result.push(`    ${line.note}`);
  }
  return result.join('\n');
}
