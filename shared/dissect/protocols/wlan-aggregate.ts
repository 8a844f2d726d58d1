// Aggregate MSDUs: several small frames in one IEEE 802.11 data frame, each with addresses and a length.
import { ether, uint16 } from '../field';
import { protocol } from '../protocol';

const HEADER = 14;

export const wlanAggregate = protocol({
  id: 'wlan_aggregate', name: 'IEEE 802.11 Aggregate MSDU', column: '', spec: 'IEEE 802.11 9.3.2.2', over: { 'wlan.aggregate': [0] },
  fields: {
    '.wlan.da': ether('Destination address'),
    '.wlan.sa': ether('Source address'),
    'a_mdsu.length': uint16('A-MSDU Length'),
  },
  dissect(p, f) {
    while (p.left >= HEADER) {
      const at = p.at;
      p.linkAddresses(at + 6, at);
      p.take(f['.wlan.da']);
      p.take(f['.wlan.sa']);
      const length = p.read(f['a_mdsu.length']);
      if (length > 0) p.nested('llc.frame', 0, p.at, length);
      p.at = Math.min(p.view.reportedEnd, at + ((HEADER + length + 3) & ~3));
    }
  },
  examples: [
    { what: 'one frame', hex: '0180c2000000 000c4182b256 0004 44460300', fields: { 'wlan.da': '01:80:c2:00:00:00', 'wlan.sa': '00:0c:41:82:b2:56', 'llc.dsap': '0x44' } },
  ],
});
