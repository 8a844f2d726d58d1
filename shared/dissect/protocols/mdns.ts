// Multicast DNS: DNS messages on the link, with a bit of the class that means something else.
import { DNS_FIELDS } from './dns-fields';
import { dissectDns } from './dns-message';
import { protocol } from '../protocol';

export const mdns = protocol({
  id: 'mdns', name: 'Multicast Domain Name System', column: 'MDNS', spec: 'RFC 6762',
  over: { 'udp.port': [5353] },
  fields: {},
  dissect: (p) => dissectDns(p, DNS_FIELDS, 'mdns'),
});
