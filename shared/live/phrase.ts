// What this host has to say in words, as plain data: a key of the tables below and what fills its placeholders; each language has its table.
import { bpfEn } from './bpf-en';
import { failureEn } from './failure-en';
import { healthEn } from './health-en';
import { permissionEn } from './permission-en';
import { writingEn } from './writing-en';

/** The English of all sentences: the command line prints it, and the window's English takes it from here. */
export const phrasesEn = {
  /** Sentences one behind the other. */
  'phrase.then': '{{first}} {{next}}',
  ...permissionEn,
  ...healthEn,
  ...bpfEn,
  ...failureEn,
  ...writingEn,
} as const;

export type PhraseKey = keyof typeof phrasesEn;

/** A sentence of the tables. */
export interface Said {
  readonly say: PhraseKey;
  readonly values: Readonly<Record<string, Phrase | number>>;
}

/** A string is data, shown as the system has it: a path, a number, a command. */
export type Phrase = string | Said;

type Placeholders<S extends string> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type ValuesOf<K extends PhraseKey> = [Placeholders<(typeof phrasesEn)[K]>] extends [never] ? [] : [Readonly<Record<Placeholders<(typeof phrasesEn)[K]>, Phrase | number>>];

export function say<K extends PhraseKey>(key: K, ...[values]: ValuesOf<K>): Said {
  return { say: key, values: values ?? {} };
}

/** One behind the other. */
export function sentences(first: Phrase, ...more: readonly Phrase[]): Phrase {
  return more.reduce((before, next) => say('phrase.then', { first: before, next }), first);
}

export function english(phrase: Phrase): string {
  if (typeof phrase === 'string') return phrase;
  return phrasesEn[phrase.say].replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = phrase.values[name] ?? '';
    return typeof value === 'number' ? String(value) : english(value);
  });
}

/** The same with each phrase as its English sentence. */
export type InEnglish<T> = T extends Said ? string : T extends readonly (infer One)[] ? InEnglish<One>[] : T extends object ? { readonly [K in keyof T]: InEnglish<T[K]> } : T;

export function inEnglish<T>(value: T): InEnglish<T> {
  const told = (one: unknown): unknown => {
    if (isSaid(one)) return english(one);
    if (Array.isArray(one)) return one.map(told);
    return typeof one === 'object' && one !== null ? Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, told(inner)])) : one;
  };
  return told(value) as InEnglish<T>;
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && 'say' in value && 'values' in value;
}
