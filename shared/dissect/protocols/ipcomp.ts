// IP Payload Compression Protocol (RFC 3173): the header; what it compresses stays compressed.
import { uint16, uint8 } from '../field';
import { protocol } from '../protocol';
import { IP_PROTOCOL_NAMES } from './values/ip-protocol-names';

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
    p.read(f.next_header);
    p.read(f.flags);
    p.read(f.cpi);
    p.next('linktype', -1);
  },
  examples: [{ what: 'deflate', hex: '06 00 0002 0102', info: 'IPComp (CPI=DEFLATE)', fields: { 'ipcomp.next_header': '0x06', 'ipcomp.flags': '0x00', 'ipcomp.cpi': '0x0002', 'data.data': '0102' } }],
});
