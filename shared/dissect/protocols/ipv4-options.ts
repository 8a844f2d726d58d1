// Options of the IPv4 header (RFC 791, 1108, 1063, 1393, 2113, 4782, CIPSO).
import { MALFORMED } from '../../bytes/byte-view';
import { bytes, flag, ipv4 as address, none, text, uint16, uint32, uint8, type Field } from '../field';
import type { Layer } from '../layer';
import { CLASSIFICATION_NAMES, IP_OPTION_NAMES, OPTION_CLASS_NAMES, QUICK_START_FUNCTIONS, QUICK_START_RATES, RFC791_SECURITY_NAMES } from './values/ip-option-names';

const PROTECTED = { truth: ['Datagram protected in accordance with its rules', 'Datagram not protected in accordance with its rules'] } as const;
const option = (label: string): Field<Uint8Array> => bytes(`IP Option - ${label}`);

export const IPV4_OPTION_FIELDS = {
  'options.eol': option('End of Options List (EOL)'),
  'options.nop': option('No-Operation (NOP)'),
  'options.security': option('Security'),
  'options.route': option('Loose Source Route'),
  'options.timestamp': option('Time Stamp'),
  'options.ext_security': option('Extended Security'),
  'options.cipso': option('Commercial Security'),
  'options.record_route': option('Record Route'),
  'options.sid': option('Stream ID'),
  'options.source_route': option('Strict Source Route'),
  'options.mtu_probe': option('MTU Probe'),
  'options.mtu_reply': option('MTU Reply'),
  'options.traceroute': option('Traceroute'),
  'options.routeralert': option('Router Alert'),
  'options.sdb': option('Selective Directed Broadcast'),
  'options.qs': option('Quick-Start'),
  'opt.type': uint8('Type'),
  'opt.type.copy': flag('Copy on fragmentation', 1, 0x80, { truth: ['Yes', 'No'] }),
  'opt.type.class': uint8('Class', { mask: 0x60, names: OPTION_CLASS_NAMES }),
  'opt.type.number': uint8('Number', { mask: 0x1f, names: IP_OPTION_NAMES }),
  'opt.len': uint8('Length', { doc: 'Octets of the option, type and length included' }),
  'opt.len.invalid': none('Invalid length for option'),
  'opt.ptr': uint8('Pointer', { doc: 'Octet of the option at which the next address stands, from 1' }),
  'opt.ptr.before_address': none('Pointer points before first address'),
  'opt.ptr.middle_address': none('Pointer points to middle of address'),
  'opt.sid': uint16('Stream Identifier'),
  'opt.mtu': uint16('MTU'),
  'opt.id_number': uint16('ID Number'),
  'opt.ohc': uint16('Outbound Hop Count'),
  'opt.rhc': uint16('Return Hop Count'),
  'opt.originator': address('Originator IP Address'),
  'opt.ra': uint16('Router Alert', { names: (v) => (v === 0 ? 'Router shall examine packet' : 'Reserved') }),
  'opt.addr': address('IP Address'),
  'opt.qs_func': uint8('Function', { mask: 0xf0, names: QUICK_START_FUNCTIONS }),
  'opt.qs_rate': uint8('Rate', { mask: 0x0f, names: QUICK_START_RATES }),
  'opt.qs_ttl': uint8('QS TTL'),
  'opt.qs_unused': uint8('Not Used'),
  'opt.qs_nonce': uint32('QS Nonce', { base: 'hex', mask: 0xfffffffc }),
  'opt.qs_reserved': uint32('Reserved', { base: 'hex', mask: 0x3 }),
  'opt.sec_rfc791_sec': uint16('Security', { base: 'hex', names: RFC791_SECURITY_NAMES }),
  'opt.sec_rfc791_comp': uint16('Compartments'),
  'opt.sec_rfc791_hr': text('Handling Restrictions'),
  'opt.sec_rfc791_tcc': text('Transmission Control Code'),
  'opt.sec_cl': uint8('Classification Level', { base: 'hex', names: CLASSIFICATION_NAMES }),
  'opt.sec_prot_auth_flags': uint8('Protection Authority Flags', { base: 'hex' }),
  'opt.sec_prot_auth_genser': flag('GENSER', 1, 0x80, PROTECTED),
  'opt.sec_prot_auth_siop_esi': flag('SIOP-ESI', 1, 0x40, PROTECTED),
  'opt.sec_prot_auth_sci': flag('SCI', 1, 0x20, PROTECTED),
  'opt.sec_prot_auth_nsa': flag('NSA', 1, 0x10, PROTECTED),
  'opt.sec_prot_auth_doe': flag('DOE', 1, 0x08, PROTECTED),
  'opt.sec_prot_auth_fti': flag('Field Termination Indicator', 1, 0x01, { truth: ['Additional octet present', 'Final octet'] }),
  'opt.ext_sec_add_sec_info_format_code': uint8('Additional Security Info Format Code', { base: 'hex' }),
  'opt.ext_sec_add_sec_info': bytes('Additional Security Info'),
  rec_rt: address('Recorded Route'),
  src_rt: address('Source Route'),
  empty_rt: address('Empty Route'),
  'cipso.tag_type': uint8('Tag Type', { names: { 0: 'Padding', 1: 'Restrictive Category Bitmap', 2: 'Enumerated Categories', 5: 'Ranged Categories', 6: 'Permissive Category Bitmap', 7: 'Free Form', 128: 'Local' } }),
  'cipso.doi': uint32('DOI', { doc: 'Domain of interpretation' }),
  'cipso.sensitivity_level': uint8('Sensitivity Level'),
  'cipso.categories': text('Categories'),
  'cipso.tag_data': bytes('Tag data'),
  'opt.overflow': uint8('Overflow', { mask: 0xf0, doc: 'Stations that found no room' }),
  'opt.flag': uint8('Flag', { base: 'hex', mask: 0x0f, names: { 0: 'Time stamps only', 1: 'Time stamp and address', 3: 'Time stamps for prespecified addresses' } }),
  'opt.time_stamp': uint32('Time stamp', { doc: 'Milliseconds since midnight UTC' }),
  'opt.time_stamp_addr': address('Address'),
  nop: none('4 NOP in a row - a router may have removed some options'),
};

