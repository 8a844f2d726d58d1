// Words for what completion offers: types of fields, signs and functions.
import type { FilterSuggestion } from '../../shared/ipc/contract';
import type { TextKey } from '../locales/en';
import type { Text } from '../locales/text';

const TYPE_WORDS: readonly (readonly [RegExp, TextKey])[] = [
  [/^protocol$/, 'fieldType.protocol'],
  [/^bool$/, 'fieldType.yesNo'],
  [/^(?:u?int|float|double)/, 'fieldType.number'],
  [/^(?:ipv4|ipv6|ether|eui64)$/, 'fieldType.address'],
  [/time/, 'fieldType.time'],
  [/^(?:string|char|oid|guid)$/, 'fieldType.text'],
  [/^bytes$/, 'fieldType.bytes'],
  [/^framenum$/, 'fieldType.frame'],
];

/** A field's type in a word; '' for fields that have no value. */
export function typeWord(type: string, text: Text): string {
  if (type === 'none') return '';
  const key = TYPE_WORDS.find(([pattern]) => pattern.test(type))?.[1];
  return key === undefined ? type : text(key);
}

const MEANINGS: Readonly<Record<string, TextKey>> = {
  '==': 'sign.equal', eq: 'sign.equal', '!=': 'sign.allDifferent', ne: 'sign.allDifferent', '>': 'sign.greater', gt: 'sign.greater', '<': 'sign.less', lt: 'sign.less',
  '>=': 'sign.greaterEqual', ge: 'sign.greaterEqual', '<=': 'sign.lessEqual', le: 'sign.lessEqual', contains: 'sign.contains', matches: 'sign.matches', in: 'sign.in',
  '&&': 'sign.and', and: 'sign.and', '||': 'sign.or', or: 'sign.or', xor: 'sign.xor',
  'len(…)': 'function.len', 'count(…)': 'function.count', 'string(…)': 'function.string', 'vals(…)': 'function.vals', 'upper(…)': 'function.upper', 'lower(…)': 'function.lower',
  'abs(…)': 'function.abs', 'max(…)': 'function.max', 'min(…)': 'function.min',
};

/** What a suggestion means, in one line. */
export function meaningOf({ kind, label, detail, doc }: FilterSuggestion, text: Text): string {
  if (kind === 'recent') return [text(doc === 'saved' ? 'displayFilter.isSaved' : 'displayFilter.isRecent'), detail].filter((part) => part !== '').join(': ');
  if (kind === 'value') return [detail, doc === 'seen' ? text('displayFilter.isSeen') : ''].filter((part) => part !== '').join(', ');
  const key = MEANINGS[label];
  return key === undefined ? doc : text(key);
}
