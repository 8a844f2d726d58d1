// Extensible Authentication Protocol (RFC 3748); TLS in one piece is handed on.
import { flag, text, uint16, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { EAP_METHOD_NAMES } from './values/eap-names';

const CODES: ReadonlyMap<number, string> = new Map([[1, 'Request'], [2, 'Response'], [3, 'Success'], [4, 'Failure'], [5, 'Initiate'], [6, 'Finish']]);
const IDENTITY = 1;
/** EAP-TLS, TTLS, PEAP, FAST: all carry TLS in the same way. */
const TLS_METHODS: readonly number[] = [13, 21, 25, 43];
const LENGTH = 0x80;
const MORE = 0x40;
const HTTPS = 443;

export const eap = protocol({
  id: 'eap', name: 'Extensible Authentication Protocol', column: 'EAP', spec: 'RFC 3748, RFC 5216', tcpdump: 'print-eap.c',
  over: { eap: [0] },
  fields: {
    code: uint8('Code', { names: CODES }),
    id: uint8('Id'),
    len: uint16('Length'),
    type: uint8('Type', { names: EAP_METHOD_NAMES, doc: 'Method of authentication' }),
    identity: text('Identity'),
    'tls.flags': uint8('EAP-TLS Flags', { base: 'hex' }),
    'tls.flags.len_included': flag('Length Included', 1, LENGTH, { truth: ['True', 'False'] }),
    'tls.flags.more_fragments': flag('More Fragments', 1, MORE, { truth: ['True', 'False'] }),
    'tls.flags.start': flag('Start', 1, 0x20, { truth: ['True', 'False'] }),
    'tls.len': uint32('EAP-TLS Length'),
  },
  dissect(p, f) {
    p.info(() => '');
    const code = p.view.uint8(p.at);
    p.info(() => CODES.get(code) ?? 'Unknown code');
    p.read(f.code);
    p.read(f.id);
    const length = p.read(f.len);
    p.shrink(p.start + length);
    if (code > 2 || p.left <= 0) return;
    const type = p.read(f.type);
    p.appendInfo(() => `, ${EAP_METHOD_NAMES.get(type) ?? 'Unknown type'}`);
    if (type === IDENTITY && p.left > 0) p.takeText(f.identity, p.left);
    else if (TLS_METHODS.includes(type) && p.left > 0) tls(p, f);
    else if (p.left > 0) p.at += Math.min(p.left, p.captured);
  },
  examples: [
    { what: 'who is there', hex: '01 01 0005 01', info: 'Request, Identity', fields: { 'eap.code': '1', 'eap.id': '1', 'eap.len': '5', 'eap.type': '1' } },
    { what: 'TLS begins', hex: '01 c7 0006 0d 20', info: 'Request, TLS EAP (EAP-TLS)', fields: { 'eap.type': '13', 'eap.tls.flags': '0x20', 'eap.tls.flags.start': '1' } },
    { what: 'success', hex: '03 cb 0004', info: 'Success', fields: { 'eap.code': '3' } },
  ],
});

function tls(p: Layer, f: typeof eap.fields): void {
  const at = p.at;
  const bits = p.read(f['tls.flags']);
  p.open();
  p.flags(bits, [f['tls.flags.len_included'], f['tls.flags.more_fragments'], f['tls.flags.start']], at, 1);
  p.close();
  const whole = bits & LENGTH ? p.read(f['tls.len']) === p.left : (bits & MORE) === 0;
  if (whole && looksLikeTls(p)) p.next('tcp.port', HTTPS);
  else p.at += Math.max(0, Math.min(p.left, p.captured));
}

/** The last fragment of several begins somewhere in a record. */
function looksLikeTls(p: Layer): boolean {
  if (p.captured < 5) return false;
  const type = p.view.uint8(p.at);
  return type >= 20 && type <= 23 && p.view.uint8(p.at + 1) === 3 && p.view.uint16(p.at + 3) + 5 <= p.left;
}
