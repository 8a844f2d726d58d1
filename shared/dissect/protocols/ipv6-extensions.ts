// Extension headers of IPv6: hop-by-hop and destination options, routing, fragment (RFC 8200, 8754, 6554, 6275).
import { ipv6Text } from '../../frame/address';
import { bytes, flag, int32, ipv6 as address, none, uint16, uint32, uint8, type Field } from '../field';
import { AddressKind } from '../frame-facts';
import { continueInDatagram, elsewhere, fragmentOf, IPV6_REASSEMBLY_FIELDS } from '../ip-fragment';
import type { Layer } from '../layer';
import { IPV6_OPTION_FIELDS, ipv6Options } from './ipv6-options';
import { IP_PROTOCOL_NAMES } from './values/ip-protocol-names';

const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const DESTINATION = 60;

const ROUTING_TYPES = {
  0: 'Source Route', 1: 'Nimrod', 2: 'Type 2 Routing', 3: 'RPL Source Route', 4: 'Segment Routing', 5: 'Compact Routing Header 16',
  6: 'Compact Routing Header 32', 253: 'Experiment 1', 254: 'Experiment 2',
};

const nextHeader = (): Field<number> => uint8('Next Header', { names: IP_PROTOCOL_NAMES });
const units = (): Field<number> => uint8('Length', { doc: 'In units of 8 octets, the first not counted' });
const octets = (): Field<number> => uint16('Length', { unit: 'bytes' });

export const EXTENSION_FIELDS = {
  hopopts: none('IPv6 Hop-by-Hop Option'),
  'hopopts.nxt': nextHeader(),
  'hopopts.len': units(),
  'hopopts.len_oct': octets(),
  dstopts: none('Destination Options for IPv6'),
  'dstopts.nxt': nextHeader(),
  'dstopts.len': units(),
  'dstopts.len_oct': octets(),
  routing: none('Routing Header for IPv6'),
  'routing.nxt': nextHeader(),
  'routing.len': units(),
  'routing.len_oct': octets(),
  'routing.type': uint8('Type', { names: ROUTING_TYPES }),
  'routing.segleft': uint8('Segments Left', { doc: 'Addresses of the list still to be visited' }),
  'routing.unknown_data': bytes('Type-Specific Data'),
  'routing.src.reserved': bytes('Reserved'),
  'routing.src.addr': address('Address'),
  'routing.mipv6.reserved': bytes('Reserved'),
  'routing.mipv6.home_address': address('Home Address'),
  'routing.rpl.cmprI': uint32('Compressed Internal Octets (CmprI)', { mask: 0xf0000000 }),
  'routing.rpl.cmprE': uint32('Compressed Final Octets (CmprE)', { mask: 0x0f000000 }),
  'routing.rpl.pad': uint32('Padding Bytes', { mask: 0x00f00000 }),
  'routing.rpl.reserved': uint32('Reserved', { mask: 0x000fffff }),
  'routing.rpl.addr_count': int32('Total Address Count'),
  'routing.rpl.address': bytes('Address'),
  'routing.rpl.full_address': address('Full Address'),
  'routing.srh.last_entry': uint8('Last Entry'),
  'routing.srh.flags': uint8('Flags', { base: 'hex' }),
  'routing.srh.tag': bytes('Tag'),
  'routing.srh.addr': address('Address'),
  'routing.invalid_length': none('Invalid IPv6 Routing header length'),
  'routing.invalid_segleft': none('IPv6 Routing Header segments left field must not exceed address count'),
  'routing.undecoded': none('Undecoded IPv6 routing header field'),
  'routing.deprecated': none('Routing header type is deprecated'),
  fraghdr: none('Fragment Header for IPv6'),
  'fraghdr.nxt': uint8('Next header', { names: IP_PROTOCOL_NAMES }),
  'fraghdr.reserved_octet': uint8('Reserved octet', { base: 'hex' }),
  'fraghdr.offset': uint16('Offset', { mask: 0xfff8, doc: 'In units of 8 octets' }),
  'fraghdr.reserved_bits': uint16('Reserved bits', { mask: 0x0006 }),
  'fraghdr.more': flag('More Fragments', 2, 0x0001, { truth: ['Yes', 'No'] }),
  'fraghdr.ident': uint32('Identification', { base: 'hex' }),
  ...IPV6_REASSEMBLY_FIELDS,
  ...IPV6_OPTION_FIELDS,
};

