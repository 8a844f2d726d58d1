// Multicast DNS: DNS messages on the link, with a bit of the class that means something else.
import { DNS_FIELDS } from './dns-fields';
import { dissectDns } from './dns-message';
import { protocol } from '../protocol';

export const mdns = protocol({
  id: 'mdns', name: 'Multicast Domain Name System', column: 'MDNS', spec: 'RFC 6762', tcpdump: 'print-domain.c',
  over: { 'udp.port': [5353] },
  fields: {},
  dissect: (p) => dissectDns(p, DNS_FIELDS, 'mdns'),
  examples: [
    {
      what: 'a question for many, an answer that flushes caches',
      hex: '123484000000000100000000025f78045f746370056c6f63616c00002180010000003c000700010002000300',
      info: 'Standard query response 0x1234 SRV, cache flush 1 2 3 <Root>',
      fields: { 'dns.srv.service': '_x', 'dns.resp.cache_flush': '1', 'dns.resp.class': '0x0001' },
    },
    {
      what: 'payload size next to the flush bit',
      hex: '12348400000000010000000000002985a00000003c0000',
      info: 'Standard query response 0x1234 OPT, cache flush',
      fields: { 'dns.rr.udp_payload_size': '0x05a0' },
    },
    {
      what: 'a question',
      hex: '12340100000100000000000101610474657374000001000100002904d000000000000400000000',
      info: 'Standard query 0x1234 A a.test, "QM" question OPT',
      fields: { 'dns.qry.name': 'a.test', 'dns.qry.qu': '0', 'dns.qry.class': '0x0001' },
    },
  ],
});
