// Network Service Header (RFC 8300): which chain of services a packet is to pass.
import { uint16, uint24, uint8 } from '../field';
import { protocol } from '../protocol';

/** Next protocol → EtherType. */
const ETHERTYPES: ReadonlyMap<number, number> = new Map([[1, 0x0800], [2, 0x86dd], [3, 0x6558], [4, 0x894f], [5, 0x8847]]);

export const nsh = protocol({
  id: 'nsh', name: 'Network Service Header', column: 'NSH', spec: 'RFC 8300', tcpdump: 'print-nsh.c',
  over: { ethertype: [0x894f] },
  fields: {
    version: uint16('Version', { base: 'dec_hex', mask: 0xc000 }),
    Obit: uint16('O Bit', { mask: 0x2000 }),
    ttl: uint16('Time to live', { base: 'hex', mask: 0x0fc0 }),
    length: uint16('Length', { base: 'dec_hex', mask: 0x003f, doc: 'In units of 4 octets' }),
    mdtype: uint8('MD Type', { base: 'dec_hex' }),
    nextproto: uint8('Next Protocol', { base: 'dec_hex', names: { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'NSH', 5: 'MPLS' } }),
    spi: uint24('SPI', { base: 'dec_hex', doc: 'Service path identifier' }),
    si: uint8('SI', { base: 'dec_hex', doc: 'Service index' }),
  },
  dissect(p, f) {
    const start = p.at;
    p.info(() => 'NSH');
    for (const one of [f.version, f.Obit, f.ttl, f.length]) p.peek(one);
    const length = (p.view.uint16(start) & 0x3f) * 4;
    p.at = start + 2;
    p.read(f.mdtype);
    const next = p.read(f.nextproto);
    p.read(f.spi);
    p.read(f.si);
    p.skip(Math.max(0, start + length - p.at));
    p.next('encapsulated', ETHERTYPES.get(next) ?? -1);
  },
  examples: [{ what: 'four words of context', hex: '0006 0101 000309 07 00000001 00000002 00000003 00000004', fields: { 'nsh.mdtype': '1', 'nsh.nextproto': '1', 'nsh.spi': '777', 'nsh.si': '7', 'nsh.length': '6' } }],
});