type F = typeof IPV4_OPTION_FIELDS & { readonly dst: Field<number> };

interface Kind {
  readonly field: keyof typeof IPV4_OPTION_FIELDS;
  readonly name: string;
  /** Least length; 1 = the type is all there is. */
  readonly least: number;
  /** Reads from the cursor, `length` octets behind type and length. */
  readonly body?: (p: Layer, f: F, length: number) => void;
}

const KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [0, { field: 'options.eol', name: 'End of Options List (EOL)', least: 1 }],
  [1, { field: 'options.nop', name: 'No-Operation (NOP)', least: 1 }],
  [130, { field: 'options.security', name: 'Security', least: 2, body: security }],
  [131, { field: 'options.route', name: 'Loose Source Route', least: 3, body: (p, f, n) => route(p, f, n, false) }],
  [68, { field: 'options.timestamp', name: 'Time Stamp', least: 4, body: timeStamps }],
  [133, { field: 'options.ext_security', name: 'Extended Security', least: 3, body: extendedSecurity }],
  [134, { field: 'options.cipso', name: 'Commercial Security', least: 10, body: commercialSecurity }],
  [7, { field: 'options.record_route', name: 'Record Route', least: 3, body: (p, f, n) => route(p, f, n, true) }],
  [136, { field: 'options.sid', name: 'Stream ID', least: 4, body: (p, f) => void p.read(f['opt.sid']) }],
  [137, { field: 'options.source_route', name: 'Strict Source Route', least: 3, body: (p, f, n) => route(p, f, n, false) }],
  [11, { field: 'options.mtu_probe', name: 'MTU Probe', least: 4, body: (p, f) => void p.read(f['opt.mtu']) }],
  [12, { field: 'options.mtu_reply', name: 'MTU Reply', least: 4, body: (p, f) => void p.read(f['opt.mtu']) }],
  [82, { field: 'options.traceroute', name: 'Traceroute', least: 12, body: traceroute }],
  [148, { field: 'options.routeralert', name: 'Router Alert', least: 4, body: routerAlert }],
  [149, { field: 'options.sdb', name: 'Selective Directed Broadcast', least: 6, body: broadcastAddresses }],
  [25, { field: 'options.qs', name: 'Quick-Start', least: 8, body: quickStart }],
]);

