// Layer 2 Tunneling Protocol, versions 2 (RFC 2661) and 3 (RFC 3931): PPP inside; control messages are named.
import { bytes, flag, none, uint16, uint32 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { layerLine } from '../seen';
import { L2TP_AVPS, L2TP_MESSAGES } from './values/l2tp-names';

const CONTROL = 0x8000;
const LENGTH = 0x4000;
const SEQUENCE = 0x0800;
const OFFSET = 0x0200;
const PRIORITY = 0x0100;
const AVP_HEADER = 6;

export const l2tp = protocol({
  id: 'l2tp', name: 'Layer 2 Tunneling Protocol', column: 'L2TP', spec: 'RFC 2661, RFC 3931', tcpdump: 'print-l2tp.c',
  over: { 'udp.port': [1701], 'ip.proto': [115] },
  fields: {
    flags: uint16('Flags', { base: 'hex' }),
    type: uint16('Type', { mask: CONTROL, names: { 0: 'Data Message', 1: 'Control Message' } }),
    length_bit: flag('Length Bit', 2, LENGTH, { truth: ['Length field is present', 'Length field is not present'] }),
    seq_bit: flag('Sequence Bit', 2, SEQUENCE, { truth: ['Ns and Nr fields are present', 'Ns and Nr fields are not present'] }),
    offset_bit: flag('Offset bit', 2, OFFSET, { truth: ['Offset Size field is present', 'Offset size field is not present'] }),
    priority: flag('Priority', 2, PRIORITY, { truth: ['This data message has priority', 'No priority'] }),
    version: uint16('Version', { mask: 0x000f }),
    length: uint16('Length'),
    tunnel: uint16('Tunnel ID'),
    session: uint16('Session ID'),
    Ns: uint16('Ns', { doc: 'Number of this message' }),
    Nr: uint16('Nr', { doc: 'Number of the message expected next' }),
    offset: uint16('Offset', { doc: 'Octets between header and payload' }),
    sid: uint32('Session ID', { base: 'hex' }),
    ccid: uint32('Control Connection ID', { base: 'hex' }),
    res: uint16('Reserved', { base: 'hex' }),
    'avp.mandatory': flag('Mandatory', 2, 0x8000, { truth: ['True', 'False'] }),
    'avp.hidden': flag('Hidden', 2, 0x4000, { truth: ['True', 'False'] }),
    'avp.length': uint16('Length', { mask: 0x03ff }),
    'avp.vendor_id': uint16('Vendor ID', { names: { 0: 'Reserved', 9: 'ciscoSystems' } }),
    'avp.type': uint16('AVP Type', { names: L2TP_AVPS }),
    'avp.message_type': uint16('Message Type', { names: L2TP_MESSAGES }),
    'avp.value': bytes('Value'),
    'avp_length.bad': none('Bad AVP length'),
  },
  dissect(p, f) {
    p.info(() => '');
    const carrier = p.path[p.path.length - 2];
    if (carrier === 'ip' || carrier === 'ipv6') overIp(p, f);
    else overUdp(p, f);
  },
  examples: [
    {
      what: 'hello', hex: 'c802 0014 05f7 0000 000f 0002 8008 0000 0000 0006', info: 'Control Message - Hello (tunnel id=1527, session id=0)',
      fields: { 'l2tp.type': '1', 'l2tp.length': '20', 'l2tp.tunnel': '1527', 'l2tp.session': '0', 'l2tp.Ns': '15', 'l2tp.Nr': '2', 'l2tp.avp.message_type': '6' },
    },
    { what: 'data', hex: '0002 05f7 206a ff03 3030 00', info: 'PPP Unknown (0x3030)', fields: { 'l2tp.type': '0', 'l2tp.tunnel': '1527', 'l2tp.session': '8298', 'ppp.protocol': '0x3030' } },
  ],
});

type F = typeof l2tp.fields;

/** Version 3 without UDP: a session that is not 0 carries data; of what kind, the set-up said. */
function overIp(p: Layer, f: F): void {
  p.column('L2TPv3');
  layerLine(p, 'l2tp', () => 'Layer 2 Tunneling Protocol version 3');
  const session = p.read(f.sid);
  p.info(() => (session === 0 ? 'Control Message' : `D[S:0x${session.toString(16).toUpperCase().padStart(8, '0')}]`));
  if (session !== 0) p.next('linktype', -1);
}

function overUdp(p: Layer, f: F): void {
  const start = p.at;
  const bits = p.view.uint16(start);
  const kind = bits & CONTROL ? 'Control Message' : 'Data Message';
  flagLines(p, f, bits, kind);
  if ((bits & 15) === 3) {
    version3(p, f, bits, kind);
    return;
  }
  let end = p.view.reportedEnd;
  if (bits & LENGTH) end = Math.min(end, start + p.read(f.length));
  const tunnel = p.read(f.tunnel);
  const session = p.read(f.session);
  const ids = `(tunnel id=${tunnel}, session id=${session})`;
  p.info(() => `${kind} ${ids}`);
  if (bits & SEQUENCE) {
    p.read(f.Ns);
    p.read(f.Nr);
  }
  if (bits & OFFSET) p.skip(p.read(f.offset));
  if (!(bits & CONTROL)) {
    p.next('pppoe.session', 0);
    return;
  }
  if (p.at >= end) p.info(() => `${kind} - ZLB      ${ids}`);
  while (p.at + AVP_HEADER <= end) if (!attribute(p, f, end, `${kind} - `, ids)) return;
}

function flagLines(p: Layer, f: F, bits: number, kind: string): void {
  const at = p.at;
  p.read(f.flags);
  const named = [f.length_bit, f.seq_bit, f.offset_bit, f.priority];
  if (p.inTree) p.last.append = `, Type: ${kind}${named.map((one) => (bits & one.mask ? `, ${one.label}` : '')).join('')}`;
  p.open();
  p.peek(f.type, at);
  p.flags(bits, [f.length_bit, f.seq_bit], at, 2);
  if ((bits & 15) !== 3) p.flags(bits, [f.offset_bit, f.priority], at, 2);
  p.peek(f.version, at);
  p.close();
}

function version3(p: Layer, f: F, bits: number, kind: string): void {
  if (bits & CONTROL) {
    p.read(f.length);
    const connection = p.read(f.ccid);
    p.info(() => `${kind} (cc id=${connection})`);
    p.read(f.Ns);
    p.read(f.Nr);
    return;
  }
  p.read(f.res);
  const session = p.read(f.sid);
  p.info(() => `${kind} (session id=${session})`);
  p.next('linktype', -1);
}

/** False: its length cannot be. */
function attribute(p: Layer, f: F, end: number, prefix: string, ids: string): boolean {
  const start = p.at;
  const word = p.view.uint16(start);
  const length = word & 0x3ff;
  const vendor = p.view.uint16(start + 2);
  const type = p.view.uint16(start + 4);
  p.group(`${(vendor === 0 ? L2TP_AVPS.get(type) : undefined) ?? `Unknown (${type})`} AVP`, start, Math.max(length, AVP_HEADER));
  p.flags(word, [f['avp.mandatory'], f['avp.hidden']], start, 2);
  p.peek(f['avp.length'], start);
  const fits = length >= AVP_HEADER && start + length <= end;
  if (!fits) p.expert(f['avp_length.bad'], 'warn', 'Malformed', `AVP length ${length < AVP_HEADER ? 'must be >= 6' : 'goes past the end of the message'}`);
  else {
    p.skip(2);
    p.read(f['avp.vendor_id']);
    p.read(f['avp.type']);
    if (vendor === 0 && type === 0 && length === 8) {
      const message = p.read(f['avp.message_type']);
      p.info(() => `${prefix}${L2TP_MESSAGES.get(message) ?? 'Unknown'} ${ids}`);
    } else if (length > AVP_HEADER) p.take(f['avp.value'], length - AVP_HEADER);
    p.at = start + length;
  }
  p.close();
  return fits;
}
