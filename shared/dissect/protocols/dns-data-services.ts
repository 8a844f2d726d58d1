// Record data that says where services and places are: SRV, NAPTR, SVCB, LOC, APL, HIP and the like.
import { base64Text } from '../../bytes/text';
import { MALFORMED } from '../../bytes/byte-view';
import { ipv4BytesText, ipv6Text } from '../../frame/address';
import { visible } from '../field-text';
import type { Layer } from '../layer';
import { describe, takeRest, type DataDissector } from './dns-data-parts';
import type { DnsFields } from './dns-fields';
import { asciiText, takeCharacterString, type DnsMessage } from './dns-name';
import { putIpv4, putIpv6 } from './dns-options';
import { SVC_PARAMETERS } from './values/dns-names';

function service(p: Layer, f: DnsFields, m: DnsMessage): void {
  const priority = p.read(f['srv.priority']);
  const weight = p.read(f['srv.weight']);
  const port = p.read(f['srv.port']);
  m.take(p, f['srv.target']);
  if (p.inRow) {
    describe(p, m, ` ${priority} ${weight} ${port} ${m.name}`, `, priority ${priority}, weight ${weight}, port ${port}, target ${m.name}`);
  }
}

/** RFC 3403. */
function namingAuthority(p: Layer, f: DnsFields, m: DnsMessage): void {
  const order = p.read(f['naptr.order']);
  const preference = p.read(f['naptr.preference']);
  const flags = takeCharacterString(p, f['naptr.flags_length'], f['naptr.flags']);
  takeCharacterString(p, f['naptr.service_length'], f['naptr.service']);
  takeCharacterString(p, f['naptr.regex_length'], f['naptr.regex']);
  const start = p.at;
  p.at = m.read(p, start);
  p.generated(f['naptr.replacement_length'], m.nameSize);
  p.put(f['naptr.replacement'], m.name, start, p.at - start);
  if (p.inRow) describe(p, m, ` ${order} ${preference} ${visible(flags)}`, `, order ${order}, preference ${preference}, flags ${visible(flags)}`);
}

/** RFC 9460: a target and parameters. */
function serviceBinding(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.read(f['svcb.svcpriority']);
  m.take(p, f['svcb.targetname']);
  while (p.at < m.dataEnd) serviceParameter(p, f, m);
}

function serviceParameter(p: Layer, f: DnsFields, m: DnsMessage): void {
  const start = p.at;
  const key = p.view.uint16(start);
  p.put(f['svcb.svcparam'], undefined, start, m.dataEnd - start);
  p.open();
  p.read(f['svcb.svcparam.key']);
  const length = p.read(f['svcb.svcparam.value.length']);
  const end = p.at + length;
  const node = p.inTree ? p.nodes[p.nodes.length - 3]! : null;
  if (node) {
    node.length = Math.min(node.length, 4 + length);
    node.valueText = SVC_PARAMETERS[key] ?? `key${key}`;
  }
  const value = parameterValue(p, f, key, end);
  if (node && value !== null) node.valueText += `=${value}`;
  p.close();
}

/** Its text, null where there is none to show. */
function parameterValue(p: Layer, f: DnsFields, key: number, end: number): string | null {
  switch (key) {
    case 0: return mandatoryKeys(p, f, end);
    case 1: return applicationProtocols(p, f, end);
    case 2: return null;
    case 3: return String(p.read(f['svcb.svcparam.port']));
    case 4: return addressHints(p, end, 4, (at) => ipv4BytesText(p.view.bytes, at), () => void p.read(f['svcb.svcparam.ipv4hint.ip']));
    case 5: return encoded(p, f['svcb.svcparam.echconfig'], end - p.at);
    case 6: return addressHints(p, end, 16, (at) => ipv6Text(p.view.bytes, at), () => p.take(f['svcb.svcparam.ipv6hint.ip']));
    case 32769: return encoded(p, f['svcb.svcparam.odohconfig'], end - p.at);
    default: return unknownValue(p, f, end - p.at);
  }
}

