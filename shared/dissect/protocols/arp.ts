// Address Resolution Protocol, with RARP, InARP and DRARP.
import { hexText } from '../../bytes/text';
import { ipv4BytesText, ipv4Text, macText } from '../../frame/address';
import { bool, bytes, ether, framenum, ipv4, none, uint16, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';
import { HARDWARE_TYPE_NAMES } from './values/hardware-type-names';

const OPCODES = {
  0: 'reserved', 1: 'request', 2: 'reply', 3: 'reverse request', 4: 'reverse reply', 5: 'drarp request', 6: 'drarp reply', 7: 'drarp error', 8: 'inverse request',
  9: 'inverse reply', 10: 'arp nak', 11: 'mars request', 12: 'mars multi', 13: 'mars mserv', 14: 'mars join', 15: 'mars leave', 16: 'mars nak',
  17: 'mars unserv', 18: 'mars sjoin', 19: 'mars sleave', 20: 'mars grouplist request', 21: 'mars grouplist reply', 22: 'mars redirect map',
  23: 'mapos unarp', 24: 'Experimental 1', 25: 'Experimental 2',
};
const REQUEST = 1;
const REPLY = 2;

export const arp = protocol({
  id: 'arp', name: 'Address Resolution Protocol', column: 'ARP', spec: 'RFC 826, RFC 903, RFC 2390, RFC 5227', tcpdump: 'print-arp.c',
  over: { ethertype: [0x0806, 0x8035] },
  fields: {
    'hw.type': uint16('Hardware type', { names: HARDWARE_TYPE_NAMES }),
    'proto.type': uint16('Protocol type', { base: 'hex', names: ETHERTYPE_NAMES }),
    'hw.size': uint8('Hardware size', { doc: 'Octets of a hardware address' }),
    'proto.size': uint8('Protocol size', { doc: 'Octets of a protocol address' }),
    opcode: uint16('Opcode', { names: OPCODES }),
    isprobe: bool('Is probe', { doc: 'Asks whether somebody uses an address before taking it (RFC 5227)' }),
    isgratuitous: bool('Is gratuitous', { doc: 'Sender and target are the same' }),
    isannouncement: bool('Is announcement', { doc: 'Tells that the sender now uses the address (RFC 5227)' }),
    'src.hw': bytes('Sender hardware address'),
    'src.hw_mac': ether('Sender MAC address'),
    'src.proto': bytes('Sender protocol address'),
    'src.proto_ipv4': ipv4('Sender IP address'),
    'dst.hw': bytes('Target hardware address'),
    'dst.hw_mac': ether('Target MAC address'),
    'dst.proto': bytes('Target protocol address'),
    'dst.proto_ipv4': ipv4('Target IP address'),
    'duplicate-address-frame': framenum('Frame showing earlier use of IP address'),
    'seconds-since-duplicate-address-frame': uint32('Seconds since earlier frame seen'),
    'duplicate-address-detected': none('Duplicate IP address configured', { doc: 'Two hardware addresses say that this IP address is theirs' }),
  },
  dissect(p, f) {
    p.info(() => '');
    const a = layout(p);
    p.read(f['hw.type']);
    p.read(f['proto.type']);
    p.read(f['hw.size']);
    p.read(f['proto.size']);
    p.read(f.opcode);
    if (p.inTree) p.layerNode.length = Math.min(p.view.capturedEnd, p.view.reportedEnd) - p.start;
    p.view.need(p.start, a.end - p.start);
    if (p.inTree) p.layerNode.length = a.end - p.start;
    if (p.inRow) columns(p, a);
    p.title(() => ` (${titleOf(a, f.opcode.nameOf(a.opcode) ?? `opcode ${hex4(a.opcode)}`)})`);
    if (a.probe) p.generated(f.isprobe, true);
    if (a.gratuitous) p.generated(f.isgratuitous, true);
    if (a.announcement) p.generated(f.isannouncement, true);
    hardware(p, a, f['src.hw_mac'], f['src.hw']);
    network(p, a, f['src.proto_ipv4'], f['src.proto']);
    hardware(p, a, f['dst.hw_mac'], f['dst.hw']);
    network(p, a, f['dst.proto_ipv4'], f['dst.proto']);
    claims(p, f, a);
    p.shrink(p.at);
  },
  examples: [
    {
      what: 'request', info: 'Who has 10.0.0.138? Tell 10.0.0.8', hex: '0001080006040001 080027191c78 0a000008 000000000000 0a00008a',
      fields: { 'arp.hw.type': '1', 'arp.proto.type': '0x0800', 'arp.opcode': '1', 'arp.src.hw_mac': '08:00:27:19:1c:78', 'arp.src.proto_ipv4': '10.0.0.8', 'arp.dst.proto_ipv4': '10.0.0.138' },
    },
    { what: 'reply', info: '10.0.0.138 is at 30:46:9a:23:fb:fa', hex: '0001080006040002 30469a23fbfa 0a00008a 080027191c78 0a000008', fields: { 'arp.opcode': '2' } },
    { what: 'gratuitous', info: 'Gratuitous ARP for 10.0.0.8 (Request)', hex: '0001080006040001 080027191c78 0a000008 ffffffffffff 0a000008', fields: { 'arp.isgratuitous': '1' } },
    { what: 'announcement', info: 'ARP Announcement for 10.0.0.8', hex: '0001080006040001 080027191c78 0a000008 000000000000 0a000008', fields: { 'arp.isannouncement': '1', 'arp.isgratuitous': '1' } },
    { what: 'probe', info: 'Who has 10.0.0.8? (ARP Probe)', hex: '0001080006040001 080027191c78 00000000 000000000000 0a000008', fields: { 'arp.isprobe': '1' } },
    { what: 'reverse request', info: 'Who is 08:00:27:19:1c:78? Tell 08:00:27:19:1c:78', hex: '0001080006040003 080027191c78 00000000 080027191c78 00000000', fields: { 'arp.opcode': '3' } },
  ],
});

type F = typeof arp.fields;

/** Where the four addresses stand and what follows from them. */
interface Addresses {
  readonly opcode: number;
  readonly hardwareSize: number;
  readonly networkSize: number;
  readonly ether: boolean;
  readonly ip: boolean;
  readonly senderHardware: number;
  readonly senderNetwork: number;
  readonly targetHardware: number;
  readonly targetNetwork: number;
  readonly end: number;
  readonly gratuitous: boolean;
  readonly probe: boolean;
  readonly announcement: boolean;
}

function layout(p: Layer): Addresses {
  const view = p.view;
  const at = p.at;
  const hardwareType = view.uint16(at);
  const [hardwareSize, networkSize, opcode] = [view.uint8(at + 4), view.uint8(at + 5), view.uint16(at + 6)];
  const senderHardware = at + 8;
  const senderNetwork = senderHardware + hardwareSize;
  const targetHardware = senderNetwork + networkSize;
  const targetNetwork = targetHardware + hardwareSize;
  const end = targetNetwork + networkSize;
  const ip = networkSize === 4 && view.uint16(at + 2) === 0x0800;
  const b = view.bytes;
  const captured = end <= view.capturedEnd;
  const same = captured && (opcode === REQUEST || opcode === REPLY) && equal(b, senderNetwork, targetNetwork, networkSize);
  const request = captured && opcode === REQUEST;
  return {
    opcode, hardwareSize, networkSize, senderHardware, senderNetwork, targetHardware, targetNetwork, end, ip,
    ether: hardwareSize === 6 && (hardwareType === 1 || hardwareType === 6),
    gratuitous: same,
    probe: request && ip && zero(b, senderNetwork, 4) && !same,
    announcement: request && same && zero(b, targetHardware, hardwareSize),
  };
}

function equal(b: Uint8Array, a: number, c: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (b[a + i] !== b[c + i]) return false;
  return true;
}

function zero(b: Uint8Array, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (b[at + i] !== 0) return false;
  return true;
}

function hardware(p: Layer, a: Addresses, mac: F['src.hw_mac'], other: F['src.hw']): void {
  if (a.ether) p.take(mac);
  else if (a.hardwareSize > 0) p.take(other, a.hardwareSize);
}

function network(p: Layer, a: Addresses, ip: F['src.proto_ipv4'], other: F['src.proto']): void {
  if (a.ip) p.read(ip);
  else if (a.networkSize > 0) p.take(other, a.networkSize);
}

function titleOf(a: Addresses, opcode: string): string {
  if (a.announcement) return 'ARP Announcement';
  if (a.probe) return 'ARP Probe';
  return a.gratuitous ? `${opcode}/gratuitous ARP` : opcode;
}

/** The sender's address in every frame, the target's in replies: whoever uses one of them for other hardware is told. */
function claims(p: Layer, f: F, a: Addresses): void {
  if (!a.ether || !a.ip || a.end > p.view.capturedEnd || (a.opcode !== REQUEST && a.opcode !== REPLY)) return;
  claim(p, a.senderNetwork, a.senderHardware);
  if (a.opcode === REPLY && !a.gratuitous) claim(p, a.targetNetwork, a.targetHardware);
  const conflict = p.context.conflict;
  if (conflict === null || p.quoted > 0) return;
  p.appendInfo(() => ` (duplicate use of ${ipv4Text(conflict.address)} detected!)`);
  if (!p.emits) return;
  p.label(`Duplicate IP address detected for ${ipv4Text(conflict.address)} (${hardwareText(conflict.hardware)}) - also in use by ${hardwareText(conflict.otherHardware)} (frame ${conflict.frame})`);
  if (p.inTree) p.last.generated = true;
  p.open();
  p.generated(f['duplicate-address-frame'], conflict.frame);
  p.expert(f['duplicate-address-detected'], 'warn', 'Sequence', `Duplicate IP address configured (${ipv4Text(conflict.address)})`);
  if (p.context.time && conflict.time) p.generated(f['seconds-since-duplicate-address-frame'], p.context.time.seconds - conflict.time.seconds);
  p.close();
}

function claim(p: Layer, network: number, hardwareAt: number): void {
  const address = p.view.uint32(network);
  const hardware = p.view.uint48(hardwareAt);
  if (address !== 0 && hardware !== 0) p.claim(address, hardware);
}

function hardwareText(hardware: number): string {
  return hardware.toString(16).padStart(12, '0').replace(/..(?!$)/g, '$&:');
}

const hex4 = (n: number): string => `0x${n.toString(16).padStart(4, '0')}`;

function columns(p: Layer, a: Addresses): void {
  const b = p.view.bytes;
  const mac = (at: number): string => (a.hardwareSize === 0 ? '<No address>' : a.ether ? macText(b, at) : hexText(b, at, a.hardwareSize));
  const net = (at: number): string => (a.networkSize === 0 ? '<No address>' : a.ip ? ipv4BytesText(b, at) : hexText(b, at, a.networkSize));
  if (a.opcode === 3 || a.opcode === 4) p.column('RARP');
  if (a.opcode >= 5 && a.opcode <= 7) p.column('DRARP');
  if (a.opcode === 8 || a.opcode === 9) p.column('Inverse ARP');
  p.info(() => infoOf(a, mac, net));
}

function infoOf(a: Addresses, mac: (at: number) => string, net: (at: number) => string): string {
  switch (a.opcode) {
    case REQUEST:
      if (a.announcement) return `ARP Announcement for ${net(a.targetNetwork)}`;
      if (a.gratuitous) return `Gratuitous ARP for ${net(a.targetNetwork)} (Request)`;
      if (a.probe) return `Who has ${net(a.targetNetwork)}? (ARP Probe)`;
      return `Who has ${net(a.targetNetwork)}? Tell ${net(a.senderNetwork)}`;
    case REPLY:
      return a.gratuitous ? `Gratuitous ARP for ${net(a.senderNetwork)} (Reply)` : `${net(a.senderNetwork)} is at ${mac(a.senderHardware)}`;
    case 3:
    case 5:
    case 8: return `Who is ${mac(a.targetHardware)}? Tell ${mac(a.senderHardware)}`;
    case 4:
    case 6: return `${mac(a.targetHardware)} is at ${net(a.targetNetwork)}`;
    case 7: return 'DRARP Error';
    case 9: return `${mac(a.senderHardware)} is at ${net(a.senderNetwork)}`;
    case 10: return 'ARP NAK';
    case 0:
    case 0xffff: return `Reserved opcode ${a.opcode}`;
    default: return `Unknown ARP opcode ${hex4(a.opcode)}`;
  }
}
