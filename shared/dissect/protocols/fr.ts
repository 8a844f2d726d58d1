// Frame Relay (Q.922 addresses): multiprotocol encapsulation of RFC 2427, and Cisco's.
import { flag, none, uint16, uint24, uint32, uint8 } from '../field';
import type { Layer } from '../layer';
import { protocol } from '../protocol';
import { ETHERTYPE_NAMES } from './values/ethertype-names';

const NLPIDS: ReadonlyMap<number, string> = new Map([
  [0x00, 'NULL'], [0x01, 'T.70'], [0x03, 'X.633'], [0x08, 'Q.933'], [0x09, 'LMI'], [0x0c, 'Q.2119'], [0x80, 'SNAP'], [0x81, 'CLNP'], [0x82, 'ESIS'], [0x83, 'ISIS'],
  [0x85, 'IDRP'], [0x8a, 'ESIS (X.25)'], [0x8c, 'ISO 10030'], [0x8d, 'ISO 11577'], [0x8e, 'IPv6'], [0xb0, 'Data compression protocol'], [0xcc, 'IP'], [0xcf, 'PPP'],
]);
const CISCO_TYPES: ReadonlyMap<number, string> = new Map([
  [0x0800, 'IP'], [0x86dd, 'IPv6'], [0x8847, 'MPLS unicast'], [0x8848, 'MPLS multicast'], [0x6558, 'Transparent Ethernet bridging'], [0x8035, 'SLARP'],
]);
const SLARP = 0x8035;
const ETHERNET_HEADER = 14;
const TRUE = { truth: ['True', 'False'] } as const;
const LAST = { truth: ['Last Octet', 'More Follows'] } as const;
const UI = 0x03;
const SNAP = 0x80;

export const fr = protocol({
  id: 'fr', name: 'Frame Relay', column: 'FR', spec: 'ITU-T Q.922, RFC 2427', tcpdump: 'print-fr.c',
  over: { linktype: [107] },
  fields: {
    first_addr_octet: uint8('First address octet', { base: 'hex' }),
    upper_dlci: uint8('Upper DLCI', { base: 'hex', mask: 0xfc }),
    cr: flag('CR', 1, 0x02, { truth: ['Command', 'Response'] }),
    ea: flag('EA', 1, 0x01, LAST),
    second_addr_octet: uint8('Second address octet', { base: 'hex' }),
    second_dlci: uint8('Second DLCI', { base: 'hex', mask: 0xf0 }),
    fecn: flag('FECN', 1, 0x08, { ...TRUE, doc: 'Congestion in the direction of the frame' }),
    becn: flag('BECN', 1, 0x04, { ...TRUE, doc: 'Congestion in the opposite direction' }),
    de: flag('DE', 1, 0x02, { ...TRUE, doc: 'May be discarded first' }),
    third_addr_octet: uint8('Third address octet', { base: 'hex' }),
    third_dlci: uint8('Third DLCI', { base: 'hex', mask: 0xfe }),
    bogus_address: none('Bogus extra address octet'),
    final_addr_octet: uint8('Final address octet', { base: 'hex' }),
    dlcore_control: uint8('DL-CORE Control', { base: 'hex', mask: 0xfc }),
    lower_dlci: uint8('Lower DLCI', { base: 'hex', mask: 0xfc }),
    dc: flag('DC', 2, 0x02, { truth: ['DLCI Address', 'Control'] }),
    dlci: uint32('DLCI', { doc: 'Data-link connection identifier' }),
    control: uint8('Control Field', { base: 'hex' }),
    'control.u_modifier_cmd': uint8('Command', { base: 'hex', mask: 0xec, names: { 0: 'Unnumbered Information' } }),
    'control.ftype': uint8('Frame type', { base: 'hex', mask: 0x03, names: { 3: 'Unnumbered frame' } }),
    'control.n_r': uint16('N(R)', { mask: 0xfe00, le: true }),
    'control.n_s': uint16('N(S)', { mask: 0xfe, le: true }),
    '.fr.control.ftype': uint16('Frame type', { base: 'hex', mask: 0x01, le: true, names: { 0: 'Information frame' } }),
    nlpid: uint8('NLPID', { base: 'hex', names: NLPIDS }),
    'snap.oui': uint24('Organization Code'),
    'snap.pid': uint16('Protocol ID', { base: 'hex' }),
    snaptype: uint16('Type', { base: 'hex', names: ETHERTYPE_NAMES }),
    chdlctype: uint16('Type', { base: 'hex', names: CISCO_TYPES }),
  },
  dissect(p, f) {
    const start = p.at;
    p.info(() => '');
    const dlci = address(p, f);
    p.put(f.dlci, dlci, start, p.at - start);
    p.info(() => `DLCI ${dlci}`);
    if (p.left === 0) return;
    if (p.view.uint8(p.at) === UI) unnumbered(p, f, dlci);
    else if (dlci === 0) lapf(p, f);
    else cisco(p, f);
  },
  examples: [
    {
      what: 'Cisco encapsulation', hex: '48e1 8035 00000001 0f000001 fffffffc', info: 'Reply, from 15.0.0.1, mask 255.255.255.252',
      fields: { 'fr.first_addr_octet': '0x48', 'fr.upper_dlci': '0x12', 'fr.ea': '0,1', 'fr.second_dlci': '0x0e', 'fr.dlci': '302', 'fr.chdlctype': '0x8035' },
    },
    { what: 'NLPID that we do not decode', hex: '18410381 00', info: 'DLCI 100, U, func=UI', fields: { 'fr.dlci': '100', 'fr.control': '0x03', 'fr.nlpid': '0x81' } },
  ],
});

