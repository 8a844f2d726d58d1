// Link-local multicast name resolution: DNS messages with other flags.
import { DNS_FIELDS } from './dns-fields';
import { dissectDns } from './dns-message';
import { protocol } from '../protocol';

export const llmnr = protocol({
  id: 'llmnr', name: 'Link-local Multicast Name Resolution', column: 'LLMNR', spec: 'RFC 4795',
  over: { 'udp.port': [5355] },
  fields: {},
  dissect: (p) => dissectDns(p, DNS_FIELDS, 'llmnr'),
});
