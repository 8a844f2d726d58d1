// Internet Protocol version 6: the fixed header; extension headers stand in ipv6-extensions.ts.
import { ether, ipv4, ipv6 as address, none, text, uint16, uint24, uint32, uint8, type Field } from '../field';
import { AddressKind } from '../frame-facts';
import type { Layer } from '../layer';
import { ipv6Name, ipv6Named } from '../names';
import { protocol } from '../protocol';
import { EXTENSION_FIELDS, extensionHeaders, isExtension } from './ipv6-extensions';
import { dsfieldText } from './values/dscp-names';
import { DSCP_NAMES, ECN_NAMES } from './values/ip-option-names';
import { IP_PROTOCOL_NAMES } from './values/ip-protocol-names';

const HEADER = 40;
const HOP_BY_HOP = 0;
const NO_NEXT_HEADER = 59;
const JUMBO_OPTION = 0xc2;
/** Protocols behind IPv6 that Wireshark dissects: it calls others unknown. */
const DISSECTED: ReadonlySet<number> = new Set([
  0, 1, 2, 4, 6, 9, 17, 29, 33, 36, 41, 43, 44, 46, 47, 48, 50, 51, 53, 54, 58, 60, 62, 80, 83, 88, 89, 93, 97, 103, 106, 108, 112, 113, 115, 132, 134, 135, 136, 137, 139,
  140, 143, 173, 224,
]);

