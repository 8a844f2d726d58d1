// Phrases: placeholders filled, one inside the other, sentences in order; a whole report told in English keeps all else as it is.
import { expect, it } from 'vitest';
import { english, inEnglish, phrasesEn, say, sentences } from './phrase';

it('fills placeholders, also with other phrases', () => {
  expect(english(say('permit.lacks', { program: say('permit.program') }))).toBe('Netloupe’s capture program may not capture: it lacks CAP_NET_RAW.');
  expect(english(say('health.below', { percent: 50 }))).toBe('below 50 %');
});
it('data stays as it is, braces and all', () => {
  expect(english('{{name}}')).toBe('{{name}}');
  expect(english(say('permit.answered', { path: '/x/{{words}}', words: '$&' }))).toBe('/x/{{words}}: $&');
});
it('puts sentences one behind the other', () => {
  expect(english(sentences('One.', say('permit.program.able'), 'Three.'))).toBe('One. Captures can be made. Three.');
});
it('tells a report in English and leaves the rest', () => {
  expect(inEnglish({ id: 'x', able: true, one: null, list: [{ title: say('permit.none') }], none: [] })).toEqual({ id: 'x', able: true, one: null, list: [{ title: 'none' }], none: [] });
});
it('has no sentence twice', () => {
  const all = Object.values(phrasesEn).filter((text) => text.length > 40);
  expect(new Set(all).size).toBe(all.length);
});
