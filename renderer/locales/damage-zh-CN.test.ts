// Holds the Chinese damage sentences to the values that the engine gives, and to silence where they are missing.
import { expect, it } from 'vitest';
import { problem } from '../../shared/problem';
import { damageInChinese } from './damage-zh-CN';

const values = { file: 'cut.pcap', kind: 'cut-data', frame: 12, offset: 955, promised: 56, present: 29, limit: 0, blockType: -1, complete: 11 };

it('tells damage with its numbers', () => {
  expect(damageInChinese(problem('NL-FILE-07', '', values))).toBe(
    'cut.pcap 在第 12 帧内结束。第 955 字节处的帧头声明有 56 字节，文件只剩 29 字节。第 1 到 11 帧完整，可以查看。',
  );
});
it('leaves what it does not know to others', () => {
  expect(damageInChinese(problem('NL-FILE-05', '', { file: 'x' }))).toBeNull();
  expect(damageInChinese(problem('NL-FILE-07', '', { ...values, kind: 'new' }))).toBeNull();
});
