// Frame Relay (Q.922) with RFC 2427 and Cisco encapsulation, FRF.15 and FRF.16, as tcpdump prints them.
import { ETHERTYPE_NAMES } from './ethertype-names';
import { ethertype } from './ethertypes';
import { hexNumber } from './hex-number';
import { ip } from './ip';
import { ip6 } from './ip6';
import { noPrinter } from './no-printer';
import { ppp } from './ppp';
import { bitNames, Truncated, valueName, type Printer, type Printout } from './printout';
import { snap } from './snap';

const NLPIDS: Readonly<Record<number, string>> = {
  0x00: 'NULL', 0x08: 'Q.933', 0x09: 'LMI', 0x80: 'SNAP', 0x81: 'CLNP', 0x82: 'ES-IS', 0x83: 'IS-IS', 0x84: 'CONS', 0x85: 'IDRP', 0x8a: 'X25 ES-IS', 0x8e: 'IPv6', 0xb1: 'FRF.15', 0xc1: 'ISIS_SPB',
  0xcc: 'IPv4', 0xcf: 'PPP',
};
const ADDRESS_FLAGS = [[0x02000000, 'C!'], [0x00020000, 'DE'], [0x00040000, 'BECN'], [0x00080000, 'FECN'], [0x00000002, 'sdlcore']] as const;
const EXTENDED = 1;
const UI = 3;
const SNAP = 0x80;
const isoclns = noPrinter('isoclns');
const PAYLOADS: Readonly<Record<number, Printer>> = { 0x08: noPrinter('q933'), 0x8e: ip6, 0xb1: frf15, 0xcc: ip, 0xcf: ppp };
const OSI: ReadonlySet<number> = new Set([0x81, 0x82, 0x83]);

/** LINKTYPE_FRELAY. */
export function frLink(out: Printout, at: number, length: number): void {
  out.protocol = 'fr';
  out.linkLength = out.left(at);
  out.need(at, 4);
  out.linkLength = 0;
  out.linkLength = fr(out, at, length);
}

interface Address {
  readonly bytes: number;
  readonly dlci: number;
  readonly flags: number;
}

/** The Q.922 address: null where it is invalid. @throws Truncated */
function readAddress(out: Printout, at: number, length: number): Address | null {
  const byte = (i: number): number => {
    if (length <= i) out.need(out.end, 1);
    out.need(at + i, 1);
    return out.u8(at + i);
  };
  const first = byte(0);
  if ((first & EXTENDED) !== 0) return null;
  const second = byte(1);
  const dlci = ((first & 0xfc) << 2) | (second >> 4);
  const flags = ((first & 2) << 24) | ((second & 0x0e) << 16);
  if ((second & EXTENDED) !== 0) return { bytes: 2, dlci, flags };
  let last = byte(2);
  let whole = dlci;
  let bytes = 3;
  if ((last & EXTENDED) === 0) {
    whole = whole * 128 + (last >> 1);
    last = byte(3);
    bytes = 4;
    if ((last & EXTENDED) === 0) return null;
  }
  return { bytes, dlci: whole * 64 + (last >> 2), flags: flags | (last & 2) };
}

/** An address as ARP shows it. */
export function dlciText(out: Printout, at: number, length: number): string {
  try {
    const address = readAddress(out, at, length);
    return address === null ? '<Invalid>' : `DLCI ${address.dlci}`;
  } catch (error) {
    if (error instanceof Truncated) return '<Truncated>';
    throw error;
  }
}

/** @returns length of the header */
export function fr(out: Printout, at: number, length: number): number {
  out.protocol = 'fr';
  const address = readAddress(out, at, length);
  if (address === null) {
    out.print('Q.922, invalid address');
    return 0;
  }
  const after = at + address.bytes;
  out.need(after, 1);
  if (length < address.bytes + 1) out.need(out.end, 1);
  if (out.u8(after) !== UI && address.dlci !== 0) {
    const done = cisco(out, after, length, address);
    if (done > 0) return done;
  }
  return multiprotocol(out, at, length, address);
}

/** @returns 0 where the bytes behind the address are no EtherType that anybody prints */
function cisco(out: Printout, at: number, length: number, address: Address): number {
  const header = address.bytes + 2;
  if (out.has(at, 2) && length >= header) {
    const type = out.u16(at);
    if (out.options.link) printHeader(out, length, address, type);
    const printer = ethertype(type);
    if (printer !== null) {
      out.linkLength = header;
      out.inside(printer, at + 2, length - header);
      return header;
    }
  }
  out.print(`UI ${hexNumber(out.u8(at), 2)}! `);
  return 0;
}

