// Solaris IPNET: IP as Solaris' IP observability devices see it.
import { uint16, uint32, uint8 } from '../field';
import { protocol } from '../protocol';

export const ipnet = protocol({
  id: 'ipnet', name: 'Solaris IPNET', column: 'IPNET', spec: 'https://www.tcpdump.org/linktypes/LINKTYPE_IPNET.html', tcpdump: 'print-ipnet.c',
  over: { linktype: [226] },
  fields: {
    version: uint8('Header version'),
    family: uint8('Address family', { names: { 2: 'Solaris AF_INET', 26: 'Solaris AF_INET6' } }),
    htype: uint16('Hook type', { names: { 0: 'Inbound', 1: 'Outbound', 2: 'Local' } }),
    pktlen: uint32('Data length'),
    ifindex: uint32('Interface index'),
    grifindex: uint32('Group interface index'),
    zsrc: uint32('Source Zone ID'),
    zdst: uint32('Destination Zone ID'),
  },
  dissect(p, f) {
    p.info(() => '');
    p.read(f.version);
    const family = p.read(f.family);
    for (const field of [f.htype, f.pktlen, f.ifindex, f.grifindex, f.zsrc, f.zdst]) p.read(field);
    p.next('encapsulated', family === 2 ? 0x0800 : family === 26 ? 0x86dd : -1);
  },
  examples: [
    {
      what: 'header, nothing known inside', hex: '0103 0000 00000054 00000002 00000000 ffffffff 00000000',
      fields: { 'ipnet.version': '1', 'ipnet.family': '3', 'ipnet.htype': '0', 'ipnet.pktlen': '84', 'ipnet.ifindex': '2', 'ipnet.zsrc': '4294967295', 'ipnet.zdst': '0' },
    },
  ],
});