/** `length` octets of options from the cursor. */
export function ipv4Options(p: Layer, f: F, length: number): void {
  const end = p.at + length;
  p.group(`Options: (${length} bytes)`, p.at, length);
  const group = p.last;
  let noOperations = 0;
  while (p.at < end) {
    const type = p.view.uint8(p.at);
    const kind = KINDS.get(type);
    noOperations = type === 1 ? noOperations + 1 : 0;
    if (!oneOption(p, f, type, kind, end)) break;
    if (p.inTree && kind && kind.least > 1) group.append += `, ${kind.name}`;
    if (type === 0) break;
  }
  p.close();
  if (noOperations === 4) p.expert(f.nop, 'warn', 'Protocol', '4 NOP in a row - a router may have removed some options');
  p.view.need(p.at, end - p.at);
  p.at = end;
}

/** False: what follows cannot be read. */
function oneOption(p: Layer, f: F, type: number, kind: Kind | undefined, end: number): boolean {
  const start = p.at;
  const name = kind?.name ?? `Unknown (0x${type.toString(16).padStart(2, '0')})`;
  if (kind?.least === 1) {
    typeLine(p, f, f[kind.field] as Field<Uint8Array>, start, 1, `IP Option - ${name}`);
    p.close();
    return true;
  }
  if (start + 1 >= end) return invalid(p, f, start, end, `${name} (length byte past end of options)`);
  const length = p.view.uint8(start + 1);
  const bytesText = `${length} byte${length === 1 ? '' : 's'}`;
  if (length < 2) return invalid(p, f, start, end, `${name} (with too-short option length = ${bytesText})`);
  if (start + length > end) return invalid(p, f, start, end, `${name} (option length = ${bytesText} says option goes past end of options)`);
  p.view.need(start, length);
  if (!kind) {
    p.label(`${name} (${bytesText})`, start, length);
    p.at = start + length;
    return true;
  }
  typeLine(p, f, f[kind.field] as Field<Uint8Array>, start, length, `IP Option - ${name} (${bytesText})`);
  p.read(f['opt.len']);
  if (length >= kind.least) kind.body?.(p, f, length - 2);
  p.at = start + length;
  p.close();
  return true;
}

function invalid(p: Layer, f: F, start: number, end: number, message: string): boolean {
  p.label(message, start, Math.max(1, end - start - 2));
  p.expert(f['opt.len.invalid'], 'warn', 'Protocol', message);
  return false;
}

/** The option's own line, opened, and its type. */
function typeLine(p: Layer, f: F, field: Field<Uint8Array>, start: number, length: number, line: string): void {
  p.put(field, p.view.captured(start, length), start, length);
  if (p.inTree) p.last.text = line;
  p.open();
  p.read(f['opt.type']);
  p.open();
  p.flags(p.view.uint8(start), [f['opt.type.copy']], start, 1);
  p.peek(f['opt.type.class'], start);
  p.peek(f['opt.type.number'], start);
  p.close();
}

/** Where the last address of a source route stands that is not used up yet; -1 = there is no such option. */
export function finalDestination(p: Layer, at: number, end: number): number {
  const b = p.view.bytes;
  while (at + 2 < end) {
    const type = b[at]!;
    if (type === 0) return -1;
    const length = type === 1 ? 1 : b[at + 1]!;
    if (length === 0 || at + length > end) return -1;
    if ((type === 131 || type === 137) && length >= 7 && b[at + 2]! <= length) return at + length - 4;
    at += length;
  }
  return -1;
}

function route(p: Layer, f: F, length: number, recording: boolean): void {
  const start = p.at - 2;
  const pointer = p.read(f['opt.ptr']);
  if (pointer < 4) p.expert(f['opt.ptr.before_address'], 'warn', 'Protocol', 'Pointer points before first address');
  else if ((pointer & 3) !== 0) p.expert(f['opt.ptr.middle_address'], 'warn', 'Protocol', 'Pointer points to middle of address');
  const end = start + 2 + length;
  while (p.at + 4 <= end) {
    const place = p.at - start + 1;
    const last = p.at + 8 > end;
    const field = place < pointer ? f.rec_rt : recording ? f.empty_rt : last ? f.dst : f.src_rt;
    if (field !== f.dst || p.inTree) p.peek(field);
    p.at += 4;
    if (p.inTree && place === pointer && (recording || !last)) p.last.append = ' <- (next)';
  }
}

function routerAlert(p: Layer, f: F): void {
  const value = p.view.uint16(p.at);
  p.read(f['opt.ra']);
  if (p.inTree) enclosing(p, f['options.routeralert']).append = `: ${f['opt.ra'].nameOf(value) ?? 'Unknown'} (${value})`;
}