function unknownValue(p: Layer, f: DnsFields, length: number): string | null {
  if (length <= 0) return null;
  const at = p.at;
  p.take(f['svcb.svcparam.value'], length);
  return p.inTree ? visible(asciiText(p.view.bytes, at, length)) : null;
}

function mandatoryKeys(p: Layer, f: DnsFields, end: number): string {
  let text = '';
  while (p.at < end) {
    const key = p.read(f['svcb.svcparam.mandatory.key']);
    if (p.inTree) text += `${text === '' ? '' : ','}${SVC_PARAMETERS[key] ?? `key${key}`}`;
  }
  return text;
}

function applicationProtocols(p: Layer, f: DnsFields, end: number): string {
  let text = '';
  while (p.at < end) {
    const name = takeCharacterString(p, f['svcb.svcparam.alpn.length'], f['svcb.svcparam.alpn']);
    if (p.inTree) text += `${text === '' ? '' : ','}${visible(name)}`;
  }
  return text;
}

function addressHints(p: Layer, end: number, size: number, print: (at: number) => string, take: () => void): string {
  let text = '';
  while (p.at < end) {
    if (p.at + size > end) throw MALFORMED;
    const at = p.at;
    take();
    if (p.inTree) text += `${text === '' ? '' : ','}${print(at)}`;
  }
  return text;
}

function encoded(p: Layer, f: DnsFields['svcb.svcparam.echconfig'], length: number): string | null {
  const at = p.at;
  p.take(f, length);
  if (!p.inTree) return null;
  p.last.valueText = base64Text(p.view.bytes, at, length);
  if (length === 0) p.last.text = `${f.label}: `;
  return p.last.valueText;
}

/** RFC 1876: a decimal digit and a power of ten, in centimetres. */
function metres(p: Layer, f: DnsFields['loc.size']): void {
  const value = p.read(f);
  if (p.inTree) p.last.valueText = `${value} (${general(((value >> 4) * 10 ** (value & 15)) / 100)} m)`;
}

