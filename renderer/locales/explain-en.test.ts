// Explanations: every field of TCP has words in both languages and a specification; no words stand for a field that there is not.
import { describe, expect, it } from 'vitest';
import { PROTOCOLS } from '../../shared/dissect/protocols';
import { tcp } from '../../shared/dissect/protocols/tcp';
import { specOf } from '../../shared/explain/field-specs';
import { FIGURE_KEYS } from '../../shared/explain/figure';
import { textFieldOf } from '../../shared/explain/text-field';
import { explainEn } from './explain-en';
import { explainKey } from './explain-key';
import { explainZhCN } from './explain-zh-CN';

describe('words', () => {
  const fields = ['tcp', ...Object.values(tcp.fields).map((field) => field.name)];
  it('explain every field of TCP in both languages, with its specification', () => {
    expect(fields.length).toBeGreaterThan(200);
    const missing = fields.filter((field) => explainKey(textFieldOf(field)) === null || specOf(field) === '');
    expect(missing).toEqual([]);
  });
  it('stand for no field that there is not', () => {
    const known = new Set(PROTOCOLS.flatMap((p) => [p.id, ...Object.values(p.fields).flatMap((f) => [f.name, ...f.alias])]));
    const shared = new Set([...known].map(textFieldOf));
    const named = Object.keys(explainEn).filter((key) => /^explain\.([a-z0-9]+\.|[a-z0-9]+$)/.test(key) && !/^explain\.(title|button|hint|chooseLine|noText|figures|moment)/.test(key));
    expect(named.map((key) => key.slice('explain.'.length)).filter((field) => !shared.has(field))).toEqual([]);
  });
  it('are short', () => {
    for (const [key, words] of Object.entries(explainEn)) expect([key, words.length < 330]).toEqual([key, true]);
    for (const [key, words] of Object.entries(explainZhCN)) expect([key, words.length < 130]).toEqual([key, true]);
  });
  it('of figures stand for each key', () => {
    for (const key of FIGURE_KEYS) expect(Object.keys(explainEn)).toContain(`figure.${key}`);
  });
});