type F = typeof EXTENSION_FIELDS;

export function isExtension(next: number): boolean {
  return next === HOP_BY_HOP || next === ROUTING || next === FRAGMENT || next === DESTINATION;
}

/** Extension headers from the cursor on. Returns the protocol behind them, -1 = what follows is a fragment's data. */
export function extensionHeaders(p: Layer, f: F, next: number): number {
  while (isExtension(next)) {
    if (next === FRAGMENT) {
      next = fragmentHeader(p, f);
      if (next < 0) return -1;
    } else if (next === ROUTING) next = routingHeader(p, f);
    else next = optionsHeader(p, f, next === HOP_BY_HOP);
  }
  return next;
}

function optionsHeader(p: Layer, f: F, hopByHop: boolean): number {
  const start = p.at;
  const [id, node, nxt, len, octetsField] = hopByHop
    ? (['ipv6.hopopts', f.hopopts, f['hopopts.nxt'], f['hopopts.len'], f['hopopts.len_oct']] as const)
    : (['ipv6.dstopts', f.dstopts, f['dstopts.nxt'], f['dstopts.len'], f['dstopts.len_oct']] as const);
  p.enter(id);
  p.info(() => (hopByHop ? 'IPv6 hop-by-hop options' : 'IPv6 destination options'));
  const length = (p.view.uint8(start + 1) + 1) * 8;
  p.put(node, undefined, start, Math.min(length, p.captured));
  p.open();
  const next = p.read(nxt);
  p.read(len);
  p.put(octetsField, length, start + 1, 1);
  ipv6Options(p, f, start + length);
  p.close();
  p.at = start + length;
  if (p.inTree && p.source === p.layerNode.source) p.layerNode.length = p.at - p.start;
  return next;
}

function fragmentHeader(p: Layer, f: F): number {
  const start = p.at;
  p.enter('ipv6.fraghdr');
  p.put(f.fraghdr, undefined, start, Math.min(8, p.captured));
  p.open();
  const next = p.read(f['fraghdr.nxt']);
  p.read(f['fraghdr.reserved_octet']);
  const word = p.view.uint16(p.at);
  const offset = word & 0xfff8;
  const more = (word & 1) !== 0;
  p.peek(f['fraghdr.offset']);
  if (p.inTree) p.last.append = ` (${offset} bytes)`;
  p.peek(f['fraghdr.reserved_bits']);
  p.flags(word, [f['fraghdr.more']], p.at, 2);
  p.skip(2);
  const ident = p.read(f['fraghdr.ident']);
  p.close();
  p.info(() => `IPv6 fragment (off=${offset} more=${more ? 'y' : 'n'} ident=0x${ident.toString(16).padStart(8, '0')} nxt=${next})`);
  const whole = p.view.reportedEnd <= p.view.capturedEnd;
  p.fragment = more || offset > 0;
  if (offset === 0 && (!more || p.left === 0)) return next;
  const destinationAt = p.quoted === 0 ? p.facts.destinationAt : p.start + 24;
  const datagram = whole && p.left > 0 && !p.nextInSource ? fragmentOf(p, { kind: AddressKind.Ipv6, identification: ident, sourceAt: p.start + 8, destinationAt, offset, length: p.left, more }) : null;
  if (datagram?.whole) {
    const wrong = continueInDatagram(p, f, 'IPv6', datagram.whole);
    if (wrong) p.appendInfo(() => '[Illegal IPv6 fragments]');
    p.fragment = false;
    return next;
  }
  if (datagram) elsewhere(p, f['reassembled.in'], datagram);
  p.next('linktype', -1);
  return -1;
}

