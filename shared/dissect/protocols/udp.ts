// User Datagram Protocol, and UDP-Lite.
import { bytes, none, relativeTime, uint16, uint32, uint8 } from '../field';
import { MALFORMED, TRUNCATED } from '../../bytes/byte-view';
import { timeBetween } from '../../frame/time';
import { AddressKind } from '../frame-facts';
import { check, emitChecked, emitUnchecked, pseudoHeaderSum, type ChecksumFields } from '../internet-checksum';
import type { Layer } from '../layer';
import { portInfo, portText } from '../names';
import { protocol } from '../protocol';
import { CHECKSUM_STATUS, CHECKSUM_STATUS_NAMES } from './values/checksum-status';

const HEADER = 8;
const NUMBER = 17;

export const udp = protocol({
  id: 'udp', name: 'User Datagram Protocol', column: 'UDP', spec: 'RFC 768', tcpdump: 'print-udp.c',
  over: { 'ip.proto': [NUMBER] },
  fields: {
    srcport: uint16('Source Port', { base: 'pt_udp', alias: 'udp.port' }),
    dstport: uint16('Destination Port', { base: 'pt_udp', alias: 'udp.port' }),
    length: uint16('Length', { doc: 'Octets of header and data' }),
    'length.bad': none('Bad length value'),
    'length.bad_zero': none('Length is zero but payload < 65536'),
    checksum: uint16('Checksum', { base: 'hex', doc: 'Over pseudo-header, header and data; 0 = none' }),
    checksum_calculated: uint16('Calculated Checksum', { base: 'hex' }),
    'checksum.status': uint8('Checksum Status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
    'checksum.bad': none('Bad checksum'),
    'checksum.zero': none('Illegal checksum value (0)'),
    stream: uint32('Stream index', { doc: 'Number of the conversation in this file, from 0' }),
    time_relative: relativeTime('Time since first frame'),
    time_delta: relativeTime('Time since previous frame'),
    possible_traceroute: none('Possible traceroute'),
    payload: bytes('Payload', { doc: 'What is carried' }),
  },
  dissect(p, f) {
    if (p.indexing && p.at + HEADER <= p.view.capturedEnd && plain(p)) return;
    const start = p.at;
    p.info(() => '');
    if (p.captured < 4) p.column(p.facts.addressKind === AddressKind.Ipv6 ? 'IPv6' : 'IPv4');
    const [source, destination] = [p.view.uint16(start), p.view.uint16(start + 2)];
    p.transport(NUMBER, source, destination);
    p.title(() => `, Src Port: ${portText(p, 'udp', source)}, Dst Port: ${portText(p, 'udp', destination)}`);
    p.info(() => `${portInfo(p, 'udp', source)} → ${portInfo(p, 'udp', destination)}`);
    p.read(f.srcport);
    p.read(f.dstport);
    if (p.emits && (isProbed(destination) || isProbed(source))) possibleTraceroute(p, f, isProbed(destination) ? destination : source);
    const end = lengthLine(p, f, start);
    if (end < 0) return;
    if (p.inRow) p.appendInfo(() => ` Len=${end - start - HEADER}${p.view.uint16(start + 4) === 0 ? ' [Jumbogram]' : ''}`);
    checksum(p, f, start, end);
    if (p.view.uint16(start + 6) === 0 && p.facts.addressKind === AddressKind.Ipv6) p.appendInfo(() => ' [ILLEGAL CHECKSUM (0)]');
    conversation(p, f, end);
    payload(p, f, end);
    p.shrink(end);
    p.facts.payloadAt = p.quoted > 0 ? p.facts.payloadAt : p.at;
    if (p.quoted === 0) {
      p.facts.payloadLength = end - p.at;
      p.facts.payloadSource = p.source;
      p.facts.payloadBound = p.view.capturedEnd;
    }
    if (end > p.at && p.view.reportedEnd <= p.at) throw MALFORMED;
    if (p.left > 0 && p.captured <= 0) throw TRUNCATED;
    p.next('udp.port', source, end - p.at, destination);
  },
  examples: [
    {
      what: 'two bytes of data', info: '51972 → 53535 Len=2', hex: 'cb04 d11f 000a 6a17 abcd',
      fields: { 'udp.srcport': '51972', 'udp.dstport': '53535', 'udp.port': '51972,53535', 'udp.length': '10', 'udp.checksum': '0x6a17', 'udp.checksum.status': '2', 'udp.payload': 'abcd' },
    },
    { what: 'no checksum', info: '1 → 2 Len=0', hex: '0001 0002 0008 0000', fields: { 'udp.checksum.status': '3' } },
    { what: 'length too small', info: '1 → 2 [BAD UDP LENGTH 7 < 8]', hex: '0001 0002 0007 0000', fields: { 'udp.length': '7' } },
    { what: 'length beyond the datagram', info: '1 → 2 [BAD UDP LENGTH 32 > IP PAYLOAD LENGTH] Len=24', hex: '0001 0002 0020 1234 00', fields: { 'udp.length': '32' } },
  ],
});

type F = typeof udp.fields;

/** The index run's way through a datagram whose length is right. */
function plain(p: Layer): boolean {
  const view = p.view;
  const start = p.at;
  const length = view.uint16(start + 4);
  if (length < HEADER || start + length > view.reportedEnd || (length > HEADER && start + HEADER >= view.capturedEnd)) return false;
  const [source, destination] = [view.uint16(start), view.uint16(start + 2)];
  p.transport(NUMBER, source, destination);
  p.at = start + HEADER;
  if (p.quoted === 0) {
    p.facts.payloadAt = p.at;
    p.facts.payloadLength = length - HEADER;
    p.facts.payloadSource = p.source;
  }
  p.paths.plainHeader();
  p.shrink(start + length);
  p.next('udp.port', source, length - HEADER, destination);
  return true;
}

/** Ten hops of three probes. */
const isProbed = (port: number): boolean => port > 33434 && port <= 33464;

/** Three probes to each port, the first for one hop (traceroute of BSD). */
function possibleTraceroute(p: Layer, f: F, port: number): void {
  const probe = port - 33435;
  p.expert(f.possible_traceroute, 'chat', 'Sequence', `Possible traceroute: hop #${Math.floor(probe / 3) + 1}, attempt #${(probe % 3) + 1}`);
}

/** Where the datagram ends; -1 = the length cannot be. */
function lengthLine(p: Layer, f: F, start: number): number {
  const length = p.read(f.length);
  const there = p.view.reportedEnd - start;
  // Only a jumbogram of IPv6 has more octets than the field can tell (RFC 2675).
  if (length === 0 && p.facts.addressKind === AddressKind.Ipv6) {
    if (there < 0x10000) p.expert(f['length.bad_zero'], 'error', 'Malformed', 'Length is zero but payload < 65536');
    return p.view.reportedEnd;
  }
  if (length < HEADER) {
    if (p.inTree) p.last.append = ` (bogus, must be >= ${HEADER})`;
    p.expert(f['length.bad'], 'error', 'Malformed', `Bad length value ${length} < ${HEADER}`);
    p.appendInfo(() => ` [BAD UDP LENGTH ${length} < ${HEADER}]`);
    return -1;
  }
  if (length > there && !p.fragment && p.quoted === 0) {
    if (p.inTree) p.last.append = ` (bogus, payload length ${there})`;
    p.expert(f['length.bad'], 'error', 'Malformed', `Bad length value ${length} > IP payload length`);
    p.appendInfo(() => ` [BAD UDP LENGTH ${length} > IP PAYLOAD LENGTH]`);
  }
  return start + length;
}

function checksum(p: Layer, f: F, start: number, end: number): void {
  const at = p.at;
  const sent = p.view.uint16(at);
  p.skip(2);
  if (!p.emits) return;
  const fields: ChecksumFields = { checksum: f.checksum, status: f['checksum.status'], bad: f['checksum.bad'], calculated: f.checksum_calculated };
  if (sent === 0) {
    const ipv6 = p.facts.addressKind === 3 && p.quoted === 0;
    emitUnchecked(p, fields, at, ipv6 ? 'zero-value illegal' : 'zero-value ignored', ipv6 ? CHECKSUM_STATUS.illegal : CHECKSUM_STATUS.notPresent);
    return;
  }
  const length = end - start;
  const whole = end <= p.view.capturedEnd && !p.fragment && p.quoted === 0;
  const pseudo = p.options.verifyChecksums && whole ? pseudoHeaderSum(p, NUMBER, length) : -1;
  if (pseudo < 0) emitUnchecked(p, fields, at, 'unverified');
  else emitChecked(p, fields, at, check(p, at, start, length, pseudo), 'error', ' (maybe caused by "UDP checksum offload"?)');
}

function conversation(p: Layer, f: F, end: number): void {
  if (!p.emits) return;
  const { time } = p.context;
  const stream = p.context.streamTimes(p.facts.transportCount - 1);
  if (p.stream >= 0) p.generated(f.stream, p.stream, p.at);
  if (p.quoted > 0 || end <= p.at || time === null || stream === null) return;
  p.group('Timestamps', -1, 0);
  if (p.inTree) p.last.generated = true;
  p.generated(f.time_relative, timeBetween(stream.first, time));
  p.generated(f.time_delta, timeBetween(stream.previous ?? time, time));
  p.close();
}

function payload(p: Layer, f: F, end: number): void {
  if (!p.emits) return;
  const length = Math.min(end, p.view.capturedEnd) - p.at;
  if (length <= 0) return;
  p.put(f.payload, p.view.captured(p.at, length), p.at, length);
  if (p.inTree) p.last.text = `UDP payload (${length} byte${length === 1 ? '' : 's'})`;
}
