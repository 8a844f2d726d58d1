// Linux netfilter's log (LINKTYPE_NFLOG): attributes about a packet, the packet last.
import { absoluteTime, bytes, int32, text, uint16, uint32, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

const TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'NFULA_UNSPEC'], [1, 'NFULA_PACKET_HDR'], [2, 'NFULA_MARK'], [3, 'NFULA_TIMESTAMP'], [4, 'NFULA_IFINDEX_INDEV'], [5, 'NFULA_IFINDEX_OUTDEV'],
  [6, 'NFULA_IFINDEX_PHYSINDEV'], [7, 'NFULA_IFINDEX_PHYSOUTDEV'], [8, 'NFULA_HWADDR'], [9, 'NFULA_PAYLOAD'], [10, 'NFULA_PREFIX'], [11, 'NFULA_UID'],
  [12, 'NFULA_SEQ'], [13, 'NFULA_SEQ_GLOBAL'], [14, 'NFULA_GID'], [15, 'NFULA_HWTYPE'], [16, 'NFULA_HWHEADER'], [17, 'NFULA_HWLEN'],
]);
const FAMILIES = { 0: 'Unspecified', 1: 'IPv4/IPv6', 2: 'IPv4', 3: 'ARP', 5: 'Netdev', 7: 'Bridge', 10: 'IPv6', 12: 'DECNET' };
const HOOKS = { 0: 'Pre-routing', 1: 'Local in', 2: 'Forward', 3: 'Local out', 4: 'Post-routing', 5: 'Number of hooks' };
const HEADER = 4;
const TYPE_MASK = 0x7fff;
const PAYLOAD = 9;

export const nflog = protocol({
  id: 'nflog', name: 'Linux Netfilter NFLOG', column: 'NFLOG', spec: 'https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html', tcpdump: 'print-nflog.c',
  over: { linktype: [239] },
  fields: {
    family: uint8('Family', { names: FAMILIES }),
    version: uint8('Version'),
    res_id: uint16('Resource id', { doc: 'Group that iptables was told to log to' }),
    tlv: bytes('TLV'),
    tlv_length: uint16('Length', { doc: 'Octets, type and length included' }),
    tlv_type: uint16('Type', { mask: TYPE_MASK, names: TYPES }),
    protocol: uint16('HW protocol', { base: 'hex', names: ETHERTYPE_NAMES }),
    hook: uint8('Netfilter hook', { names: HOOKS }),
    ifindex_indev: uint32('IFINDEX_INDEV'),
    ifindex_outdev: uint32('IFINDEX_OUTDEV'),
    ifindex_physindev: uint32('IFINDEX_PHYSINDEV'),
    ifindex_physoutdev: uint32('IFINDEX_PHYSOUTDEV'),
    prefix: text('Prefix', { doc: 'Text that the rule adds' }),
    uid: int32('UID'),
    gid: int32('GID'),
    timestamp: absoluteTime('Timestamp'),
    tlv_value: bytes('Value'),
  },
  dissect(p, f) {
    p.info(() => '');
    const little = littleEndian(p);
    const family = p.read(f.family);
    p.read(f.version);
    p.read(f.res_id);
    let payloadAt = -1;
    let payloadEnd = -1;
    while (p.left >= HEADER) {
      const start = p.at;
      const length = little ? p.view.uint16le(start) : p.view.uint16(start);
      if (length < HEADER) break;
      const type = (little ? p.view.uint16le(start + 2) : p.view.uint16(start + 2)) & TYPE_MASK;
      attribute(p, f, type, length);
      if (type === PAYLOAD) [payloadAt, payloadEnd] = [start + HEADER, start + length];
      p.at = Math.min(start + ((length + 3) & ~3), p.view.reportedEnd);
    }
    if (payloadAt < 0) return;
    const all = Math.min(p.view.reportedEnd, p.view.capturedEnd) - p.start;
    if (p.inTree) p.layerNode.length = all;
    p.at = payloadAt;
    p.next('encapsulated', family === 2 ? 0x0800 : family === 10 ? 0x86dd : -1, payloadEnd - payloadAt);
  },
  examples: [
    {
      what: 'one attribute, another packet', hex: '03000028 0800010000000316 05000a0000000000 0800050000000002 08000b000000064c 0500090000',
      fields: { 'nflog.family': '3', 'nflog.res_id': '40', 'nflog.tlv_length': '8,5,8,8,5', 'nflog.tlv_type': '1,10,5,11,9', 'nflog.hook': '3', 'nflog.prefix': '', 'nflog.ifindex_outdev': '2', 'nflog.uid': '1612' },
    },
  ],
});

type F = typeof nflog.fields;

/** Types and lengths are in the byte order of the host, values are not: the order that leads to the end exactly is it. */
function littleEndian(p: Layer): boolean {
  const view = p.view;
  const end = Math.min(view.reportedEnd, view.capturedEnd);
  const fits = (little: boolean): boolean => {
    let at = p.start + HEADER;
    while (at + HEADER <= end) {
      const length = little ? view.uint16le(at) : view.uint16(at);
      if (length < HEADER || at + length > view.reportedEnd) return false;
      at += (length + 3) & ~3;
    }
    return true;
  };
  return fits(true) || !fits(false);
}

function attribute(p: Layer, f: F, type: number, length: number): void {
  const start = p.at;
  p.view.need(start, length);
  p.put(f.tlv, p.view.captured(start, length), start, length);
  if (p.inTree) p.last.text = `TLV Type: ${TYPES.get(type) ?? 'Unknown'} (${type}), Length: ${length}`;
  p.open();
  p.put(f.tlv_length, length, start, 2);
  p.put(f.tlv_type, type, start + 2, 2);
  p.skip(HEADER);
  if (type !== PAYLOAD) value(p, f, type, length - HEADER);
  p.close();
}

function value(p: Layer, f: F, type: number, length: number): void {
  const numbers: Readonly<Record<number, Field<number>>> = { 4: f.ifindex_indev, 5: f.ifindex_outdev, 6: f.ifindex_physindev, 7: f.ifindex_physoutdev, 11: f.uid, 14: f.gid };
  const number = numbers[type];
  if (number && length >= 4) p.read(number);
  else if (type === 1 && length >= 3) {
    p.read(f.protocol);
    p.read(f.hook);
  } else if (type === 10) prefix(p, f, length);
  else if (type === 3 && length >= 16) timestamp(p, f);
  else if (length > 0) p.take(f.tlv_value, length);
}

/** Ends with a zero byte. */
function prefix(p: Layer, f: F, length: number): void {
  if (!p.emits) return;
  const at = p.at;
  const text_ = p.text(f.prefix, Math.max(0, length - 1));
  if (p.inTree) p.last.length = length;
  p.at = at + length;
  if (text_.includes('\0') && p.inTree) p.last.valueText = text_.slice(0, text_.indexOf('\0'));
}

function timestamp(p: Layer, f: F): void {
  const high = p.view.uint32(p.at);
  const micros = p.view.uint32(p.at + 12);
  p.put(f.timestamp, { seconds: high * 0x100000000 + p.view.uint32(p.at + 4), nanos: micros * 1000 }, p.at, 16);
  p.skip(16);
}