/** The line of the option that is being read. */
function enclosing(p: Layer, field: Field): Layer['last'] {
  for (let i = p.nodes.length - 1; i >= 0; i--) if (p.nodes[i]!.field === field) return p.nodes[i]!;
  return p.last;
}

function timeStamps(p: Layer, f: F, length: number): void {
  const start = p.at - 2;
  p.read(f['opt.ptr']);
  p.peek(f['opt.overflow']);
  const kind = p.read(f['opt.flag']);
  const end = start + 2 + length;
  while (p.at + (kind === 0 ? 4 : 8) <= end) {
    if (kind !== 0) p.read(f['opt.time_stamp_addr']);
    p.read(f['opt.time_stamp']);
  }
}

function security(p: Layer, f: F, length: number): void {
  if (length === 9) {
    p.read(f['opt.sec_rfc791_sec']);
    p.read(f['opt.sec_rfc791_comp']);
    p.takeText(f['opt.sec_rfc791_hr'], 2);
    p.takeText(f['opt.sec_rfc791_tcc'], 3);
  } else {
    if (length === 0) throw MALFORMED;
    p.read(f['opt.sec_cl']);
    authorities(p, f, length - 1);
  }
}

function authorities(p: Layer, f: F, left: number): void {
  for (; left > 0; left--) {
    const at = p.at;
    const bits = p.read(f['opt.sec_prot_auth_flags']);
    p.open();
    p.flags(bits, [f['opt.sec_prot_auth_genser'], f['opt.sec_prot_auth_siop_esi'], f['opt.sec_prot_auth_sci'], f['opt.sec_prot_auth_nsa'], f['opt.sec_prot_auth_doe'], f['opt.sec_prot_auth_fti']], at, 1);
    p.close();
    if ((bits & 1) === 0) return;
  }
}

function extendedSecurity(p: Layer, f: F, length: number): void {
  p.read(f['opt.ext_sec_add_sec_info_format_code']);
  if (length > 1) p.take(f['opt.ext_sec_add_sec_info'], length - 1);
}

function commercialSecurity(p: Layer, f: F, length: number): void {
  const end = p.at + length;
  p.read(f['cipso.doi']);
  while (p.at + 2 <= end) {
    const start = p.at;
    const type = p.read(f['cipso.tag_type']);
    const size = p.view.uint8(p.at);
    if (size < 2 || start + size > end) return;
    p.skip(1);
    if (type === 1 || type === 2 || type === 5) {
      if (size >= 4) categories(p, f, type, start, size);
    } else if (size > 2) p.take(f['cipso.tag_data'], size - 2);
    p.at = start + size;
  }
}

function categories(p: Layer, f: F, type: number, start: number, size: number): void {
  p.skip(1);
  p.read(f['cipso.sensitivity_level']);
  const list: string[] = [];
  const end = start + size;
  for (let at = p.at; at < end && p.emits; at += type === 1 ? 1 : 2) {
    if (type === 1) for (let bit = 0; bit < 8; bit++) { if (p.view.uint8(at) & (0x80 >> bit)) list.push(String((at - start - 4) * 8 + bit)); }
    else if (type === 2 && at + 2 <= end) list.push(String(p.view.uint16(at)));
    else if (type === 5 && at + 2 <= end) {
      const low = at + 4 <= end ? p.view.uint16(at + 2) : 0;
      list.push(`${p.view.uint16(at)}-${low}`);
      at += 2;
    }
  }
  if (end > p.at) p.put(f['cipso.categories'], list.join(','), p.at, end - p.at);
}

function traceroute(p: Layer, f: F): void {
  p.read(f['opt.id_number']);
  p.read(f['opt.ohc']);
  p.read(f['opt.rhc']);
  p.read(f['opt.originator']);
}

function broadcastAddresses(p: Layer, f: F, length: number): void {
  for (let left = length; left >= 4; left -= 4) p.read(f['opt.addr']);
}

function quickStart(p: Layer, f: F): void {
  const kind = p.peek(f['opt.qs_func']);
  p.read(f['opt.qs_rate']);
  p.read(kind === 0 ? f['opt.qs_ttl'] : f['opt.qs_unused']);
  p.peek(f['opt.qs_nonce']);
  p.read(f['opt.qs_reserved']);
}
