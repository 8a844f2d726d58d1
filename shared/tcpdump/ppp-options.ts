// Options of PPP's control protocols as tcpdump writes them: LCP, IPCP, IPV6CP, CCP, BACP.
import { OUI_NAMES } from './oui-names';
import {
  AUTHENTICATIONS, BACP_OPTIONS, CALLBACKS, CCP_OPTIONS, IP6CP_OPTIONS, IPCP_OPTIONS, IP_COMPRESSIONS, IP_COMPRESSION_SUBOPTIONS, LCP_OPTIONS, PPP_PROTOCOLS,
} from './ppp-values';
import { valueName, type Printout } from './printout';

/** What a protocol knows of its options. */
interface OptionFamily {
  /** What `[|…]` calls it where an option is cut off. */
  readonly mark: string;
  readonly names: Readonly<Record<number, string>>;
  readonly unknown: string;
  readonly options: Readonly<Record<number, OptionPrinter>>;
}

interface OptionPrinter {
  readonly least?: number;
  readonly exactly?: number;
  /** A wrong length ends the list. */
  readonly last?: boolean;
  /** Says how far on the bytes stand that -vv adds; DONE where nothing can follow, CUT where the option is cut off. */
  readonly print: (out: Printout, at: number, length: number) => number | undefined;
}

const PPP_CHAP = 0xc223;
const LQM = 0xc025;
const SILENT_AUTHENTICATIONS = [0xc023, 0xc227, 0xc027, 0xc123];
const HEADER_COMPRESSION = 0x61;
const HEADER_COMPRESSION_LENGTH = 14;

const DONE = -1;
const CUT = -2;

const nothing: OptionPrinter = { print: () => undefined };
const says = (print: (out: Printout, at: number, length: number) => string) => (out: Printout, at: number, length: number): undefined => {
  out.print(print(out, at, length));
  return undefined;
};
const number16: OptionPrinter = { exactly: 4, print: says((out, at) => `: ${out.u16(at + 2)}`) };
const hex32: OptionPrinter = { exactly: 6, print: says((out, at) => `: 0x${out.hex(at + 2, 4)}`) };
const address: OptionPrinter = { exactly: 6, last: true, print: says((out, at) => `: ${out.host4(at + 2)}`) };

function authentication(out: Printout, at: number, length: number): undefined {
  const protocol = out.u16(at + 2);
  out.print(`: ${PPP_PROTOCOLS[protocol] ?? 'Unknown Auth Proto (0x04x)'}`);
  if (protocol === PPP_CHAP) out.print(`, ${valueName(AUTHENTICATIONS, out.u8(at + 4), 'Unknown Auth Alg %u')}`);
  else if (!SILENT_AUTHENTICATIONS.includes(protocol)) out.unknownData(at, '\n\t', length);
}

function discriminator(out: Printout, at: number, length: number): undefined {
  const kind = out.u8(at + 2);
  if (kind === 0) out.print(': Null');
  else if (kind === 1) out.print(': Local');
  else if (kind === 2) out.print(length === 7 ? `: IPv4 ${out.host4(at + 3)}` : '');
  else if (kind === 3) out.print(length === 9 ? `: MAC ${out.mac(at + 3)}` : '');
  else out.print(kind === 4 ? ': Magic-Num-Block' : kind === 5 ? ': PSNDN' : `: Unknown class ${kind}`);
}

const LCP: OptionFamily = {
  mark: 'lcp',
  names: LCP_OPTIONS,
  unknown: '',
  options: {
    0: { least: 6, print: says((out, at) => `: Vendor: ${valueName(OUI_NAMES, out.u24(at + 2), 'Unknown')} (${out.u24(at + 2)})`) },
    1: number16,
    2: hex32,
    3: { least: 4, print: authentication },
    4: { least: 4, last: true, print: says((out, at) => (out.u16(at + 2) === LQM ? ': LQR' : ': unknown')) },
    5: { ...hex32, last: true },
    7: nothing,
    8: nothing,
    13: { least: 3, last: true, print: says((out, at) => `: : Callback Operation ${valueName(CALLBACKS, out.u8(at + 2), 'Unknown')} (${out.u8(at + 2)})`) },
    17: { ...number16, last: true },
    19: { least: 3, last: true, print: discriminator },
    23: { exactly: 4, last: true, print: says((out, at) => `: 0x${out.hex(at + 2, 2)}`) },
  },
};

function ipCompression(out: Printout, at: number, length: number): number {
  const protocol = out.u16(at + 2);
  out.print(`: ${valueName(IP_COMPRESSIONS, protocol, 'Unknown')} (0x${protocol.toString(16).padStart(2, '0')}):`);
  if (protocol !== HEADER_COMPRESSION) return 0;
  if (length < HEADER_COMPRESSION_LENGTH) {
    out.print(` (length bogus, should be >= ${HEADER_COMPRESSION_LENGTH})`);
    return DONE;
  }
  if (!out.has(at + 2, HEADER_COMPRESSION_LENGTH)) return CUT;
  const [tcp, other, period, time, header] = [4, 6, 8, 10, 12].map((i) => out.u16(at + i));
  out.print(`\n\t    TCP Space ${tcp!}, non-TCP Space ${other!}, maxPeriod ${period!}, maxTime ${time!}, maxHdr ${header!}`);
  if (length === HEADER_COMPRESSION_LENGTH) return 0;
  return compressionSuboptions(out, at + HEADER_COMPRESSION_LENGTH, length - HEADER_COMPRESSION_LENGTH) - at;
}

