// What may be typed at the caret of a display filter: fields and protocols, operators that the field can have, values with their names.
import type { Field, FieldType } from '../dissect/field';
import type { FieldCatalogue } from './catalogue';
import { tokens, type Token } from './lexer';
import { namesOfField } from './value-names';

export interface Suggestion {
  /** What it replaces. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly kind: 'field' | 'protocol' | 'value' | 'function' | 'operator';
  readonly label: string;
  /** A field's type; what a value is called. */
  readonly detail: string;
  /** What it means, in English; '' where the interface has words for it. */
  readonly doc: string;
}

/** Values of a field that the open capture has, the most frequent first. */
export type SeenValues = (name: string, field: Field) => readonly string[];

export const MOST_SUGGESTIONS = 40;
/** Where nothing begins with what is typed: so much of it must agree. */
const LEAST_AGREED = 0.6;
const FUNCTION_NAMES = ['len', 'count', 'string', 'vals', 'upper', 'lower', 'abs', 'max', 'min'];
const CONNECTIVES = ['&&', '||'];

type Place = 'operand' | 'operator' | 'value' | 'connective';

/** The word that the caret stands in or behind, and what stands before it. */
interface Context {
  readonly from: number;
  readonly to: number;
  readonly typed: string;
  readonly before: readonly Token[];
}

function contextAt(text: string, caret: number): Context {
  const all = tokens(text.slice(0, caret)).slice(0, -1);
  const last = all.at(-1);
  const isWord = last !== undefined && last.to === caret && (last.kind === 'word' || last.kind === 'wrong' || /^[a-z]/i.test(text.slice(last.from, last.to)));
  const from = isWord ? last.from : caret;
  const rest = /^[\w.-]*/.exec(text.slice(caret))?.[0].length ?? 0;
  return { from, to: isWord ? caret + rest : caret, typed: text.slice(from, caret), before: isWord ? all.slice(0, -1) : all };
}

const COMPARES: ReadonlySet<string> = new Set(['==', '!=', '===', '!==', '>', '<', '>=', '<=', 'contains', 'matches', '&']);

/** What can stand at the place, and the field that it is about. */
function placeOf({ before }: Context, catalogue: FieldCatalogue): { readonly place: Place; readonly field: string } {
  const last = before.at(-1);
  const open = before.findLastIndex(({ kind }) => kind === '{' || kind === '}');
  if (open > 0 && before[open]!.kind === '{') return { place: 'value', field: fieldBefore(before, open - 1) };
  if (!last || last.kind === '(' || last.kind === ',' || (last.kind === 'keyword' && !COMPARES.has(last.text) && last.text !== 'in')) return { place: 'operand', field: '' };
  if (COMPARES.has(last.text)) return { place: 'value', field: fieldBefore(before, before.length - 1) };
  if (last.kind === 'word' && !isValue(before, before.length - 1) && catalogue.find(last.text).length > 0) return { place: 'operator', field: last.text };
  return { place: 'connective', field: '' };
}

const isValue = (before: readonly Token[], at: number): boolean => COMPARES.has(before[at - 1]?.text ?? '');

/** The field in front of an operator; slices and layers between them do not count. */
function fieldBefore(before: readonly Token[], operator: number): string {
  for (let at = operator - 1; at >= 0; at--) {
    const { kind, text } = before[at]!;
    if (kind === 'word' && /[a-z]/i.test(text)) return text;
    if (kind !== 'slice' && kind !== '#' && kind !== 'word') return '';
  }
  return '';
}

export function suggestFilter(text: string, caret: number, catalogue: FieldCatalogue, seen: SeenValues): Suggestion[] {
  const context = contextAt(text, caret);
  const { place, field } = placeOf(context, catalogue);
  switch (place) {
    case 'operand': return operands(context, catalogue);
    case 'operator': return operators(context, catalogue.find(field));
    case 'value': return values(context, field, catalogue, seen);
    case 'connective': return context.typed === '' ? CONNECTIVES.map((sign) => word(context, `${sign} `, 'operator', sign)) : matching(context, ['and', 'or', 'xor']).map((name) => word(context, `${name} `, 'operator', name));
  }
}

function word({ from, to }: Context, text: string, kind: Suggestion['kind'], label = text, detail = '', doc = ''): Suggestion {
  return { from, to, text, kind, label, detail, doc };
}

function matching({ typed }: Context, texts: readonly string[]): string[] {
  return texts.filter((text) => text.startsWith(typed.toLowerCase()));
}

