// The words of the interface in the language that is set, and problems told in it.
import i18next from 'i18next';
import { usePreferences } from '../state/preferences';
import type { Phrase } from '../../shared/live/phrase';
import type { Problem } from '../../shared/problem';
import { damageInChinese } from './damage-zh-CN';
import { en, type TextKey } from './en';
import { zhCN } from './zh-CN';

type Values = Readonly<Record<string, string | number>>;
type Plural<K extends string> = K extends `${infer Stem}_one` ? Stem : never;
/** A key of the locales, or the stem of one that has a plural. */
export type AnyTextKey = TextKey | Plural<TextKey>;
export type Text = (key: AnyTextKey, values?: Values) => string;
export type Language = 'en' | 'zh-CN';

const instance = i18next.createInstance();
void instance.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  // React writes text nodes: nothing is to be escaped twice.
  interpolation: { escapeValue: false, skipOnVariables: true },
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
});

const fixed: Readonly<Record<Language, Text>> = {
  en: translator('en'),
  'zh-CN': translator('zh-CN'),
};

function translator(language: Language): Text {
  const translate = instance.getFixedT(language);
  return (key, values = {}) => translate(key, values);
}

export function languageOf(preference: 'system' | Language): Language {
  if (preference !== 'system') return preference;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** The words, for code that is not drawing. */
export function currentText(): Text {
  return fixed[languageOf(usePreferences.getState().language)];
}

export function useLanguage(): Language {
  return usePreferences((p) => languageOf(p.language));
}

/** The words, for components: they are drawn again when the language changes. */
export function useText(): Text {
  return fixed[useLanguage()];
}

/** What the host said, in these words. */
export function phraseText(phrase: Phrase, text: Text): string {
  if (typeof phrase === 'string') return phrase;
  const values = Object.entries(phrase.values).map(([name, value]) => [name, typeof value === 'number' ? value : phraseText(value, text)] as const);
  return text(phrase.say, Object.fromEntries(values));
}

/** A problem as sentences: the exact English ones, or those of the language with what is known of the place. */
export function problemSentences(problem: Problem, language: Language): string {
  const key: AnyTextKey = `problem.${problem.code}`;
  if (language === 'en' || !(key in zhCN)) return problem.message;
  const { say } = problem.values;
  if (typeof say === 'string' && say in zhCN) return fixed[language](say as TextKey, problem.values);
  const damage = damageInChinese(problem);
  if (damage !== null) return damage;
  const template = zhCN[key];
  const known = [...template.matchAll(/\{\{(\w+)\}\}/g)].every(([, name]) => name !== undefined && name in problem.values);
  if (!known) return problem.message;
  const { offset } = problem.values;
  const place = offset === undefined ? '' : fixed[language]('problem.place', { offset });
  return fixed[language](key, problem.values) + place;
}
