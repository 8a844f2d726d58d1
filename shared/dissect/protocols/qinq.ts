// IEEE 802.1ad provider bridge tag (Q-in-Q).
import { nextByEthertype, paddingAndTrailer } from '../ethertype';
import { bytes, uint16 } from '../field';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

const DOUBLE = 0x88a8;

export const qinq = protocol({
  id: 'ieee8021ad', name: 'IEEE 802.1ad', column: '802.1ad', spec: 'IEEE 802.1ad',
  over: { ethertype: [DOUBLE] },
  fields: {
    priority: uint16('Priority', { mask: 0xe000 }),
    dei: uint16('DEI', { mask: 0x1000 }),
    id: uint16('ID', { mask: 0x0fff }),
    svid: uint16('ID', { mask: 0x0fff, doc: 'Service VLAN: the outer one of two tags' }),
    cvid: uint16('ID', { mask: 0x0fff, doc: 'Customer VLAN: the inner one of two tags' }),
    '.ieee8021ah.etype': uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES }),
    '.ieee8021ah.trailer': bytes('Trailer'),
  },
  dissect(p, f) {
    const tag = p.view.uint16(p.at);
    const id = tag & 0xfff;
    const double = p.view.uint16(p.at + 2) === DOUBLE;
    p.put(f.priority, tag >>> 13, p.at, 1);
    p.put(f.dei, (tag >>> 12) & 1, p.at, 1);
    p.read(double ? f.svid : f.id);
    let inner = id;
    if (double) {
      p.skip(2);
      inner = p.view.uint16(p.at) & 0xfff;
      p.put(f.priority, p.view.uint16(p.at) >>> 13, p.at, 1);
      p.put(f.dei, (p.view.uint16(p.at) >>> 12) & 1, p.at, 1);
      p.read(f.cvid);
    }
    const text = double ? `S-VID: ${id}, C-VID: ${inner}` : `ID: ${id}`;
    p.title(() => `, ${text}`);
    p.info(() => text);
    nextByEthertype(p, p.read(f['.ieee8021ah.etype']), p.left, text);
  },
  after(p, f, innerEnd) {
    p.at = innerEnd;
    paddingAndTrailer(p, p.frameStart, f['.ieee8021ah.trailer']);
  },
  examples: [
    {
      what: 'provider tag in front of a customer tag', info: 'PRI: 0  DEI: 0  ID: 100',
      hex: '001e 8100 0064 0c0d 00',
      fields: { 'ieee8021ad.id': '30', 'ieee8021ah.etype': '0x8100', 'vlan.id': '100' },
    },
  ],
});
