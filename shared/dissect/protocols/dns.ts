// Domain Name System over UDP and TCP.
import { DNS_FIELDS } from './dns-fields';
import { dissectDns } from './dns-message';
import { protocol } from '../protocol';

export const dns = protocol({
  id: 'dns', name: 'Domain Name System', column: 'DNS', spec: 'RFC 1035',
  over: { 'udp.port': [53], 'tcp.port': [53, 5353] },
  framing: { header: 2, length: (view, at) => 2 + view.uint16(at) },
  fields: DNS_FIELDS,
  dissect: (p, f) => dissectDns(p, f, 'dns'),
});
