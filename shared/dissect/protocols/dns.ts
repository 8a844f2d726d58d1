// Domain Name System over UDP and TCP.
import { DNS_FIELDS } from './dns-fields';
import { dissectDns } from './dns-message';
import type { ByteView } from '../../bytes/byte-view';
import { protocol } from '../protocol';

export const dns = protocol({
  id: 'dns', name: 'Domain Name System', column: 'DNS', spec: 'RFC 1035',
  over: { 'udp.port': [53], 'tcp.port': [53, 5353] },
  recogniseOver: ['udp'],
  recognise,
  framing: { header: 2, length: (view, at) => 2 + view.uint16(at) },
  fields: DNS_FIELDS,
  dissect: (p, f) => dissectDns(p, f, 'dns'),
});

const HEADER = 12;
const MAX_ANSWERS = 100;
const MAX_OTHERS = 10;

/** On any other port: one standard question, or an answer with believable counts. */
function recognise(view: ByteView, at: number): boolean {
  if (at + HEADER >= view.capturedEnd) return false;
  const flags = view.uint16(at + 2);
  if ((flags & 0x7800) !== 0 || view.uint16(at + 10) > MAX_OTHERS) return false;
  const questions = view.uint16(at + 4);
  const answers = view.uint16(at + 6);
  const authorities = view.uint16(at + 8);
  if (flags & 0x8000) return questions <= 1 && answers <= MAX_ANSWERS && authorities <= MAX_OTHERS;
  return questions === 1 && answers === 0 && authorities === 0;
}
