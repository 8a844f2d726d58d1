// Multi-part extensions of ICMP errors (RFC 4884): MPLS labels (RFC 4950), interface information (RFC 5837), extended echo (RFC 8335).
import { bytes, flag, ipv4, ipv6, none, text, uint16, uint24, uint32, uint8 } from '../field';
import { check, emitChecked, emitUnchecked } from '../internet-checksum';
import type { Layer } from '../layer';
import { CHECKSUM_STATUS, CHECKSUM_STATUS_NAMES } from './values/checksum-status';

const ROLES = {
  0: 'IP interface upon which datagram arrived', 1: 'sub-IP component of an IP interface upon which datagram arrived',
  2: 'IP interface through which datagram would be forwarded', 3: 'IP next-hop to which datagram would be forwarded',
};
const STATES = { 0: 'Reserved', 1: 'Incomplete', 2: 'Reachable', 3: 'Stale', 4: 'Delay', 5: 'Probe', 6: 'Failed' };
const CLASSES = { 1: 'MPLS Label Stack Class', 2: 'Interface Information Object', 3: 'Interface Identification Object' };
const PRESENT = { truth: ['Present', 'Not Present'] } as const;
const FAMILIES = { 1: 'IP (IP version 4)', 2: 'IPv6 (IP version 6)' };