type F = typeof fr.fields;

/** Two octets as a rule, more until one says that it is the last. Returns the DLCI. */
function address(p: Layer, f: F): number {
  let at = p.at;
  const first = p.read(f.first_addr_octet);
  named(p, first, [f.cr, f.ea]);
  p.open();
  p.peek(f.upper_dlci, at);
  p.flags(first, [f.cr, f.ea], at, 1);
  p.close();
  let dlci = first >>> 2;
  if (first & 1) return dlci;
  at = p.at;
  const second = p.read(f.second_addr_octet);
  named(p, second, [f.fecn, f.becn, f.de, f.ea]);
  p.open();
  p.peek(f.second_dlci, at);
  p.flags(second, [f.fecn, f.becn, f.de, f.ea], at, 1);
  p.close();
  dlci = (dlci << 4) | (second >>> 4);
  return second & 1 ? dlci : more(p, f, dlci);
}

function named(p: Layer, bits: number, flags: readonly { readonly label: string; readonly mask: number }[]): void {
  if (p.inTree) p.last.append = flags.map((one) => (bits & one.mask ? `, ${one.label}` : '')).join('');
}

function more(p: Layer, f: F, upper: number): number {
  let dlci = upper;
  let at = p.at;
  const third = p.view.uint8(at);
  if (!(third & 1)) {
    p.read(f.third_addr_octet);
    p.open();
    p.peek(f.third_dlci, at);
    p.flags(third, [f.ea], at, 1);
    p.close();
    dlci = dlci * 128 + (third >>> 1);
    while (!(p.view.uint8(p.at) & 1)) {
      p.label('Bogus extra address octet', p.at, 1);
      p.expert(f.bogus_address, 'warn', 'Protocol', 'Bogus extra address octet');
      p.skip(1);
    }
  }
  at = p.at;
  const last = p.read(f.final_addr_octet);
  p.open();
  p.peek(last & 2 ? f.dlcore_control : f.lower_dlci, at);
  p.flags(last, [f.dc], at, 1);
  p.flags(last, [f.ea], at, 1);
  p.close();
  return last & 2 ? dlci : dlci * 64 + (last >>> 2);
}

/** RFC 2427: unnumbered information, then a network layer protocol identifier. */
function unnumbered(p: Layer, f: F, dlci: number): void {
  const at = p.at;
  p.read(f.control);
  if (p.inTree) p.last.text = 'Control field: U, func=UI (0x03)';
  p.open();
  p.peek(f['control.u_modifier_cmd'], at);
  p.peek(f['control.ftype'], at);
  p.close();
  p.info(() => `DLCI ${dlci}, U, func=UI`);
  if (p.left > 0 && p.view.uint8(p.at) === 0) {
    p.label('Padding', p.at, 1);
    p.skip(1);
  }
  const kind = p.read(f.nlpid);
  if (kind === SNAP) snap(p, f);
  else if (kind === 0xcc) p.next('encapsulated', 0x0800);
  else if (kind === 0x8e) p.next('encapsulated', 0x86dd);
  else if (kind === 0xcf) p.next('linktype', 9);
  else p.next('linktype', -1);
}

function snap(p: Layer, f: F): void {
  const organisation = p.read(f['snap.oui']);
  if (p.inTree) p.last.valueText = organisation.toString(16).padStart(6, '0').replace(/..(?!$)/g, '$&:') + (organisation === 0 ? ' (Officially Xerox, but)' : '');
  if (organisation !== 0) {
    p.read(f['snap.pid']);
    p.next('linktype', -1);
    return;
  }
  p.next('encapsulated', p.read(f.snaptype));
}

/** Signalling on channel 0: numbered frames. */
function lapf(p: Layer, f: F): void {
  const at = p.at;
  if (p.view.uint8(at) & 1) {
    p.next('linktype', -1);
    return;
  }
  const word = p.view.uint16le(at);
  const text = `I${word & 0x100 ? ' P' : ''}, N(R)=${word >>> 9}, N(S)=${(word >>> 1) & 0x7f}`;
  p.info(() => `DLCI 0, ${text}`);
  p.put(f.control, word, at, 2);
  if (p.inTree) p.last.text = `Control field: ${text} (0x${word.toString(16).padStart(4, '0')})`;
  p.open();
  p.peek(f['control.n_r'], at);
  p.peek(f['control.n_s'], at);
  p.peek(f['.fr.control.ftype'], at);
  p.close();
  p.skip(2);
  p.next('linktype', -1);
}

/** Cisco's: an EtherType follows the address; or a whole Ethernet frame does. */
function cisco(p: Layer, f: F): void {
  const type = p.captured < 2 ? -1 : p.view.uint16(p.at);
  if (!CISCO_TYPES.has(type)) {
    // No EtherType begins with 0, but most of the addresses in a bridged Ethernet frame do.
    p.next('linktype', type >>> 8 === 0 && p.left >= ETHERNET_HEADER ? 1 : -1);
    return;
  }
  p.read(f.chdlctype);
  if (type === SLARP) p.next('chdlc.protocol', type);
  else p.next('encapsulated', type);
}
