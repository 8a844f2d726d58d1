// VXLAN: Ethernet over UDP (RFC 7348), with the group policy extension; and the generic protocol extension, which carries others too.
import { flag, uint16, uint24, uint8 } from '../field';
import { AddressKind } from '../frame-facts';
import { protocol } from '../protocol';

/** Of an Ethernet frame: of one that was cut off before, the outer ones stay. */
const ADDRESSES = 12;
const TRUE = { truth: ['True', 'False'] } as const;

export const vxlan = protocol({
  id: 'vxlan', name: 'Virtual eXtensible Local Area Network', column: 'VXLAN', spec: 'RFC 7348, draft-smith-vxlan-group-policy', tcpdump: 'print-vxlan.c',
  over: { 'udp.port': [4789] },
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
    if (p.captured >= ADDRESSES) p.addresses(AddressKind.None, 0, 0);
    p.next('encapsulated', 0x6558);
  },
  examples: [
    {
      what: 'with a group policy', hex: '8848 0064 2dc6c1 00',
      fields: { 'vxlan.flags': '0x8848', 'vxlan.flag_g': '1', 'vxlan.flag_i': '1', 'vxlan.flag_d': '1', 'vxlan.flag_a': '1', 'vxlan.gbp': '100', 'vxlan.vni': '3000001' },
    },
  ],
});

const GPE_HEADER = 8;
const GPE_NEXT: ReadonlyMap<number, number> = new Map([[1, 0x0800], [2, 0x86dd], [3, 0x6558], [4, 0x894f], [5, 0x8847]]);

/** No layer of its own in `frame.protocols`, as tshark has it. */
export const vxlanGpe = protocol({
  id: 'vxlan_gpe', name: 'Virtual eXtensible Local Area Network (generic protocol extension)', column: 'VxLAN', spec: 'draft-ietf-nvo3-vxlan-gpe', inline: true,
  over: { 'udp.port': [4790] },
  fields: {
    '.vxlan.ver': uint8('Version', { mask: 0x30 }),
    '.vxlan.i_bit': uint8('Instance', { mask: 0x08 }),
    '.vxlan.p_bit': uint8('Next Protocol Bit', { mask: 0x04 }),
    '.vxlan.o_bit': uint8('OAM bit', { mask: 0x01 }),
    '.vxlan.reserved_16': uint16('Reserved'),
    '.vxlan.next_proto': uint8('Next Protocol', { names: { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'Network Service Header', 5: 'MPLS' } }),
    '.vxlan_gpe.vni': uint24('VXLAN Network Identifier (VNI)', { alias: 'vxlan.vni' }),
    '.vxlan_gpe.reserved8': uint8('Reserved', { alias: 'vxlan.reserved8' }),
  },
  dissect(p, f) {
    p.group(vxlan.name, p.at, GPE_HEADER);
    if (p.inTree) p.group(`Flags: 0x${p.view.uint8(p.at).toString(16).padStart(2, '0')}`, p.at, 1);
    for (const one of [f['.vxlan.ver'], f['.vxlan.i_bit'], f['.vxlan.p_bit'], f['.vxlan.o_bit']]) p.peek(one);
    p.close();
    p.skip(1);
    p.read(f['.vxlan.reserved_16']);
    const next = p.read(f['.vxlan.next_proto']);
    p.read(f['.vxlan_gpe.vni']);
    p.read(f['.vxlan_gpe.reserved8']);
    p.close();
    p.addresses(AddressKind.None, 0, 0);
    p.next('encapsulated', GPE_NEXT.get(next) ?? -1);
  },
  examples: [{ what: 'Ethernet inside', hex: '0c 0000 03 000001 00', fields: { 'vxlan.ver': '0', 'vxlan.i_bit': '1', 'vxlan.p_bit': '1', 'vxlan.next_proto': '3', 'vxlan.vni': '1' } }],
});
