// What stands in a resource record, by its type (RFC 1035 and many others).
import { ipv4BytesText, ipv6Text } from '../../frame/address';
import { visible } from '../field-text';
import type { Layer } from '../layer';
import type { DnsFields } from './dns-fields';
import { takeAscii, takeCharacterString, type DnsMessage } from './dns-name';
import { describe, seconds, takeRest, type DataDissector } from './dns-data-parts';
import { SECURITY_DATA } from './dns-data-security';
import { SERVICE_DATA } from './dns-data-services';

export function dissectRecordData(p: Layer, f: DnsFields, m: DnsMessage, type: number): void {
  const dissect = DATA.get(type);
  if (dissect) {
    if (p.inRow && NAMES_OWNER.has(type)) p.appendInfo(() => ` ${m.owner}`);
    dissect(p, f, m);
    return;
  }
  if (p.emits) {
    p.close();
    p.expert(f['undecoded.type'], 'note', 'Undecoded', `Netloupe does not know DNS type ${type}: its bytes are not taken apart`);
    p.open();
  }
  p.take(f.data, m.dataEnd - p.at);
}

/** One name; `word` stands before it in the record's line. */
const nameOnly =
  (key: 'ns' | 'cname' | 'ptr.domain_name' | 'dname', word: string): DataDissector =>
  (p, f, m) => {
    m.take(p, f[key]);
    if (p.inRow) describe(p, m, ` ${m.name}`, `, ${word}${m.name}`);
  };

/** One name that is only a line. */
const quietName =
  (key: 'md' | 'mf' | 'mb' | 'mg' | 'mr' | 'nsap_ptr.owner'): DataDissector =>
  (p, f, m) => m.take(p, f[key]);

/** A number, then a name. */
const preferred =
  (number: 'afsdb.subtype' | 'rt.subtype' | 'ilnp.lp.preference', name: 'afsdb.hostname' | 'rt.intermediate_host' | 'ilnp.lp'): DataDissector =>
  (p, f, m) => {
    p.read(f[number]);
    m.take(p, f[name]);
  };

const exchange =
  (number: 'mx.preference' | 'kx.preference', name: 'mx.mail_exchange' | 'kx.key_exchange', word: string): DataDissector =>
  (p, f, m) => {
    const preference = p.read(f[number]);
    m.take(p, f[name]);
    if (p.inRow) describe(p, m, ` ${preference} ${m.name}`, `, preference ${preference}, ${word} ${m.name}`);
  };

const twoNames =
  (first: 'minfo.r' | 'rp.mailbox', second: 'minfo.e' | 'rp.txt_rr'): DataDissector =>
  (p, f, m) => {
    m.take(p, f[first]);
    m.take(p, f[second]);
  };

const strings =
  (length: 'txt.length' | 'spf.length', key: 'txt' | 'spf'): DataDissector =>
  (p, f, m) => {
    while (p.at < m.dataEnd) takeCharacterString(p, f[length], f[key]);
  };

function address(p: Layer, f: DnsFields, m: DnsMessage): void {
  const at = p.at;
  p.read(f.a);
  if (p.inRow) addressLine(p, m, ipv4BytesText(p.view.bytes, at));
}

function addressLine(p: Layer, m: DnsMessage, text: string): void {
  describe(p, m, ` ${text}`, `, addr ${text}`);
}

function address6(p: Layer, f: DnsFields, m: DnsMessage): void {
  const at = p.at;
  p.take(f.aaaa);
  if (p.inRow) addressLine(p, m, ipv6Text(p.view.bytes, at));
}

function startOfAuthority(p: Layer, f: DnsFields, m: DnsMessage): void {
  m.take(p, f['soa.mname']);
  if (p.inRow) describe(p, m, ` ${m.name}`, `, mname ${m.name}`);
  m.take(p, f['soa.rname']);
  p.read(f['soa.serial_number']);
  seconds(p, f['soa.refresh_interval']);
  seconds(p, f['soa.retry_interval']);
  seconds(p, f['soa.expire_limit']);
  seconds(p, f['soa.minimum_ttl']);
}

function hostInformation(p: Layer, f: DnsFields, m: DnsMessage): void {
  const cpu = takeCharacterString(p, f['hinfo.cpu_length'], f['hinfo.cpu']);
  const os = takeCharacterString(p, f['hinfo.os_length'], f['hinfo.os']);
  if (p.inRow) describe(p, m, ` ${visible(cpu)} ${visible(os)}`, `, CPU ${visible(cpu)}, OS ${visible(os)}`);
}

