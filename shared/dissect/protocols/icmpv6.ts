// Internet Control Message Protocol for IPv6, with neighbour discovery and multicast listener discovery.
import { ipv6Text } from '../../frame/address';
import { double, flag, framenum, ipv6, none, uint16, uint32, uint8 } from '../field';
import { check, emitChecked, emitUnchecked, pseudoHeaderSum } from '../internet-checksum';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { exchangeKey, pair } from './icmp-exchange';
import { listenerMessage, listenerReport, MLD_FIELDS } from './icmpv6-listener';
import { ndpOptions, NDP_OPTION_FIELDS } from './icmpv6-options';
import { CHECKSUM_STATUS_NAMES } from './values/checksum-status';
import { ICMPV6_CODES } from './values/icmpv6-codes';
import { ICMPV6_TYPES } from './values/icmpv6-names';

const NUMBER = 58;
const PREFERENCES = { 0: 'Medium', 1: 'High', 2: 'Reserved', 3: 'Low' };

export const icmpv6 = protocol({
  id: 'icmpv6', name: 'Internet Control Message Protocol v6', column: 'ICMPv6', spec: 'RFC 4443, RFC 4861, RFC 3810, RFC 2710', tcpdump: 'print-icmp6.c',
  over: { 'ip.proto': [NUMBER] },
  fields: {
    type: uint8('Type', { names: ICMPV6_TYPES }),
    code: uint8('Code'),
    checksum: uint16('Checksum', { base: 'hex', doc: 'Over pseudo-header and message' }),
    'checksum.status': uint8('Checksum Status', { base: 'none', names: CHECKSUM_STATUS_NAMES }),
    'checksum_bad.expert': none('Bad checksum'),
    mtu: uint32('MTU', { doc: 'Of the link that the packet did not fit through' }),
    pointer: uint32('Pointer'),
    'echo.identifier': uint16('Identifier', { base: 'hex' }),
    'echo.sequence_number': uint16('Sequence'),
    resp_in: framenum('Response In'),
    resp_to: framenum('Response To'),
    resptime: double('Response Time', { unit: 'ms' }),
    no_resp: none('No response seen'),
    resp_not_found: none('Response not found'),
    'nd.ra.cur_hop_limit': uint8('Cur hop limit'),
    'nd.ra.flag': uint8('Flags', { base: 'hex' }),
    'nd.ra.flag.m': flag('Managed address configuration', 1, 0x80, { doc: 'Addresses come from DHCPv6' }),
    'nd.ra.flag.o': flag('Other configuration', 1, 0x40, { doc: 'DHCPv6 has other things to tell' }),
    'nd.ra.flag.h': flag('Home Agent', 1, 0x20),
    'nd.ra.flag.prf': uint8('Prf (Default Router Preference)', { mask: 0x18, names: PREFERENCES }),
    'nd.ra.flag.p': flag('Proxy', 1, 0x04),
    'nd.ra.flag.rsv': uint8('Reserved', { mask: 0x03 }),
    'nd.ra.router_lifetime': uint16('Router lifetime (s)'),
    'nd.ra.reachable_time': uint32('Reachable time (ms)'),
    'nd.ra.retrans_timer': uint32('Retrans timer (ms)'),
    'nd.ns.target_address': ipv6('Target Address'),
    'nd.na.flag': uint32('Flags', { base: 'hex' }),
    'nd.na.flag.r': flag('Router', 4, 0x80000000),
    'nd.na.flag.s': flag('Solicited', 4, 0x40000000),
    'nd.na.flag.o': flag('Override', 4, 0x20000000),
    'nd.na.flag.rsv': uint32('Reserved', { mask: 0x1fffffff }),
    'nd.na.target_address': ipv6('Target Address'),
    'nd.rd.target_address': ipv6('Target Address'),
    'rd.na.destination_address': ipv6('Destination Address'),
    'undecoded.type': none('Undecoded type'),
    ...NDP_OPTION_FIELDS,
    ...MLD_FIELDS,
  },
  dissect(p, f) {
    const start = p.at;
    p.info(() => '');
    const type = p.view.uint8(start);
    const code = p.view.uint8(start + 1);
    p.read(f.type);
    p.read(f.code);
    const codeName = codeText(type, code);
    if (p.inTree && codeName !== '') p.last.valueText = `${code} (${codeName})`;
    p.info(() => (ICMPV6_TYPES.get(type) ?? `Unknown (${type})`) + (codeName === '' ? '' : ` (${codeName})`));
    checksum(p, f, start);
    const body = BODIES[type];
    if (body) body(p, f);
    else if (!ICMPV6_TYPES.has(type) || SET_ASIDE.has(type)) undecoded(p, f, type);
    if (p.inTree) p.layerNode.length = Math.max(0, Math.min(p.view.reportedEnd, p.view.capturedEnd) - start);
  },
  examples: [
    {
      what: 'echo request', info: 'Echo (ping) request id=0x0018, seq=20, hop limit=0', hex: '8000 0000 0018 0014 abcd',
      fields: { 'icmpv6.type': '128', 'icmpv6.checksum.status': '2', 'icmpv6.echo.identifier': '0x0018', 'icmpv6.echo.sequence_number': '20', 'data.len': '2' },
    },
    {
      what: 'neighbour solicitation', info: 'Neighbor Solicitation for ff02::1 from 02:00:00:00:00:01', hex: '87007819 00000000 ff020000000000000000000000000001 0101020000000001',
      fields: { 'icmpv6.nd.ns.target_address': 'ff02::1', 'icmpv6.opt.type': '1', 'icmpv6.opt.length': '1', 'icmpv6.opt.linkaddr': '02:00:00:00:00:01' },
    },
    {
      what: 'neighbour advertisement', info: 'Neighbor Advertisement fe80::200:ff:fe00:1 (rtr, sol, ovr) is at 02:00:00:00:00:01', hex: '8800959a e0000000 fe80000000000000020000fffe000001 0201020000000001',
      fields: { 'icmpv6.nd.na.flag': '0xe0000000', 'icmpv6.nd.na.flag.s': '1' },
    },
    {
      what: 'router advertisement', info: 'Router Advertisement from 02:00:00:00:00:01',
      hex: '86007362 40c80708 00007530 000003e8 0101020000000001 05010000000005dc 030440c000278d0000093a800000000020010db8000000000000000000000000 1f03000000000e10076578616d706c6503636f6d00000000',
      fields: { 'icmpv6.nd.ra.router_lifetime': '1800', 'icmpv6.nd.ra.flag.m': '1', 'icmpv6.opt.mtu': '1500', 'icmpv6.opt.prefix': '2001:db8::', 'icmpv6.opt.prefix.flag.a': '1', 'icmpv6.opt.dnssl': 'example.com' },
    },
    {
      what: 'listener report, version 2', info: 'Multicast Listener Report Message v2', hex: '8f00654e 00000001 03000001 ff020000000000000000000000000001 fe80000000000000020000fffe000001',
      fields: { 'icmpv6.mldr.nb_mcast_records': '1', 'icmpv6.mldr.mar.record_type': '3', 'icmpv6.mldr.mar.source_address': 'fe80::200:ff:fe00:1' },
    },
    { what: 'packet too big', info: 'Packet Too Big', hex: '02002d40 00000500', fields: { 'icmpv6.mtu': '1280' } },
  ],
});

