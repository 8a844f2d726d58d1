// Words of the list of HTTP objects, in Simplified Chinese.
import type { objectsEn } from './objects-en';

export const objectsZhCN: Record<keyof typeof objectsEn, string> = {
  'action.analyse.objects': 'HTTP 对象',
  'action.analyse.saveObject': '保存对象…',
  'action.analyse.saveObjects': '保存全部对象…',
  'tabs.objects': 'HTTP 对象',
  'objects.count': '捕获中共 {{formatted}} 个',
  'objects.countCut': '捕获中的前 {{formatted}} 个',
  'objects.none': '此捕获中没有带正文的 HTTP/1 消息。',
  'objects.column.frame': '帧',
  'objects.column.host': '主机',
  'objects.column.type': '内容类型',
  'objects.column.size': '字节',
  'objects.column.name': '名称',
  'objects.encoded': '仍为 {{encoding}} 压缩',
  'objects.preview': '对象开头',
  'objects.select': '选择一个对象以查看其开头。',
  'objects.shown': '{{size}} 字节中的 {{shown}} 字节',
  'objects.save.title': '保存对象',
  'objects.save.allTitle': '保存全部对象',
  'objects.save.hint': '已去除分块与压缩，与请求方收到的内容一致。',
  'objects.save.folder': '文件夹',
  'objects.save.allHint': '每个对象保存为单独的文件；不会替换已有文件。文件夹不存在时将创建。',
  'objects.save.allDone_one': '已保存 {{formatted}} 个对象，{{size}}',
  'objects.save.allDone_other': '已保存 {{formatted}} 个对象，{{size}}',
};