export const EXTENSION_OBJECT_FIELDS = {
  ext: none('ICMP Extensions'),
  'ext.version': uint8('Version'),
  'ext.res': uint16('Reserved', { base: 'hex', mask: 0x0fff }),
  'ext.checksum': uint16('Checksum', { base: 'hex' }),
  'ext.checksum.status': uint8('Checksum Status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
  'ext.checksum_bad': none('Bad checksum'),
  'ext.length': uint16('Length'),
  'ext.class': uint8('Class', { names: CLASSES }),
  'ext.ctype': uint8('C-Type'),
  'ext.data': bytes('Data'),
  'mpls.label': uint24('Label', { mask: 0xfffff0 }),
  'mpls.exp': uint24('Experimental', { mask: 0x00000e }),
  'mpls.s': flag('Stack bit', 3, 0x000001),
  'mpls.ttl': uint8('Time to live'),
  'mpls.data': bytes('Data'),
  'int_info.role': uint8('Interface Role', { mask: 0xc0, names: ROLES }),
  'int_info.reserved': uint8('Reserved', { mask: 0x30 }),
  'int_info.ifindex': flag('ifIndex', 1, 0x08, { truth: ['True', 'False'] }),
  'int_info.ipaddr': flag('IP Address', 1, 0x04, PRESENT),
  'int_info.name_present': flag('Interface Name', 1, 0x02, PRESENT),
  'int_info.mtu_present': flag('MTU', 1, 0x01, PRESENT),
  'int_info.index': uint32('Interface Index'),
  'int_info.afi': uint16('Address Family Identifier', { names: FAMILIES }),
  'int_info.ipv4': ipv4('Source'),
  'int_info.ipv6': ipv6('Source'),
  'int_info.name_length': uint8('Name Length'),
  'int_info.name': text('Name'),
  'int_info.mtu': uint32('Maximum Transmission Unit'),
  'ext.echo.seq': uint8('Sequence Number', { base: 'dec_hex' }),
  'ext.echo.req.res': uint8('Reserved', { base: 'hex', mask: 0xfe, hidden: true }),
  'ext.echo.req.local': flag('Local bit', 1, 0x01),
  'ext.echo.rsp.state': uint8('State', { mask: 0xe0, names: STATES }),
  'ext.echo.rsp.res': uint8('Reserved', { base: 'hex', mask: 0x18 }),
  'ext.echo.rsp.active': flag('Active bit', 1, 0x04),
  'ext.echo.rsp.ipv4': flag('IPv4 bit', 1, 0x02),
  'ext.echo.rsp.ipv6': flag('IPv6 bit', 1, 0x01),
  'int_ident.name': text('Name'),
  'int_ident.index': uint32('Interface Index'),
  'int_ident.afi': uint16('Address Family Identifier', { names: FAMILIES }),
  'int_ident.addr_length': uint8('Address Length'),
  'int_ident.reserved': bytes('Reserved'),
  'int_ident.ipv4': ipv4('Address'),
  'int_ident.ipv6': ipv6('Address'),
  'int_ident.address': bytes('Address'),
};

type F = typeof EXTENSION_OBJECT_FIELDS;

/** From the cursor to the end of the message. */
export function multiPartExtensions(p: Layer, f: F): void {
  const start = p.at;
  const end = p.view.reportedEnd;
  const version = p.view.uint8(start) >>> 4;
  p.group(`ICMP Multi-Part Extensions${version === 2 ? '' : ' (unsupported version)'}`, start, Math.min(end, p.view.capturedEnd) - start);
  p.put(f['ext.version'], version, start, 1);
  p.read(f['ext.res']);
  const at = p.at;
  p.skip(2);
  const fields = { checksum: f['ext.checksum'], status: f['ext.checksum.status'], bad: f['ext.checksum_bad'] };
  if (p.emits) {
    if (p.view.uint16(at) === 0) {
      emitUnchecked(p, fields, at, 'missing', CHECKSUM_STATUS.notPresent);
    } else if (end > p.view.capturedEnd) emitUnchecked(p, fields, at, 'unverified');
    else emitChecked(p, fields, at, check(p, at, start, end - start), 'warn');
  }
  if (version === 1 || version === 2) while (p.left >= 4 && object(p, f));
  p.close();
}

/** After the header of an extended echo request. */
export function extendedEchoObjects(p: Layer, f: F): void {
  multiPartExtensions(p, f);
}

/** False: its length cannot be. */
function object(p: Layer, f: F): boolean {
  const start = p.at;
  const length = p.view.uint16(start);
  const kind = p.view.uint8(start + 2);
  const ctype = p.view.uint8(start + 3);
  if (length < 4 || start + length > p.view.reportedEnd) return false;
  const mpls = kind === 1 && ctype === 1;
  p.group(mpls ? 'MPLS Stack Entry' : kind === 2 ? 'Interface Information Object' : kind === 3 ? 'Interface Identification Object' : `Unknown object (${kind}/${ctype})`, start, length);
  p.read(f['ext.length']);
  p.read(f['ext.class']);
  if (kind === 2) interfaceInformation(p, f, start + length);
  else {
    p.read(f['ext.ctype']);
    if (mpls) labels(p, f, start + length);
    else if (kind === 3) interfaceIdentification(p, f, ctype, start + length);
    else if (length > 4) p.take(f['ext.data'], length - 4);
  }
  p.close();
  p.at = start + length;
  return true;
}

function labels(p: Layer, f: F, end: number): void {
  while (p.at + 4 <= end) {
    const at = p.at;
    const word = p.view.uint24(at);
    const ttl = p.view.uint8(at + 3);
    p.group(`Label: ${word >>> 4}, Exp: ${(word >>> 1) & 7}, S: ${word & 1}, TTL: ${ttl}`, at, 4);
    p.peek(f['mpls.label']);
    p.put(f['mpls.exp'], (word >>> 1) & 7, at + 2, 1);
    p.flags(word, [f['mpls.s']], at + 2, 1);
    p.skip(3);
    p.read(f['mpls.ttl']);
    p.close();
  }
}

function interfaceInformation(p: Layer, f: F, end: number): void {
  const at = p.at;
  const bits = p.view.uint8(at);
  p.peek(f['int_info.role']);
  p.peek(f['int_info.reserved']);
  p.flags(bits, [f['int_info.ifindex'], f['int_info.ipaddr'], f['int_info.name_present'], f['int_info.mtu_present']], at, 1);
  p.skip(1);
  if (bits & 8) p.read(f['int_info.index']);
  if (bits & 4) {
    const family = p.read(f['int_info.afi']);
    p.skip(2);
    if (family === 1) p.read(f['int_info.ipv4']);
    else if (family === 2) p.take(f['int_info.ipv6']);
    else return;
  }
  if (bits & 2 && p.at < end) {
    const length = p.read(f['int_info.name_length']);
    p.takeText(f['int_info.name'], Math.max(0, Math.min(length - 1, end - p.at)));
  }
  if (bits & 1 && p.at + 4 <= end) p.read(f['int_info.mtu']);
}

function interfaceIdentification(p: Layer, f: F, ctype: number, end: number): void {
  if (ctype === 1) p.takeText(f['int_ident.name'], end - p.at);
  else if (ctype === 2 && p.at + 4 <= end) p.read(f['int_ident.index']);
  else if (ctype === 3 && p.at + 4 <= end) {
    const family = p.read(f['int_ident.afi']);
    const length = p.read(f['int_ident.addr_length']);
    p.take(f['int_ident.reserved'], 1);
    if (family === 1 && length === 4) p.read(f['int_ident.ipv4']);
    else if (family === 2 && length === 16) p.take(f['int_ident.ipv6']);
    else if (end > p.at) p.take(f['int_ident.address'], Math.min(length, end - p.at));
  }
}