export const ipv6 = protocol({
  id: 'ipv6', name: 'Internet Protocol Version 6', column: 'IPv6', spec: 'RFC 8200', tcpdump: 'print-ip6.c',
  over: { linktype: [229], ethertype: [0x86dd], 'ip.proto': [41], 'ppp.protocol': [0x0057] },
  fields: {
    version: uint8('Version', { mask: 0xf0, alias: 'ip.version' }),
    tclass: uint32('Traffic Class', { base: 'hex', mask: 0x0ff00000 }),
    'tclass.dscp': uint32('Differentiated Services Codepoint', { mask: 0x0fc00000, names: DSCP_NAMES, doc: 'How routers are to treat the packet' }),
    'tclass.ecn': uint32('Explicit Congestion Notification', { mask: 0x00300000, names: ECN_NAMES }),
    flow: uint24('Flow Label', { base: 'hex', mask: 0x0fffff }),
    plen: uint16('Payload Length', { doc: 'Octets behind this header, extension headers included' }),
    plen_zero: none('IPv6 payload length equals 0 (maybe because of "TCP segmentation offload" (TSO))'),
    plen_exceeds_framing: none('IPv6 payload length does not match expected framing length'),
    nxt: uint8('Next Header', { names: IP_PROTOCOL_NAMES }),
    hlim: uint8('Hop Limit', { doc: 'Routers left until the packet is dropped' }),
    src: address('Source Address', { alias: 'ipv6.addr' }),
    src_host: text('Source Host', { alias: 'ipv6.host', hidden: true }),
    dst: address('Destination Address', { alias: 'ipv6.addr' }),
    dst_host: text('Destination Host', { alias: 'ipv6.host', hidden: true }),
    src_slaac_mac: ether('Source SLAAC MAC', { alias: 'ipv6.slaac_mac', doc: 'Hardware address that the interface identifier was made of' }),
    dst_slaac_mac: ether('Destination SLAAC MAC', { alias: 'ipv6.slaac_mac' }),
    src_isatap_ipv4: ipv4('Source ISATAP IPv4', { alias: 'ipv6.isatap_ipv4' }),
    dst_isatap_ipv4: ipv4('Destination ISATAP IPv4', { alias: 'ipv6.isatap_ipv4' }),
    src_6to4_gw_ipv4: ipv4('Source 6to4 Gateway IPv4', { alias: 'ipv6.6to4_gw_ipv4' }),
    src_6to4_sla_id: uint16('Source 6to4 SLA ID', { alias: 'ipv6.6to4_sla_id' }),
    dst_6to4_gw_ipv4: ipv4('Destination 6to4 Gateway IPv4', { alias: 'ipv6.6to4_gw_ipv4' }),
    dst_6to4_sla_id: uint16('Destination 6to4 SLA ID', { alias: 'ipv6.6to4_sla_id' }),
    src_ts_ipv4: ipv4('Source Teredo Server IPv4', { alias: 'ipv6.ts_ipv4' }),
    src_tc_port: uint16('Source Teredo Port', { alias: 'ipv6.tc_port' }),
    src_tc_ipv4: ipv4('Source Teredo Client IPv4', { alias: 'ipv6.tc_ipv4' }),
    dst_ts_ipv4: ipv4('Destination Teredo Server IPv4', { alias: 'ipv6.ts_ipv4' }),
    dst_tc_port: uint16('Destination Teredo Port', { alias: 'ipv6.tc_port' }),
    dst_tc_ipv4: ipv4('Destination Teredo Client IPv4', { alias: 'ipv6.tc_ipv4' }),
    bogus_ipv6_version: none('Bogus IP version'),
    invalid_header: none('Invalid IPv6 header'),
    ...EXTENSION_FIELDS,
  },
  dissect(p, f) {
    if (p.indexing && p.at + HEADER <= p.view.capturedEnd && plain(p)) return;
    const start = p.at;
    p.info(() => '');
    if (tooShort(p, f, start)) return;
    if (p.inTree) p.layerNode.length = Math.min(HEADER, p.captured);
    const version = p.view.uint8(start) >>> 4;
    p.peek(f.version);
    if (version !== 6) {
      p.info(() => `Bogus IPv6 version (${version}, must be 6)`);
      p.expert(f.bogus_ipv6_version, 'error', 'Malformed', 'Bogus IPv6 version');
      return;
    }
    const next = classAndFlow(p, f, start);
    p.read(f.hlim);
    if (p.captured >= HEADER - 8) p.addresses(AddressKind.Ipv6, start + 8, start + 24);
    addressLines(p, f, start);
    const length = payloadLength(p, start, next);
    if (length >= 0) p.shrink(start + HEADER + length);
    handOn(p, f, next);
  },
  examples: [
    {
      what: 'UDP', info: '1 → 2 Len=0', hex: '60400007 0008 11 3a 20010558feed00000000000000000001 fe8000000000000002155dfffea5c4c5 0001000200081234',
      fields: { 'ipv6.version': '6', 'ip.version': '6', 'ipv6.tclass': '0x00000004', 'ipv6.tclass.dscp': '1', 'ipv6.flow': '0x000007', 'ipv6.plen': '8', 'ipv6.nxt': '17', 'ipv6.hlim': '58', 'ipv6.src': '2001:558:feed::1', 'ipv6.addr': '2001:558:feed::1,fe80::215:5dff:fea5:c4c5', 'ipv6.dst_slaac_mac': '00:15:5d:a5:c4:c5' },
    },
    {
      what: 'hop-by-hop router alert, then an unknown protocol', info: 'Unknown IP Protocol: Unknown (253)',
      hex: '60000000 0008 00 01 fe800000000000009c09b416076800ff ff020000000000000000000000000016 fd00050200000100',
      fields: { 'ipv6.hopopts.nxt': '253', 'ipv6.hopopts.len_oct': '8', 'ipv6.opt.type': '0x05,0x01', 'ipv6.opt.router_alert': '0' },
    },
    {
      what: 'fragment', info: 'IPv6 fragment (off=16 more=y ident=0x0001aaaa nxt=58)',
      hex: '60000000 0010 2c 01 fe800000000000009c09b416076800ff ff020000000000000000000000000016 3a0000110001aaaa 0102030405060708',
      fields: { 'ipv6.fraghdr.nxt': '58', 'ipv6.fraghdr.offset': '2', 'ipv6.fraghdr.more': '1', 'ipv6.fraghdr.ident': '0x0001aaaa' },
    },
    {
      what: 'segment routing', info: 'IPv6 no next header',
      hex: '60000000 0018 2b 40 000a000b000c00120000000000000001 000a000b000c00020000000000f10000 3b02040000000000 000a000b000c000300000000000000d6',
      fields: { 'ipv6.routing.type': '4', 'ipv6.routing.segleft': '0', 'ipv6.routing.srh.addr': 'a:b:c:3::d6' },
    },
    {
      what: 'payload length 0: what follows is the link layer\'s, ICMPv6 has nothing to read', info: '[Malformed Packet]',
      hex: '60000000 0000 3a ff fe80000000000000025a28fffe08f150 6e020000000000000000000000000041 88000b20 20800000 fe80000000aaaaaa',
      fields: { 'ipv6.plen': '0', 'frame.protocols': 'ipv6:icmpv6' },
    },
    {
      what: 'payload length 0 before hop-by-hop options: the length of a jumbogram', info: 'Echo (ping) request id=0x0018, seq=20, hop limit=255',
      hex: '60000000 0000 00 ff fe80000000000000025a28fffe08f150 6e020000000000000000000000000041 3a00c20400000010 8000000000180014 aabb',
      fields: { 'ipv6.opt.jumbo': '16', 'icmpv6.type': '128', 'frame.protocols': 'ipv6:ipv6.hopopts:icmpv6' },
    },
  ],
});

