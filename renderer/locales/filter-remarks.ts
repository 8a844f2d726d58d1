// What is said of a display filter's text, in the language that is set; the wrong part of the text stands out.
import type { Language } from './text';

interface Remark {
  readonly from: number;
  readonly to: number;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly message: string;
}

export interface RemarkPart {
  readonly part: string;
  readonly isCode: boolean;
}

/** The sentence in pieces: where it names the wrong part of the filter, that is code. */
export function remarkParts(remark: Remark, language: Language, filter: string): RemarkPart[] {
  const sentence = remarkSentence(remark, language);
  const wrong = filter.slice(remark.from, remark.to);
  const at = wrong === '' ? -1 : sentence.indexOf(wrong);
  if (at < 0) return [{ part: sentence, isCode: false }];
  return [
    { part: sentence.slice(0, at), isCode: false },
    { part: wrong, isCode: true },
    { part: sentence.slice(at + wrong.length), isCode: false },
  ];
}

export function remarkSentence(remark: Remark, language: Language): string {
  return language === 'en' ? remark.message : remark.message;
}
