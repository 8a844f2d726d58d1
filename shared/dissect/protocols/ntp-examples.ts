// Messages made for these tests, and what tshark 4.0 says of them.
import type { Example } from '../protocol';

export const NTP_EXAMPLES: readonly Example[] = [
  {
    what: 'a client',
    hex: '230206ec000100000000800001020304e000000080000000e000000080000000e000000080000000e000000080000000',
    info: 'NTP Version 4, client',
    fields: { 'ntp.flags': '0x23', 'ntp.flags.mode': '3', 'ntp.stratum': '2', 'ntp.refid': '01020304', 'ntp.xmt': 'Feb  2, 2019 11:39:44.500000000 UTC', 'ntp.precision': '236' },
  },
  {
    what: 'no time',
    hex: '230206ec0001000000008000010203040000000000000000000000000000000000000000000000000000000000000000',
    info: 'NTP Version 4, client',
    fields: { 'ntp.reftime': 'NULL', 'ntp.org': 'NULL' },
  },
  {
    what: 'the next era',
    hex: '230206ec00010000000080000102030400000001ffffffff00000001ffffffff00000001ffffffff00000001ffffffff',
    info: 'NTP Version 4, client',
    fields: { 'ntp.xmt': 'Feb  7, 2036 06:28:17.999999999 UTC' },
  },
  {
    what: 'key and code',
    hex: '230206ec000100000000800001020304e000000080000000e000000080000000e000000080000000e0000000800000000000000100000000000000000000000000000000',
    info: 'NTP Version 4, client',
    fields: { 'ntp.keyid': '00000001', 'ntp.mac': '00000000000000000000000000000000' },
  },
  {
    what: 'extensions',
    hex: '230206ec000100000000800001020304e000000080000000e000000080000000e000000080000000e000000080000000010200100000000000000000000000000000000100000000000000' +
      '000000000000000000',
    info: 'NTP Version 4, client',
    fields: { 'ntp.ext.type': '0x0102', 'ntp.ext.length': '16', 'ntp.keyid': '00000001' },
  },
  {
    what: 'control: variables',
    hex: '16820001061500000000001476657273696f6e3d226e7470642034222c613d62',
    info: 'NTP Version 2, control',
    fields: { 'ntp.ctrl.status': '0x0615', 'ntp.ctrl.sys_status.code': '5', 'ntp.ctrl.count': '20' },
  },
  {
    what: 'control: associations',
    hex: '168100010615000000000008000190140002901a',
    info: 'NTP Version 2, control',
    fields: { 'ntp.ctrl.associd': '0,1,2', 'ntp.ctrl.status': '0x0615,0x9014,0x901a', 'ntp.ctrl.peer_status.selection': '0,0' },
  },
  {
    what: 'control: an error',
    hex: '16c200010400000000000000',
    info: 'NTP Version 2, control',
    fields: { 'ntp.ctrl.err_status': '4' },
  },
  {
    what: 'control: a trap',
    hex: '16870001061500000000001476657273696f6e3d226e7470642034222c613d62',
    info: 'NTP Version 2, control',
    fields: { 'ntp.ctrl.trapmsg': 'version="ntpd 4",a=b' },
  },
  {
    what: 'private: who asked',
    hex: '970e032a00010048000000000000103a0000000000000188c0000201c6336402000000010c0207020000000000000000000000000000000000000000000000000000000000000000000000' +
      '0000000000',
    info: 'NTP Version 2, private, Response, MON_GETLIST_1',
    fields: { 'ntp.priv.reqcode': '42', 'ntp.priv.monlist.remote_address': '192.0.2.1', 'ntp.priv.monlist.port': '3074', 'ntp.priv.itemsize': '72' },
  },
];
