// PPP Link Control Protocol.
import { bytes, text, uint16, uint32, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { controlFields, controlHeader, controlOptions, type ControlOption } from './ppp-control';
import { PPP_PROTOCOL_NAMES } from './values/ppp-protocol-names';

const OPTION_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Vendor Specific'], [1, 'Maximum Receive Unit'], [2, 'Async Control Character Map'], [3, 'Authentication Protocol'], [4, 'Quality Protocol'],
  [5, 'Magic Number'], [6, 'Link Quality Monitoring'], [7, 'Protocol Field Compression'], [8, 'Address and Control Field Compression'],
  [9, 'FCS Alternatives'], [10, 'Self Describing Pad'], [11, 'Numbered Mode'], [13, 'Callback'], [15, 'Compound Frames (Deprecated)'],
  [16, 'Nominal Data Encapsulation (Deprecated)'], [17, 'Multilink MRRU'], [18, 'Multilink Short Sequence Number Header'],
  [19, 'Multilink Endpoint Discriminator'], [21, 'DCE Identifier'], [22, 'Multi Link Plus Procedure'], [23, 'Link Discriminator for BACP'],
  [24, 'Authentication Option'], [25, 'Consistent Overhead Byte Stuffing (COBS)'], [26, 'Prefix Elision'], [27, 'Multilink header format'],
  [28, 'Internationalization'], [29, 'Simple Data Link on SONET/SDH'],
]);
const OPERATIONS = {
  0: 'Location is determined by user authentication', 1: 'Message is dialing string', 2: 'Message is location identifier', 3: 'Message is E.164',
  4: 'Message is distinguished name', 5: 'unassigned', 6: 'Location is determined during CBCP negotiation',
};
const CLASSES = {
  0: 'Null', 1: 'Locally assigned address', 2: 'Internet Protocol (IP) address', 3: 'IEEE 802.1 globally assigned MAC address', 4: 'PPP magic-number block',
  5: 'Public switched network directory number',
};
const CHAP_ALGORITHMS = { 5: 'CHAP with MD5', 6: 'SHA-1', 128: 'MS-CHAP', 129: 'MS-CHAP-2' };

export const lcp = protocol({
  id: 'lcp', name: 'PPP Link Control Protocol', column: 'PPP LCP', spec: 'RFC 1661, RFC 1570, RFC 1990',
  over: { 'ppp.protocol': [0xc021] },
  fields: {
    ...controlFields(),
    magic_number: uint32('Magic Number', { base: 'hex', doc: 'Tells a looped-back line' }),
    data: bytes('Data'),
    message: text('Message'),
    secs_remaining: uint32('Seconds Remaining'),
    rej_proto: uint16('Rejected Protocol', { base: 'hex', names: PPP_PROTOCOL_NAMES }),
    'opt.type': uint8('Type', { names: OPTION_NAMES }),
    'opt.length': uint8('Length'),
    'opt.mtu_bytes': bytes('Maximum Receive Unit'),
    'opt.asyncmap_bytes': bytes('Async Control Character Map'),
    'opt.auth_protocol_bytes': bytes('Authentication Protocol'),
    'opt.quality_protocol_bytes': bytes('Quality Protocol'),
    'opt.magic_number_bytes': bytes('Magic Number'),
    'opt.field_compress': bytes('Protocol Field Compression'),
    'opt.addr_field_compress': bytes('Address and Control Field Compression'),
    'opt.callback': bytes('Callback'),
    'opt.multilink_mrru': bytes('Multilink MRRU'),
    'opt.multilink_ssnh': bytes('Multilink Short Sequence Number Header'),
    'opt.multilink_ep_disc': bytes('Multilink Endpoint Discriminator'),
    'opt.link_discrim_bytes': bytes('Link Discriminator for BACP'),
    'opt.mru': uint16('Maximum Receive Unit'),
    'opt.asyncmap': uint32('Async Control Character Map', { base: 'hex' }),
    'opt.auth_protocol': uint16('Authentication Protocol', { base: 'hex', names: PPP_PROTOCOL_NAMES }),
    'opt.algorithm': uint8('Algorithm', { names: CHAP_ALGORITHMS }),
    'opt.quality_protocol': uint16('Quality Protocol', { base: 'hex', names: PPP_PROTOCOL_NAMES }),
    'opt.magic_number': uint32('Magic Number', { base: 'hex' }),
    'opt.operation': uint8('Operation', { names: OPERATIONS }),
    'opt.message': bytes('Message'),
    'opt.mrru': uint16('MRRU'),
    'opt.ep_disc_class': uint8('Class', { names: CLASSES }),
    'opt.link_discrim': uint16('Link Discriminator', { base: 'dec_hex' }),
    'opt.data': bytes('Data'),
  },
  dissect(p, f) {
    const { code, end } = controlHeader(p, f);
    if (code >= 1 && code <= 4) controlOptions(p, end, f['opt.type'], f['opt.length'], optionsOf(f));
    else if (code === 8) protocolReject(p, f, end);
    else if (code === 7) rest(p, f.data, end);
    else if (code >= 9 && code <= 13) echo(p, f, code, end);
    else rest(p, f.data, end);
  },
  examples: [
    {
      what: 'request for a magic number and an MRU', info: 'Configuration Request', hex: '0101000e 010405dc 05060a94c166',
      fields: { 'ppp.code': '1', 'ppp.identifier': '1', 'ppp.length': '14', 'lcp.opt.type': '1,5', 'lcp.opt.mru': '1500', 'lcp.opt.magic_number': '0x0a94c166' },
    },
    { what: 'echo', info: 'Echo Request', hex: '0900000c c1343922 e7e18ff6', fields: { 'lcp.magic_number': '0xc1343922', 'lcp.data': 'e7e18ff6' } },
  ],
});

