// Cisco HDLC, and SLARP, its keepalive and address protocol.
import { ipv4BytesText } from '../../frame/address';
import { ipv4, none, uint16, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0x0800, 'IP'], [0x2000, 'Cisco Discovery Protocol'], [0x4242, 'Spanning Tree BPDU'], [0x6558, 'Transparent Ethernet bridging'], [0x8035, 'SLARP'],
  [0x8038, 'DEC LanBridge'], [0x809b, 'Appletalk'], [0x80f3, 'AARP'], [0x8137, 'Netware IPX/SPX'], [0x86dd, 'IPv6'], [0x8847, 'MPLS unicast'],
  [0x8848, 'MPLS multicast'], [0xfefe, 'OSI'],
]);
const SLARP = 0x8035;
const OSI = 0xfefe;
/** Numbers that mean the same as an EtherType; others are data. */
const ETHERTYPES: readonly number[] = [0x0800, 0x86dd, 0x8847, 0x8848, 0x6558];

export const chdlc = protocol({
  id: 'chdlc', name: 'Cisco HDLC', column: 'CHDLC', spec: 'https://www.tcpdump.org/linktypes/LINKTYPE_C_HDLC.html', tcpdump: 'print-chdlc.c',
  over: { linktype: [104] },
  fields: {
    address: uint8('Address', { base: 'hex', names: { 0x0f: 'Unicast', 0x8f: 'Multicast' } }),
    control: uint8('Control', { base: 'hex' }),
    protocol: uint16('Protocol', { base: 'hex', names: PROTOCOLS, doc: 'EtherType, or a number of Cisco' }),
    clns_padding: uint8('CLNS Padding', { base: 'hex' }),
  },
  dissect(p, f) {
    if (p.start === p.frameStart) p.addressTexts('N/A', 'N/A');
    p.info(() => '');
    p.read(f.address);
    p.read(f.control);
    const type = p.read(f.protocol);
    if (type === OSI) p.read(f.clns_padding);
    if (type === SLARP) p.next('chdlc.protocol', type);
    else if (ETHERTYPES.includes(type)) p.next('encapsulated', type);
    else {
      if (p.captured > 0) p.column(`0x${type.toString(16).padStart(4, '0')}`);
      p.next('linktype', -1);
    }
  },
  examples: [{ what: 'a protocol that nobody knows', info: '', hex: '0f00 0806 0001', fields: { 'chdlc.address': '0x0f', 'chdlc.control': '0x00', 'chdlc.protocol': '0x0806', 'data.data': '0001' } }],
});

export const slarp = protocol({
  id: 'slarp', name: 'Cisco SLARP', column: 'SLARP', spec: 'https://www.tcpdump.org/linktypes/LINKTYPE_C_HDLC.html', tcpdump: 'print-chdlc.c',
  over: { 'chdlc.protocol': [SLARP] },
  fields: {
    ptype: uint32('Packet type', { names: { 0: 'Request', 1: 'Reply', 2: 'Line keepalive' } }),
    address: ipv4('Address'),
    netmask: ipv4('Netmask', { base: 'netmask' }),
    mysequence: uint32('Outgoing sequence number'),
    yoursequence: uint32('Returned sequence number'),
    reliability: uint16('Reliability', { base: 'hex' }),
    'reliability.invalid': none('Reliability must be 0xFFFF'),
  },
  dissect(p, f) {
    p.info(() => '');
    const type = p.read(f.ptype);
    if (type < 2) addressAnswer(p, f, type);
    else if (type === 2) keepalive(p, f);
    else {
      p.info(() => `Unknown packet type 0x${type.toString(16).padStart(8, '0').toUpperCase()}`);
      p.next('linktype', -1);
    }
  },
  examples: [
    { what: 'keepalive', info: 'Line keepalive, outgoing sequence 5, returned sequence 2', hex: '00000002 00000005 00000002 ffff', fields: { 'slarp.ptype': '2', 'slarp.mysequence': '5', 'slarp.yoursequence': '2', 'slarp.reliability': '0xffff' } },
    { what: 'reply', info: 'Reply, from 15.0.0.1, mask 255.255.255.252', hex: '00000001 0f000001 fffffffc', fields: { 'slarp.address': '15.0.0.1', 'slarp.netmask': '255.255.255.252' } },
  ],
});

type F = typeof slarp.fields;

function addressAnswer(p: Layer, f: F, type: number): void {
  const at = p.at;
  p.view.need(at, 8);
  p.info(() => `${type === 0 ? 'Request' : 'Reply'}, from ${ipv4BytesText(p.view.bytes, at)}, mask ${ipv4BytesText(p.view.bytes, at + 4)}`);
  p.read(f.address);
  p.read(f.netmask);
}

function keepalive(p: Layer, f: F): void {
  const [mine, yours] = [p.view.uint32(p.at), p.view.uint32(p.at + 4)];
  p.info(() => `Line keepalive, outgoing sequence ${mine}, returned sequence ${yours}`);
  p.read(f.mysequence);
  p.read(f.yoursequence);
  if (p.read(f.reliability) !== 0xffff) p.expert(f['reliability.invalid'], 'error', 'Malformed', 'Reliability must be 0xFFFF');
}