/** RFC 2427: UI, perhaps a pad byte, and the network layer's identifier. */
function multiprotocol(out: Printout, start: number, length: number, address: Address): number {
  const { bytes } = address;
  out.need(start + bytes + 1, 1);
  if (length < bytes + 2) out.need(out.end, 1);
  const isPadded = out.u8(start + bytes + 1) === 0;
  if (isPadded && bytes !== 3) out.print('Pad! ');
  if (!isPadded && bytes === 3) out.print('No pad! ');
  const header = bytes + (isPadded ? 3 : 2);
  out.need(start + header - 1, 1);
  if (length < header) out.need(out.end, 1);
  const kind = out.u8(start + header - 1);
  if (out.options.link) printHeader(out, length, address, kind);
  out.linkLength = header;
  const [at, left] = [start + header, length - header];
  if (OSI.has(kind)) isoclns(out, at - 1, left + 1);
  else if (kind === SNAP) {
    if (!snap(out, at, left, null, 0)) {
      if (!out.options.link) printHeader(out, length, { ...address, bytes: header }, kind);
      out.defaultText(start, length);
    }
  } else if (PAYLOADS[kind] !== undefined) out.inside(PAYLOADS[kind], at, left);
  else {
    if (!out.options.link) printHeader(out, length, address, kind);
    if (!out.options.hex.startsWith('x')) out.dump(at, left);
  }
  return header;
}

function printHeader(out: Printout, length: number, { bytes, dlci, flags }: Address, kind: number): void {
  if (out.options.quiet) return out.print(`Q.922, DLCI ${dlci}, length ${length}: `);
  out.print(`Q.922, hdr-len ${bytes}, DLCI ${dlci}, Flags [${bitNames(ADDRESS_FLAGS, flags)}], `);
  if (kind > 0xff) out.print(`cisco-ethertype ${valueName(ETHERTYPE_NAMES, kind, 'unknown')} (0x${hexNumber(kind, 4)})`);
  else out.print(`NLPID ${valueName(NLPIDS, kind, 'unknown')} (0x${hexNumber(kind, 2)})`);
  out.print(`, length ${length}: `);
}

const FRAGMENT_FLAGS = [[0x80, 'Begin'], [0x40, 'End'], [0x20, 'Control']] as const;

function frf15(out: Printout, at: number, length: number): void {
  out.protocol = 'fr';
  out.reach(at, 2);
  const flags = out.u8(at);
  const sequence = ((flags & 0x1e) << 7) | out.u8(at + 1);
  out.print(`FRF.15, seq 0x${hexNumber(sequence, 3)}, Flags [${bitNames(FRAGMENT_FLAGS, flags)}],${(flags & 1) !== 0 ? 'Interface' : 'End-to-End'} Fragmentation, length ${length}`);
}

const BEGIN = 0x80;
const BEGIN_END = 0xc0;
const ALL = 0xe0;

/** LINKTYPE_MFR: multilink Frame Relay (FRF.16). */
export function mfrLink(out: Printout, at: number, length: number): void {
  out.linkLength = mfr(out, at, length);
}

function mfr(out: Printout, at: number, length: number): number {
  out.protocol = 'mfr';
  if (length < 4) {
    out.print(`[length ${length} < 4]`);
    out.invalid();
    return length;
  }
  out.need(at, 4);
  const kind = out.u8(at) & ALL;
  if (kind === ALL && out.u8(at + 1) === 0) return mfrControl(out, at, length);
  const sequence = ((out.u8(at) & 0x1e) << 7) | out.u8(at + 1);
  out.print(`FRF.16 Frag, seq ${sequence}, Flags [${bitNames(FRAGMENT_FLAGS, kind)}]`);
  if (kind === BEGIN || kind === BEGIN_END) {
    out.print(', ');
    return fr(out, at + 2, length - 2);
  }
  out.unknownData(at, '\n\t', length);
  return 2;
}

const MESSAGES: Readonly<Record<number, string>> = { 1: 'Add Link', 2: 'Add Link ACK', 3: 'Add Link Reject', 4: 'Hello', 5: 'Hello ACK', 6: 'Remove Link', 7: 'Remove Link ACK' };
const ELEMENTS: Readonly<Record<number, string>> = { 1: 'Bundle ID', 2: 'Link ID', 3: 'Magic Number', 5: 'Timestamp', 6: 'Vendor Extension' };
const LONGEST_NAME = 50;

function mfrControl(out: Printout, at: number, length: number): number {
  out.print(`FRF.16 Control, Flags [${bitNames(FRAGMENT_FLAGS, ALL)}], ${valueName(MESSAGES, out.u8(at + 2), 'Unknown Message (0x%02x)')}, length ${length}`);
  if (out.options.verbose === 0) return 3;
  for (let place = at + 3, left = length - 3; left > 0; ) {
    out.need(place, 2);
    if (left < 2) out.need(out.end, 1);
    const [type, size] = [out.u8(place), out.u8(place + 1)];
    out.print(`\n\tIE ${valueName(ELEMENTS, type, 'Unknown')} (${type}), length ${size}: `);
    if (type === 0 || size <= 2) return 3;
    out.need(place, size);
    if (left < size) out.need(out.end, 1);
    const isKnown = printElement(out, place + 2, size - 2, type);
    if (out.options.verbose > 1 || !isKnown) out.unknownData(place + 2, '\n\t  ', size - 2);
    place += size;
    left -= size;
  }
  return 3;
}

/** @returns false where only its bytes can be told */
function printElement(out: Printout, at: number, size: number, type: number): boolean {
  if (type === 3) {
    if (size === 4) out.print(`0x${hexNumber(out.u32(at), 8)}`);
    else {
      out.print(`[IE data length ${size} != 4]`);
      out.invalid();
      out.need(out.end, 1);
    }
    return true;
  }
  if (type !== 1 && type !== 2) return false;
  out.printPadded(at, Math.min(size, LONGEST_NAME));
  return true;
}
