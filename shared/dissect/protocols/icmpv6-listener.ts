// Multicast listener discovery, versions 1 (RFC 2710) and 2 (RFC 3810).
import { ipv6Text } from '../../frame/address';
import { bytes, flag, ipv6, none, uint16, uint8 } from '../field';
import type { Layer } from '../layer';

const RECORDS = { 1: 'Include', 2: 'Exclude', 3: 'Changed to include', 4: 'Changed to exclude', 5: 'Allow new sources', 6: 'Block old sources' };
const QUERY = 130;

export const MLD_FIELDS = {
  'mld.maximum_response_delay': uint16('Maximum Response Delay [ms]'),
  'mld.maximum_response_code': uint16('Maximum Response Code'),
  'mld.multicast_address': ipv6('Multicast Address'),
  'mld.flag': uint8('Flags', { base: 'hex' }),
  'mld.flag.s': flag('Suppress Router-Side Processing', 1, 0x08, { truth: ['True', 'False'] }),
  'mld.flag.qrv': uint8("QRV (Querier's Robustness Variable)", { mask: 0x07 }),
  'mld.flag.reserved': uint8('Reserved', { mask: 0xf0 }),
  'mld.qqi': uint8("QQIC (Querier's Query Interval Code)"),
  'mld.nb_sources': uint16('Number of Sources'),
  'mld.source_address': ipv6('Source Address'),
  'mldr.nb_mcast_records': uint16('Number of Multicast Address Records'),
  'mldr.mar': none('Multicast Address Record', { doc: 'What one listener says of one group' }),
  'mldr.mar.record_type': uint8('Record Type', { names: RECORDS }),
  'mldr.mar.aux_data_len': uint8('Aux Data Len', { doc: 'In units of 4 octets' }),
  'mldr.mar.nb_sources': uint16('Number of Sources'),
  'mldr.mar.multicast_address': ipv6('Multicast Address'),
  'mldr.mar.source_address': ipv6('Source Address'),
  'mldr.mar.auxiliary_data': bytes('Auxiliary Data'),
  reserved: bytes('Reserved'),
};

type F = typeof MLD_FIELDS;

/** Query, report and done of version 1; a longer query is of version 2. */
export function listenerMessage(p: Layer, f: F): void {
  const second = p.view.uint8(p.start) === QUERY && p.view.reportedEnd - p.start > 24;
  p.read(second ? f['mld.maximum_response_code'] : f['mld.maximum_response_delay']);
  p.take(f.reserved, 2);
  p.take(f['mld.multicast_address']);
  if (!second) return;
  const at = p.at;
  const bits = p.read(f['mld.flag']);
  if (p.inTree && bits & 8) p.last.append = ', Suppress Router-Side Processing';
  p.open();
  p.flags(bits, [f['mld.flag.s']], at, 1);
  p.peek(f['mld.flag.qrv'], at);
  p.peek(f['mld.flag.reserved'], at);
  p.close();
  p.read(f['mld.qqi']);
  const count = p.read(f['mld.nb_sources']);
  for (let i = 0; i < count; i++) p.take(f['mld.source_address']);
}

export function listenerReport(p: Layer, f: F): void {
  p.take(f.reserved, 2);
  const count = p.read(f['mldr.nb_mcast_records']);
  for (let i = 0; i < count; i++) {
    const type = p.view.uint8(p.at);
    p.put(f['mldr.mar'], undefined, p.at, -1);
    const line = p.last;
    if (p.inTree) line.text = `Multicast Address Record ${f['mldr.mar.record_type'].nameOf(type) ?? 'Unknown'}`;
    p.open();
    p.read(f['mldr.mar.record_type']);
    const words = p.read(f['mldr.mar.aux_data_len']);
    const sources = p.read(f['mldr.mar.nb_sources']);
    const at = p.at;
    p.take(f['mldr.mar.multicast_address']);
    if (p.inTree) line.text += `: ${ipv6Text(p.view.bytes, at)}`;
    for (let s = 0; s < sources; s++) p.take(f['mldr.mar.source_address']);
    if (words > 0) p.take(f['mldr.mar.auxiliary_data'], words * 4);
    p.close();
  }
}
