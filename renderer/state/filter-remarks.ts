// What is said of a display filter, in pieces: words, the wrong part of the text, and what is offered in its place.
import type { FilterRemark } from '../../shared/ipc/contract';
import { problemSentence } from '../../shared/filter/problem-sentence';
import { filterWordsZh } from '../../shared/filter/problem-words-zh';
import type { Language } from '../locales/text';

export type FilterFix = FilterRemark['fixes'][number];

export type RemarkPart = { readonly text: string; readonly kind: 'words' | 'wrong' } | { readonly text: string; readonly kind: 'fix'; readonly fix: FilterFix };

export function remarkSentence(remark: FilterRemark, language: Language): string {
  return language === 'zh-CN' ? problemSentence(remark, filterWordsZh) : remark.message;
}

/** The sentence in pieces, and the corrections that it does not name itself. */
export function remarkParts(remark: FilterRemark, language: Language, filter: string): { readonly parts: readonly RemarkPart[]; readonly others: readonly FilterFix[] } {
  const sentence = remarkSentence(remark, language);
  const fixes = new Map(remark.fixes.slice(0, 3).map((fix) => [fix.text, fix] as const));
  const wrong = filter.slice(remark.from, remark.to);
  const words = [...fixes.keys(), wrong].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  const named = new Set<string>();
  const parts = (words.length === 0 ? [sentence] : sentence.split(pattern(words))).filter((text) => text !== '').map((text): RemarkPart => {
    const fix = fixes.get(text);
    if (fix === undefined || text === wrong) return { text, kind: text === wrong ? 'wrong' : 'words' };
    named.add(text);
    return { text, kind: 'fix', fix };
  });
  return { parts, others: [...fixes.values()].filter((fix) => !named.has(fix.text)) };
}

/** Each of the words where it stands as a whole. */
function pattern(words: readonly string[]): RegExp {
  const edge = (text: string, at: 'before' | 'after'): string => {
    if (/^[\w.]$/.test(text)) return at === 'before' ? String.raw`(?<![\w.])` : String.raw`(?!\w|\.\w)`;
    // `!=` is no part of `!==`.
    if (/^[=!<>&|~]$/.test(text)) return at === 'before' ? '(?<![=!<>&|~])' : '(?![=!<>&|~])';
    return '';
  };
  return new RegExp(`(${words.map((word) => `${edge(word[0]!, 'before')}${word.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}${edge(word.at(-1)!, 'after')}`).join('|')})`, 'g');
}

/** A correction with the words around it, where it is only a sign or two: `ip.addr == 10.0.0.1`. */
export function fixText({ from, to, text }: FilterFix, filter: string): string {
  if (/[\w"]{2}/.test(text)) return text;
  const before = /\S*\s*$/.exec(filter.slice(0, from))![0];
  const after = /^\s*\S*/.exec(filter.slice(to))![0];
  return `${before}${text}${after}`;
}
