// Sentences about filters in pieces, in both languages.
import { expect, it } from 'vitest';
import type { FilterRemark } from '../../shared/ipc/contract';
import { problemSentence } from '../../shared/filter/problem-sentence';
import { fixText, remarkParts } from './filter-remarks';

function remark(problem: Omit<FilterRemark, 'message'>): FilterRemark {
  return { ...problem, message: problemSentence(problem) };
}
const near = remark({ from: 0, to: 8, code: 'unknown-field', values: { text: 'tcp.prot', near: 'tcp.port, tcp.proto' }, fixes: [{ from: 0, to: 8, text: 'tcp.port' }, { from: 0, to: 8, text: 'tcp.proto' }] });
const said = (language: 'en' | 'zh-CN'): string => remarkParts(near, language, 'tcp.prot == 80').parts.map(({ text, kind }) => (kind === 'words' ? text : `<${kind} ${text}>`)).join('');

it('the wrong part and the corrections stand out', () => {
  expect(said('en')).toMatch(/^[^<]+<wrong tcp\.prot>[^<]+<fix tcp\.port>, <fix tcp\.proto>\?$/);
  expect(said('zh-CN')).toMatch(/^[^<]*<wrong tcp\.prot>[^<]*[\u4e00-\u9fff][^<]*<fix tcp\.port>/);
  expect(remarkParts(near, 'en', 'tcp.prot == 80').others).toEqual([]);
});

it('a correction that the sentence does not name is offered behind it, with the words around it', () => {
  const fix = { from: 8, to: 9, text: '==' };
  const { parts, others } = remarkParts(remark({ from: 8, to: 9, code: 'lone-assignment', values: {}, fixes: [fix] }), 'zh-CN', 'ip.addr = 10.0.0.1 && tcp');
  expect(parts.some(({ kind }) => kind === 'fix') || others.length === 1).toBe(true);
  expect(fixText(fix, 'ip.addr = 10.0.0.1 && tcp')).toBe('ip.addr == 10.0.0.1');
});

it('an operator is not found within a longer one', () => {
  const { parts } = remarkParts({ from: 8, to: 10, code: 'note-all-different', values: { field: 'ip.addr' }, fixes: [], message: '!= is true where all differ; else it is !==.' }, 'en', 'ip.addr != 10.0.0.1');
  expect(parts).toEqual([{ text: '!=', kind: 'wrong' }, { text: ' is true where all differ; else it is !==.', kind: 'words' }]);
});
