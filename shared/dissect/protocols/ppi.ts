// Per-Packet Information: a header with fields of any kind in front of a packet of any link type.
import { bytes, flag, uint16, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { layerLine } from '../seen';

const HEADER = 8;
const AGGREGATION = 8;
const COMMON = 2;
const IEEE_802_11 = 105;
const TYPES: ReadonlyMap<number, string> = new Map([
  [2, '802.11-Common'], [3, '802.11n MAC Extensions'], [4, '802.11n MAC+PHY Extensions'], [5, 'Spectrum-Map'], [6, 'Process-Info'], [7, 'Capture-Info'],
  [8, 'Aggregation Extension'], [9, '802.3 Extension'], [30000, 'Intel Corporation (private)'], [30001, 'Mohamed Thaga (private)'], [30002, 'GPS Tagging'],
  [30003, 'Vector Tagging'], [30004, 'Sensor tagging'], [30005, 'Antenna Tagging'], [49175, 'FlukeNetworks (private)'], [51918, 'CACE Technologies (private)'],
]);

export const ppi = protocol({
  id: 'ppi', name: 'PPI Packet Header', column: 'PPI', spec: 'https://www.tcpdump.org/linktypes/LINKTYPE_PPI.html', tcpdump: 'print-ppi.c',
  over: { linktype: [192] },
  fields: {
    version: uint8('Version'),
    flags: uint8('Flags', { base: 'hex' }),
    'flags.alignment': flag('Alignment', 1, 0x01, { truth: ['32-bit aligned', 'Not aligned'] }),
    'flags.reserved': uint8('Reserved', { base: 'hex', mask: 0xfe }),
    length: uint16('Header length', { le: true, doc: 'Octets, fields included' }),
    dlt: uint32('DLT', { le: true, doc: 'Link type of the packet' }),
    field_type: uint16('Field type', { le: true, names: TYPES }),
    field_len: uint16('Field length', { le: true }),
    'aggregation_extension.interface_id': uint32('Interface ID', { le: true }),
    reserved: bytes('Reserved'),
  },
  dissect(p, f) {
    const start = p.at;
    const version = p.view.uint8(start);
    const length = p.view.uint16le(start + 2);
    p.info(() => `PPI version ${version}, ${length} bytes`);
    layerLine(p, 'ppi', () => `PPI version ${version}, ${length} bytes`);
    p.read(f.version);
    const bits = p.read(f.flags);
    p.open();
    p.flags(bits, [f['flags.alignment']], start + 1, 1);
    p.peek(f['flags.reserved'], start + 1);
    p.close();
    p.read(f.length);
    const linktype = p.read(f.dlt);
    const end = start + Math.max(length, HEADER);
    while (p.at + 4 <= end) information(p, f, end, (bits & 1) !== 0);
    p.view.need(start, end - start);
    p.at = end;
    if (linktype === IEEE_802_11) {
      p.handed = frameCheckSequence(p, start + HEADER, end) ? 'fcs' : '';
      p.next('wlan.radio', 0);
      return;
    }
    p.enter('pcap_pktdata');
    p.next('linktype', linktype);
  },
  examples: [
    {
      what: 'aggregation extension', hex: '0000 1000 fe000000 0800 0400 00000000', info: 'PPI version 0, 16 bytes',
      fields: { 'ppi.version': '0', 'ppi.flags': '0x00', 'ppi.length': '16', 'ppi.dlt': '254', 'ppi.field_type': '8', 'ppi.field_len': '4', 'ppi.aggregation_extension.interface_id': '0' },
    },
  ],
});

type F = typeof ppi.fields;

/** 802.11-Common says whether the frame ends with one. */
function frameCheckSequence(p: Layer, at: number, end: number): boolean {
  return at + 14 <= end && p.view.uint16le(at) === COMMON && (p.view.uint16le(at + 12) & 1) !== 0;
}

function information(p: Layer, f: F, end: number, aligned: boolean): void {
  const start = p.at;
  const type = p.view.uint16le(start);
  const length = p.view.uint16le(start + 2);
  p.group(TYPES.get(type) ?? `Unknown (${type})`, start, Math.min(4 + length, end - start));
  p.read(f.field_type);
  p.read(f.field_len);
  if (type === AGGREGATION && length === 4) p.read(f['aggregation_extension.interface_id']);
  p.close();
  p.at = Math.min(end, start + 4 + (aligned ? (length + 3) & ~3 : length));
}
