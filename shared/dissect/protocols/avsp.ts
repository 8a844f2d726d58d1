// Arista's timestamps between the Ethernet addresses and the packet.
import { nextByEthertype } from '../ethertype';
import { none, uint16, uint32 } from '../field';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

const SHORT = 0x0020;

export const avsp = protocol({
  id: 'avsp', name: 'Arista Vendor Specific Protocol', column: 'AVSP', spec: 'https://www.arista.com/en/um-eos/eos-timestamping', tcpdump: 'print-arista.c',
  over: { ethertype: [0xd28b] },
  fields: {
    sub_type: uint16('Sub Type', { names: { 1: 'timestamp' } }),
    ver: uint16('Version', { base: 'hex', names: { 0x10: 'Version 1', 0x20: 'Version 1' } }),
    '64ts': none('Timestamp (TAI)'),
    '64sec': uint32('Seconds'),
    '64ns': uint32('Nanoseconds'),
    '48ts': none('Timestamp (TAI)'),
    '48sec': uint16('Seconds'),
    '48ns': uint32('Nanoseconds'),
    etype: uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES }),
  },
  dissect(p, f) {
    p.info(() => '');
    p.read(f.sub_type);
    const short = (p.read(f.ver) & 0xf0) === SHORT;
    p.put(short ? f['48ts'] : f['64ts'], undefined, p.at, short ? 6 : 8);
    p.open();
    p.read(short ? f['48sec'] : f['64sec']);
    p.read(short ? f['48ns'] : f['64ns']);
    p.close();
    nextByEthertype(p, p.read(f.etype), p.left);
  },
  examples: [
    {
      what: '64 bits of time, EtherType unknown', hex: '0001 0010 5ceeed57 384f59c8 0c0d 00',
      fields: { 'avsp.sub_type': '1', 'avsp.ver': '0x0010', 'avsp.64sec': '1559162199', 'avsp.64ns': '944724424', 'avsp.etype': '0x0c0d' },
    },
  ],
});
