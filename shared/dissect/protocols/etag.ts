// IEEE 802.1BR: the tag of a port extender.
import { nextByEthertype } from '../ethertype';
import { flag, uint16, uint8 } from '../field';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

export const etag = protocol({
  id: 'etag', name: '802.1BR E-Tag', column: '802.1BR', spec: 'IEEE 802.1BR',
  over: { ethertype: [0x893f] },
  fields: {
    pcp: uint16('E-PCP', { mask: 0xe000, doc: 'Priority' }),
    dei: flag('E-DEI', 2, 0x1000, { doc: 'May be discarded first' }),
    iecid_base: uint16('Ingress_E-CID_base', { base: 'hex', mask: 0x0fff }),
    group: uint16('GRP', { mask: 0x3000 }),
    ecid_base: uint16('E-CID_base', { base: 'hex', mask: 0x0fff }),
    iecid_ext: uint8('Ingress_E-CID_ext', { base: 'hex' }),
    ecid_ext: uint8('E-CID_ext', { base: 'hex' }),
    etype: uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES }),
  },
  dissect(p, f) {
    const at = p.at;
    p.info(() => '');
    p.peek(f.pcp);
    p.flags(p.view.uint16(at), [f.dei], at, 2);
    p.peek(f.iecid_base);
    p.peek(f.group, at + 2);
    p.peek(f.ecid_base, at + 2);
    p.at = at + 4;
    p.read(f.iecid_ext);
    p.read(f.ecid_ext);
    nextByEthertype(p, p.read(f.etype), p.left);
  },
  examples: [{ what: 'EtherType unknown', hex: '1000 00d3 0000 0c0d 00', fields: { 'etag.pcp': '0', 'etag.iecid_base': '0x0000', 'etag.ecid_base': '0x00d3', 'etag.etype': '0x0c0d' } }],
});
