// ERSPAN, types I, II and III: mirrored Ethernet frames over GRE.
import { flag, none, uint16, uint32 } from '../field';
import { AddressKind } from '../frame-facts';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const TYPE_1_AND_2 = 0x88be;
const TYPE_3 = 0x22eb;
const ENCAPSULATIONS = { 0: 'Originally without VLAN tag', 1: 'Originally ISL encapsulated', 2: 'Originally 802.1Q encapsulated', 3: 'VLAN tag preserved in frame' };
const INTEGRITY = { 0: 'Good or unknown integrity', 1: 'Short frame', 2: 'Oversized frame', 3: 'CRC or alignment error' };
const GRANULARITIES = { 0: '100 microseconds', 1: '100 nanoseconds', 2: 'IEEE 1588', 3: 'Custom granularity' };
const TRUNCATION = { 0: 'Not truncated', 1: 'Truncated' };
const FRAME_IP = 2;

export const erspan = protocol({
  id: 'erspan', name: 'Encapsulated Remote Switch Packet ANalysis', column: 'ERSPAN', spec: 'draft-foschiano-erspan',
  over: { encapsulated: [TYPE_1_AND_2, TYPE_3] },
  fields: {
    version: uint16('Version', { mask: 0xf000, names: { 0: 'Type I', 1: 'Type II', 2: 'Type III' } }),
    vlan: uint16('Vlan', { mask: 0x0fff }),
    cos: uint16('COS', { mask: 0xe000, doc: 'Class of service' }),
    encap: uint16('Encap', { mask: 0x1800, names: ENCAPSULATIONS }),
    bso: uint16('Bad/Short/Oversized', { mask: 0x1800, names: INTEGRITY }),
    truncated: uint16('Truncated', { mask: 0x0400, names: TRUNCATION, doc: 'The mirrored frame was cut to fit' }),
    spanid: uint16('SpanID', { mask: 0x03ff, doc: 'Which mirroring session' }),
    reserved: uint32('Reserved', { mask: 0xfff00000 }),
    index: uint32('Index', { mask: 0x000fffff, doc: 'Port and direction' }),
    timestamp: uint32('Timestamp'),
    sgt: uint16('Security Group Tag'),
    p: uint16('Has Ethernet PDU', { mask: 0x8000 }),
    ft: uint16('Frame Type', { mask: 0x7c00, names: { 0: 'Ethernet', 2: 'IP' } }),
    hw: uint16('Hardware ID', { mask: 0x03f0 }),
    direction: flag('Direction', 2, 0x0008, { truth: ['Egress', 'Ingress'] }),
    gra: uint16('Timestamp granularity', { mask: 0x0006, names: GRANULARITIES }),
    o: uint16('Optional Sub headers', { mask: 0x0001 }),
    'version.unknown': none('Unknown version, please report or test to use fake ERSPAN preference'),
  },
  dissect(p, f) {
    p.info(() => '');
    if (withoutHeader(p)) {
      p.title(() => ' Type I');
      if (p.inTree) p.layerNode.length = 0;
      p.addresses(AddressKind.None, 0, 0);
      p.next('encapsulated', 0x6558);
      return;
    }
    const version = p.view.uint16(p.at) >>> 12;
    p.peek(f.version);
    if (version !== 1 && version !== 2) {
      p.expert(f['version.unknown'], 'warn', 'Undecoded', 'Unknown version, please report or test to use fake ERSPAN preference');
      p.next('linktype', -1);
      return;
    }
    p.title(() => (version === 1 ? ' Type II' : ' Type III'));
    const inner = commonWords(p, f, version);
    p.addresses(AddressKind.None, 0, 0);
    p.next('encapsulated', inner);
  },
  examples: [
    {
      what: 'type II', hex: '1017 0864 00000000', info: '',
      fields: { 'erspan.version': '1', 'erspan.vlan': '23', 'erspan.cos': '0', 'erspan.encap': '1', 'erspan.truncated': '0', 'erspan.spanid': '100', 'erspan.index': '0' },
    },
    { what: 'type III', hex: '2017 0064 00000001 0005 0008', info: '', fields: { 'erspan.version': '2', 'erspan.timestamp': '1', 'erspan.sgt': '5', 'erspan.direction': '1' } },
  ],
});

type F = typeof erspan.fields;

/** Type I has no header of its own; what tells it from type II is that GRE in front of it numbers no packets. */
function withoutHeader(p: Layer): boolean {
  const b = p.view.bytes;
  const at = p.start;
  const is = (i: number): boolean => b[i] === TYPE_1_AND_2 >>> 8 && b[i + 1] === (TYPE_1_AND_2 & 0xff);
  if (at - p.frameStart < 4) return false;
  const numbered = at - p.frameStart >= 8 && is(at - 6) && (b[at - 8]! & 0xf0) === 0x10;
  return !numbered && is(at - 2) && (b[at - 4]! & 0xf0) === 0;
}

/** Returns the EtherType of what follows. */
function commonWords(p: Layer, f: F, version: number): number {
  p.read(f.vlan);
  p.peek(f.cos);
  p.peek(version === 1 ? f.encap : f.bso);
  p.peek(f.truncated);
  p.read(f.spanid);
  if (version === 1) {
    p.peek(f.reserved);
    p.read(f.index);
    return 0x6558;
  }
  p.read(f.timestamp);
  p.read(f.sgt);
  return lastWord(p, f);
}

function lastWord(p: Layer, f: F): number {
  const at = p.at;
  const word = p.view.uint16(at);
  p.peek(f.p, at);
  const kind = p.peek(f.ft, at);
  p.peek(f.hw, at);
  p.flags(word, [f.direction], at, 2);
  p.peek(f.gra, at);
  p.read(f.o);
  if (word & 1) p.skip(8);
  if (kind !== FRAME_IP) return 0x6558;
  return p.left > 0 && p.view.uint8(p.at) >>> 4 === 6 ? 0x86dd : 0x0800;
}
