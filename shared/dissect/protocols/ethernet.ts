// Ethernet II (DIX) and IEEE 802.3 frames, with padding, trailer and FCS.
import { ether, flag, uint16 } from '../field';
import { protocol } from '../protocol';

const LG = { truth: ['Locally administered address (this is NOT the factory default)', 'Globally unique address (factory default)'] } as const;
const IG = { truth: ['Group address (multicast/broadcast)', 'Individual address (unicast)'] } as const;

export const ethernet = protocol({
  id: 'eth', name: 'Ethernet II', column: 'Ethernet', spec: 'IEEE 802.3',
  over: { linktype: [1] },
  fields: {
    dst: ether('Destination', { alias: 'eth.addr' }),
    'dst.lg': flag('LG bit', 3, 0x020000, { ...LG, alias: 'eth.lg' }),
    'dst.ig': flag('IG bit', 3, 0x010000, { ...IG, alias: 'eth.ig' }),
    src: ether('Source', { alias: 'eth.addr' }),
    'src.lg': flag('LG bit', 3, 0x020000, { ...LG, alias: 'eth.lg' }),
    'src.ig': flag('IG bit', 3, 0x010000, { ...IG, alias: 'eth.ig' }),
    type: uint16('Type', { base: 'hex' }),
  },
  dissect(p, f) {
    const start = p.at;
    p.linkAddresses(start + 6, start);
    p.take(f.dst);
    p.open();
    p.flags(p.view.uint24(start), [f['dst.lg'], f['dst.ig']], start, 3);
    p.close();
    p.take(f.src);
    p.open();
    p.flags(p.view.uint24(start + 6), [f['src.lg'], f['src.ig']], start + 6, 3);
    p.close();
    p.next('ethertype', p.read(f.type));
  },
});
