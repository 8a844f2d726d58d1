// Internet Protocol version 4.
import { AddressKind } from '../frame-facts';
import { flag, ipv4 as address, uint16, uint8 } from '../field';
import { protocol } from '../protocol';

export const ipv4 = protocol({
  id: 'ip', name: 'Internet Protocol Version 4', column: 'IPv4', spec: 'RFC 791',
  over: { linktype: [228], ethertype: [0x0800], 'ip.proto': [4] },
  fields: {
    version: uint8('Version', { mask: 0xf0 }),
    hdr_len: uint8('Header Length', { mask: 0x0f, doc: 'Octets' }),
    dsfield: uint8('Differentiated Services Field', { base: 'hex' }),
    len: uint16('Total Length', { doc: 'Octets of header and data' }),
    id: uint16('Identification', { base: 'hex_dec' }),
    flags: uint8('Flags', { base: 'hex', mask: 0xe0 }),
    'flags.df': flag("Don't fragment", 1, 0x40),
    'flags.mf': flag('More fragments', 1, 0x20),
    frag_offset: uint16('Fragment Offset', { mask: 0x1fff }),
    ttl: uint8('Time to Live'),
    proto: uint8('Protocol'),
    checksum: uint16('Header Checksum', { base: 'hex' }),
    src: address('Source Address', { alias: 'ip.addr' }),
    dst: address('Destination Address', { alias: 'ip.addr' }),
  },
  dissect(p, f) {
    const start = p.at;
    const headerLength = (p.view.uint8(start) & 15) * 4;
    p.peek(f.version);
    p.put(f.hdr_len, headerLength, start, 1);
    p.skip(1);
    p.read(f.dsfield);
    const total = p.read(f.len);
    p.read(f.id);
    p.peek(f.flags);
    p.open();
    p.flags(p.view.uint8(p.at), [f['flags.df'], f['flags.mf']], p.at, 1);
    p.close();
    const offset = p.read(f.frag_offset);
    p.read(f.ttl);
    const proto = p.read(f.proto);
    p.read(f.checksum);
    p.addresses(AddressKind.Ipv4, p.at, p.at + 4);
    p.read(f.src);
    p.read(f.dst);
    p.skip(headerLength - 20);
    if (total > headerLength) p.shrink(start + total);
    if (offset === 0) p.next('ip.proto', proto);
  },
});
