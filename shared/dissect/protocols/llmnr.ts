// Link-local multicast name resolution: DNS messages with other flags.
import { DNS_FIELDS } from './dns-fields';
import { dissectDns } from './dns-message';
import { protocol } from '../protocol';

export const llmnr = protocol({
  id: 'llmnr', name: 'Link-local Multicast Name Resolution', column: 'LLMNR', spec: 'RFC 4795', tcpdump: 'print-domain.c',
  over: { 'udp.port': [5355] },
  fields: {},
  dissect: (p) => dissectDns(p, DNS_FIELDS, 'llmnr'),
  examples: [
    {
      what: 'a question',
      hex: '123400000001000000000000016104746573740000010001',
      info: 'Standard query 0x1234 A a.test',
      fields: { 'dns.flags.conflict': '0', 'dns.flags.tentative': '0', 'dns.qry.name': 'a.test' },
    },
    {
      what: 'an answer',
      hex: '123487f00001000000000000016104746573740000010001',
      info: 'Standard query response 0x1234 A a.test',
      fields: { 'dns.flags.conflict': '1', 'dns.flags.truncated': '1', 'dns.flags.rcode': '0' },
    },
  ],
});
