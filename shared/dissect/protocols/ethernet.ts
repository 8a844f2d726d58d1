// Ethernet II (DIX) and IEEE 802.3 frames, with padding, trailer and frame check sequence.
import { crc32 } from '../../bytes/checksum';
import { MIN_ETHERTYPE, nextByEthertype, PADDING, PADDING_BAD, paddingAndTrailer } from '../ethertype';
import { bytes, ether, flag, none, text, uint16, uint24, uint32, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import { etherName, etherNamed } from '../names';
import { protocol } from '../protocol';
import { layerLine } from '../seen';
import { CHECKSUM_STATUS, CHECKSUM_STATUS_NAMES } from './values/checksum-status';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

const LG = { truth: ['Locally administered address (this is NOT the factory default)', 'Globally unique address (factory default)'] } as const;
const IG = { truth: ['Group address (multicast/broadcast)', 'Individual address (unicast)'] } as const;
const HEADER = 14;
/** Largest length; EtherTypes begin at 0x0600, what lies between is neither. */
const MAX_LENGTH = 1500;

export const ethernet = protocol({
  id: 'eth', name: 'Ethernet', column: 'Ethernet', spec: 'IEEE 802.3', tcpdump: 'print-ether.c',
  over: { linktype: [1], encapsulated: [0x6558], 'ip.proto': [143] },
  fields: {
    dst: ether('Destination', { doc: 'Hardware address of the receiver' }),
    dst_resolved: text('Destination (resolved)', { hidden: true }),
    'dst.oui': uint24('Destination OUI', { base: 'oui', hidden: true, doc: 'Who the first three bytes were assigned to' }),
    addr: ether('Address', { doc: 'Source or destination hardware address' }),
    addr_resolved: text('Address (resolved)', { hidden: true }),
    'addr.oui': uint24('Address OUI', { base: 'oui', hidden: true }),
    'dst.lg': flag('LG bit', 3, 0x020000, { ...LG, alias: 'eth.lg', doc: 'Locally administered, not assigned by the IEEE' }),
    'dst.ig': flag('IG bit', 3, 0x010000, { ...IG, alias: 'eth.ig', doc: 'Multicast or broadcast' }),
    src: ether('Source', { doc: 'Hardware address of the sender' }),
    src_resolved: text('Source (resolved)', { hidden: true }),
    'src.oui': uint24('Source OUI', { base: 'oui', hidden: true }),
    'src.lg': flag('LG bit', 3, 0x020000, { ...LG, alias: 'eth.lg' }),
    'src.ig': flag('IG bit', 3, 0x010000, { ...IG, alias: 'eth.ig' }),
    src_not_group: none('Source MAC must not be a group address: IEEE 802.3-2002, Section 3.2.3(b)'),
    type: uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES, doc: 'EtherType: what the payload is' }),
    len: uint16('Length', { doc: 'Octets of payload (IEEE 802.3 frames)' }),
    'len.past_end': none('Length field value goes past the end of the payload'),
    invalid_lentype: uint16('Invalid length/type', { base: 'hex_dec' }),
    'invalid_lentype.expert': none('Invalid length/type'),
    padding: PADDING,
    padding_bad: PADDING_BAD,
    trailer: bytes('Trailer', { doc: 'Octets behind what the payload says is its end' }),
    fcs: uint32('Frame check sequence', { base: 'hex', doc: 'CRC-32 of the frame' }),
    'fcs.status': uint8('FCS Status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
    fcs_bad: none('Bad checksum'),
  },
  dissect(p, f) {
    const start = p.at;
    if (p.indexing && start + HEADER <= p.view.capturedEnd) p.at = start + 12;
    else addresses(p, f);
    p.linkAddresses(start + 6, start);
    const type = p.view.uint16(p.at);
    if (type >= MIN_ETHERTYPE) {
      p.read(f.type);
      nextByEthertype(p, type, knownFcs(p), 'Ethernet II');
    } else if (type <= MAX_LENGTH) length8023(p, f, type);
    else {
      p.read(f.invalid_lentype);
      p.expert(f['invalid_lentype.expert'], 'warn', 'Protocol', `Invalid length/type: 0x${type.toString(16).padStart(4, '0')} (${type})`);
      p.info(() => `Ethernet Unknown: Invalid length/type: 0x${type.toString(16).padStart(4, '0')} (${type})`);
      p.next('encapsulated', -1);
    }
    if (p.inTree) p.layerNode.length = HEADER;
    layerLine(p, 'eth', nameLine(p, start, type));
  },
  after(p, f, innerEnd) {
    const type = p.view.uint16(p.start + 12);
    const from = type <= MAX_LENGTH ? Math.min(p.start + HEADER + type, innerEnd) : innerEnd;
    trailer(p, f, from);
  },
  examples: [
    {
      what: 'ARP request, padded to 60 bytes',
      hex: 'ffffffffffff 080027191c78 0806 0001080006040001080027191c780a0000080000000000000a00008a 000000000000000000000000000000000000',
      fields: { 'eth.dst': 'ff:ff:ff:ff:ff:ff', 'eth.type': '0x0806', 'eth.addr': 'ff:ff:ff:ff:ff:ff,08:00:27:19:1c:78', 'eth.lg': '1,0', 'eth.ig': '1,0', 'eth.padding': '000000000000000000000000000000000000' },
    },
    {
      what: 'EtherType that nobody knows', info: 'Ethernet II',
      hex: '060708090a0b 000102030405 0c0d 0e0f',
      fields: { 'eth.src': '00:01:02:03:04:05', 'eth.type': '0x0c0d', 'data.data': '0e0f' },
    },
  ],
});

