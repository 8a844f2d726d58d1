// A row of the packet list and a detail tree as text that other programs read.

type Cells = readonly (readonly [name: string, text: string])[];

/** A spreadsheet takes what begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A head and the row (RFC 4180). */
export function rowAsCsv(cells: Cells): string {
  return `${cells.map(([name]) => csvCell(name)).join(',')}\r\n${cells.map(([, text]) => csvCell(text)).join(',')}\r\n`;
}

/** Strings are quoted as JSON has them, which YAML 1.2 reads too. */
export function rowAsYaml(cells: Cells): string {
  return cells.map(([name, text], i) => `${i === 0 ? '- ' : '  '}${name}: ${/^\d{1,15}$/.test(text) && !/^0\d/.test(text) ? text : JSON.stringify(text)}\n`).join('');
}

export function treeAsText(nodes: readonly { readonly depth: number; readonly label: string }[]): string {
  return nodes.map(({ depth, label }) => `${'    '.repeat(depth)}${label}\n`).join('');
}