function operands(context: Context, catalogue: FieldCatalogue): Suggestion[] {
  // Nothing typed yet: thousands of names say nothing.
  if (context.typed === '') return [];
  const functions = context.typed.includes('.') ? [] : matching(context, FUNCTION_NAMES).map((name) => word(context, `${name}(`, 'function', `${name}(…)`));
  return [...names(context, catalogue), ...functions].slice(0, MOST_SUGGESTIONS);
}

/** Names that begin with what is typed, the shorter way down first; then those that have it in them; where there is none, those that agree longest. */
function names(context: Context, catalogue: FieldCatalogue): Suggestion[] {
  for (let length = context.typed.length; length >= Math.ceil(context.typed.length * LEAST_AGREED); length--) {
    const found = namesWith(context.typed.slice(0, length).toLowerCase(), catalogue);
    if (found.length > 0) return found.map((name) => named(context, name, catalogue));
  }
  return [];
}

function namesWith(typed: string, catalogue: FieldCatalogue): string[] {
  const ranked: { readonly name: string; readonly rank: number }[] = [];
  for (const name of catalogue.names()) {
    const at = name.toLowerCase().indexOf(typed);
    if (at < 0 || (at > 0 && typed.length < 3)) continue;
    const depth = name.split('.').length;
    ranked.push({ name, rank: (at === 0 ? 0 : name[at - 1] === '.' || name[at - 1] === '_' ? 100 : 200) + depth });
  }
  ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return ranked.slice(0, MOST_SUGGESTIONS).map(({ name }) => name);
}

function named(context: Context, name: string, catalogue: FieldCatalogue): Suggestion {
  const fields = catalogue.find(name);
  const first = fields[0];
  if (!first) return word(context, name, 'field');
  const labels = [...new Set(fields.map(({ label }) => label))];
  const meaning = first.name === name ? [first.label, first.doc].filter((part) => part !== '').join(': ') : labels.slice(0, 3).join(' · ');
  return word(context, name, first.type === 'protocol' ? 'protocol' : 'field', name, first.type, meaning);
}

const ORDERED = /^(?:u?int|float|double|absolute|relative|framenum|ipv[46]|ether|char)/;

function operators(context: Context, fields: readonly Field[]): Suggestion[] {
  const type = fields[0]?.type ?? 'none';
  const signs = operatorsOf(type);
  if (context.typed !== '') return matching(context, ['contains', 'matches', 'in', 'and', 'or', 'eq', 'ne', 'gt', 'lt', 'ge', 'le']).map((name) => word(context, name === 'in' ? 'in {' : `${name} `, 'operator', name));
  return [...signs, ...CONNECTIVES].map((sign) => word(context, sign === 'in' ? 'in {' : `${sign} `, 'operator', sign));
}

function operatorsOf(type: FieldType): readonly string[] {
  if (type === 'none') return [];
  if (type === 'protocol') return ['contains', 'matches'];
  if (type === 'bool') return ['==', '!='];
  const texts = type === 'string' ? ['contains', 'matches'] : type === 'bytes' || type === 'ether' ? ['contains'] : [];
  return ['==', '!=', ...(ORDERED.test(type) ? ['>', '<', '>=', '<='] : []), ...texts, 'in'];
}

function values(context: Context, name: string, catalogue: FieldCatalogue, seen: SeenValues): Suggestion[] {
  const field = catalogue.find(name)[0];
  const typed = context.typed.toLowerCase();
  const found: Suggestion[] = [];
  if (field) {
    for (const text of seen(name, field)) if (text !== context.typed && text.toLowerCase().startsWith(typed)) found.push(word(context, text, 'value', text, field.names ? (field.nameOf(Number(text)) ?? '') : '', 'seen'));
    for (const [text, meaning] of namedValues(field)) {
      if ((text.toLowerCase().startsWith(typed) || (typed !== '' && meaning.toLowerCase().includes(typed))) && text !== context.typed && !found.some((other) => other.text === text)) found.push(word(context, text, 'value', text, meaning));
    }
  }
  // Another field can be compared with, too.
  const others = /^[a-z]\w*\./i.test(context.typed) ? names(context, catalogue).filter((other) => catalogue.find(other.text)[0]?.type === field?.type) : [];
  return [...found, ...others].slice(0, MOST_SUGGESTIONS);
}

/** Values that have names, as one types them. */
function namedValues(field: Field): (readonly [string, string])[] {
  if (field.type === 'bool') return [['1', field.truth?.[0] ?? 'True'], ['0', field.truth?.[1] ?? 'False']];
  const hex = field.base === 'hex' || field.base === 'hex_dec';
  const width = Math.max(1, Math.ceil(field.bits / 4));
  return namesOfField(field).map(([value, meaning]) => [hex && value >= 0 ? `0x${value.toString(16).padStart(width, '0')}` : String(value), meaning] as const);
}