/** @returns the place behind the last one that is whole */
function compressionSuboptions(out: Printout, start: number, length: number): number {
  out.print(`\n\t      Suboptions, length ${length}`);
  let left = length;
  let at = start;
  while (left >= 2) {
    const type = out.u8(at);
    const octets = out.u8(at + 1);
    if (octets === 0) return at;
    out.print(`\n\t\t${valueName(IP_COMPRESSION_SUBOPTIONS, type, 'Unknown')} Suboption #${type}, length ${octets}`);
    if (left < octets) {
      out.print(` [remaining suboptions length ${left} < ${octets}]`);
      out.invalid();
      return at;
    }
    at += octets;
    left -= octets;
  }
  return at;
}

function interfaceId(out: Printout, at: number): number {
  if (!out.has(at + 2, 8)) return CUT;
  out.print(`: ${[2, 4, 6, 8].map((i) => out.hex(at + i, 2)).join(':')}`);
  return 0;
}

const IPCP: OptionFamily = {
  mark: 'ipcp',
  names: IPCP_OPTIONS,
  unknown: 'unknown',
  options: {
    1: { exactly: 10, print: says((out, at) => `: src ${out.host4(at + 2)}, dst ${out.host4(at + 6)}`) },
    2: { least: 4, last: true, print: ipCompression },
    3: address,
    4: address,
    129: address,
    130: address,
    131: address,
    132: address,
  },
};

const IP6CP: OptionFamily = {
  mark: 'ip6cp',
  names: IP6CP_OPTIONS,
  unknown: 'unknown',
  options: { 1: { exactly: 10, print: interfaceId } },
};

const CCP: OptionFamily = {
  mark: 'ccp',
  names: CCP_OPTIONS,
  unknown: 'Unknown',
  options: {
    21: { least: 3, print: says((out, at) => `: Version: ${out.u8(at + 2) >> 5}, Dictionary Bits: ${out.u8(at + 2) & 0x1f}`) },
    24: {
      least: 4,
      print: says((out, at) => {
        const bits = out.u8(at + 2);
        return `: Features: ${bits >> 6}, PxP: ${bits & 0x20 ? 'Enabled' : 'Disabled'}, History: ${bits & 0x1f}, #CTX-ID: ${out.u8(at + 3)}`;
      }),
    },
    26: {
      least: 4,
      print: says((out, at) => {
        const bits = out.u8(at + 2);
        const check = out.u8(at + 3);
        return `: Window: ${bits >> 4}K, Method: ${(bits & 15) === 8 ? 'zlib' : 'unknown'} (0x${(bits & 15).toString(16)}), MBZ: ${check >> 2}, CHK: ${check & 3}`;
      }),
    },
  },
};

const BACP: OptionFamily = {
  mark: 'bacp',
  names: BACP_OPTIONS,
  unknown: 'Unknown',
  options: { 1: { exactly: 6, print: says((out, at) => `: Magic-Num 0x${out.hex(at + 2, 4)}`) } },
};

const FAMILIES: Readonly<Record<number, OptionFamily>> = { 0x8021: IPCP, 0x8057: IP6CP, 0x80fd: CCP, 0xc021: LCP, 0xc02b: BACP };

/** The options of one packet of a control protocol; `whole` is what its header says of its length. */
export function printPppOptions(out: Printout, protocol: number, start: number, whole: number): void {
  const family = FAMILIES[protocol];
  if (family === undefined) return;
  let left = whole - 4;
  for (let at = start; left > 0; ) {
    const octets = printOption(out, family, at, whole);
    if (octets === 0) return;
    if (left < octets) {
      out.print(` [remaining options length ${left} < ${octets}]`);
      return out.invalid();
    }
    at += octets;
    left -= octets;
  }
}

/** @returns how long the option says it is, 0 where nothing can follow */
function printOption(out: Printout, family: OptionFamily, at: number, whole: number): number {
  if (!out.has(at, 2)) {
    out.print(`[|${family.mark}]`);
    return 0;
  }
  const code = out.u8(at);
  const length = out.u8(at + 1);
  if (length > whole) return 0;
  const name = family.names[code] ?? family.unknown;
  if (name === '' && length >= 2) {
    out.print(`\n\tunknown LCP option 0x${out.hex(at, 1)}`);
    return length;
  }
  out.print(`\n\t  ${name} Option (0x${out.hex(at, 1)}), length ${length}`);
  if (length < 2) {
    out.print(' (length bogus, should be >= 2)');
    return 0;
  }
  const known = family.options[code];
  const { least = 0, exactly = length } = known ?? {};
  if (length < least || length !== exactly) {
    out.print(` (length bogus, should be ${length < least ? `>= ${least}` : `= ${exactly}`})`);
    return known?.last === true ? 0 : length;
  }
  const shift = known?.print(out, at, length) ?? 0;
  if (shift === CUT) out.print(`[|${family.mark}]`);
  if (shift === CUT || shift === DONE) return 0;
  if (known === undefined || out.options.verbose > 1) out.unknownData(at + 2 + shift, '\n\t    ', length - 2);
  return length;
}
