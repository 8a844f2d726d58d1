// Extension mechanisms for DNS (RFC 6891): the options of an OPT record.
import { MALFORMED } from '../../bytes/byte-view';
import type { Layer } from '../layer';
import type { DnsFields } from './dns-fields';
import { takeAscii, type DnsMessage } from './dns-name';
import { EDNS_OPTIONS } from './values/dns-names';

const OLD_CLIENT_SUBNET = 20730;

export function dissectOptions(p: Layer, f: DnsFields, m: DnsMessage): void {
  while (p.at < m.dataEnd) {
    const start = p.at;
    const code = p.view.uint16(start);
    const length = p.view.uint16(start + 2);
    const name = EDNS_OPTIONS[code] ?? `Unknown (${code})`;
    p.put(f.opt, undefined, start, 4 + length);
    if (p.inTree) p.last.valueText = name;
    p.open();
    p.read(f['opt.code']);
    if (code === OLD_CLIENT_SUBNET) p.expert(f['depr.opc'], 'warn', 'Protocol', 'Deprecated opcode. Client subnet OPT assigned as 8.');
    p.read(f['opt.len']);
    p.take(f['opt.data'], length);
    const end = p.at;
    p.at = start + 4;
    option(p, f, code, end);
    p.at = end;
    p.close();
  }
}

function option(p: Layer, f: DnsFields, code: number, end: number): void {
  switch (code) {
    case 5: each(p, f['opt.dau'], end); break;
    case 6: each(p, f['opt.dhu'], end); break;
    case 7: each(p, f['opt.n3u'], end); break;
    case 8:
    case OLD_CLIENT_SUBNET: clientSubnet(p, f, end); break;
    case 10: cookie(p, f, end); break;
    case 11: if (end - p.at === 2) p.read(f['opt.edns_tcp_keepalive.timeout']); break;
    case 12: p.take(f['opt.padding'], end - p.at); break;
    case 13: takeAscii(p, f['opt.chain.fqdn'], end - p.at); break;
    case 15:
      if (end - p.at < 2) break;
      p.read(f['opt.ext_error.info_code']);
      if (p.at < end) p.takeText(f['opt.ext_error.extra_text'], end - p.at);
      break;
    default:
  }
}

function each(p: Layer, f: DnsFields['opt.dau'], end: number): void {
  while (p.at < end) p.read(f);
}

/** RFC 7873: eight octets of the client's, up to 32 of the server's. */
function cookie(p: Layer, f: DnsFields, end: number): void {
  if (end - p.at < 8) throw MALFORMED;
  p.take(f['opt.cookie.client'], 8);
  p.take(f['opt.cookie.server'], end - p.at);
}

/** RFC 7871: as many octets of the address as the prefix needs. */
function clientSubnet(p: Layer, f: DnsFields, end: number): void {
  const family = p.read(f['opt.client.family']);
  p.read(f['opt.client.netmask']);
  p.read(f['opt.client.scope']);
  const length = Math.max(0, end - p.at);
  if (family === 1) putIpv4(p, f['opt.client.addr4'], length);
  else if (family === 2) putIpv6(p, f['opt.client.addr6'], length);
  else p.take(f['opt.client.addr'], length);
}

/** The first octets of an address; the others are zero. */
export function putIpv4(p: Layer, f: DnsFields['opt.client.addr4'], length: number): void {
  p.view.need(p.at, length);
  if (!p.emits) return;
  let address = 0;
  for (let i = 0; i < 4; i++) address = address * 256 + (i < length ? p.view.uint8(p.at + i) : 0);
  p.put(f, address, p.at, length);
}

export function putIpv6(p: Layer, f: DnsFields['opt.client.addr6'], length: number): void {
  p.view.need(p.at, length);
  if (!p.emits) return;
  const address = new Uint8Array(16);
  address.set(p.view.bytes.subarray(p.at, p.at + Math.min(length, 16)));
  p.put(f, address, p.at, length);
}
