// IP Payload Compression Protocol (RFC 3173): the header, and what DEFLATE (RFC 2394) compressed.
import { inflateRaw } from '../../bytes/inflate';
import { uint16, uint8 } from '../field';
import { protocol } from '../protocol';
import { IP_PROTOCOL_NAMES } from './values/ip-protocol-names';

/** No IP datagram is longer. */
const MOST_OCTETS = 65_535;
const ALGORITHMS: ReadonlyMap<number, string> = new Map([[1, 'OUI'], [2, 'DEFLATE'], [3, 'LZS']]);

export const ipcomp = protocol({
  id: 'ipcomp', name: 'IP Payload Compression', column: 'IPComp', spec: 'RFC 3173', tcpdump: 'print-ipcomp.c',
  over: { 'ip.proto': [108] },
  fields: {
    next_header: uint8('Next Header', { base: 'hex', names: IP_PROTOCOL_NAMES }),
    flags: uint8('IPComp Flags', { base: 'hex' }),
    cpi: uint16('IPComp CPI', { base: 'hex', names: ALGORITHMS, doc: 'Compression parameter index: which algorithm' }),
  },
  dissect(p, f) {
    p.info(() => '');
    const cpi = p.view.uint16(p.at + 2);
    p.info(() => `IPComp (CPI=${ALGORITHMS.get(cpi) ?? `0x${cpi.toString(16).padStart(4, '0')}`})`);
    const next = p.read(f.next_header);
    p.read(f.flags);
    p.read(f.cpi);
    // Peers agree on other numbers for the algorithm: whatever can be unpacked is.
    const made = p.view.capturedEnd >= p.view.reportedEnd && p.left > 0 ? inflateRaw(p.view.slice(p.at, p.left), MOST_OCTETS) : null;
    if (made === null) return p.next('linktype', -1);
    p.nested('linktype', -1, p.at, p.left);
    p.skip(p.left);
    p.nextIn(`IPcomp inflated data (${made.length} bytes)`, made, 'ip.proto', next);
  },
  examples: [
    { what: 'LZS', hex: '06 00 0003 0102', info: 'IPComp (CPI=LZS)', fields: { 'ipcomp.next_header': '0x06', 'ipcomp.flags': '0x00', 'ipcomp.cpi': '0x0003', 'data.data': '0102' } },
    {
      what: 'a UDP datagram in deflate data', hex: '11 00 0002 637ec17e81419481211109640100', info: '1000 → 2000 Len=13',
      fields: { 'ipcomp.next_header': '0x11', 'ipcomp.cpi': '0x0002', 'data.data': '637ec17e81419481211109640100,6161616161616161616161616a', 'udp.srcport': '1000', 'udp.length': '21' },
    },
  ],
});