function routingHeader(p: Layer, f: F): number {
  const start = p.at;
  p.enter('ipv6.routing');
  p.info(() => 'IPv6 routing');
  const length = (p.view.uint8(start + 1) + 1) * 8;
  const type = p.view.uint8(start + 2);
  p.put(f.routing, undefined, start, Math.min(length, p.captured));
  if (p.inTree) p.last.append = ` (${f['routing.type'].nameOf(type) ?? `Unknown type ${type}`})`;
  p.open();
  const next = p.read(f['routing.nxt']);
  p.read(f['routing.len']);
  p.put(f['routing.len_oct'], length, start + 1, 1);
  p.read(f['routing.type']);
  if (type === 0) p.expert(f['routing.deprecated'], 'note', 'Deprecated', 'Routing header type is deprecated');
  const left = p.read(f['routing.segleft']);
  const end = start + length;
  if (type === 0) sourceRoute(p, f, end, left);
  else if (type === 2) {
    p.take(f['routing.mipv6.reserved'], 4);
    if (p.at + 16 <= end) p.take(f['routing.mipv6.home_address']);
  } else if (type === 3) rplRoute(p, f, end);
  else if (type === 4) segmentRoute(p, f, end, left);
  else if (end > p.at) p.take(f['routing.unknown_data'], end - p.at);
  p.view.need(start, length);
  p.close();
  p.at = end;
  return next;
}

function listed(p: Layer, field: Field<Uint8Array>, number: number): void {
  p.take(field);
  if (p.inTree) p.last.text = `Address[${number}]: ${ipv6Text(p.last.value as Uint8Array)}`;
}

function sourceRoute(p: Layer, f: F, end: number, left: number): void {
  p.take(f['routing.src.reserved'], 4);
  if ((end - p.at) % 16 !== 0) p.expert(f['routing.invalid_length'], 'error', 'Malformed', 'Invalid IPv6 Routing header length');
  const first = p.at;
  let number = 1;
  while (p.at + 16 <= end) listed(p, f['routing.src.addr'], number++);
  if (left > number - 1) p.expert(f['routing.invalid_segleft'], 'error', 'Malformed', 'IPv6 Routing Header segments left field must not exceed address count');
  else if (left > 0) finalDestination(p, first + (number - 2) * 16);
}

function segmentRoute(p: Layer, f: F, end: number, left: number): void {
  const lastEntry = p.read(f['routing.srh.last_entry']);
  p.read(f['routing.srh.flags']);
  p.take(f['routing.srh.tag'], 2);
  const first = p.at;
  for (let i = 0; i <= lastEntry && p.at + 16 <= end; i++) listed(p, f['routing.srh.addr'], i);
  if (left > 0 && p.at > first) finalDestination(p, first);
}

/** What the columns and the pseudo-header say is the last of the list, not the next. */
function finalDestination(p: Layer, at: number): void {
  if (p.quoted === 0 && p.facts.addressBytes === p.view.bytes) p.facts.destinationAt = at;
}

function rplRoute(p: Layer, f: F, end: number): void {
  const word = p.view.uint32(p.at);
  p.peek(f['routing.rpl.cmprI']);
  p.peek(f['routing.rpl.cmprE']);
  p.peek(f['routing.rpl.pad']);
  p.read(f['routing.rpl.reserved']);
  const [inner, last, pad] = [16 - (word >>> 28), 16 - ((word >>> 24) & 15), (word >>> 20) & 15];
  const room = end - p.at - pad - last;
  const count = room < 0 ? 0 : Math.floor(room / inner) + 1;
  p.generated(f['routing.rpl.addr_count'], count, p.at, 2);
  for (let i = 1; i <= count; i++) {
    const size = i < count ? inner : last;
    p.take(f['routing.rpl.address'], size);
    if (p.emits) fullAddress(p, f, size);
  }
}

/** The part left out is the destination's. */
function fullAddress(p: Layer, f: F, size: number): void {
  const full = new Uint8Array(16);
  const b = p.view.bytes;
  full.set(p.facts.addressBytes.subarray(p.facts.destinationAt, p.facts.destinationAt + 16));
  full.set(b.subarray(p.at - size, p.at), 16 - size);
  p.generated(f['routing.rpl.full_address'], full, p.at - size, size);
}

