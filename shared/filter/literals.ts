// A value as it is typed → the value of a field's type, or what is wrong with it.
import { utf8Bytes } from './text-bytes';
import { ipv4Number, ipv6Bytes } from '../frame/address';
import type { Field, FieldType } from '../dissect/field';
import { bytesLiteral, guidLiteral, oidLiteral } from './byte-literals';
import type { Value } from './expression';
import { integerRange } from './field-kind';
import { FilterError, type FilterFix } from './filter-problem';
import type { Span } from './syntax-tree';
import { momentLiteral, spanLiteral, type ZoneMinutes } from './time-literals';
import { valueOfName } from './value-names';

/** `form`: how it was written; text without quotes, escapes read. */
export interface TypedLiteral extends Span {
  readonly form: 'word' | 'string' | 'character';
  readonly text: string;
}

/** Of whom the value is compared: its name is for the messages. */
export interface LiteralGoal {
  readonly name: string;
  readonly type: FieldType;
  /** For names of values; null: a part of a field, or something that was worked out. */
  readonly field: Field | null;
}

/** @throws FilterError */
export function literalValue(literal: TypedLiteral, goal: LiteralGoal, zoneMinutes: ZoneMinutes): Value {
  switch (goal.type) {
    case 'string': return { type: 'text', value: literal.text };
    case 'bytes':
    case 'protocol':
    case 'ether': return bytesOf(literal, goal);
    case 'guid': return { type: 'bytes', value: plain(literal, goal) ?? guidLiteral(literal.text) ?? bytesLiteral(literal.text) ?? fail(literal, goal) };
    case 'oid': return { type: 'bytes', value: plain(literal, goal) ?? oidLiteral(literal.text) ?? bytesLiteral(literal.text) ?? fail(literal, goal) };
    case 'ipv4': return ipv4Of(literal, goal);
    case 'ipv6': return ipv6Of(literal, goal);
    case 'float':
    case 'double': return { type: 'float', value: floatOf(literal, goal) };
    case 'relative_time': return { type: 'time', value: (literal.form === 'word' ? spanLiteral(literal.text) : null) ?? fail(literal, goal, unquoted(literal, (text) => spanLiteral(text) !== null)) };
    case 'absolute_time': return { type: 'time', value: momentLiteral(literal, zoneMinutes) };
    case 'none': throw new FilterError(literal, 'types-differ', { left: goal.name, leftType: 'none', right: literal.text, rightType: '' });
    case 'bool': return { type: 'integer', value: booleanOf(literal, goal) };
    default: return { type: 'integer', value: integerOf(literal, goal) };
  }
}

function fail(literal: TypedLiteral, goal: LiteralGoal, fixes: readonly FilterFix[] = []): never {
  throw new FilterError(literal, 'wrong-value', { text: shown(literal.text), field: goal.name, type: goal.type }, fixes);
}

/** As much as a sentence can hold. */
export function shown(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

/** Quotes around what would be right without them. */
function unquoted(literal: TypedLiteral, isRight: (text: string) => boolean): FilterFix[] {
  return literal.form === 'string' && isRight(literal.text) ? [{ from: literal.from, to: literal.to, text: literal.text }] : [];
}

/** Text in quotes stands for its own bytes. */
function plain(literal: TypedLiteral, goal: LiteralGoal): Uint8Array | null {
  if (literal.form === 'word') return null;
  if (goal.type === 'ether' || goal.type === 'guid' || goal.type === 'oid') return fail(literal, goal, unquoted(literal, (text) => bytesLiteral(text) !== null || guidLiteral(text) !== null || oidLiteral(text) !== null));
  return utf8Bytes(literal.text);
}

function bytesOf(literal: TypedLiteral, goal: LiteralGoal): Value {
  const value = plain(literal, goal) ?? bytesLiteral(literal.text);
  if (value === null) throw new FilterError(literal, 'bad-bytes', { text: shown(literal.text), field: goal.name }, bytesFixes(literal));
  if (goal.type === 'ether' && value.length !== 6) throw new FilterError(literal, 'short-address', { text: shown(literal.text), field: goal.name, length: value.length, needed: 6 }, shortAddressFixes(literal, goal, value));
  return { type: 'bytes', value };
}

/** `0x0800` as bytes is `08:00`; a word is text in quotes. */
function bytesFixes({ from, to, text }: TypedLiteral): FilterFix[] {
  const hex = /^0x((?:[0-9a-f]{2})+)$/i.exec(text)?.[1];
  return [{ from, to, text: hex === undefined ? JSON.stringify(text) : hex.replace(/..(?!$)/g, '$&:') }];
}

function shortAddressFixes(literal: TypedLiteral, goal: LiteralGoal, value: Uint8Array): FilterFix[] {
  return value.length < 6 && goal.field !== null && value.length > 0 ? [{ from: literal.from, to: literal.to, text: [...Array.from(value, (b) => b.toString(16).padStart(2, '0')), ...Array<string>(6 - value.length).fill('00')].join(':') }] : [];
}

function ipv4Of(literal: TypedLiteral, goal: LiteralGoal): Value {
  const [address, prefix, more] = literal.text.split('/') as [string, string | undefined, string | undefined];
  const value = ipv4Number(address);
  if (value < 0 || more !== undefined) fail(literal, goal);
  if (literal.form !== 'word') fail(literal, goal, unquoted(literal, () => true));
  return { type: 'ipv4', value, prefix: prefixOf(literal, prefix, 32) };
}

/** All groups, the last two as IPv4. */
const LONGEST_IPV6 = 45;

function ipv6Of(literal: TypedLiteral, goal: LiteralGoal): Value {
  const [address, prefix, more] = literal.text.split('/') as [string, string | undefined, string | undefined];
  const value = more === undefined && address.includes(':') && address.length <= LONGEST_IPV6 ? ipv6Bytes(address) : null;
  if (value === null) return fail(literal, goal);
  if (literal.form !== 'word') fail(literal, goal, unquoted(literal, () => true));
  return { type: 'ipv6', value, prefix: prefixOf(literal, prefix, 128) };
}

function prefixOf(literal: TypedLiteral, text: string | undefined, most: number): number {
  if (text === undefined) return most;
  const bits = /^\d{1,3}$/.test(text) ? Number(text) : -1;
  if (bits < 0 || bits > most) throw new FilterError({ from: literal.to - text.length, to: literal.to }, 'bad-prefix', { text, most });
  return bits;
}

function floatOf(literal: TypedLiteral, goal: LiteralGoal): number {
  const isNumber = (text: string): boolean => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text);
  if (literal.form !== 'word' || !isNumber(literal.text)) return fail(literal, goal, unquoted(literal, isNumber));
  return Number(literal.text);
}