/** Six digits at most, as C prints %g. */
function general(value: number): string {
  const rounded = Number(value.toPrecision(6));
  const [mantissa, exponent] = rounded.toExponential().split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(rounded);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function degrees(p: Layer, f: DnsFields['loc.latitude'], positive: string, negative: string): void {
  const value = p.read(f);
  if (!p.inTree) return;
  const south = value < 0x8000_0000;
  const thousandths = south ? 0x8000_0000 - value : value - 0x8000_0000;
  const minutes = Math.floor(thousandths / 60_000);
  const seconds = ((thousandths % 60_000) / 1000).toFixed(3);
  p.last.valueText = `${value} (${Math.floor(minutes / 60)} deg ${minutes % 60} min ${seconds} sec ${south ? negative : positive})`;
}

function location(p: Layer, f: DnsFields, m: DnsMessage): void {
  const version = p.read(f['loc.version']);
  if (version !== 0) {
    p.at -= 1;
    takeRest(p, f['loc.unknown_data'], m);
    return;
  }
  metres(p, f['loc.size']);
  metres(p, f['loc.horizontal_precision']);
  metres(p, f['loc.vertical_precision']);
  degrees(p, f['loc.latitude'], 'N', 'S');
  degrees(p, f['loc.longitude'], 'E', 'W');
  const altitude = p.read(f['loc.altitude']);
  if (p.inTree) p.last.valueText = `${altitude} (${general((altitude - 10_000_000) / 100)} m)`;
}

/** RFC 3123: address prefixes. */
function addressPrefixes(p: Layer, f: DnsFields, m: DnsMessage): void {
  while (p.at < m.dataEnd) {
    const family = p.read(f['apl.address_family']);
    p.read(f['apl.coded_prefix']);
    p.flags(p.view.uint8(p.at), [f['apl.negation']], p.at, 1);
    const length = p.read(f['apl.afdlength']);
    if (family === 1 && length <= 4) {
      putIpv4(p, f['apl.afdpart.ipv4'], length);
      p.skip(length);
    } else if (family === 2 && length <= 16) {
      putIpv6(p, f['apl.afdpart.ipv6'], length);
      p.skip(length);
    } else p.take(f['apl.afdpart.data'], length);
  }
}

/** RFC 2874: the end of an address, and a name whose address begins it. */
function address6Suffix(p: Layer, f: DnsFields, m: DnsMessage): void {
  const prefix = p.view.uint8(p.at);
  const bits = 128 - prefix;
  if (bits < 0) throw MALFORMED;
  const length = Math.ceil(bits / 8);
  const at = p.at + 1;
  const nameAt = at + length;
  p.view.need(at, length);
  const end = prefix > 0 ? m.read(p, nameAt) : nameAt;
  p.read(f['a6.prefix_len']);
  const suffix = new Uint8Array(16);
  suffix.set(p.view.bytes.subarray(at, nameAt), 16 - length);
  if (length > 0) p.put(f['a6.address_suffix'], suffix, at, length);
  if (prefix > 0) p.put(f['a6.prefix_name'], m.name, nameAt, end - nameAt);
  p.at = end;
  if (p.inRow) {
    const text = ` ${prefix} ${ipv6Text(suffix)} ${prefix > 0 ? m.name : ''}`;
    describe(p, m, text, `, addr${text}`);
  }
}

function hostIdentity(p: Layer, f: DnsFields, m: DnsMessage): void {
  const tagLength = p.read(f['hip.hit.length']);
  p.read(f['hip.hit.pk.algo']);
  const keyLength = p.read(f['hip.pk.length']);
  p.take(f['hip.hit'], tagLength);
  p.take(f['hip.pk'], keyLength);
  while (p.at < m.dataEnd) m.take(p, f['hip.rendezvous_server']);
}

function wins(p: Layer, f: DnsFields): void {
  p.flags(p.view.uint32(p.at), [f['wins.local_flag']], p.at, 4);
  p.skip(4);
  p.read(f['wins.lookup_timeout']);
  p.read(f['wins.cache_timeout']);
  let count = p.read(f['wins.nb_wins_servers']);
  for (; count > 0 && p.left > 0; count--) p.read(f['wins.wins_server']);
}

function winsReverse(p: Layer, f: DnsFields, m: DnsMessage): void {
  p.flags(p.view.uint32(p.at), [f['winsr.local_flag']], p.at, 4);
  p.skip(4);
  p.read(f['winsr.lookup_timeout']);
  p.read(f['winsr.cache_timeout']);
  m.take(p, f['winsr.name_result_domain']);
  if (p.inRow) describe(p, m, ` ${m.name}`, `, name result domain ${m.name}`);
}

/** draft-bellis-dnsop-xpf: the five-tuple that a proxy saw. */
function proxiedFor(p: Layer, f: DnsFields): void {
  const version = p.view.uint8(p.at);
  p.put(f['xpf.ip_version'], version, p.at, 1);
  p.skip(1);
  if (version !== 4 && version !== 6) return;
  p.read(f['xpf.protocol']);
  if (version === 4) {
    p.read(f['xpf.source_ipv4']);
    p.read(f['xpf.destination_ipv4']);
  } else {
    p.take(f['xpf.source_ipv6']);
    p.take(f['xpf.destination_ipv6']);
  }
  p.read(f['xpf.sport']);
  p.read(f['xpf.dport']);
}

export const SERVICE_DATA: readonly (readonly [number, DataDissector])[] = [
  [29, location], [33, service], [35, namingAuthority], [38, address6Suffix], [42, addressPrefixes], [55, hostIdentity],
  [64, serviceBinding], [65, serviceBinding], [65281, wins], [65282, winsReverse], [65422, proxiedFor],
];
