// Internet Group Management Protocol, versions 1 to 3.
import { ipv4BytesText } from '../../frame/address';
import { bytes, flag, ipv4, none, uint16, uint8 } from '../field';
import { check, emitChecked, emitUnchecked } from '../internet-checksum';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { CHECKSUM_STATUS_NAMES } from './values/checksum-status';
import { IGMP_RECORDS, IGMP_TYPES } from './values/igmp-names';

const QUERY = 0x11;
const REPORTS: Readonly<Record<number, number>> = { 0x12: 1, 0x16: 2, 0x17: 2, 0x22: 3 };

export const igmp = protocol({
  id: 'igmp', name: 'Internet Group Management Protocol', column: 'IGMP', spec: 'RFC 1112, RFC 2236, RFC 3376', tcpdump: 'print-igmp.c',
  over: { 'ip.proto': [2] },
  fields: {
    version: uint8('IGMP Version'),
    type: uint8('Type', { base: 'hex', names: IGMP_TYPES }),
    reserved: bytes('Reserved'),
    max_resp: uint8('Max Resp Time', { doc: 'In tenths of a second; from 128 a floating-point code' }),
    'max_resp.exp': uint8('Exponent', { base: 'hex', mask: 0x70 }),
    'max_resp.mant': uint8('Mantissa', { base: 'hex', mask: 0x0f }),
    checksum: uint16('Checksum', { base: 'hex' }),
    'checksum.status': uint8('Checksum Status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
    bad_checksum: none('Bad checksum'),
    maddr: ipv4('Multicast Address'),
    s: flag('S', 1, 0x08, { truth: ['SUPPRESS router side processing', 'Do not suppress router side processing'] }),
    qrv: uint8('QRV', { mask: 0x07, doc: "Querier's robustness variable" }),
    qqic: uint8('QQIC', { doc: "Querier's query interval code" }),
    num_src: uint16('Num Src'),
    saddr: ipv4('Source Address'),
    num_grp_recs: uint16('Num Group Records'),
    record_type: uint8('Record Type', { names: IGMP_RECORDS }),
    aux_data_len: uint8('Aux Data Len', { doc: 'In units of 4 octets' }),
    aux_data: bytes('Aux Data'),
    data: bytes('Data'),
  },
  dissect(p, f) {
    const start = p.at;
    p.info(() => '');
    const type = p.view.uint8(start);
    const version = versionOf(p, type, start);
    p.info(() => IGMP_TYPES.get(type) ?? `Unknown Type:0x${type.toString(16).padStart(2, '0')}`);
    if (type === 0x1e || type === 0x1f) {
      p.enter('igmp');
      p.info(() => (type === 0x1e ? 'Traceroute Response' : p.left === 24 ? 'Traceroute Query' : 'Traceroute Request'));
    }
    if (version > 0) {
      p.enter('igmp');
      p.column(`IGMPv${version}`);
      p.generated(f.version, version);
    }
    p.read(f.type);
    if (version === 3 && type === QUERY) query3(p, f, start);
    else if (version === 3) report3(p, f, start);
    else if (version > 0) older(p, f, start, type, version);
    if (p.left > 0) p.take(f.data, Math.min(p.left, Math.max(p.captured, 0)) || p.left);
    if (p.inTree) p.layerNode.length = p.at - start;
  },
  examples: [
    { what: 'version 2 report', info: 'Membership Report group 224.0.0.251', hex: '16000904e00000fb', fields: { 'igmp.version': '2', 'igmp.type': '0x16', 'igmp.maddr': '224.0.0.251', 'igmp.checksum.status': '1' } },
    { what: 'version 2 general query', info: 'Membership Query, general', hex: '1164ee9b00000000', fields: { 'igmp.max_resp': '100', 'igmp.checksum.status': '1' } },
    { what: 'version 1 query', info: 'Membership Query', hex: '1100eeff00000000', fields: { 'igmp.version': '1' } },
    { what: 'version 3 query for a source', info: 'Membership Query, specific for group 224.0.0.9, source {192.168.20.222}', hex: '11010000e00000090f000001c0a814de', fields: { 'igmp.version': '3', 'igmp.qrv': '7', 'igmp.s': '1', 'igmp.saddr': '192.168.20.222' } },
    { what: 'version 3 report', info: 'Membership Report / Join group 239.255.255.250 for any sources', hex: '2200f9fd0000000104000000effffffa', fields: { 'igmp.num_grp_recs': '1', 'igmp.record_type': '4', 'igmp.maddr': '239.255.255.250' } },
  ],
});

type F = typeof igmp.fields;

/** A query's version shows in its length and its response time (RFC 3376 7.1). */
function versionOf(p: Layer, type: number, start: number): number {
  if (type !== QUERY) return REPORTS[type] ?? 0;
  if (p.view.reportedEnd - start >= 12) return 3;
  return p.view.uint8(start + 1) === 0 ? 1 : 2;
}

function checksum(p: Layer, f: F, start: number): void {
  const at = p.at;
  p.skip(2);
  if (!p.emits) return;
  const fields = { checksum: f.checksum, status: f['checksum.status'], bad: f.bad_checksum };
  const end = p.view.reportedEnd;
  if (end > p.view.capturedEnd || p.fragment || p.quoted > 0) emitUnchecked(p, fields, at, 'unverified');
  else emitChecked(p, fields, at, check(p, at, start, end - start), 'error');
}

function responseTime(p: Layer, f: F): void {
  const at = p.at;
  const code = p.read(f.max_resp);
  const tenths = code < 128 ? code : ((code & 15) | 16) << (((code >>> 4) & 7) + 3);
  if (p.inTree) p.last.valueText = `${(tenths / 10).toFixed(1)} sec (0x${code.toString(16).padStart(2, '0')})`;
  if (code < 128) return;
  p.open();
  p.peek(f['max_resp.exp'], at);
  p.peek(f['max_resp.mant'], at);
  p.close();
}

function older(p: Layer, f: F, start: number, type: number, version: number): void {
  if (version === 1) p.take(f.reserved, 1);
  else responseTime(p, f);
  checksum(p, f, start);
  const at = p.at;
  const group = p.read(f.maddr);
  if (version === 1) return;
  const text = ipv4BytesText(p.view.bytes, at);
  if (type === QUERY) p.appendInfo(() => (group === 0 ? ', general' : `, specific for group ${text}`));
  else p.appendInfo(() => (type === 0x16 ? ` group ${text}` : ` ${text}`));
}

function query3(p: Layer, f: F, start: number): void {
  responseTime(p, f);
  checksum(p, f, start);
  const at = p.at;
  const group = p.read(f.maddr);
  const text = ipv4BytesText(p.view.bytes, at);
  p.appendInfo(() => (group === 0 ? ', general' : `, specific for group ${text}`));
  p.flags(p.view.uint8(p.at), [f.s], p.at, 1);
  p.read(f.qrv);
  p.read(f.qqic);
  const count = p.read(f.num_src);
  const list = sources(p, f, count);
  if (group !== 0 && count > 0) p.appendInfo(() => `, source${count === 1 ? '' : 's'} {${list.join(', ')}}`);
}

function sources(p: Layer, f: F, count: number): readonly string[] {
  const list: string[] = [];
  for (let i = 0; i < count; i++) {
    const at = p.at;
    p.read(f.saddr);
    if (p.inRow) list.push(ipv4BytesText(p.view.bytes, at));
  }
  return list;
}

function report3(p: Layer, f: F, start: number): void {
  p.take(f.reserved, 1);
  checksum(p, f, start);
  p.take(f.reserved, 2);
  const count = p.read(f.num_grp_recs);
  for (let i = 0; i < count; i++) record(p, f);
}

function record(p: Layer, f: F): void {
  const start = p.at;
  const type = p.view.uint8(start);
  const words = p.view.uint8(start + 1);
  const count = p.view.uint16(start + 2);
  p.view.need(start + 4, 4);
  const group = ipv4BytesText(p.view.bytes, start + 4);
  p.group(`Group Record : ${group}  ${IGMP_RECORDS.get(type) ?? ''}`, start);
  p.read(f.record_type);
  p.read(f.aux_data_len);
  p.read(f.num_src);
  p.read(f.maddr);
  const list = sources(p, f, count);
  if (words > 0) p.take(f.aux_data, words * 4);
  p.close();
  p.appendInfo(() => recordInfo(type, group, list));
}

function recordInfo(type: number, group: string, list: readonly string[]): string {
  const several = list.length > 1;
  const braces = `{${list.join(', ')}}`;
  switch (type) {
    case 1:
    case 3:
      if (list.length === 0) return ` / Leave group ${group}`;
      return ` / Join group ${group} for source${several ? 's in' : ''} ${braces}`;
    case 2:
    case 4:
      if (list.length === 0) return ` / Join group ${group} for any sources`;
      return ` / Join group ${group}, for source${several ? 's' : ''} not in ${braces}`;
    case 5: return ` / Group ${group}, new source${several ? 's' : ''} ${braces}`;
    case 6: return ` / Group ${group}, block source${several ? 's' : ''} ${braces}`;
    default: return ` / Group ${group}, unknown record type`;
  }
}
