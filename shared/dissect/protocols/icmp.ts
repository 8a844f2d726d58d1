// Internet Control Message Protocol (version 4).
import { ipv4Text } from '../../frame/address';
import { timeBetween, type TimeNs } from '../../frame/time';
import { absoluteTime, bytes, double, framenum, int32, ipv4, none, relativeTime, uint16, uint32, uint8 } from '../field';
import { check, emitChecked, emitUnchecked } from '../internet-checksum';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { exchangeKey, guessedTime, pair, timeOfDayText } from './icmp-exchange';
import { extendedEchoObjects, EXTENSION_OBJECT_FIELDS, multiPartExtensions } from './icmp-extensions';
import { mobileIpExtensions, MOBILE_IP_FIELDS } from './icmp-mobile-ip';
import { CHECKSUM_STATUS_NAMES } from './values/checksum-status';
import { ICMP_CODES, ICMP_TYPES } from './values/icmp-names';

const HEADER = 8;
/** Where extensions begin if the length field does not say. */
const QUOTED = 128;

export const icmp = protocol({
  id: 'icmp', name: 'Internet Control Message Protocol', column: 'ICMP', spec: 'RFC 792, RFC 950, RFC 1256, RFC 4884, RFC 8335', tcpdump: 'print-icmp.c',
  over: { 'ip.proto': [1] },
  fields: {
    type: uint8('Type'),
    code: uint8('Code'),
    checksum: uint16('Checksum', { base: 'hex', doc: 'Over the whole message' }),
    'checksum.status': uint8('Checksum Status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
    checksum_bad: none('Bad checksum'),
    unused: bytes('Unused'),
    length: uint8('Length', { doc: 'Of the quoted datagram, in units of 4 octets' }),
    'length.original_datagram': uint8('Length of original datagram'),
    ident: uint16('Identifier (BE)', { base: 'dec_hex', doc: 'Echo: usually the process that pings' }),
    ident_le: uint16('Identifier (LE)', { base: 'dec_hex', le: true }),
    seq: uint16('Sequence Number (BE)', { base: 'dec_hex' }),
    seq_le: uint16('Sequence Number (LE)', { base: 'dec_hex', le: true }),
    mtu: uint16('MTU of next hop', { doc: 'Octets' }),
    num_addrs: uint8('Number of addresses'),
    addr_entry_size: uint8('Address entry size'),
    lifetime: uint16('Lifetime', { doc: 'Seconds' }),
    pointer: uint32('Pointer', { doc: 'Octet of the quoted header that is wrong' }),
    router_address: ipv4('Router address'),
    pref_level: int32('Preference level'),
    originate_timestamp: uint32('Originate Timestamp'),
    receive_timestamp: uint32('Receive Timestamp'),
    transmit_timestamp: uint32('Transmit Timestamp'),
    address_mask: ipv4('Address Mask', { base: 'netmask' }),
    redir_gw: ipv4('Gateway Address'),
    resp_in: framenum('Response frame'),
    no_resp: none('No response seen'),
    resp_not_found: none('Response not found'),
    resp_to: framenum('Request frame'),
    resptime: double('Response time', { unit: 'ms', doc: 'From request to response' }),
    data_time: absoluteTime('Timestamp from icmp data'),
    data_time_relative: relativeTime('Timestamp from icmp data (relative)'),
    ...EXTENSION_OBJECT_FIELDS,
    ...MOBILE_IP_FIELDS,
  },
  dissect(p, f) {
    const start = p.at;
    p.info(() => '');
    const type = p.view.uint8(start);
    const code = p.view.uint8(start + 1);
    names(p, f, type, code);
    p.at = start + 2;
    checksum(p, f, start);
    BODIES[type]?.(p, f, start, code);
    if (p.inTree) p.layerNode.length = Math.max(0, Math.min(p.view.reportedEnd, p.view.capturedEnd) - start);
  },
  examples: [
    {
      what: 'echo request', info: 'Echo (ping) request  id=0x0001, seq=2/512, ttl=0', hex: '0801 4c2e 0001 0002 abcd',
      fields: { 'icmp.type': '8', 'icmp.code': '1', 'icmp.checksum.status': '1', 'icmp.ident': '1', 'icmp.ident_le': '256', 'icmp.seq': '2', 'icmp.seq_le': '512', 'data.len': '2' },
    },
    {
      what: 'host unreachable, quoting TCP', info: 'Destination unreachable (Host unreachable)', hex: '0301 0000 00000000 4500001c000000004006000001020304050607080050005100000001',
      fields: { 'icmp.checksum.status': '0', 'icmp.unused': '00000000', 'ip.src': '1.2.3.4', 'tcp.srcport': '80', 'tcp.seq': '1' },
    },
    { what: 'fragmentation needed', info: 'Destination unreachable (Fragmentation needed)', hex: '0304 f71f 0000 05dc', fields: { 'icmp.unused': '0000', 'icmp.mtu': '1500', 'icmp.checksum.status': '1' } },
    { what: 'redirect', info: 'Redirect             (Redirect for host)', hex: '0501 0000 0a026362', fields: { 'icmp.redir_gw': '10.2.99.98' } },
    { what: 'router solicitation', info: 'Router solicitation ', hex: '0a00f5ff00000000', fields: { 'icmp.type': '10' } },
  ],
});

type F = typeof icmp.fields;
type Body = (p: Layer, f: F, start: number, code: number) => void;

/** Of messages of other types nothing but the type is shown. */
const BODIES: Readonly<Record<number, Body>> = {
  0: echo, 3: unreachable, 4: sourceQuench, 5: redirect, 8: echo, 9: advertisement, 11: timeExceeded, 12: parameterProblem,
  13: timestamp, 14: timestamp, 15: exchange, 16: exchange, 17: addressMask, 18: addressMask, 42: extendedEcho, 43: extendedEcho,
};

function names(p: Layer, f: F, type: number, code: number): void {
  const name = type === 9 && (code === 0 || code === 16) ? 'Mobile IP Advertisement' : (ICMP_TYPES.get(type) ?? 'Unknown ICMP (obsolete or malformed?)');
  const codes = ICMP_CODES.get(type);
  const codeName = codes ? (codes[code] ?? `Unknown code: ${code}`) : '';
  p.info(() => name.padEnd(20) + (codeName === '' ? '' : ` (${codeName})`));
  p.put(f.type, type, p.at, 1);
  if (p.inTree) p.last.valueText = `${type} (${name})`;
  p.put(f.code, code, p.at + 1, 1);
  if (p.inTree && codeName !== '') p.last.valueText = `${code} (${codeName})`;
}

function checksum(p: Layer, f: F, start: number): void {
  const at = p.at;
  p.skip(2);
  if (!p.emits) return;
  const fields = { checksum: f.checksum, status: f['checksum.status'], bad: f.checksum_bad };
  const end = p.view.reportedEnd;
  if (p.quoted > 0) emitUnchecked(p, fields, at, 'unverified] [in ICMP error packet');
  else if (end > p.view.capturedEnd || p.fragment) emitUnchecked(p, fields, at, 'unverified');
  else emitChecked(p, fields, at, check(p, at, start, end - start), 'warn');
}

/** Identifier and sequence number, twice: hosts do not agree on their byte order. */
function numbers(p: Layer, f: F): readonly [ident: number, sequence: number] {
  const ident = p.peek(f.ident);
  p.read(f.ident_le);
  const sequence = p.peek(f.seq);
  p.read(f.seq_le);
  return [ident, sequence];
}

function swap(n: number): number {
  return ((n & 255) << 8) | (n >>> 8);
}

function exchange(p: Layer, f: F, start: number): void {
  const type = p.view.uint8(start);
  const [ident, sequence] = numbers(p, f);
  const ttl = p.facts.addressKind === 2 && p.quoted === 0 ? p.facts.addressBytes[p.facts.sourceAt - 4]! : 0;
  const name = ICMP_TYPES.get(type) ?? '';
  p.info(() => `${name.padEnd(20)} id=0x${ident.toString(16).padStart(4, '0')}, seq=${sequence}/${swap(sequence)}, ttl=${ttl}`);
}

function echo(p: Layer, f: F, start: number): void {
  const request = p.view.uint8(start) === 8;
  exchange(p, f, start);
  const key = exchangeKey(p, p.view.uint32(start + 4), 0);
  pair(p, f, request, key, 'No response seen to ICMP request');
  dataTime(p, f);
  data(p);
}

/** Pings carry the time at which they were sent. */
function dataTime(p: Layer, f: F): void {
  if (p.left < 8 || p.captured < 8) return;
  const time = p.context.time;
  const guess = time && p.emits ? guessedTime(p, p.at, time) : null;
  if (!time || !guess) return;
  p.put(f.data_time, guess, p.at, 8);
  const ago: TimeNs = timeBetween(guess, time);
  p.generated(f.data_time_relative, ago, p.at, 8);
  p.skip(8);
}

function data(p: Layer): void {
  const length = p.left;
  if (length > 0 && p.captured > 0) p.nested('linktype', -1, p.at, length);
  p.at += Math.min(length, Math.max(0, p.captured));
}

function timestamp(p: Layer, f: F, start: number): void {
  exchange(p, f, start);
  for (const field of [f.originate_timestamp, f.receive_timestamp, f.transmit_timestamp]) {
    const at = p.at;
    const value = p.read(field);
    if (p.inTree) p.last.valueText = `${value} (${timeOfDayText(p, at)} after midnight UTC)`;
  }
}

function addressMask(p: Layer, f: F, start: number): void {
  exchange(p, f, start);
  const mask = p.read(f.address_mask);
  if (p.inTree) p.last.valueText = ipv4Text(mask);
}

/** The length byte of RFC 4884, if it is set. Returns where the quoted datagram ends, -1 = at the end of the message. */
function lengthByte(p: Layer, f: F, start: number): number {
  const units = p.view.uint8(start + 5);
  if (units === 0) return unsaidEnd(p, start);
  p.take(f.unused, 1);
  p.read(f.length);
  p.generated(f['length.original_datagram'], units * 4, start + 5, 1);
  return start + HEADER + units * 4;
}

/** Old senders say no length: 128 octets, then extensions, if the quoted datagram is no longer than that. */
function unsaidEnd(p: Layer, start: number): number {
  const end = start + HEADER + QUOTED;
  const there = start + HEADER + 4 <= p.view.capturedEnd;
  return p.view.reportedEnd > end && there && p.view.uint16(start + HEADER + 2) <= QUOTED ? end : -1;
}

function unreachable(p: Layer, f: F, start: number, code: number): void {
  const end = lengthByte(p, f, start);
  if (code === 4) {
    if (start + 6 > p.at) p.take(f.unused, start + 6 - p.at);
    p.read(f.mtu);
  } else p.take(f.unused, start + HEADER - p.at);
  quote(p, f, end);
}

function timeExceeded(p: Layer, f: F, start: number): void {
  const end = lengthByte(p, f, start);
  p.take(f.unused, start + HEADER - p.at);
  quote(p, f, end);
}

function parameterProblem(p: Layer, f: F, start: number): void {
  p.put(f.pointer, p.view.uint8(p.at), p.at, 1);
  p.skip(1);
  const units = p.view.uint8(p.at);
  if (units !== 0) {
    p.read(f.length);
    p.generated(f['length.original_datagram'], units * 4, start + 5, 1);
  }
  p.take(f.unused, start + HEADER - p.at);
  quote(p, f, units === 0 ? unsaidEnd(p, start) : start + HEADER + units * 4);
}

function sourceQuench(p: Layer, f: F): void {
  p.take(f.unused, 4);
  quote(p, f, -1);
}

function redirect(p: Layer, f: F): void {
  p.read(f.redir_gw);
  quote(p, f, -1);
}

/** The datagram that caused the error, and the extensions behind it. */
function quote(p: Layer, f: F, end: number): void {
  const extended = end >= 0 && p.view.reportedEnd > end;
  const length = (extended ? end : p.view.reportedEnd) - p.at;
  if (length > 0) {
    p.quoted++;
    p.nested('encapsulated', 0x0800, p.at, length);
    p.quoted--;
  }
  if (!extended) return;
  p.at = end;
  if (p.captured >= 4) multiPartExtensions(p, f);
}

function advertisement(p: Layer, f: F, _start: number, code: number): void {
  const count = p.read(f.num_addrs);
  const size = p.read(f.addr_entry_size);
  const lifetime = p.read(f.lifetime);
  if (p.inTree) p.last.valueText = `${lifetime} (${lifetime} seconds)`;
  for (let i = 0; i < count && size === 2; i++) {
    p.read(f.router_address);
    p.read(f.pref_level);
  }
  if (code === 0 || code === 16) mobileIpExtensions(p, f);
}

function extendedEcho(p: Layer, f: F, start: number): void {
  const type = p.view.uint8(start);
  p.peek(f.ident);
  p.read(f.ident_le);
  p.read(f['ext.echo.seq']);
  if (type === 42) {
    p.peek(f['ext.echo.req.res']);
    p.flags(p.view.uint8(p.at), [f['ext.echo.req.local']], p.at, 1);
    p.skip(1);
    if (p.left > 0) extendedEchoObjects(p, f);
    return;
  }
  p.peek(f['ext.echo.rsp.state']);
  p.peek(f['ext.echo.rsp.res']);
  p.flags(p.view.uint8(p.at), [f['ext.echo.rsp.active'], f['ext.echo.rsp.ipv4'], f['ext.echo.rsp.ipv6']], p.at, 1);
  p.skip(1);
}
