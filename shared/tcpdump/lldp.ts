// LLDP (IEEE 802.1AB) as tcpdump writes it.
import { printPrivate8021 } from './lldp-8021';
import { printPrivate8023 } from './lldp-8023';
import { ADDRESS_FAMILIES, CAPABILITIES, CHASSIS_SUBTYPES, NUMBERINGS, PORT_SUBTYPES, TLVS } from './lldp-values';
import { OUI_NAMES } from './oui-names';
import { bitNames, valueName, type Printer, type Printout } from './printout';

/** dump: the bytes are added; done: they are not unless -vv asks; cut: the TLV ends too early. */
type Outcome = 'dump' | 'done' | 'cut';
type TlvPrinter = (out: Printout, at: number, length: number) => Outcome;

const NAME = 5;
const END = 0;
const IANA = 0x00005e;

export const lldp: Printer = (out, at, length) => {
  out.protocol = 'lldp';
  out.print(`LLDP, length ${length}`);
  const { verbose } = out.options;
  let place = at;
  for (let left = length; left >= 2; ) {
    out.need(place, 2);
    const word = out.u16(place);
    const type = word >> 9;
    const octets = word & 0x1ff;
    place += 2;
    left -= 2;
    if (verbose > 0) out.print(`\n\t${valueName(TLVS, type, 'Unknown')} TLV (${type}), length ${octets}`);
    if (type === END || octets === 0) return;
    if (left < octets) return out.truncated();
    out.need(place, octets);
    const printer = TLV_PRINTERS[type];
    const outcome = verbose > 0 || type === NAME ? (printer?.(out, place, octets) ?? 'dump') : 'done';
    if (outcome === 'cut') return out.truncated();
    if (verbose > 1 || (verbose > 0 && outcome === 'dump')) out.unknownData(place, '\n\t  ', octets);
    place += octets;
    left -= octets;
  }
};

/** An address behind the number of its family; '' where it is too short. */
function networkAddress(out: Printout, at: number, length: number): string {
  if (length < 1) return '';
  const family = out.u8(at);
  const begin = `AFI ${valueName(ADDRESS_FAMILIES, family, 'Unknown')} (${family})`;
  const size = { 1: 4, 2: 16, 6: 6 }[family];
  if (size === undefined) return `${begin}, no AF printer !`;
  if (length < size) return '';
  return `${begin}: ${family === 1 ? out.host4(at + 1) : family === 2 ? out.host6(at + 1) : out.mac(at + 1)}`;
}

function identifier(names: Readonly<Record<number, string>>, mac: number, network: number): TlvPrinter {
  return (out, at, length) => {
    if (length < 2) return 'cut';
    const subtype = out.u8(at);
    out.print(`\n\t  Subtype ${valueName(names, subtype, 'Unknown')} (${subtype}): `);
    if (subtype === mac) {
      if (length < 7) return 'cut';
      out.print(out.mac(at + 1));
    } else if (subtype === network) {
      const text = networkAddress(out, at + 1, length - 1);
      if (text === '') return 'cut';
      out.print(text);
    } else if (names[subtype] === undefined) return 'dump';
    else out.printPadded(at + 1, length - 1);
    return 'done';
  };
}

function words(front: string): TlvPrinter {
  return (out, at, length) => {
    out.print(front);
    out.printPadded(at, length);
    return 'done';
  };
}

const lifetime: TlvPrinter = (out, at, length) => {
  if (length < 2) return 'cut';
  out.print(`: TTL ${out.u16(at)}s`);
  return 'done';
};

const capabilities: TlvPrinter = (out, at, length) => {
  if (length < 4) return 'cut';
  out.print(`\n\t  System  Capabilities [${bitNames(CAPABILITIES, out.u16(at))}] (0x${out.hex(at, 2)})`);
  out.print(`\n\t  Enabled Capabilities [${bitNames(CAPABILITIES, out.u16(at + 2))}] (0x${out.hex(at + 2, 2)})`);
  return 'done';
};

const management: TlvPrinter = (out, at, length) => {
  if (length < 1) return 'cut';
  const octets = out.u8(at);
  if (length - 1 < octets) return 'cut';
  const address = networkAddress(out, at + 1, octets);
  if (address === '') return 'cut';
  out.print(`\n\t  Management Address length ${octets}, ${address}`);
  const next = at + 1 + octets;
  const left = length - 1 - octets;
  if (left < 5) return 'cut';
  const numbering = out.u8(next);
  out.print(`\n\t  ${valueName(NUMBERINGS, numbering, 'Unknown')} Interface Numbering (${numbering}): ${out.u32(next + 1)}`);
  if (left === 5) return 'done';
  const object = out.u8(next + 5);
  if (left - 5 < 1 + object) return 'cut';
  if (object > 0) {
    out.print(`\n\t  OID length ${object}: `);
    out.printPadded(next + 6, object);
  }
  return 'done';
};

const MUD: TlvPrinter = (out, at, length) => {
  if (length < 8) return 'done';
  const subtype = out.u8(at + 3);
  out.print(`\n\t  ${subtype === 1 ? 'MUD-URL' : 'unknown'} Subtype (${subtype})`);
  if (subtype !== 1) return 'dump';
  out.print('\n\t  MUD-URL=');
  out.printPadded(at + 4, length - 4);
  return 'done';
};

/** Organisations whose TLVs tcpdump takes apart and we do not. */
const lacking = (name: string): TlvPrinter => (out) => {
  out.lacks(name);
  return 'done';
};

const PRIVATE: Readonly<Record<number, TlvPrinter>> = {
  0x0080c2: printPrivate8021, 0x00120f: printPrivate8023, [IANA]: MUD, 0x0012bb: lacking('lldp-med'), 0x001b21: lacking('lldp-dcbx'), 0x000142: lacking('lldp-cisco'),
};

const organization: TlvPrinter = (out, at, length) => {
  if (length < 3) return 'cut';
  const oui = out.u24(at);
  out.print(`: OUI ${valueName(OUI_NAMES, oui, 'Unknown')} (0x${out.hex(at, 3)})`);
  return PRIVATE[oui]?.(out, at, length) ?? 'dump';
};

const TLV_PRINTERS: Readonly<Record<number, TlvPrinter>> = {
  1: identifier(CHASSIS_SUBTYPES, 4, 5), 2: identifier(PORT_SUBTYPES, 3, 4), 3: lifetime, 4: words(': '), [NAME]: words(': '), 6: words('\n\t  '),
  7: capabilities, 8: management, 127: organization,
};
