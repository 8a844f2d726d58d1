// Linux "cooked" captures, version 1 and 2: what the `any` device gives.
import { MIN_ETHERTYPE, nextByEthertype, paddingAndTrailer } from '../ethertype';
import { bytes, ether, ipv4, uint16, uint32 } from '../field';
import type { Layer } from '../layer';
import { etherName, ipv4Name } from '../names';
import { protocol } from '../protocol';
import { layerLine } from '../seen';
import { ETHERTYPE_NAMES } from './values/ethertype-names';
import { HARDWARE_TYPE_NAMES } from './values/hardware-type-names';

const PACKET_TYPES = { 0: 'Unicast to us', 1: 'Broadcast', 2: 'Multicast', 3: 'Unicast to another host', 4: 'Sent by us' };
/** ETH_P_ numbers of Linux that are no EtherTypes. */
const LINUX_PROTOCOLS = { 1: 'Raw 802.3', 4: '802.2 LLC', 9: 'PPP HDLC', 12: 'CAN', 13: 'CAN FD', 245: 'IrDA LAP', 246: 'IEEE 802.15.4' };
const VERSION_2 = 276;
const HARDWARE_GRE = 778;

export const sll = protocol({
  id: 'sll', name: 'Linux cooked capture v1', column: 'SLL', spec: 'https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html', tcpdump: 'print-sll.c',
  over: { linktype: [113, VERSION_2] },
  fields: {
    pkttype: uint16('Packet type', { names: PACKET_TYPES }),
    ifindex: uint32('Interface index', { doc: 'Number that Linux gave the interface' }),
    hatype: uint16('Link-layer address type', { names: HARDWARE_TYPE_NAMES }),
    halen: uint16('Link-layer address length'),
    'src.eth': ether('Source'),
    'src.ipv4': ipv4('Source'),
    'src.other': bytes('Source'),
    unused: bytes('Unused'),
    ltype: uint16('Protocol', { base: 'hex', names: LINUX_PROTOCOLS }),
    gretype: uint16('Protocol', { base: 'hex', names: ETHERTYPE_NAMES }),
    etype: uint16('Protocol', { base: 'hex', names: ETHERTYPE_NAMES }),
    trailer: bytes('Trailer'),
  },
  dissect(p, f) {
    if (p.linktype === VERSION_2) version2(p, f);
    else version1(p, f);
  },
  after(p, f, innerEnd) {
    p.at = innerEnd;
    paddingAndTrailer(p, p.start, f.trailer);
  },
  examples: [
    {
      what: 'sent by us over Ethernet, EtherType unknown', info: 'Sent by us',
      hex: '0004 0001 0006 080027191c78 f67f 0c0d 00',
      fields: { 'sll.pkttype': '4', 'sll.hatype': '1', 'sll.src.eth': '08:00:27:19:1c:78', 'sll.unused': 'f67f', 'sll.etype': '0x0c0d' },
    },
  ],
});

type F = typeof sll.fields;

function version1(p: Layer, f: F): void {
  layerLine(p, 'sll', () => 'Linux cooked capture v1');
  const kind = p.read(f.pkttype);
  p.info(() => f.pkttype.nameOf(kind) ?? 'Unknown');
  const hardware = p.read(f.hatype);
  source(p, f, p.read(f.halen));
  const at = p.at;
  handOn(p, f, hardware, p.view.uint16(at), at, kind);
}

function version2(p: Layer, f: F): void {
  const start = p.at;
  layerLine(p, 'sll', () => 'Linux cooked capture v2');
  const type = p.view.uint16(start);
  p.put(protocolField(f, p.view.uint16(start + 8), type), type, start, 2);
  p.at = start + 4;
  p.read(f.ifindex);
  const hardware = p.read(f.hatype);
  const kind = p.view.uint8(p.at);
  p.info(() => f.pkttype.nameOf(kind) ?? 'Unknown');
  p.put(f.pkttype, kind, p.at, 1);
  const length = p.view.uint8(p.at + 1);
  p.put(f.halen, length, p.at + 1, 1);
  p.skip(2);
  source(p, f, length);
  handOn(p, f, hardware, type, -1, kind);
}

/** Eight bytes, of which `length` are the address. */
function source(p: Layer, f: F, length: number): void {
  const at = p.at;
  p.view.need(at, 8);
  if (length === 4) p.read(f['src.ipv4']);
  else if (length === 6) p.take(f['src.eth']);
  else if (length > 0) p.take(f['src.other'], Math.min(length, 8));
  if (p.inRow && length === 4) p.addressTexts(ipv4Name(p.options.names, p.view.bytes, at), '');
  if (p.inRow && length === 6) p.addressTexts(etherName(p.options.names, p.view.bytes, at), '');
  const rest = at + 8 - p.at;
  if (rest > 0) p.take(f.unused, rest);
}

function protocolField(f: F, hardware: number, type: number): F['etype'] {
  if (hardware === HARDWARE_GRE) return f.gretype;
  return type >= MIN_ETHERTYPE ? f.etype : f.ltype;
}

/** `at`: where the protocol number stands, if it was not read yet. */
function handOn(p: Layer, f: F, hardware: number, type: number, at: number, kind: number): void {
  if (at >= 0) p.read(protocolField(f, hardware, type));
  if (hardware === HARDWARE_GRE) p.next('encapsulated', type);
  else if (type >= MIN_ETHERTYPE) nextByEthertype(p, type, p.left, f.pkttype.nameOf(kind) ?? 'Unknown');
  else if (type === 4) p.next('llc.frame', 0);
  else p.next('linktype', type === 9 ? 9 : -1);
}
