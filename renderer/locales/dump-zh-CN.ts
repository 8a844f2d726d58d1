// Words of tcpdump's text, in Chinese.
import type { dumpEn } from './dump-en';

export const dumpZhCN: Record<keyof typeof dumpEn, string> = {
  'action.view.dumpText': 'tcpdump 文本',
  'action.view.copyDumpText': '复制文本',
  'action.view.saveDumpText': '保存文本…',
  'tabs.dumpText': 'tcpdump 文本',
  'dumpText.lines_one': '{{formatted}} 行',
  'dumpText.lines_other': '{{formatted}} 行',
  'dumpText.linesSoFar_one': '目前 {{formatted}} 行',
  'dumpText.linesSoFar_other': '目前 {{formatted}} 行',
  'dumpText.verbose': '每个分组的详细程度（-v）',
  'dumpText.plain': '单行',
  'dumpText.link': '显示链路层首部（-e）',
  'dumpText.absolute': '显示 TCP 绝对序号（-S）',
  'dumpText.hex': '以十六进制和字符显示字节（-X）',
  'dumpText.nothing': '没有显示任何帧。清除显示过滤器即可查看全部帧的文本。',
  'dumpText.scroll': '文本中的位置',
  'dumpText.save': '保存 tcpdump 文本',
  'dumpText.saved': '已写入 {{name}}（{{size}}）',
  'dumpText.copiedPart': '已复制前 {{formatted}} 行；“保存文本”会写出全部内容',
};
