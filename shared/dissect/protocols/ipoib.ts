// IP over InfiniBand (RFC 4391) as Linux captures it: the destination address or a global routing header in front.
import { ipv6, none, uint16, uint24, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

const HEADER = 40;

export const ipoib = protocol({
  id: 'ipoib', name: 'IP over Infiniband', column: 'IPoIB', spec: 'RFC 4391', tcpdump: 'print-ipoib.c',
  over: { linktype: [242] },
  fields: {
    daddr: none('Destination address'),
    'daddr.qpn': uint24('Destination QPN', { base: 'hex', doc: 'Queue pair number' }),
    dgid: ipv6('Destination GID'),
    grh: none('Global Route Header'),
    'grh.ipver': uint8('IP Version', { mask: 0xf0 }),
    'grh.tclass': uint16('Traffic Class', { mask: 0x0ff0 }),
    'grh.flowlabel': uint32('Flow Label', { mask: 0x000fffff }),
    'grh.sqpn': uint24('Source QPN', { base: 'hex' }),
    'grh.sgid': ipv6('Source GID'),
    type: uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES }),
    reserved: uint16('Reserved', { base: 'hex' }),
  },
  dissect(p, f) {
    const start = p.at;
    p.info(() => '');
    if (p.view.uint8(start) >>> 4 === 6) routeHeader(p, f, start);
    else destination(p, f, start);
    p.at = start + HEADER;
    const type = p.read(f.type);
    p.read(f.reserved);
    p.next('encapsulated', type);
  },
  examples: [
    {
      what: 'destination address', hex: '0000000000000000000000000000000000000000 80000550fe800000000000000010e000664ab451 0c0d 0000',
      fields: { 'ipoib.daddr.qpn': '0x000550', 'ipoib.dgid': 'fe80::10:e000:664a:b451', 'ipoib.type': '0x0c0d', 'ipoib.reserved': '0x0000' },
    },
  ],
});

type F = typeof ipoib.fields;

/** Zeros instead of a routing header: the second half is the receiver's hardware address. */
function destination(p: Layer, f: F, start: number): void {
  p.view.need(start, HEADER);
  p.put(f.daddr, undefined, start + 20, 20);
  p.open();
  p.peek(f['daddr.qpn'], start + 21);
  p.at = start + 24;
  p.take(f.dgid);
  p.close();
}

function routeHeader(p: Layer, f: F, start: number): void {
  p.view.need(start, HEADER);
  p.put(f.grh, undefined, start, HEADER);
  p.open();
  p.peek(f['grh.ipver'], start);
  p.peek(f['grh.tclass'], start);
  p.peek(f['grh.flowlabel'], start);
  p.peek(f['grh.sqpn'], start + 5);
  p.at = start + 8;
  p.take(f['grh.sgid']);
  p.take(f.dgid);
  p.close();
}
