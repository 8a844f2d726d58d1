// Holds the Chinese sentence for a file that was not written to the reason, the path and what else is known.
import { expect, it } from 'vitest';
import { problem } from '../../shared/problem';
import { problemSentences } from './text';

const told = (values: Record<string, string>): string => problemSentences(problem('NL-CAP-07', 'English', values), 'zh-CN');

it('says why', () => {
  expect(told({ say: 'writing.ENOENT', path: '/no/a.csv', file: 'a.csv', cause: 'ENOENT' })).toBe('无法写入 /no/a.csv：所在文件夹不存在。原有内容未改动。');
  expect(told({ say: 'writing.other', path: '/no/a.csv', file: 'a.csv', cause: 'EIO' })).toContain('EIO');
});
it('says that it was not written where the reason has no sentence', () => {
  expect(told({ file: 'a.csv' })).toBe('无法写入文件。');
});
