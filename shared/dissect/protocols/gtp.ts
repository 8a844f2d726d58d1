// GPRS tunnelling: GTP-U and GTP-C headers of version 1; a tunnelled packet is handed on, other messages are named.
import { bytes, flag, none, uint16, uint24, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { GTP_EXTENSIONS, GTP_MESSAGES, GTP_VERSIONS } from './values/gtp-names';

const YES = { truth: ['Yes', 'No'] } as const;
const PRESENT = { truth: ['Present', 'Not Present'] } as const;
const T_PDU = 255;
const PDU_SESSION = 0x85;

export const gtp = protocol({
  id: 'gtp', name: 'GPRS Tunneling Protocol', column: 'GTP', spec: '3GPP TS 29.060, TS 29.281',
  over: { 'udp.port': [2123, 2152, 3386] },
  fields: {
    flags: uint8('Flags', { base: 'hex' }),
    'flags.version': uint8('Version', { mask: 0xe0, names: GTP_VERSIONS }),
    'flags.payload': uint8('Protocol type', { mask: 0x10, names: { 0: "GTP'", 1: 'GTP' } }),
    'flags.reserved': uint8('Reserved', { mask: 0x08 }),
    'flags.e': flag('Is Next Extension Header present?', 1, 0x04, YES),
    'flags.s': flag('Is Sequence Number present?', 1, 0x02, YES),
    'flags.pn': flag('Is N-PDU number present?', 1, 0x01, YES),
    message: uint8('Message Type', { base: 'hex', names: GTP_MESSAGES }),
    length: uint16('Length', { doc: 'Octets behind the tunnel endpoint identifier' }),
    teid: uint32('TEID', { base: 'hex_dec', doc: 'Tunnel endpoint identifier, as the receiver assigned it' }),
    seq_number: uint16('Sequence number', { base: 'hex_dec' }),
    npdu_number: uint8('N-PDU Number', { base: 'hex' }),
    'ext_hdr.next': uint8('Next extension header type', { base: 'hex', names: GTP_EXTENSIONS }),
    ext_hdr: none('Extension header'),
    'ext_hdr.length': uint8('Extension Header Length', { doc: 'In units of 4 octets' }),
    'ext_hdr.pdcp_sn': uint16('PDCP Sequence Number'),
    'ext_hdr.udp_port': uint16('UDP Port'),
    'ext_hdr.ran_cont': bytes('RAN Container'),
    'ext_hdr.long_pdcp_sn': uint24('Long PDCP Sequence Number'),
    'ext_hdr.pdu_ses_con.pdu_type': uint8('PDU Type', { mask: 0xf0, names: { 0: 'DL PDU SESSION INFORMATION', 1: 'UL PDU SESSION INFORMATION' } }),
    'ext_hdr.spare_bits': uint8('Spare', { base: 'hex', mask: 0x0f }),
    '.gtp.ext_hdr.spare_bits': uint8('Spare', { base: 'hex', mask: 0x1f }),
    'ext_hdr.pdu_ses_cont.ppp': flag('Paging Policy Presence (PPP)', 1, 0x80, PRESENT),
    'ext_hdr.pdu_ses_cont.rqi': flag('Reflective QoS Indicator (RQI)', 1, 0x40, PRESENT),
    'ext_hdr.pdu_ses_con.qos_flow_id': uint8('QoS Flow Identifier (QFI)', { mask: 0x3f }),
    'ext_hdr.pdu_ses_cont.ppi': uint8('Paging Policy Indicator (PPI)', { mask: 0xe0 }),
  },
  dissect(p, f) {
    const start = p.at;
    const bits = p.view.uint8(start);
    p.info(() => '');
    if (bits >>> 5 !== 1) {
      p.next('linktype', -1);
      return;
    }
    flagLines(p, f, bits);
    const message = p.read(f.message);
    p.info(() => GTP_MESSAGES.get(message) ?? 'Unknown');
    p.read(f.length);
    p.read(f.teid);
    if (bits & 7) optional(p, f, bits);
    if (message === T_PDU && p.left > 0) inner(p);
  },
  examples: [
    {
      what: 'tunnelled ping without the data', info: 'Echo (ping) request  id=0x0000, seq=10363/31528, ttl=64',
      hex: '32ff 0020 00000001 28db0000 4500001c 00004000 4001 a8f8 ca0b289e c0a828b2 08006e21 0000287b 00',
      fields: { 'gtp.flags': '0x32', 'gtp.flags.version': '1', 'gtp.flags.s': '1', 'gtp.message': '0xff', 'gtp.length': '32', 'gtp.teid': '0x00000001', 'gtp.seq_number': '0x28db', 'ip.src': '202.11.40.158' },
    },
    { what: 'echo response with an extension header', info: 'Echo response', hex: '3702 0010 499602d2 1122 33 85 02 05 8ff2 000000 00', fields: { 'gtp.npdu_number': '0x33', 'gtp.ext_hdr.next': '0x85,0x00', 'gtp.ext_hdr.pdu_ses_con.qos_flow_id': '15' } },
  ],
});

type F = typeof gtp.fields;

function flagLines(p: Layer, f: F, bits: number): void {
  const at = p.at;
  p.read(f.flags);
  p.open();
  p.peek(f['flags.version'], at);
  p.peek(f['flags.payload'], at);
  p.peek(f['flags.reserved'], at);
  p.flags(bits, [f['flags.e'], f['flags.s'], f['flags.pn']], at, 1);
  p.close();
}

/** Four octets that are there as soon as one of the three flags is set, then the chain of extension headers. */
function optional(p: Layer, f: F, bits: number): void {
  if (bits & 2) p.read(f.seq_number);
  else p.skip(2);
  if (bits & 1) p.read(f.npdu_number);
  else p.skip(1);
  if (!(bits & 4)) {
    p.skip(1);
    return;
  }
  let type = p.read(f['ext_hdr.next']);
  while (type !== 0) type = extension(p, f, type);
}

/** Returns the type of the next one. A length of 0 cannot be and ends the chain. */
function extension(p: Layer, f: F, type: number): number {
  const start = p.at;
  const length = p.view.uint8(start) * 4;
  if (length === 0) {
    p.read(f['ext_hdr.length']);
    return 0;
  }
  const end = start + length;
  p.put(f.ext_hdr, undefined, start, length);
  if (p.inTree) p.last.text = `Extension header (${GTP_EXTENSIONS.get(type) ?? 'Unknown'})`;
  p.open();
  p.read(f['ext_hdr.length']);
  if (type === 0xc0) p.read(f['ext_hdr.pdcp_sn']);
  else if (type === 0x40) p.read(f['ext_hdr.udp_port']);
  else if (type === 0x82 || type === 0x03) p.read(f['ext_hdr.long_pdcp_sn']);
  else if (type === 0x81 && length > 2) p.take(f['ext_hdr.ran_cont'], length - 2);
  else if (type === PDU_SESSION) pduSession(p, f);
  p.at = end - 1;
  const next = p.read(f['ext_hdr.next']);
  p.close();
  return next;
}

function pduSession(p: Layer, f: F): void {
  const at = p.at;
  p.group('PDU Session Container', at, 2);
  const downlink = p.peek(f['ext_hdr.pdu_ses_con.pdu_type'], at) === 0;
  p.read(f['ext_hdr.spare_bits']);
  const word = p.view.uint8(at + 1);
  if (downlink) p.flags(word, [f['ext_hdr.pdu_ses_cont.ppp'], f['ext_hdr.pdu_ses_cont.rqi']], at + 1, 1);
  p.read(f['ext_hdr.pdu_ses_con.qos_flow_id']);
  if (downlink && word & 0x80) {
    p.peek(f['ext_hdr.pdu_ses_cont.ppi'], at + 2);
    p.peek(f['.gtp.ext_hdr.spare_bits'], at + 2);
  }
  p.close();
}

/** The user's packet: IP, or PPP. The Protocol column names both: `GTP <ICMP>`. */
function inner(p: Layer): void {
  const first = p.view.uint8(p.at);
  p.info(() => '');
  p.close();
  if (first >= 0x45 && first <= 0x4e) p.nested('encapsulated', 0x0800, p.at, p.left);
  else if (first >>> 4 === 6) p.nested('encapsulated', 0x86dd, p.at, p.left);
  else p.nested('linktype', 9, p.at, p.left);
  const column = p.columnText;
  p.column(`GTP <${column}>`);
}
