// Options of neighbour discovery (RFC 4861, 4191, 8106, 8910, 8781 …).
import { ipv6Text, macText } from '../../frame/address';
import { bytes, ether, flag, ipv6, none, text, uint16, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { NDP_OPTION_NAMES } from './values/icmpv6-names';

const PREFERENCES = { 0: 'Medium', 1: 'High', 2: 'Reserved', 3: 'Low' };
const PREFIX_CODES = { 0: '/96', 1: '/64', 2: '/56', 3: '/48', 4: '/40', 5: '/32' };

export const NDP_OPTION_FIELDS = {
  opt: none('ICMPv6 Option'),
  'opt.type': uint8('Type', { names: NDP_OPTION_NAMES }),
  'opt.length': uint8('Length', { doc: 'In units of 8 octets' }),
  invalid_option_length: none('Invalid Option Length'),
  'undecoded.option': none('Undecoded option'),
  'opt.reserved': none('Reserved'),
  'opt.padding': none('Padding'),
  'opt.linkaddr': ether('Link-layer address'),
  'opt.src_linkaddr': ether('Source Link-layer address', { hidden: true }),
  'opt.target_linkaddr': ether('Target Link-layer address', { hidden: true }),
  'opt.prefix.length': uint8('Prefix Length'),
  'opt.prefix.flag': uint8('Flag', { base: 'hex' }),
  'opt.prefix.flag.l': flag('On-link flag(L)', 1, 0x80),
  'opt.prefix.flag.a': flag('Autonomous address-configuration flag(A)', 1, 0x40),
  'opt.prefix.flag.r': flag('Router address flag(R)', 1, 0x20),
  'opt.prefix.flag.reserved': uint8('Reserved', { mask: 0x1f }),
  'opt.prefix.valid_lifetime': uint32('Valid Lifetime', { doc: 'Seconds' }),
  'opt.prefix.preferred_lifetime': uint32('Preferred Lifetime', { doc: 'Seconds' }),
  'opt.prefix': ipv6('Prefix'),
  'opt.redirected_packet': none('Redirected Packet'),
  'opt.mtu': uint32('MTU'),
  'opt.advertisement_interval': uint32('Advertisement Interval'),
  'opt.home_agent_preference': uint16('Home Agent Preference'),
  'opt.home_agent_lifetime': uint16('Home Agent Preference'),
  'opt.nonce': bytes('Nonce'),
  'opt.route_info.flag': uint8('Flag', { base: 'hex' }),
  'opt.route_info.flag.route_preference': uint8('Route Preference', { mask: 0x18, names: PREFERENCES }),
  'opt.route_info.flag.reserved': uint8('Reserved', { mask: 0xe7 }),
  'opt.route_lifetime': uint32('Route Lifetime'),
  'opt.rdnss.lifetime': uint32('Lifetime', { doc: 'Seconds' }),
  'opt.rdnss': ipv6('Recursive DNS Servers'),
  'opt.dnssl.lifetime': uint32('Lifetime', { doc: 'Seconds' }),
  'opt.dnssl': text('Domain Names'),
  'opt.captive_portal': text('Captive Portal'),
  'opt.efo': uint16('Flags Expansion Option', { base: 'hex' }),
  'opt.pref64.scaled_lifetime': uint16('Scaled Lifetime', { mask: 0xfff8 }),
  'opt.pref64.plc': uint16('PLC (Prefix Length Code)', { base: 'hex', mask: 0x0007, names: PREFIX_CODES }),
  'opt.pref64.prefix': ipv6('Prefix'),
  data: bytes('Data'),
};

type F = typeof NDP_OPTION_FIELDS;

/** Options from the cursor to the end. Link-layer addresses stand in Info too. */
export function ndpOptions(p: Layer, f: F): void {
  while (p.left > 0) {
    const start = p.at;
    const type = p.view.uint8(start);
    const units = p.view.uint8(start + 1);
    const name = NDP_OPTION_NAMES.get(type) ?? `Unknown ${type}`;
    const end = start + units * 8;
    p.put(f.opt, undefined, start, Math.min(Math.max(units * 8, 2), p.captured));
    if (p.inTree) p.last.text = `ICMPv6 Option (${name}`;
    const line = p.last;
    p.open();
    p.read(f['opt.type']);
    p.read(f['opt.length']);
    if (p.inTree) p.last.valueText = `${units} (${units * 8} bytes)`;
    if (units === 0) {
      p.expert(f.invalid_option_length, 'error', 'Malformed', 'Invalid Option Length (Zero)');
      p.close();
      if (p.inTree) line.text += ')';
      return;
    }
    const note = value(p, f, type, end);
    p.view.need(start, units * 8);
    if (type === 1 || type === 2) whose(p, type, start, units);
    p.at = end;
    p.close();
    if (p.inTree) line.text += `${note})`;
  }
}

/** A hardware address is of six octets, or of eight with six of padding (RFC 4944). */
function whose(p: Layer, type: number, start: number, units: number): void {
  const isLong = units === 2 && p.view.uint16(start + 10) === 0 && p.view.uint32(start + 12) === 0;
  if (units === 1 || isLong) p.appendInfo(() => ` ${type === 1 ? 'from' : 'is at'} ${macText(p.view.bytes, start + 2, isLong ? 8 : 6)}`);
}

/** Reads the option's value; returns what its line says of it. */
function value(p: Layer, f: F, type: number, end: number): string {
  switch (type) {
    case 1:
    case 2: return linkAddress(p, f, type, end);
    case 3: return prefix(p, f);
    case 4: return redirected(p, f, end);
    case 5: reserved(p, f, 2); return ` : ${p.read(f['opt.mtu'])}`;
    case 7: reserved(p, f, 2); return ` : ${p.read(f['opt.advertisement_interval'])}`;
    case 8: reserved(p, f, 2); p.read(f['opt.home_agent_preference']); p.read(f['opt.home_agent_lifetime']); return '';
    case 14: p.take(f['opt.nonce'], end - p.at); return '';
    case 24: return routeInformation(p, f, end);
    case 25: return nameServers(p, f, end);
    case 26: p.read(f['opt.efo']); return '';
    case 31: return searchList(p, f, end);
    case 37: return captivePortal(p, f, end);
    case 38: p.peek(f['opt.pref64.scaled_lifetime']); p.read(f['opt.pref64.plc']); return '';
    default: return undecoded(p, f, type, end);
  }
}

function reserved(p: Layer, f: F, length: number): void {
  p.put(f['opt.reserved'], undefined, p.at, length);
  p.skip(length);
}

function linkAddress(p: Layer, f: F, type: number, end: number): string {
  const at = p.at;
  const length = Math.min(6, end - at);
  p.take(f['opt.linkaddr'], length);
  if (p.inTree) p.last.valueText = macText(p.view.bytes, at, length);
  const whose = type === 1 ? f['opt.src_linkaddr'] : f['opt.target_linkaddr'];
  if (p.wants(whose)) p.put(whose, p.view.captured(at, length), at, length);
  if (!p.inTree) return '';
  if (p.wants(whose)) p.nodes.at(-1)!.valueText = macText(p.view.bytes, at, length);
  p.last.valueText = macText(p.view.bytes, at, length);
  return ` : ${p.last.valueText}`;
}

function prefix(p: Layer, f: F): string {
  const length = p.read(f['opt.prefix.length']);
  const at = p.at;
  const bits = p.read(f['opt.prefix.flag']);
  const flags = [f['opt.prefix.flag.l'], f['opt.prefix.flag.a'], f['opt.prefix.flag.r']];
  if (p.inTree) p.last.append = flags.filter((x) => bits & x.mask).map((x) => `, ${x.label}`).join('');
  p.open();
  p.flags(bits, flags, at, 1);
  p.peek(f['opt.prefix.flag.reserved'], at);
  p.close();
  lifetime(p, f['opt.prefix.valid_lifetime']);
  lifetime(p, f['opt.prefix.preferred_lifetime']);
  reserved(p, f, 4);
  const prefixAt = p.at;
  p.take(f['opt.prefix']);
  return ` : ${ipv6Text(p.view.bytes, prefixAt)}/${length}`;
}

function lifetime(p: Layer, field: F['opt.rdnss.lifetime']): void {
  const seconds = p.read(field);
  if (p.inTree && seconds === 0xffffffff) p.last.valueText = `Infinity (${seconds})`;
}

function redirected(p: Layer, f: F, end: number): string {
  reserved(p, f, 6);
  p.put(f['opt.redirected_packet'], undefined, p.at, Math.max(0, Math.min(end, p.view.capturedEnd) - p.at));
  if (end > p.at) {
    p.quoted++;
    p.nested('encapsulated', 0x86dd, p.at, end - p.at);
    p.quoted--;
  }
  return '';
}

function routeInformation(p: Layer, f: F, end: number): string {
  const length = p.read(f['opt.prefix.length']);
  const at = p.at;
  const bits = p.read(f['opt.route_info.flag']);
  const preference = f['opt.route_info.flag.route_preference'].nameOf((bits >>> 3) & 3) ?? '';
  if (p.inTree) p.last.append = `, Route Preference: ${preference}`;
  p.open();
  p.peek(f['opt.route_info.flag.route_preference'], at);
  p.peek(f['opt.route_info.flag.reserved'], at);
  p.close();
  lifetime(p, f['opt.route_lifetime']);
  const size = Math.min(16, end - p.at);
  const whole = new Uint8Array(16);
  if (size > 0) {
    p.view.need(p.at, size);
    whole.set(p.view.bytes.subarray(p.at, p.at + size));
  }
  p.put(f['opt.prefix'], whole, p.at, size);
  return ` : ${preference} ${ipv6Text(whole)}/${length}`;
}

function nameServers(p: Layer, f: F, end: number): string {
  reserved(p, f, 2);
  lifetime(p, f['opt.rdnss.lifetime']);
  let note = '';
  while (p.at + 16 <= end) {
    const at = p.at;
    p.take(f['opt.rdnss']);
    if (p.inTree) note += ` ${ipv6Text(p.view.bytes, at)}`;
  }
  return note;
}

/** Domain names as in DNS, without compression. */
function searchList(p: Layer, f: F, end: number): string {
  reserved(p, f, 2);
  lifetime(p, f['opt.dnssl.lifetime']);
  let note = '';
  while (p.at < end && p.view.uint8(p.at) !== 0) {
    const start = p.at;
    const labels: string[] = [];
    for (let size = p.view.uint8(p.at); size > 0 && p.at + 1 + size <= end; size = p.at < end ? p.view.uint8(p.at) : 0) {
      p.view.need(p.at + 1, size);
      labels.push(String.fromCharCode(...p.view.bytes.subarray(p.at + 1, p.at + 1 + size)));
      p.at += 1 + size;
    }
    if (p.at === start) break;
    p.at = Math.min(p.at + 1, end);
    const name = labels.join('.');
    p.put(f['opt.dnssl'], name, start, p.at - start);
    note += ` ${name}`;
  }
  if (p.at < end) p.put(f['opt.padding'], undefined, p.at, end - p.at);
  return note;
}

function captivePortal(p: Layer, f: F, end: number): string {
  p.takeText(f['opt.captive_portal'], end - p.at);
  return '';
}

function undecoded(p: Layer, f: F, type: number, end: number): string {
  p.expert(f['undecoded.option'], 'note', 'Undecoded', `Netloupe does not know ICMPv6 option ${type}: its bytes are not taken apart`);
  if (end > p.at) p.take(f.data, end - p.at);
  return '';
}
