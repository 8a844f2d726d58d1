// One resource record: its owner, type, class, time to live, and data by type.
import { durationText } from '../../frame/duration';
import type { Layer } from '../layer';
import type { DnsFields } from './dns-fields';
import type { DnsMessage } from './dns-name';
import { dissectOptions } from './dns-options';
import { dissectRecordData } from './dns-data';
import { CLASSES, TYPES } from './values/dns-names';

const OPT = 41;
const SRV = 33;

/** As Info names a type: `A`, `ANY`, `Unknown (53)`. */
export function typeName(type: number): string {
  if (type === 255) return 'ANY';
  if (type === 253) return 'MAILA';
  if (type === 254) return 'MAILB';
  const name = TYPES[type];
  if (name === undefined) return `Unknown (${type})`;
  const blank = name.indexOf(' ');
  return blank < 0 ? name : name.slice(0, blank);
}

export function dissectRecord(p: Layer, f: DnsFields, m: DnsMessage): void {
  const start = p.at;
  const nameEnd = m.read(p, start);
  m.owner = m.name;
  const view = p.view;
  const type = view.uint16(nameEnd);
  const cls = view.uint16(nameEnd + 2);
  view.need(nameEnd + 4, 4);
  const length = view.uint16(nameEnd + 8);
  const data = nameEnd + 10;
  const flush = m.kind === 'mdns' && (cls & 0x8000) !== 0;
  if (p.inRow) p.appendInfo(() => ` ${typeName(type)}${flush ? ', cache flush' : ''}`);
  view.need(data, length);
  m.dataEnd = data + length;
  if (p.inTree) {
    const className = type === OPT ? '' : `, class ${CLASSES[m.kind === 'mdns' ? cls & 0x7fff : cls] ?? 'Unknown'}`;
    p.group(`${m.owner}: type ${typeName(type)}${className}${flush ? ', cache flush' : ''}`, start, m.dataEnd - start);
    m.node = p.last;
  }
  if (p.emits) recordHeader(p, f, m, start, nameEnd, type);
  p.at = data;
  if (length > 0) {
    if (type === OPT) dissectOptions(p, f, m);
    else dissectRecordData(p, f, m, type);
  }
  p.at = m.dataEnd;
  p.close();
}

function recordHeader(p: Layer, f: DnsFields, m: DnsMessage, start: number, nameEnd: number, type: number): void {
  const multicast = m.kind === 'mdns';
  if (type === SRV) serviceName(p, f, m.owner, start, nameEnd - start);
  else p.put(f['resp.name'], m.owner, start, nameEnd - start);
  p.at = nameEnd;
  p.read(f['resp.type']);
  if (type === OPT) p.peek(multicast ? f['.dns.rr.udp_payload_size'] : f['rr.udp_payload_size']);
  else p.peek(multicast ? f['.dns.resp.class'] : f['resp.class']);
  if (multicast) p.flags(p.view.uint16(p.at), [f['resp.cache_flush']], p.at, 2);
  p.at += 2;
  if (type === OPT) {
    p.read(f['resp.ext_rcode']);
    p.read(f['resp.edns0_version']);
    p.peek(f['resp.z']);
    p.open();
    p.flags(p.view.uint16(p.at), [f['resp.z.do']], p.at, 2);
    p.read(f['resp.z.reserved']);
    p.close();
  } else {
    const ttl = p.read(f['resp.ttl']);
    if (p.inTree) p.last.valueText = `${ttl} (${durationText(ttl)})`;
    if (ttl >= 0x8000_0000) p.expert(f['ttl.high_bit_set'], 'warn', 'Protocol', 'The uppermost bit of the TTL is set (RFC 2181, section 8)');
  }
  p.read(f['resp.len']);
}

/** `_http._tcp.example` is service, protocol and domain. */
function serviceName(p: Layer, f: DnsFields, owner: string, start: number, length: number): void {
  const first = owner.indexOf('.');
  const second = first < 0 ? -1 : owner.indexOf('.', first + 1);
  p.put(f['srv.service'], first < 0 ? owner : owner.slice(0, first), start, length);
  if (first >= 0) p.put(f['srv.proto'], owner.slice(first + 1, second < 0 ? undefined : second), start, length);
  if (second >= 0) p.put(f['srv.name'], owner.slice(second + 1), start, length);
}
