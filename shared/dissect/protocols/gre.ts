// Generic Routing Encapsulation: RFC 1701, 2784, 2890, and version 1 of PPTP (RFC 2637).
import { bytes, flag, none, uint16, uint32, uint8 } from '../field';
import { AddressKind } from '../frame-facts';
import { check, emitChecked, emitUnchecked } from '../internet-checksum';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { CHECKSUM_STATUS_NAMES } from './values/checksum-status';
import { GRE_PROTOCOL_NAMES } from './values/gre-protocol-names';

/** Ethernet frames: their own addresses count. */
const BRIDGED = 0x6558;
const BIT = { truth: ['Yes', 'No'] } as const;
const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const ACKNOWLEDGMENT = 0x0080;

export const gre = protocol({
  id: 'gre', name: 'Generic Routing Encapsulation', column: 'GRE', spec: 'RFC 2784, RFC 2890, RFC 2637', tcpdump: 'print-gre.c',
  over: { 'ip.proto': [47] },
  fields: {
    flags_and_version: uint16('Flags and Version', { base: 'hex' }),
    'flags.checksum': flag('Checksum Bit', 2, CHECKSUM, BIT),
    'flags.routing': flag('Routing Bit', 2, ROUTING, BIT),
    'flags.key': flag('Key Bit', 2, KEY, BIT),
    'flags.sequence_number': flag('Sequence Number Bit', 2, SEQUENCE, BIT),
    'flags.strict_source_route': flag('Strict Source Route Bit', 2, 0x0800, BIT),
    'flags.recursion_control': uint16('Recursion control', { mask: 0x0700 }),
    'flags.ack': flag('Acknowledgment', 2, ACKNOWLEDGMENT, BIT),
    'flags.reserved': uint16('Flags (Reserved)', { mask: 0x0078 }),
    '.gre.flags.reserved': uint16('Flags (Reserved)', { mask: 0x00f8 }),
    'flags.version': uint16('Version', { mask: 0x0007, names: { 0: 'GRE', 1: 'Enhanced GRE' } }),
    proto: uint16('Protocol Type', { base: 'hex', names: GRE_PROTOCOL_NAMES }),
    checksum: uint16('Checksum', { base: 'hex' }),
    'checksum.status': uint8('Checksum Status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
    'checksum.incorrect': none('Incorrect GRE Checksum'),
    offset: uint16('Offset'),
    key: uint32('Key', { base: 'hex', doc: 'Which of several tunnels between the same hosts' }),
    'key.payload_length': uint16('Payload Length'),
    'key.call_id': uint16('Call ID'),
    sequence_number: uint32('Sequence Number'),
    ack_number: uint32('Acknowledgment Number'),
    routing: none('Routing'),
    'routing.address_family': uint16('Address Family'),
    'routing.sre_offset': uint8('SRE Offset'),
    'routing.src_length': uint8('SRE Length'),
    'routing.information': bytes('Routing Information'),
  },
  dissect(p, f) {
    const start = p.at;
    if (p.captured < 4) p.column(p.facts.addressKind === AddressKind.Ipv6 ? 'IPv6' : 'IPv4');
    p.info(() => '');
    const bits = p.view.uint16(start);
    const type = p.view.uint16(start + 2);
    const version = bits & 7;
    const name = GRE_PROTOCOL_NAMES.get(type) ?? `0x${type.toString(16).padStart(4, '0')} (unknown)`;
    p.info(() => `Encapsulated ${name}`);
    p.title(() => ` (${GRE_PROTOCOL_NAMES.get(type) ?? `0x${type.toString(16).padStart(4, '0')} - unknown`})`);
    flags(p, f, bits);
    p.read(f.proto);
    if (bits & (CHECKSUM | ROUTING)) checksumAndOffset(p, f, start, (bits & CHECKSUM) !== 0);
    if (bits & KEY) {
      if (version === 1) {
        p.read(f['key.payload_length']);
        p.read(f['key.call_id']);
      } else p.read(f.key);
    }
    if (bits & SEQUENCE) p.read(f.sequence_number);
    if (version === 1 && bits & ACKNOWLEDGMENT) p.read(f.ack_number);
    if (bits & ROUTING) routing(p, f);
    if (type === BRIDGED) p.addresses(AddressKind.None, 0, 0);
    if (type !== 0) p.next('encapsulated', type);
  },
  examples: [
    {
      what: 'key, IPv6 inside', hex: '20006558 0000fde8', info: 'Encapsulated Transparent Ethernet bridging',
      fields: { 'gre.flags_and_version': '0x2000', 'gre.flags.key': '1', 'gre.proto': '0x6558', 'gre.key': '0x0000fde8' },
    },
    {
      what: 'PPTP acknowledgment', hex: '2081880b 0000 0006 00000011', info: 'Encapsulated PPP',
      fields: { 'gre.flags.version': '1', 'gre.key.payload_length': '0', 'gre.key.call_id': '6', 'gre.ack_number': '17' },
    },
    { what: 'checksum', hex: '80000000 7fff 0000', info: 'Encapsulated Possible GRE keepalive packet', fields: { 'gre.checksum': '0x7fff', 'gre.checksum.status': '1' } },
  ],
});

type F = typeof gre.fields;

function flags(p: Layer, f: F, bits: number): void {
  const at = p.at;
  p.read(f.flags_and_version);
  if (!p.emits) return;
  p.open();
  p.flags(bits, [f['flags.checksum'], f['flags.routing'], f['flags.key'], f['flags.sequence_number'], f['flags.strict_source_route']], at, 2);
  p.peek(f['flags.recursion_control'], at);
  if ((bits & 7) === 1) {
    p.flags(bits, [f['flags.ack']], at, 2);
    p.peek(f['flags.reserved'], at);
  } else p.peek(f['.gre.flags.reserved'], at);
  p.peek(f['flags.version'], at);
  p.close();
}

function checksumAndOffset(p: Layer, f: F, start: number, present: boolean): void {
  const at = p.at;
  p.skip(2);
  const fields = { checksum: f.checksum, status: f['checksum.status'], bad: f['checksum.incorrect'] };
  const end = p.view.reportedEnd;
  if (p.emits) {
    if (!present || end > p.view.capturedEnd || p.fragment) emitUnchecked(p, fields, at, 'unverified');
    else emitChecked(p, fields, at, check(p, at, start, end - start), 'warn');
  }
  p.read(f.offset);
}

/** Source route entries until an empty one. */
function routing(p: Layer, f: F): void {
  for (;;) {
    const start = p.at;
    const length = p.view.uint8(start + 3);
    p.put(f.routing, undefined, start, 4 + length);
    p.open();
    const family = p.read(f['routing.address_family']);
    p.read(f['routing.sre_offset']);
    p.read(f['routing.src_length']);
    if (length > 0) p.take(f['routing.information'], length);
    p.close();
    if (family === 0 && length === 0) return;
  }
}
