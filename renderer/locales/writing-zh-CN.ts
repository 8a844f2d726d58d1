// Why a file was not written, in simplified Chinese; the keys are those of shared/live/writing-en.ts.
import type { writingEn } from '../../shared/live/writing-en';

export const writingZhCN: Readonly<Record<keyof typeof writingEn, string>> = {
  'writing.ENOSPC': '无法写入 {{path}}：磁盘已满。原有内容未改动。',
  'writing.EDQUOT': '无法写入 {{path}}：磁盘配额已用完。原有内容未改动。',
  'writing.EFBIG': '无法写入 {{path}}：文件会过大。原有内容未改动。',
  'writing.EACCES': '无法写入 {{path}}：没有写入权限。原有内容未改动。',
  'writing.EROFS': '无法写入 {{path}}：文件系统为只读。原有内容未改动。',
  'writing.ENOENT': '无法写入 {{path}}：所在文件夹不存在。原有内容未改动。',
  'writing.ENOTDIR': '无法写入 {{path}}：路径中有一段不是文件夹。原有内容未改动。',
  'writing.EISDIR': '无法写入 {{path}}：它是文件夹。原有内容未改动。',
  'writing.EPIPE': '无法写入 {{path}}：管道另一端已无人读取。原有内容未改动。',
  'writing.ENAMETOOLONG': '无法写入 {{path}}：名称过长。原有内容未改动。',
  'writing.other': '无法写入 {{path}}：系统报告 {{cause}}。原有内容未改动。',
  'writing.isOpen': '{{file}} 就是当前打开的捕获，写入会使它丢失。请换一个名称。',
  'writing.isRead': '{{file}} 是正在读取的捕获。请换一个名称。',
  'writing.linktypes': '{{file}} 含有多种链路类型的帧（{{first}} 和 {{second}}），而 pcap 文件只能有一种。请另存为 pcapng。',
  'writing.isText': '{{file}} 就是正在读取的文本。请换一个名称。',
  'writing.noPackets': '文本中没有数据包。',
  'writing.longText': '{{path}} 超过 {{most}} 字节。请用命令导入：netloupe import',
};
