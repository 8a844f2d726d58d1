// IEEE 802.1Q virtual LAN tag.
import { MIN_ETHERTYPE, nextByEthertype, paddingAndTrailer } from '../ethertype';
import { bytes, flag, none, uint16 } from '../field';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

const PRIORITIES = {
  0: 'Best Effort (default)', 1: 'Background', 2: 'Excellent Effort', 3: 'Critical Applications', 4: 'Video, < 100ms latency and jitter',
  5: 'Voice, < 10ms latency and jitter', 6: 'Internetwork Control', 7: 'Network Control',
};

export const vlan = protocol({
  id: 'vlan', name: '802.1Q Virtual LAN', column: 'VLAN', spec: 'IEEE 802.1Q', tcpdump: 'print-ether.c',
  over: { ethertype: [0x8100, 0x9100, 0x9200] },
  fields: {
    priority: uint16('Priority', { mask: 0xe000, names: PRIORITIES, doc: 'Priority code point' }),
    dei: flag('DEI', 2, 0x1000, { truth: ['Eligible', 'Ineligible'], doc: 'May be dropped first' }),
    id: uint16('ID', { mask: 0x0fff, doc: 'VLAN identifier' }),
    etype: uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES }),
    len: uint16('Length'),
    'len.past_end': none('Length field value goes past the end of the payload'),
    trailer: bytes('Trailer'),
  },
  dissect(p, f) {
    const tag = p.view.uint16(p.at);
    const [priority, dei, id] = [tag >>> 13, (tag >>> 12) & 1, tag & 0xfff];
    if (p.facts.vlan === 0) p.facts.vlan = id;
    p.title(() => `, PRI: ${priority}, DEI: ${dei}, ID: ${id}`);
    p.info(() => `PRI: ${priority}  DEI: ${dei}  ID: ${id}`);
    p.peek(f.priority);
    p.flags(tag, [f.dei], p.at, 2);
    p.read(f.id);
    const type = p.view.uint16(p.at);
    if (type >= MIN_ETHERTYPE) {
      p.read(f.etype);
      nextByEthertype(p, type, p.left, `PRI: ${priority}  DEI: ${dei}  ID: ${id}`);
      return;
    }
    const length = p.read(f.len);
    if (length > p.left) p.expert(f['len.past_end'], 'error', 'Malformed', 'Length field value goes past the end of the payload');
    p.next('llc.frame', 0, Math.min(length, p.left));
  },
  after(p, f, innerEnd) {
    p.at = innerEnd;
    paddingAndTrailer(p, p.frameStart, f.trailer);
  },
  examples: [
    {
      what: 'tag of priority 5 in front of another tag', info: 'PRI: 2  DEI: 0  ID: 200',
      hex: 'b064 8100 40c8 0c0d 00',
      fields: { 'vlan.priority': '5,2', 'vlan.dei': '1,0', 'vlan.id': '100,200', 'vlan.etype': '0x8100,0x0c0d' },
    },
  ],
});
