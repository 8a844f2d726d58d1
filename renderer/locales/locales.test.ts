// Holds the languages to the same keys and the same placeholders, and Chinese to being written.
import { describe, expect, it } from 'vitest';
import { en, type TextKey } from './en';
import { zhCN } from './zh-CN';

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '').sort();
const keys = Object.keys(en) as TextKey[];
/** Names and abbreviations that are the same in both. */
const SAME = new Set<TextKey>(['app.name', 'toolbar.compressed', 'bytes.hex', 'action.view.languageEn', 'action.view.languageZh', 'time.utc', 'phrase.then', 'permit.answered', 'health.rps', 'bpf.masked', 'bpf.x', 'bpf.always', 'bpf.jump', 'find.example.filter', 'find.example.hex', 'find.example.regex', 'exportFrames.rangesHint', 'traffic.rate', 'conversations.kind.tcp', 'conversations.kind.udp', 'conversations.kind.ip', 'conversations.column.rtt', 'stream.form.yaml', 'stream.sack']);

describe('locales', () => {
  it('have the same keys', () => {
    expect(Object.keys(zhCN).sort()).toEqual([...keys].sort());
  });
  it.each(keys.filter((key) => !key.startsWith('problem.')))('%s has the same placeholders', (key) => {
    expect(placeholders(zhCN[key])).toEqual(placeholders(en[key]));
  });
  it('are both written', () => {
    const untranslated = keys.filter((key) => !SAME.has(key) && !/[\u4e00-\u9fff]/.test(zhCN[key]));
    expect(untranslated).toEqual([]);
  });
  it('have both forms of every plural', () => {
    const stems = keys.filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -4));
    for (const stem of stems) expect(keys).toContain(`${stem}_other`);
  });
});
