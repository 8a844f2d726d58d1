// IP without a link-layer header: the version tells which.
import { protocol } from '../protocol';

export const raw = protocol({
  id: 'raw', name: 'Raw packet data', column: 'N/A', spec: 'https://www.tcpdump.org/linktypes.html', tcpdump: 'print-raw.c',
  over: { linktype: [101, 12, 14] },
  fields: {},
  dissect(p) {
    p.addressTexts('N/A', 'N/A');
    p.info(() => 'Raw packet data');
    if (p.inTree) p.layerNode.length = Math.min(p.captured, p.left);
    const first = p.view.uint8(p.at);
    if (first === 0xff && p.captured > 1 && p.view.uint8(p.at + 1) === 3) p.next('linktype', 9);
    else if (first >>> 4 === 4) p.next('encapsulated', 0x0800);
    else p.next('encapsulated', first >>> 4 === 6 ? 0x86dd : -1);
  },
  examples: [{ what: 'neither IPv4 nor IPv6', hex: '1234', info: 'Raw packet data', fields: { 'data.data': '1234' } }],
});