type F = typeof icmpv6.fields;

const BODIES: Readonly<Record<number, (p: Layer, f: F) => void>> = {
  1: (p, f) => { p.take(f.reserved, 4); quote(p); },
  2: (p, f) => { p.read(f.mtu); quote(p); },
  3: (p, f) => { p.take(f.reserved, 4); quote(p); },
  4: (p, f) => { p.read(f.pointer); quote(p); },
  128: (p, f) => echo(p, f, true),
  129: (p, f) => echo(p, f, false),
  130: (p, f) => listenerMessage(p, f),
  131: (p, f) => listenerMessage(p, f),
  132: (p, f) => listenerMessage(p, f),
  133: (p, f) => { p.take(f.reserved, 4); ndpOptions(p, f); },
  134: routerAdvertisement,
  135: neighborSolicitation,
  136: neighborAdvertisement,
  137: redirect,
  143: (p, f) => listenerReport(p, f),
  147: (p, f) => { p.skip(4); ndpOptions(p, f); },
};

/** Types set aside: for private experiments and for expansion (RFC 4443 section 2.1). */
const SET_ASIDE: ReadonlySet<number> = new Set([100, 101, 127, 200, 201, 255]);

function undecoded(p: Layer, f: F, type: number): void {
  p.expert(f['undecoded.type'], 'note', 'Undecoded', `ICMPv6 type ${type} is not taken apart`);
  p.view.need(p.at, 1);
  p.take(f.data, p.left);
}

function codeText(type: number, code: number): string {
  const codes = ICMPV6_CODES.get(type);
  if (codes === undefined) return '';
  return codes[code] ?? (type === 1 ? 'Unknown' : `Unknown (${code})`);
}

