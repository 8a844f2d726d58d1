// Words of the detail and bytes panes, in simplified Chinese; the keys are those of detail-en.ts.
import type { detailEn } from './detail-en';

export const detailZhCN: Readonly<Record<keyof typeof detailEn, string>> = {
  'details.title': '详情',
  'details.frame': '第 {{number}} 帧',
  'details.relative': '相对序号',
  'details.relativeHint': '序号：相对于会话起点的值，或实际发送的值',
  'details.bytes_one': '{{formatted}} 字节',
  'details.bytes_other': '{{formatted}} 字节',
  'details.bytesAt_one': '{{formatted}} 字节，偏移 {{offset}}',
  'details.bytesAt_other': '{{formatted}} 字节，偏移 {{offset}}',
  'details.defined': '定义于 {{places}}',
  'details.none': '选择一帧即可查看其内容。',
  'bytes.title': '字节',
  'bytes.range': '{{first}}-{{last}}，共 {{total}}',
  'bytes.one': '{{first}}，共 {{total}}',
  'bytes.all': '共 {{total}}',
  'bytes.hex': 'Hex',
  'bytes.bits': '位',
  'bytes.header': '首部',
  'bytes.copy': '复制字节',
  'bytes.none': '所选帧的字节将显示在这里。',
  'bytes.ruler': '各层长度，合计为线路上的长度',
  'bytes.payload': '载荷',
  'bytes.cut': '已捕获 {{caplen}} / {{len}}',
  'bytes.cutHint': '有 {{missing}} 字节未被捕获',
  'bytes.sources': '字节来源',
};
