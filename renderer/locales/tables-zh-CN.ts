// Words of exporting packet dissections, in simplified Chinese; the keys are those of tables-en.ts.
import type { tablesEn } from './tables-en';

export const tablesZhCN: Readonly<Record<keyof typeof tablesEn, string>> = {
  'action.file.exportDissections': '导出解析结果…',
  'dissections.title': '导出解析结果',
  'dissections.form': '格式',
  'dissections.form.text': '文本：每帧一行',
  'dissections.form.tree': '文本：每帧的详细信息',
  'dissections.form.csv': 'CSV：列表中的各列',
  'dissections.form.tsv': 'TSV：各列以制表符分隔',
  'dissections.form.json': 'JSON：全部字段',
  'dissections.form.jsonraw': 'JSON：全部字段的字节',
  'dissections.form.ek': '用于 Elasticsearch 的 JSON：每帧一行',
  'dissections.form.pdml': 'PDML：以 XML 表示的详细信息',
  'dissections.form.psml': 'PSML：以 XML 表示的列表',
  'dissections.form.carrays': '字节的 C 数组',
  'dissections.form.hex': '文本：一行摘要和十六进制转储',
  'dissections.form.parquet': 'Parquet：供数据库使用的索引列',
  'dissections.safeCells': '防止电子表格把单元格当作公式运行',
  'dissections.path': '文件',
  'dissections.write': '导出',
};
