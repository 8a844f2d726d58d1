// Domain Name System over UDP and TCP.
import { DNS_FIELDS } from './dns-fields';
import { dissectDns } from './dns-message';
import type { ByteView } from '../../bytes/byte-view';
import { protocol } from '../protocol';
import { DNS_EXAMPLES } from './dns-examples';

export const dns = protocol({
  id: 'dns', name: 'Domain Name System', column: 'DNS', spec: 'RFC 1035', tcpdump: 'print-domain.c',
  over: { 'udp.port': [53], 'tcp.port': [53, 5353] },
  recogniseOver: ['udp'],
  recognise,
  framing: { header: 2, length: (view, at) => 2 + view.uint16(at) },
  fields: DNS_FIELDS,
  dissect: (p, f) => dissectDns(p, f, 'dns'),
  examples: DNS_EXAMPLES,
});

const HEADER = 12;
const MAX_ANSWERS = 100;
const MAX_OTHERS = 10;

/** On any other port: one standard question, or an answer with believable counts. */
function recognise(view: ByteView, at: number): boolean {
  if (at + HEADER >= view.capturedEnd) return false;
  const flags = view.uint16(at + 2);
  if ((flags & 0x7800) !== 0 || view.uint16(at + 10) > MAX_OTHERS) return false;
  if (isNetbios(view, at + HEADER)) return false;
  const questions = view.uint16(at + 4);
  const answers = view.uint16(at + 6);
  const authorities = view.uint16(at + 8);
  if (flags & 0x8000) return questions <= 1 && answers <= MAX_ANSWERS && authorities <= MAX_OTHERS;
  return questions === 1 && answers === 0 && authorities === 0;
}

/** The NetBIOS name service looks like DNS, but its names are one label of 32 letters from A to P (RFC 1001 section 14.1). */
function isNetbios(view: ByteView, at: number): boolean {
  if (at + 33 > view.capturedEnd || view.bytes[at] !== 32) return false;
  for (let i = at + 1; i <= at + 32; i++) if (view.bytes[i]! < 0x41 || view.bytes[i]! > 0x50) return false;
  return true;
}
