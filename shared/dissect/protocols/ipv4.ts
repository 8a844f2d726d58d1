// Internet Protocol version 4.
import { ipv4BytesText } from '../../frame/address';
import { AddressKind } from '../frame-facts';
import { flag, ipv4 as address, none, text, uint16, uint8, type Field } from '../field';
import type { WholeDatagram } from '../frame-context';
import { belowLine } from '../below-line';
import { continueInDatagram, elsewhere, fragmentOf, IPV4_REASSEMBLY_FIELDS } from '../ip-fragment';
import { check, emitChecked, emitUnchecked, hex4 } from '../internet-checksum';
import type { Layer } from '../layer';
import { ipv4Name, ipv4Named } from '../names';
import { protocol } from '../protocol';
import { finalDestination, IPV4_OPTION_FIELDS, ipv4Options } from './ipv4-options';
import { CHECKSUM_STATUS_NAMES } from './values/checksum-status';
import { DSCP_NAMES, ECN_NAMES } from './values/ip-option-names';
import { dsfieldText } from './values/dscp-names';
import { IP_PROTOCOL_NAMES } from './values/ip-protocol-names';

const MIN_HEADER = 20;
const LOOPBACK_LINKTYPES: readonly number[] = [0, 108];

export const ipv4 = protocol({
  id: 'ip', name: 'Internet Protocol Version 4', column: 'IPv4', spec: 'RFC 791, RFC 2474, RFC 3168, RFC 6864', tcpdump: 'print-ip.c',
  over: { linktype: [228], ethertype: [0x0800], 'ip.proto': [4], 'ppp.protocol': [0x0021], 'llc.dsap': [0x06] },
  fields: {
    version: uint8('Version', { mask: 0xf0 }),
    hdr_len: uint8('Header Length', { doc: 'Octets' }),
    dsfield: uint8('Differentiated Services Field', { base: 'hex' }),
    'dsfield.dscp': uint8('Differentiated Services Codepoint', { mask: 0xfc, names: DSCP_NAMES, doc: 'How routers are to treat the packet' }),
    'dsfield.ecn': uint8('Explicit Congestion Notification', { mask: 0x03, names: ECN_NAMES }),
    len: uint16('Total Length', { doc: 'Octets of header and data; 0 where the network card was to cut the segment' }),
    id: uint16('Identification', { base: 'hex_dec', doc: 'Fragments of one datagram share it' }),
    flags: uint8('Flags', { base: 'hex', mask: 0xe0 }),
    'flags.rb': flag('Reserved bit', 1, 0x80),
    'flags.df': flag("Don't fragment", 1, 0x40),
    'flags.mf': flag('More fragments', 1, 0x20),
    frag_offset: uint16('Fragment Offset', { mask: 0x1fff, doc: 'In units of 8 octets' }),
    ttl: uint8('Time to Live', { doc: 'Routers left until the packet is dropped' }),
    'ttl.lncb': none('Time To Live'),
    'ttl.too_small': none('Time To Live'),
    proto: uint8('Protocol', { names: IP_PROTOCOL_NAMES }),
    checksum: uint16('Header Checksum', { base: 'hex' }),
    checksum_calculated: uint16('Calculated Checksum', { base: 'hex' }),
    'checksum.status': uint8('Header checksum status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
    'checksum_bad.expert': none('Bad checksum'),
    src: address('Source Address', { alias: 'ip.addr' }),
    src_host: text('Source Host', { alias: 'ip.host', hidden: true }),
    dst: address('Destination Address', { alias: 'ip.addr' }),
    dst_host: text('Destination Host', { alias: 'ip.host', hidden: true }),
    cur_rt: address('Current Route', { doc: 'Next hop of a source route: what stands in the destination field' }),
    bogus_ip_version: none('Bogus IP version'),
    bogus_header_length: none('Bogus IP header length'),
    bogus_ip_length: none('Bogus IP length'),
    ...IPV4_REASSEMBLY_FIELDS,
    ...IPV4_OPTION_FIELDS,
  },
  dissect(p, f) {
    if (p.indexing && p.at + MIN_HEADER <= p.view.capturedEnd && plain(p)) return;
    const start = p.at;
    p.info(() => '');
    const first = p.view.uint8(start);
    const headerLength = (first & 15) * 4;
    if (p.inTree) p.layerNode.length = Math.min(headerLength, p.captured);
    p.peek(f.version);
    if (first >>> 4 !== 4) {
      otherVersion(p, f, first >>> 4);
      return;
    }
    if (!lengths(p, f, headerLength)) return;
    const total = p.view.uint16(start + 2);
    fragmentLine(p, f);
    p.read(f.ttl);
    const ttlNode = p.inTree ? p.last : undefined;
    const proto = p.read(f.proto);
    headerChecksum(p, f, start, headerLength);
    const last = headerLength > MIN_HEADER ? finalDestination(p, start + MIN_HEADER, Math.min(start + headerLength, p.view.capturedEnd)) : -1;
    p.addresses(AddressKind.Ipv4, start + 12, last < 0 ? start + 16 : last);
    addressLines(p, f, start, last);
    if (p.emits) timeToLive(p, f, p.view.uint8(start + 8), ttlNode);
    if (headerLength > MIN_HEADER) ipv4Options(p, f, headerLength - MIN_HEADER);
    if (total > 0) p.shrink(start + total);
    handOn(p, f, start, proto, last < 0 ? start + 16 : last);
  },
  examples: [
    {
      what: 'UDP, do not fragment', info: '12 → 34 Len=0',
      hex: '45b8001c 00014000 4011 26ee 7f000001 7f000001 000c002200080000',
      fields: { 'ip.version': '4', 'ip.hdr_len': '20', 'ip.dsfield': '0xb8', 'ip.dsfield.dscp': '46', 'ip.len': '28', 'ip.id': '0x0001', 'ip.flags': '0x02', 'ip.flags.df': '1', 'ip.ttl': '64', 'ip.proto': '17', 'ip.checksum': '0x26ee', 'ip.checksum.status': '2', 'ip.addr': '127.0.0.1,127.0.0.1', 'ip.src_host': '127.0.0.1' },
    },
    {
      what: 'middle fragment', info: 'Fragmented IP protocol (proto=UDP 17, off=8, ID=6312)',
      hex: '4500001c 6312 2001 01 11 0000 0a0d0171 e0000202 0102030405060708',
      fields: { 'ip.flags.mf': '1', 'ip.frag_offset': '1', 'data.len': '8' },
    },
    {
      what: 'router alert', info: 'Unknown (253)', hex: '46000018 00000000 40fd 0000 0a000001 e0000016 94040000',
      fields: { 'ip.opt.type': '148', 'ip.opt.type.number': '20', 'ip.opt.ra': '0' },
    },
    { what: 'total length below the header', info: 'Bogus IP length (11, less than header length 20)', hex: '4500000b 00000000 4011 0000 0a000001 0a000002', fields: { 'ip.len': '11' } },
  ],
});

type F = typeof ipv4.fields;

/** The index run's way through the usual header: no options, no fragment, nothing to complain of. */
function plain(p: Layer): boolean {
  const view = p.view;
  const start = p.at;
  const total = view.uint16(start + 2);
  if (view.uint8(start) !== 0x45 || total < MIN_HEADER || (view.uint16(start + 6) & 0x3fff) !== 0) return false;
  p.fragment = false;
  p.paths.plainHeader();
  p.addresses(AddressKind.Ipv4, start + 12, start + 16);
  p.shrink(start + total);
  p.at = start + MIN_HEADER;
  p.next('ip.proto', view.uint8(start + 9));
  return true;
}

function otherVersion(p: Layer, f: F, version: number): void {
  p.info(() => `Bogus IPv4 version (${version}, must be 4)`);
  p.expert(f.bogus_ip_version, 'error', 'Protocol', 'Bogus IPv4 version');
  if (version === 6) p.next('encapsulated', 0x86dd);
}

/** Header length, services field, total length. False: they cannot be. */
function lengths(p: Layer, f: F, headerLength: number): boolean {
  const start = p.at;
  p.put(f.hdr_len, headerLength, start, 1);
  if (p.inTree) node(p, `.... ${(headerLength / 4).toString(2).padStart(4, '0')} = Header Length: ${headerLength} bytes (${headerLength / 4})`);
  if (headerLength < MIN_HEADER) {
    if (p.inTree) node(p, `Header Length: ${headerLength} bytes (bogus, must be at least ${MIN_HEADER})`);
    p.info(() => `Bogus IP header length (${headerLength}, must be at least ${MIN_HEADER})`);
    p.expert(f.bogus_header_length, 'error', 'Protocol', 'Bogus IP header length');
    return false;
  }
  p.skip(1);
  const services = p.read(f.dsfield);
  if (p.inTree) p.last.append = ` (${dsfieldText(services)})`;
  p.open();
  p.peek(f['dsfield.dscp'], start + 1);
  p.peek(f['dsfield.ecn'], start + 1);
  p.close();
  const total = p.view.uint16(p.at);
  const there = p.view.reportedEnd - start;
  if (total !== 0) p.read(f.len);
  else {
    p.generated(f.len, there, p.at, 2);
    p.skip(2);
    if (p.inTree) p.last.valueText = `${there} bytes (reported as 0, presumed to be because of "TCP segmentation offload" (TSO))`;
    return true;
  }
  if (total < headerLength) {
    if (p.inTree) p.last.valueText = `${total} bytes (bogus, less than header length ${headerLength})`;
    p.info(() => `Bogus IP length (${total}, less than header length ${headerLength})`);
    p.expert(f.bogus_ip_length, 'error', 'Protocol', 'Bogus IP length');
    return false;
  } else if (total > there && p.quoted === 0) p.expert(f.bogus_ip_length, 'error', 'Protocol', `IPv4 total length exceeds packet length (${there} bytes)`);
  return true;
}

function node(p: Layer, line: string): void {
  p.last.text = line;
}

function fragmentLine(p: Layer, f: F): void {
  p.read(f.id);
  const at = p.at;
  const bits = p.view.uint8(at);
  p.peek(f.flags);
  if (p.inTree) p.last.append = (bits & 0x80 ? ', Reserved bit' : '') + (bits & 0x40 ? ", Don't fragment" : '') + (bits & 0x20 ? ', More fragments' : '');
  p.open();
  p.flags(bits, [f['flags.rb'], f['flags.df'], f['flags.mf']], at, 1);
  p.close();
  const offset = p.read(f.frag_offset);
  if (p.inTree) p.last.valueText = String(offset * 8);
}

function headerChecksum(p: Layer, f: F, start: number, headerLength: number): void {
  const at = p.at;
  const fields = { checksum: f.checksum, status: f['checksum.status'], bad: f['checksum_bad.expert'], calculated: f.checksum_calculated };
  if (p.emits) {
    if (!p.options.verifyChecksums || start + headerLength > p.view.capturedEnd) emitUnchecked(p, fields, at, p.options.verifyChecksums ? 'unverified' : 'validation disabled');
    else if (p.view.uint16(at) === 0 && onLoopback(p, start)) emitUnchecked(p, fields, at, 'not filled in: the loopback interface needs none');
    else emitChecked(p, fields, at, check(p, at, start, headerLength), 'error', '(may be caused by "IP checksum offload"?)');
  }
  p.skip(2);
}

function onLoopback(p: Layer, start: number): boolean {
  return LOOPBACK_LINKTYPES.includes(p.linktype) || p.view.bytes[start + 12] === 127 || p.view.bytes[start + 16] === 127;
}

/** `last`: where the end of a source route stands, -1 = there is none. */
function addressLines(p: Layer, f: F, start: number, last: number): void {
  const b = p.view.bytes;
  p.read(f.src);
  if (p.wants(f.src_host)) p.put(f.src_host, ipv4Name(p.options.names, b, start + 12), start + 12, 4);
  const field: Field<number> = last < 0 ? f.dst : f.cur_rt;
  p.read(field);
  if (last >= 0 && !p.inTree) p.put(f.dst, p.view.uint32(last), last, 4);
  const destinationAt = last < 0 ? start + 16 : last;
  if (p.wants(f.dst_host)) p.put(f.dst_host, ipv4Name(p.options.names, b, destinationAt), destinationAt, 4);
  p.title(() => `, Src: ${ipv4Named(p, start + 12)}, Dst: ${ipv4Named(p, destinationAt)}`);
}

/** Groups within 224.0.0.0/24 that are not left by routers: 1, or what the protocol says. */
const LOCAL_GROUP_TTL: ReadonlyMap<string, number> = new Map([['224.0.0.18', 255], ['224.0.0.102', 255], ['224.0.0.251', 255], ['224.0.0.252', -1]]);

const IGMP = 2;
/** OSPF and PIM speak to neighbours only. */
const isRouting = (protocol: number): boolean => protocol === 89 || protocol === 103;

function timeToLive(p: Layer, f: F, ttl: number, ttlNode: Layer['last'] | undefined): void {
  const b = p.view.bytes;
  const destination = p.view.uint32(p.start + 16);
  if (destination >>> 8 === 0xe00000) {
    const due = p.view.uint8(p.start + 9) === IGMP ? 1 : (LOCAL_GROUP_TTL.get(ipv4BytesText(b, p.start + 16)) ?? 1);
    if (due >= 0 && ttl !== due) belowLine(p, ttlNode, () => p.expert(f['ttl.lncb'], 'note', 'Sequence', `"Time To Live" != ${due} for a packet sent to the Local Network Control Block (see RFC 3171)`));
  } else if (ttl < 5 && destination >>> 28 !== 14 && !isRouting(p.view.uint8(p.start + 9))) {
    belowLine(p, ttlNode, () => p.expert(f['ttl.too_small'], 'note', 'Sequence', `"Time To Live" only ${ttl}`));
  }
}

function handOn(p: Layer, f: F, start: number, proto: number, destinationAt: number): void {
  const word = p.view.uint16(start + 6);
  const offset = (word & 0x1fff) * 8;
  const more = (word & 0x2000) !== 0;
  const whole = Math.max(p.view.reportedEnd, start + p.view.uint16(start + 2)) <= p.view.capturedEnd;
  p.fragment = more || offset > 0;
  if (offset > 0 || (more && whole && p.left > 0)) {
    const datagram = whole && p.left > 0 ? fragmentOf(p, { kind: AddressKind.Ipv4, identification: p.view.uint16(start + 4) ^ proto ^ p.facts.vlan, sourceAt: start + 12, destinationAt, offset, length: p.left, more }) : null;
    if (datagram?.whole) {
      reassembled(p, f, proto, datagram.whole);
      return;
    }
    const place = datagram && datagram.completedIn > 0 ? ` [Reassembled in #${datagram.completedIn}]` : '';
    p.info(() => `Fragmented IP protocol (proto=${IP_PROTOCOL_NAMES.get(proto) ?? 'Unknown'} ${proto}, off=${offset}, ID=${hex4(p.view.uint16(start + 4)).slice(2)})${place}`);
    if (datagram) elsewhere(p, f.reassembled_in, datagram);
    p.next('linktype', -1);
    return;
  }
  p.info(() => `${IP_PROTOCOL_NAMES.get(proto) ?? 'Unknown'} (${proto})`);
  p.next('ip.proto', proto);
}

/** The datagram is whole: what it carries follows. */
function reassembled(p: Layer, f: F, proto: number, whole: WholeDatagram): void {
  const wrong = continueInDatagram(p, f, 'IPv4', whole);
  p.fragment = false;
  p.info(() => (wrong ? '[Illegal IPv4 fragments]' : `${IP_PROTOCOL_NAMES.get(proto) ?? 'Unknown'} (${proto})`));
  p.next('ip.proto', proto);
}
