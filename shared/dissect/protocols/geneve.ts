// Geneve: network virtualization over UDP, with options (RFC 8926).
import { bytes, flag, none, uint16, uint24, uint8 } from '../field';
import { AddressKind } from '../frame-facts';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

const TRUE = { truth: ['True', 'False'] } as const;
const CLASSES: readonly (readonly [number, number, string])[] = [
  [0x0000, 0x00ff, 'Standard'], [0x0100, 0x0100, 'Linux'], [0x0101, 0x0101, 'Open vSwitch'], [0x0102, 0x0102, 'Open Virtual Networking (OVN)'],
  [0x0103, 0x0103, 'In-band Network Telemetry (INT)'], [0x0104, 0x0104, 'VMware'], [0x0105, 0x0105, 'Amazon.com, Inc.'], [0x0106, 0x0106, 'Cisco Systems, Inc.'],
  [0x0107, 0x0107, 'Oracle Corporation'], [0x0108, 0x0110, 'Amazon.com, Inc.'], [0x0111, 0x0118, 'IBM'], [0x0119, 0x0128, 'Ericsson'],
  [0x0129, 0x0129, 'Oxide Computer Company'], [0x0130, 0x0131, 'Cisco Systems, Inc.'], [0x0132, 0x0135, 'Google LLC'],
  [0x0136, 0x0136, 'InfoQuick Global Connection Tech Ltd.'], [0x0137, 0xfeff, 'Unassigned'], [0xfff0, 0xffff, 'Experimental'],
];
const CRITICAL = 0x80;
const UNIT = 4;

export const geneve = protocol({
  id: 'geneve', name: 'Generic Network Virtualization Encapsulation', column: 'Geneve', spec: 'RFC 8926', tcpdump: 'print-geneve.c',
  over: { 'udp.port': [6081] },
  fields: {
    version: uint8('Version'),
    flags: uint8('Flags', { base: 'hex' }),
    'flags.oam': flag('Operations, Administration and Management Frame', 1, 0x80, TRUE),
    'flags.critical': flag('Critical Options Present', 1, 0x40, TRUE),
    'flags.reserved': flag('Reserved', 1, 0x3f, TRUE),
    proto_type: uint16('Protocol Type', { base: 'hex', names: ETHERTYPE_NAMES }),
    vni: uint24('Virtual Network Identifier (VNI)', { base: 'hex_dec', doc: 'Which of the virtual networks' }),
    options: bytes('Geneve Options'),
    option: bytes('Option'),
    'option.class': uint16('Class', { base: 'hex', names: CLASSES, doc: 'Who defined the option' }),
    'option.type': uint8('Type', { base: 'hex' }),
    'option.length': uint8('Length', { unit: 'bytes' }),
    'option.unknown.data': bytes('Unknown Option Data'),
    'version.unknown': none('Unknown version'),
    'option.length.invalid': none('Invalid length for option'),
  },
  dissect(p, f) {
    p.info(() => 'Encapsulated ');
    const at = p.at;
    const first = p.view.uint8(at);
    const length = (first & 0x3f) * UNIT;
    p.put(f.version, first >>> 6, at, 1);
    if (first >>> 6 !== 0) p.expert(f['version.unknown'], 'warn', 'Protocol', 'Unknown version');
    p.put(f['option.length'], length, at, 1);
    p.skip(1);
    flagLines(p, f);
    const type = p.read(f.proto_type);
    p.info(() => `Encapsulated ${ETHERTYPE_NAMES.get(type) ?? `0x${type.toString(16).padStart(4, '0')} (unknown)`}`);
    const vni = p.read(f.vni);
    p.title(() => `, VNI: 0x${vni.toString(16).padStart(6, '0')}`);
    p.skip(1);
    if (length > 0) options(p, f, length);
    // The inner frame has addresses and ports of its own.
    p.addresses(AddressKind.None, 0, 0);
    p.next('encapsulated', type);
  },
  examples: [
    {
      what: 'a critical option of nobody', hex: '02406558 00000a00 0000800100 00000c',
      fields: { 'geneve.version': '0', 'geneve.option.length': '8,8', 'geneve.flags': '0x40', 'geneve.proto_type': '0x6558', 'geneve.vni': '0x00000a', 'geneve.option.class': '0x0000', 'geneve.option.type': '0x80', 'geneve.option.unknown.data': '0000000c' },
    },
  ],
});

type F = typeof geneve.fields;

function flagLines(p: Layer, f: F): void {
  const at = p.at;
  const bits = p.read(f.flags);
  const named = [f['flags.oam'], f['flags.critical']];
  if (p.inTree) p.last.append = named.map((one) => (bits & one.mask ? `, ${one.label}` : '')).join('');
  p.open();
  p.flags(bits, [...named, f['flags.reserved']], at, 1);
  p.close();
}

function options(p: Layer, f: F, length: number): void {
  const end = p.at + length;
  p.view.need(p.at, length);
  p.put(f.options, p.view.bytes.subarray(p.at, end), p.at, length);
  if (p.inTree) p.last.text = `Options: (${length} bytes)`;
  p.open();
  while (p.at < end) option(p, f, end);
  p.close();
}

function option(p: Layer, f: F, end: number): void {
  const start = p.at;
  const size = (p.view.uint8(start + 3) & 0x1f) * UNIT + UNIT;
  const last = Math.min(start + size, end);
  p.put(f.option, p.view.bytes.subarray(start, last), start, last - start);
  const owner = p.view.uint16(start);
  const type = p.view.uint8(start + 2);
  const mark = type & CRITICAL ? ' (Critical)' : '';
  if (p.inTree) p.last.text = `Unknown, Class: ${f['option.class'].nameOf(owner) ?? 'Unknown'} (0x${owner.toString(16).padStart(4, '0')}) Type: 0x${type.toString(16).padStart(2, '0')}${mark}`;
  p.open();
  p.read(f['option.class']);
  p.read(f['option.type']);
  if (p.inTree) p.last.append = mark;
  p.put(f['option.length'], size, p.at, 1);
  if (start + size > end) p.expert(f['option.length.invalid'], 'error', 'Malformed', 'Invalid length for option');
  p.skip(1);
  if (last > p.at) p.take(f['option.unknown.data'], last - p.at);
  p.close();
}