type F = typeof ipv6.fields;

/** The index run's way through a header without extension headers. */
function plain(p: Layer): boolean {
  const view = p.view;
  const start = p.at;
  const plen = view.uint16(start + 4);
  const next = view.uint8(start + 6);
  if (view.uint8(start) >>> 4 !== 6 || plen === 0 || isExtension(next) || view.capturedEnd - start < HEADER || view.reportedEnd - start <= HEADER) return false;
  p.fragment = false;
  p.paths.plainHeader();
  p.addresses(AddressKind.Ipv6, start + 8, start + 24);
  p.shrink(start + HEADER + plen);
  p.at = start + HEADER;
  p.next('ip.proto', next);
  return true;
}

function tooShort(p: Layer, f: F, start: number): boolean {
  const there = p.view.reportedEnd - start;
  if (there >= HEADER) return false;
  p.info(() => `Invalid IPv6 header (${there} bytes, need exactly ${HEADER})`);
  p.expert(f.invalid_header, 'error', 'Malformed', `IPv6 header must be exactly ${HEADER} bytes`);
  return false;
}

/** Returns the next header. */
function classAndFlow(p: Layer, f: F, start: number): number {
  p.peek(f.tclass, start);
  if (p.inTree) p.last.append = ` (${dsfieldText((p.view.uint32(start) >>> 20) & 255)})`;
  p.open();
  p.peek(f['tclass.dscp'], start);
  p.peek(f['tclass.ecn'], start);
  p.close();
  p.peek(f.flow, start + 1);
  p.at = start + 4;
  const plen = p.read(f.plen);
  const there = p.view.reportedEnd - start - HEADER;
  const next = p.view.uint8(start + 6);
  if (plen === 0 && next === HOP_BY_HOP) {
    if (p.inTree && payloadLength(p, start, next) !== 0) p.last.append = ' (Jumbogram)';
    else if (payloadLength(p, start, next) === 0) p.expert(f['opt.jumbo.missing'], 'error', 'Malformed', 'Payload length 0 before a Hop-by-Hop header without a Jumbo Payload option');
  } else if (plen === 0 && next !== NO_NEXT_HEADER) p.expert(f.plen_zero, 'chat', 'Protocol', 'IPv6 payload length equals 0 (maybe because of "TCP segmentation offload" (TSO))');
  if (plen > there && p.quoted === 0) p.expert(f.plen_exceeds_framing, 'warn', 'Protocol', `IPv6 payload length exceeds framing length (${there} bytes)`);
  return p.read(f.nxt);
}

