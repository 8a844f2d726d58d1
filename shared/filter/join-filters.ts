// Joins display filters: the text that is there with one that is added, in brackets where the meaning needs them.
import { tokens } from './lexer';

/** How a filter is added to the one that is there: replacing it, or with `&&` or `||`; `not…`: as its opposite. */
export const JOINS = ['selected', 'notSelected', 'and', 'or', 'andNot', 'orNot'] as const;
export type Join = (typeof JOINS)[number];

const CONNECTIVES: Readonly<Record<string, string>> = { and: '&&', or: '||', xor: '^^' };

/** Parts of a filter that stand outside of all brackets, and the connectives between them. */
export interface Clauses {
  readonly clauses: readonly string[];
  /** `&&`, `||` or `^^`, however they are written; one fewer than clauses. */
  readonly between: readonly string[];
}

export function clausesOf(filter: string): Clauses {
  const clauses: string[] = [];
  const between: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { kind, text, from, to } of tokens(filter)) {
    if (kind === '(' || kind === '{') depth++;
    else if (kind === ')' || kind === '}') depth--;
    const connective = depth === 0 && kind === 'keyword' ? CONNECTIVES[text] : undefined;
    if (connective === undefined) continue;
    clauses.push(filter.slice(start, from).trim());
    between.push(connective);
    start = to;
  }
  return { clauses: [...clauses, filter.slice(start).trim()], between };
}

/** Whether the filter stands in brackets as a whole: `(a) && (b)` does not. */
function isBracketed(filter: string): boolean {
  if (!filter.startsWith('(') || !filter.endsWith(')')) return false;
  let depth = 0;
  for (const { kind, to } of tokens(filter)) {
    if (kind === '(') depth++;
    else if (kind === ')') depth--;
    if (depth === 0) return to === filter.length;
  }
  return false;
}

function opposite(filter: string): string {
  return isBracketed(filter) ? `!${filter}` : `!(${filter})`;
}

function operand(filter: string, joiner: string): string {
  return clausesOf(filter).between.every((connective) => connective === joiner) ? filter : `(${filter})`;
}

export function joinFilters(there: string, join: Join, added: string): string {
  const next = /not/i.test(join) ? opposite(added.trim()) : added.trim();
  const before = there.trim();
  if (before === '' || join === 'selected' || join === 'notSelected') return next;
  const joiner = join.startsWith('and') ? '&&' : '||';
  return `${operand(before, joiner)} ${joiner} ${operand(next, joiner)}`;
}

/** Filters that leave out a part of this one, so that they may find more: without one of its clauses each, then only that the field is there. */
export function widerFilters(filter: string): string[] {
  const { clauses, between } = clausesOf(filter);
  const found: string[] = [];
  if (clauses.length > 1 && between.every((connective) => connective === '&&')) {
    if (clauses.length > 2) found.push(...clauses.map((_, i) => clauses.filter((__, at) => at !== i).join(' && ')));
    else found.push(...clauses);
  } else if (clauses.length === 1) {
    const field = /^\(*\s*([a-z][\w.-]*)\s*(?:[=!<>&~]|\b(?:eq|ne|gt|lt|ge|le|contains|matches|in)\b)/i.exec(filter)?.[1];
    if (field !== undefined) found.push(field, ...(field.includes('.') ? [field.slice(0, field.indexOf('.'))] : []));
  }
  return [...new Set(found)].filter((text) => text !== filter && text !== '').slice(0, 5);
}
