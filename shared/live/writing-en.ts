// Why a file was not written, in English.

export const writingEn = {
  'writing.ENOSPC': '{{path}} cannot be written: the disk is full. What was there before is unchanged.',
  'writing.EDQUOT': '{{path}} cannot be written: the quota is used up. What was there before is unchanged.',
  'writing.EFBIG': '{{path}} cannot be written: the file would be too large. What was there before is unchanged.',
  'writing.EACCES': '{{path}} cannot be written: you may not write there. What was there before is unchanged.',
  'writing.EROFS': '{{path}} cannot be written: the file system is read-only. What was there before is unchanged.',
  'writing.ENOENT': '{{path}} cannot be written: its folder does not exist. What was there before is unchanged.',
  'writing.ENOTDIR': '{{path}} cannot be written: a part of its path is no folder. What was there before is unchanged.',
  'writing.EISDIR': '{{path}} cannot be written: it is a folder. What was there before is unchanged.',
  'writing.EPIPE': '{{path}} cannot be written: nobody reads the pipe any longer. What was there before is unchanged.',
  'writing.ENAMETOOLONG': '{{path}} cannot be written: its name is too long. What was there before is unchanged.',
  'writing.other': '{{path}} cannot be written: the system reports {{cause}}. What was there before is unchanged.',
  'writing.isOpen': '{{file}} is the capture that is open, which would be lost. Choose another name.',
  'writing.isRead': '{{file}} is a capture that is read. Choose another name.',
  'writing.linktypes': '{{file}} has frames of several link types ({{first}} and {{second}}), and a pcap file holds one. Save it as pcapng.',
  'writing.isText': '{{file}} is the text that is read. Choose another name.',
  'writing.noPackets': 'There are no packets in the text.',
  'writing.longText': '{{path}} has more than {{most}} bytes. Import it with the command: netloupe import',
} as const;