/** Octets behind the header at `start`; those of a jumbogram stand in its hop-by-hop options, -1 = not captured so far. */
function payloadLength(p: Layer, start: number, next: number): number {
  const plen = p.view.uint16(start + 4);
  if (plen > 0 || next !== HOP_BY_HOP) return plen;
  const options = start + HEADER;
  const { capturedEnd, reportedEnd } = p.view;
  if (reportedEnd - options < 8) return 0;
  if (capturedEnd - options < 8) return -1;
  const end = options + (p.view.uint8(options + 1) + 1) * 8;
  for (let at = options + 2; at + 1 < end; ) {
    if (at + 6 > capturedEnd) return at + 6 > reportedEnd ? 0 : -1;
    const type = p.view.uint8(at);
    if (type === JUMBO_OPTION) return p.view.uint32(at + 2);
    at += type === 0 ? 1 : 2 + p.view.uint8(at + 1);
  }
  return 0;
}

function addressLines(p: Layer, f: F, start: number): void {
  const b = p.view.bytes;
  p.take(f.src);
  if (p.wants(f.src_host)) p.put(f.src_host, ipv6Name(p.options.names, b, start + 8), start + 8, 16);
  p.take(f.dst);
  p.title(() => `, Src: ${ipv6Named(p, start + 8)}, Dst: ${ipv6Named(p, start + 24)}`);
  if (!p.emits) return;
  if (p.wants(f.dst_host)) p.put(f.dst_host, ipv6Name(p.options.names, b, start + 24), start + 24, 16);
  embedded(p, start + 8, { gateway: f.src_6to4_gw_ipv4, site: f.src_6to4_sla_id, mac: f.src_slaac_mac, isatap: f.src_isatap_ipv4, server: f.src_ts_ipv4, port: f.src_tc_port, client: f.src_tc_ipv4 });
  embedded(p, start + 24, { gateway: f.dst_6to4_gw_ipv4, site: f.dst_6to4_sla_id, mac: f.dst_slaac_mac, isatap: f.dst_isatap_ipv4, server: f.dst_ts_ipv4, port: f.dst_tc_port, client: f.dst_tc_ipv4 });
}

interface Embedded {
  readonly gateway: Field<number>;
  readonly site: Field<number>;
  readonly mac: Field<Uint8Array>;
  readonly isatap: Field<number>;
  readonly server: Field<number>;
  readonly port: Field<number>;
  readonly client: Field<number>;
}

/** What an address was made of: 6to4 (RFC 3056), Teredo (RFC 4380), EUI-64 (RFC 4291), ISATAP (RFC 5214). */
function embedded(p: Layer, at: number, e: Embedded): void {
  const view = p.view;
  if (view.uint8(at) === 0xff) return;
  if (view.uint16(at) === 0x2002) {
    p.generated(e.gateway, view.uint32(at + 2), at + 2, 4);
    p.generated(e.site, view.uint16(at + 6), at + 6, 2);
  } else if (view.uint32(at) === 0x20010000) {
    p.generated(e.server, view.uint32(at + 4), at + 4, 4);
    p.generated(e.port, view.uint16(at + 10) ^ 0xffff, at + 10, 2);
    p.generated(e.client, (view.uint32(at + 12) ^ 0xffffffff) >>> 0, at + 12, 4);
  }
  if (view.uint16(at + 11) === 0xfffe && view.uint8(at + 8) & 2) {
    const mac = Uint8Array.of(view.uint8(at + 8) ^ 2, view.uint8(at + 9), view.uint8(at + 10), view.uint8(at + 13), view.uint8(at + 14), view.uint8(at + 15));
    p.generated(e.mac, mac, at + 8, 8);
  } else if ((view.uint32(at + 8) & 0xfcffffff) >>> 0 === 0x00005efe) p.generated(e.isatap, view.uint32(at + 12), at + 12, 4);
}

function handOn(p: Layer, f: F, next: number): void {
  p.fragment = false;
  const last = isExtension(next) ? extensionHeaders(p, f, next) : next;
  if (last < 0) return;
  if (last === NO_NEXT_HEADER) p.info(() => 'IPv6 no next header');
  else p.info(() => `${DISSECTED.has(last) ? '' : 'Unknown IP Protocol: '}${IP_PROTOCOL_NAMES.get(last) ?? 'Unknown'} (${last})`);
  p.next('ip.proto', last);
  p.nextIfEmpty = p.quoted === 0 && !p.fragment;
}