type F = typeof ethernet.fields;

function addresses(p: Layer, f: F): void {
  const start = p.at;
  address(p, f, start, f.dst, f.dst_resolved, f['dst.oui'], [f['dst.lg'], f['dst.ig']]);
  if (p.inRow && p.captured < 6) p.addressTexts('', etherName(p.options.names, p.view.bytes, start));
  address(p, f, start + 6, f.src, f.src_resolved, f['src.oui'], [f['src.lg'], f['src.ig']]);
}

function address(p: Layer, f: F, at: number, field: Field<Uint8Array>, resolved: Field<string>, oui: Field<number>, bits: readonly Field<boolean>[]): void {
  p.take(field);
  if (!p.emits) return;
  const b = p.view.bytes;
  if (field === f.src && (b[at]! & 1) !== 0) p.expert(f.src_not_group, 'warn', 'Protocol', 'Source MAC must not be a group address: IEEE 802.3-2002, Section 3.2.3(b)');
  p.open();
  const top = p.view.uint24(at);
  if (p.wants(resolved)) p.put(resolved, etherName(p.options.names, b, at), at, 6);
  p.put(oui, top, at, 3);
  p.put(f.addr, b.subarray(at, at + 6), at, 6);
  if (p.wants(f.addr_resolved)) p.put(f.addr_resolved, etherName(p.options.names, b, at), at, 6);
  p.put(f['addr.oui'], top, at, 3);
  p.flags(top, bits, at, 3);
  p.close();
}

function nameLine({ view: { bytes: b, capturedEnd }, options: { names } }: Layer, start: number, type: number): () => string {
  if (type <= MAX_LENGTH) return () => `IEEE 802.3 Ethernet ${rawIpx(b, capturedEnd, start) ? 'Raw ' : ''}`;
  return () => `Ethernet ${type < MIN_ETHERTYPE ? 'Unknown' : 'II'}, Src: ${etherNamed(names, b, start + 6)}, Dst: ${etherNamed(names, b, start)}`;
}

/** Bytes left without an FCS that the capture file says is there. */
function knownFcs(p: Layer): number {
  const fcs = p.context.fcsLength;
  return fcs > 0 && p.left >= fcs ? p.left - fcs : p.left;
}

function rawIpx(b: Uint8Array, capturedEnd: number, start: number): boolean {
  return start + HEADER + 2 <= capturedEnd && b[start + HEADER] === 0xff && b[start + HEADER + 1] === 0xff;
}

function length8023(p: Layer, f: F, length: number): void {
  const start = p.at - 12;
  p.read(f.len);
  const rest = knownFcs(p);
  if (length > rest) p.expert(f['len.past_end'], 'error', 'Malformed', 'Length field value goes past the end of the payload');
  p.info(() => '');
  const isRaw = rawIpx(p.view.bytes, p.view.capturedEnd, start);
  p.next(isRaw ? 'linktype' : 'llc.frame', isRaw ? -1 : 0, Math.min(length, rest));
}

function trailer(p: Layer, f: F, from: number): void {
  p.at = from;
  const end = p.view.reportedEnd;
  const whole = p.view.capturedEnd === end;
  const guessed = p.context.fcsLength < 0 && end - p.start >= 64 && end - Math.max(from, Math.min(end, p.start + 60)) >= 4;
  const hasFcs = p.context.fcsLength === 4 || guessed;
  paddingAndTrailer(p, p.start, f.trailer, hasFcs ? 4 : 0);
  if (hasFcs && whole && p.captured >= 4) frameCheckSequence(p, f);
}

function frameCheckSequence(p: Layer, f: F): void {
  const at = p.at;
  const sent = p.read(f.fcs);
  let status: number = CHECKSUM_STATUS.unverified;
  if (p.options.verifyChecksums) {
    const b = p.view.bytes;
    const crc = crc32(b, p.start, at - p.start);
    const expected = (((crc & 255) << 24) | ((crc & 0xff00) << 8) | ((crc >>> 8) & 0xff00) | (crc >>> 24)) >>> 0;
    status = sent === expected ? CHECKSUM_STATUS.good : CHECKSUM_STATUS.bad;
    if (p.inTree) p.last.append = status === CHECKSUM_STATUS.good ? ' [correct]' : ` incorrect, should be 0x${expected.toString(16).padStart(8, '0')}`;
    if (status === CHECKSUM_STATUS.bad) p.expert(f.fcs_bad, 'error', 'Checksum', `Bad checksum [should be 0x${expected.toString(16).padStart(8, '0')}]`);
  } else if (p.inTree) p.last.append = ' [unverified]';
  p.generated(f['fcs.status'], status);
}