type F = typeof lcp.fields;
let known: ReadonlyMap<number, ControlOption> | null = null;

function optionsOf(f: F): ReadonlyMap<number, ControlOption> {
  return (known ??= new Map<number, ControlOption>(
    ([
      [1, 'opt.mtu_bytes', (p) => String(p.read(f['opt.mru']))],
      [2, 'opt.asyncmap_bytes', (p) => hex8(p.read(f['opt.asyncmap']))],
      [3, 'opt.auth_protocol_bytes', (p, n) => authentication(p, f, n)],
      [4, 'opt.quality_protocol_bytes', (p, n) => quality(p, f, n)],
      [5, 'opt.magic_number_bytes', (p) => hex8(p.read(f['opt.magic_number']))],
      [7, 'opt.field_compress', undefined],
      [8, 'opt.addr_field_compress', undefined],
      [13, 'opt.callback', (p, n) => callback(p, f, n)],
      [17, 'opt.multilink_mrru', (p) => String(p.read(f['opt.mrru']))],
      [18, 'opt.multilink_ssnh', undefined],
      [19, 'opt.multilink_ep_disc', (p, n) => endpoint(p, f, n)],
      [23, 'opt.link_discrim_bytes', (p) => String(p.read(f['opt.link_discrim']))],
    ] as [number, keyof F, ControlOption['value']][]).map(([kind, key, value]) => [kind, { field: f[key] as Field<Uint8Array>, name: OPTION_NAMES.get(kind)!, ...(value ? { value } : {}) }]),
  ));
}

const hex8 = (n: number): string => `0x${n.toString(16).padStart(8, '0')}`;

function rest(p: Layer, field: Field<Uint8Array>, end: number): void {
  if (end > p.at) p.take(field, end - p.at);
}

function authentication(p: Layer, f: F, length: number): string {
  const type = p.read(f['opt.auth_protocol']);
  if (length > 2 && type === 0xc223) p.read(f['opt.algorithm']);
  else if (length > 2) p.take(f['opt.data'], length - 2);
  return `${PPP_PROTOCOL_NAMES.get(type) ?? 'Unknown'} (0x${type.toString(16).padStart(4, '0')})`;
}

function quality(p: Layer, f: F, length: number): string {
  const type = p.read(f['opt.quality_protocol']);
  if (length > 2) p.take(f['opt.data'], length - 2);
  return `${PPP_PROTOCOL_NAMES.get(type) ?? 'Unknown'} (0x${type.toString(16).padStart(4, '0')})`;
}

function callback(p: Layer, f: F, length: number): string {
  const operation = p.read(f['opt.operation']);
  if (length > 1) p.take(f['opt.message'], length - 1);
  return f['opt.operation'].nameOf(operation) ?? 'Unknown';
}

function endpoint(p: Layer, f: F, length: number): string {
  const kind = p.read(f['opt.ep_disc_class']);
  if (length > 1) p.take(f['opt.data'], length - 1);
  return `Class: ${f['opt.ep_disc_class'].nameOf(kind) ?? 'Unknown'}`;
}

function protocolReject(p: Layer, f: F, end: number): void {
  const type = p.read(f.rej_proto);
  if (end <= p.at) return;
  p.quoted++;
  p.nested('ppp.protocol', type, p.at, end - p.at);
  p.quoted--;
  p.at = end;
}

function echo(p: Layer, f: F, code: number, end: number): void {
  p.read(f.magic_number);
  if (code === 13) p.read(f.secs_remaining);
  if (end <= p.at) return;
  if (code === 12 || code === 13) p.takeText(f.message, end - p.at);
  else p.take(f.data, end - p.at);
}