/** Decimal, 0x…, 0b…, octal with a leading 0; null: no number. */
export function integerLiteral(text: string): bigint | null {
  const match = /^([-+]?)(?:0x([0-9a-f]+)|0b([01]+)|0([0-7]+)|(0|[1-9]\d*))$/i.exec(text);
  if (!match || text.length > 80) return null;
  const [, sign, hex, binary, octal, decimal] = match;
  const value = BigInt(hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : octal !== undefined ? `0o${octal}` : decimal!);
  return sign === '-' ? -value : value;
}

/** As a number where that is exact. */
export function compact(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

function integerOf(literal: TypedLiteral, goal: LiteralGoal): number | bigint {
  if (literal.form === 'character') return literal.text.codePointAt(0)!;
  if (goal.type === 'eui64') {
    const bytes = bytesLiteral(literal.text);
    if (bytes?.length === 8) return bytes.reduce((sum, b) => sum * 256n + BigInt(b), 0n);
  }
  const number = literal.form === 'word' ? integerLiteral(literal.text) : null;
  if (number === null) return named(literal, goal);
  const [least, most] = integerRange(goal.type);
  if (number > most) throw new FilterError(literal, 'too-big', { text: shown(literal.text), field: goal.name, type: goal.type, most: String(most) });
  if (number >= least) return compact(number);
  // As Wireshark takes it: -1 is the greatest number of 32 bits, which an unsigned field of fewer bits never has.
  const wrapped = least === 0n ? number + (most > 0xffff_ffffn ? most + 1n : 0x1_0000_0000n) : number;
  if (least < 0n || wrapped < 0n) throw new FilterError(literal, 'too-small', { text: shown(literal.text), field: goal.name, type: goal.type, least: String(least) });
  return compact(wrapped);
}

function named(literal: TypedLiteral, goal: LiteralGoal): number | bigint {
  const value = goal.field === null ? null : valueOfName(goal.field, literal.text);
  if (value !== null) return value;
  const fixes = unquoted(literal, (text) => integerLiteral(text) !== null);
  if (goal.field?.names !== undefined && /^[A-Za-z]/.test(literal.text)) throw new FilterError(literal, 'bad-name', { text: shown(literal.text), field: goal.name, type: goal.type }, fixes);
  return fail(literal, goal, fixes);
}

function booleanOf(literal: TypedLiteral, goal: LiteralGoal): number {
  const word = literal.text.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true' ? 1 : 0;
  const number = literal.form === 'word' ? integerLiteral(literal.text) : literal.form === 'character' ? 1n : null;
  if (number !== null) return number === 0n ? 0 : 1;
  const [whenTrue, whenFalse] = goal.field?.truth ?? ['True', 'False'];
  if (word === whenTrue.toLowerCase()) return 1;
  if (word === whenFalse.toLowerCase()) return 0;
  throw new FilterError(literal, 'bad-name', { text: shown(literal.text), field: goal.name, type: goal.type }, ['True', 'False'].map((text) => ({ from: literal.from, to: literal.to, text })));
}
