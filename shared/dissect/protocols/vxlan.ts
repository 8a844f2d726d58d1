// VXLAN: Ethernet over UDP (RFC 7348), with the group policy extension.
import { flag, uint16, uint24, uint8 } from '../field';
import { AddressKind } from '../frame-facts';
import { protocol } from '../protocol';

const TRUE = { truth: ['True', 'False'] } as const;

export const vxlan = protocol({
  id: 'vxlan', name: 'Virtual eXtensible Local Area Network', column: 'VXLAN', spec: 'RFC 7348, draft-smith-vxlan-group-policy', tcpdump: 'print-vxlan.c',
  over: { 'udp.port': [4789, 8472] },
  fields: {
    flags: uint16('Flags', { base: 'hex' }),
    flag_g: flag('GBP Extension', 2, 0x8000, { truth: ['Defined', 'Not defined'] }),
    flag_i: flag('VXLAN Network ID (VNI)', 2, 0x0800, TRUE),
    flag_d: flag("Don't Learn", 2, 0x0040, TRUE),
    flag_a: flag('Policy Applied', 2, 0x0008, TRUE),
    flags_reserved: uint16('Reserved(R)', { base: 'hex', mask: 0x77b7 }),
    gbp: uint16('Group Policy ID'),
    vni: uint24('VXLAN Network Identifier (VNI)', { doc: 'Which of the virtual networks' }),
    reserved8: uint8('Reserved'),
  },
  dissect(p, f) {
    p.info(() => '');
    const at = p.at;
    const named = [f.flag_g, f.flag_i, f.flag_d, f.flag_a];
    const bits = p.read(f.flags);
    if (p.inTree) p.last.append = named.map((one) => (bits & one.mask ? `, ${one.label}` : '')).join('');
    p.open();
    p.flags(bits, named, at, 2);
    p.peek(f.flags_reserved, at);
    p.close();
    p.read(f.gbp);
    p.read(f.vni);
    p.read(f.reserved8);
    // The inner frame has addresses and ports of its own.
    p.addresses(AddressKind.None, 0, 0);
    p.next('encapsulated', 0x6558);
  },
  examples: [
    {
      what: 'with a group policy', hex: '8848 0064 2dc6c1 00',
      fields: { 'vxlan.flags': '0x8848', 'vxlan.flag_g': '1', 'vxlan.flag_i': '1', 'vxlan.flag_d': '1', 'vxlan.flag_a': '1', 'vxlan.gbp': '100', 'vxlan.vni': '3000001' },
    },
  ],
});
