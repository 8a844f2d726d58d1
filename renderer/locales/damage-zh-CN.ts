// Damage of a capture file told in Chinese, one sentence per kind; the English sentence comes from the engine.
import type { Problem } from '../../shared/problem';

/** Placeholders are the values of the problem. */
const SENTENCES: Readonly<Record<string, string>> = {
  'cut-header': '{{file}} 在第 {{frame}} 帧的帧头内结束（第 {{offset}} 字节处）：需要 {{promised}} 字节，文件只剩 {{present}} 字节。',
  'cut-data': '{{file}} 在第 {{frame}} 帧内结束。第 {{offset}} 字节处的帧头声明有 {{promised}} 字节，文件只剩 {{present}} 字节。',
  'cut-block': '{{file}} 在第 {{offset}} 字节处的块内结束：需要 {{promised}} 字节，文件只剩 {{present}} 字节。',
  caplen: '{{file}} 在第 {{frame}} 帧处损坏。第 {{offset}} 字节处的帧头声明有 {{promised}} 字节，而一帧最多 {{limit}} 字节。',
  'block-small': '{{file}} 已损坏。第 {{offset}} 字节处的块声明长度为 {{promised}} 字节，而至少应有 {{limit}} 字节。',
  'block-large': '{{file}} 已损坏。第 {{offset}} 字节处的块声明长度为 {{promised}} 字节，而一块最多 {{limit}} 字节。',
  'block-trailer': '{{file}} 已损坏。第 {{offset}} 字节处的块前后长度不一致：前为 {{promised}}，后为 {{present}}。',
  'caplen-in-block': '{{file}} 在第 {{frame}} 帧处损坏。第 {{offset}} 字节处的块声明有 {{promised}} 字节数据，而只容得下 {{present}} 字节。',
  interface: '{{file}} 在第 {{frame}} 帧处损坏。第 {{offset}} 字节处的块引用了接口 {{promised}}，而此前只描述了 {{present}} 个接口。',
  options: '{{file}} 已损坏。第 {{offset}} 字节处的块中有一个 {{promised}} 字节的选项，而只容得下 {{present}} 字节。',
  'byte-order': '{{file}} 已损坏。第 {{offset}} 字节处的段头没有说明字节序。',
  version: '{{file}} 在第 {{offset}} 字节处接着一个版本为 {{promised}}.{{present}} 的段，不支持该版本。',
  'too-many': '{{file}} 已损坏。第 {{offset}} 字节处的块是同类中超过 {{limit}} 个的一个。',
  compressed: '{{file}} 的内容在第 {{offset}} 字节之后无法解压。',
};

function completeFrames(complete: number): string {
  if (complete === 0) return '此前没有可读的帧。';
  return complete === 1 ? '第 1 帧完整，可以查看。' : `第 1 到 ${complete} 帧完整，可以查看。`;
}

/** Null where the problem is not damage of a known kind with all its values. */
export function damageInChinese({ values }: Problem): string | null {
  const sentence = SENTENCES[String(values['kind'])];
  if (sentence === undefined || typeof values['complete'] !== 'number') return null;
  const names = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
  if (!names.every((name) => name in values)) return null;
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name])) + completeFrames(values['complete']);
}