function checksum(p: Layer, f: F, start: number): void {
  const at = p.at;
  p.skip(2);
  if (!p.emits) return;
  const fields = { checksum: f.checksum, status: f['checksum.status'], bad: f['checksum_bad.expert'] };
  const length = p.view.reportedEnd - start;
  const whole = p.view.reportedEnd <= p.view.capturedEnd && !p.fragment && p.quoted === 0;
  const pseudo = whole ? pseudoHeaderSum(p, NUMBER, length) : -1;
  if (pseudo < 0) emitUnchecked(p, fields, at, p.quoted > 0 ? 'unverified] [in ICMP error packet' : 'unverified');
  else emitChecked(p, fields, at, check(p, at, start, length, pseudo), 'warn');
}

/** The packet that caused the error. */
function quote(p: Layer): void {
  if (p.left <= 0) return;
  p.quoted++;
  p.nested('encapsulated', 0x86dd, p.at, p.left);
  p.quoted--;
  p.at = Math.min(p.view.reportedEnd, p.view.capturedEnd);
}

function echo(p: Layer, f: F, request: boolean): void {
  const key = p.view.uint32(p.at);
  const ident = p.read(f['echo.identifier']);
  const sequence = p.read(f['echo.sequence_number']);
  const hops = p.facts.addressKind === 3 && p.quoted === 0 ? p.facts.addressBytes[p.facts.sourceAt - 1]! : 0;
  p.info(() => `Echo (ping) ${request ? 'request' : 'reply'} id=0x${ident.toString(16).padStart(4, '0')}, seq=${sequence}, hop limit=${hops}`);
  pair(p, f, request, exchangeKey(p, key, 1), `No response seen to ICMPv6 request in frame ${p.context.number}`);
  const length = p.left;
  if (length > 0) p.nested('linktype', -1, p.at, length);
  p.at = Math.min(p.view.reportedEnd, Math.max(p.at, p.view.capturedEnd));
}


function routerAdvertisement(p: Layer, f: F): void {
  p.read(f['nd.ra.cur_hop_limit']);
  const at = p.at;
  const bits = p.read(f['nd.ra.flag']);
  const flags = [f['nd.ra.flag.m'], f['nd.ra.flag.o'], f['nd.ra.flag.h']];
  if (p.inTree) {
    const names = flags.filter((x) => bits & x.mask).map((x) => x.label);
    names.push(`Prf (Default Router Preference): ${f['nd.ra.flag.prf'].nameOf((bits >>> 3) & 3)}`);
    if (bits & 4) names.push('Proxy');
    p.last.append = `, ${names.join(', ')}`;
  }
  p.open();
  p.flags(bits, flags, at, 1);
  p.peek(f['nd.ra.flag.prf'], at);
  p.flags(bits, [f['nd.ra.flag.p']], at, 1);
  p.peek(f['nd.ra.flag.rsv'], at);
  p.close();
  p.read(f['nd.ra.router_lifetime']);
  p.read(f['nd.ra.reachable_time']);
  p.read(f['nd.ra.retrans_timer']);
  ndpOptions(p, f);
}

function neighborSolicitation(p: Layer, f: F): void {
  p.take(f.reserved, 4);
  const at = p.at;
  p.take(f['nd.ns.target_address']);
  p.appendInfo(() => ` for ${ipv6Text(p.view.bytes, at)}`);
  ndpOptions(p, f);
}

function neighborAdvertisement(p: Layer, f: F): void {
  const start = p.at;
  const bits = p.read(f['nd.na.flag']);
  const flags = [f['nd.na.flag.r'], f['nd.na.flag.s'], f['nd.na.flag.o']];
  if (p.inTree) p.last.append = flags.filter((x) => bits & x.mask).map((x) => `, ${x.label}`).join('');
  p.open();
  p.flags(bits, flags, start, 4);
  p.peek(f['nd.na.flag.rsv'], start);
  p.close();
  const at = p.at;
  p.take(f['nd.na.target_address']);
  const words = [bits & 0x80000000 ? 'rtr' : '', bits & 0x40000000 ? 'sol' : '', bits & 0x20000000 ? 'ovr' : ''].filter((x) => x !== '').join(', ');
  p.appendInfo(() => ` ${ipv6Text(p.view.bytes, at)}${words === '' ? '' : ` (${words})`}`);
  ndpOptions(p, f);
}

function redirect(p: Layer, f: F): void {
  p.take(f.reserved, 4);
  p.take(f['nd.rd.target_address']);
  p.take(f['rd.na.destination_address']);
  ndpOptions(p, f);
}