/** RFC 1035 section 3.4.2: a bit for each port. */
function wellKnownServices(p: Layer, f: DnsFields, m: DnsMessage): void {
  const at = p.at;
  p.read(f['wks.address']);
  if (p.inRow) addressLine(p, m, ipv4BytesText(p.view.bytes, at));
  p.read(f['wks.protocol']);
  const first = p.at;
  p.skip(m.dataEnd - first);
  if (!p.emits) return;
  for (let i = first; i < m.dataEnd; i++) {
    const bits = p.view.uint8(i);
    if (bits === 0) continue;
    p.put(f['wks.bits'], bits, i, 1);
    if (!p.inTree) continue;
    const ports: number[] = [];
    for (let bit = 0; bit < 8; bit++) if (bits & (0x80 >> bit)) ports.push(8 * (i - first) + bit);
    p.last.valueText = `0x${bits.toString(16).padStart(2, '0')} (${ports.join(', ')})`;
  }
}

function isdn(p: Layer, f: DnsFields, m: DnsMessage): void {
  takeCharacterString(p, f['idsn.length'], f['idsn.address']);
  if (p.at < m.dataEnd) takeCharacterString(p, f['idsn.sa.length'], f['idsn.sa.address']);
}

function geographicalPosition(p: Layer, f: DnsFields): void {
  takeCharacterString(p, f['gpos.longitude_length'], f['gpos.longitude']);
  takeCharacterString(p, f['gpos.latitude_length'], f['gpos.latitude']);
  takeCharacterString(p, f['gpos.altitude_length'], f['gpos.altitude']);
}

function x400Mapping(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['px.preference']);
  m.take(p, f['px.map822']);
  m.take(p, f['px.map400']);
}

const ilnp =
  (preference: 'ilnp.nid.preference' | 'ilnp.l64.preference', key: 'ilnp.nid' | 'ilnp.l64'): DataDissector =>
  (p, f) => {
    p.read(f[preference]);
    p.take(f[key], 8);
  };

function locator32(p: Layer, f: DnsFields): void {
  p.read(f['ilnp.l32.preference']);
  p.read(f['ilnp.l32']);
}

const rest =
  (key: 'null' | 'nsap.rdata' | 'dhcid.rdata'): DataDissector =>
  (p, f, m) => takeRest(p, f[key], m);

/** These say their owner's name in Info. */
const NAMES_OWNER: ReadonlySet<number> = new Set([3, 4, 7, 8, 9, 10, 14, 17, 18, 19, 20, 21, 22, 23, 26, 27, 42, 49, 51, 52, 55]);

const DATA: ReadonlyMap<number, DataDissector> = new Map<number, DataDissector>([
  [1, address], [2, nameOnly('ns', 'ns ')], [3, quietName('md')], [4, quietName('mf')], [5, nameOnly('cname', 'cname ')],
  [6, startOfAuthority], [7, quietName('mb')], [8, quietName('mg')], [9, quietName('mr')], [10, rest('null')],
  [11, wellKnownServices], [12, nameOnly('ptr.domain_name', '')], [13, hostInformation], [14, twoNames('minfo.r', 'minfo.e')],
  [15, exchange('mx.preference', 'mx.mail_exchange', 'mx')], [16, strings('txt.length', 'txt')], [17, twoNames('rp.mailbox', 'rp.txt_rr')],
  [18, preferred('afsdb.subtype', 'afsdb.hostname')], [19, (p, f) => void takeCharacterString(p, f['x25.length'], f['x25.psdn_address'])],
  [20, isdn], [21, preferred('rt.subtype', 'rt.intermediate_host')], [22, rest('nsap.rdata')], [23, quietName('nsap_ptr.owner')],
  [26, x400Mapping], [27, geographicalPosition], [28, address6], [36, exchange('kx.preference', 'kx.key_exchange', 'kx')],
  [39, nameOnly('dname', 'dname ')], [49, rest('dhcid.rdata')], [61, (p, f, m) => void takeAscii(p, f.openpgpkey, m.dataEnd - p.at)],
  [99, strings('spf.length', 'spf')], [104, ilnp('ilnp.nid.preference', 'ilnp.nid')], [105, locator32],
  [106, ilnp('ilnp.l64.preference', 'ilnp.l64')], [107, preferred('ilnp.lp.preference', 'ilnp.lp')],
  [108, (p, f) => p.take(f.eui48)], [109, (p, f) => void p.read64(f.eui64)],
  ...SECURITY_DATA, ...SERVICE_DATA,
]);
