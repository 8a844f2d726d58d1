// Values of RADIUS attributes as tcpdump writes them.
import { printEap } from './eap';
import { hexDump } from './hex-forms';
import { ipv6Text } from './ipv6-text';
import { ntpTime } from './ntp-times';
import { ATTRIBUTES, ATTRIBUTE_VALUES, ERROR_CAUSES, VENDORS } from './radius-values';
import { bitNames, valueName, type Printout } from './printout';

type AttributePrinter = (out: Printout, at: number, length: number, type: number) => void;

const TAGGED: Readonly<Record<number, string>> = { 0x31: 'Tagged', 0x32: 'Untagged' };
const TUNNEL_VALUES = [64, 65];
const SECONDS = [27, 28, 41, 46, 85];
const TUNNEL_STRINGS = [66, 67, 81, 82, 90, 91];

function tag(value: number): string {
  return value === 0 ? 'Tag[Unused] ' : `Tag[${value}] `;
}

function vlanTag(out: Printout, at: number): string {
  return `${valueName(TAGGED, out.u8(at), 'Unknown tag')} (0x${out.hex(at, 1)}) `;
}

/** Characters that are readable, dots for the others, up to a NUL. */
function printReadable(out: Printout, at: number, length: number, stop = true): void {
  for (let i = at; i < at + length; i++) {
    const c = out.u8(i);
    if (stop && c === 0) return;
    out.print(c >= 0x20 && c < 0x7f ? String.fromCharCode(c) : '.');
  }
}

const text: AttributePrinter = (out, at, length, type) => {
  if (!out.has(at, length)) return out.truncated();
  let skipped = 0;
  if (type === 69) {
    if (length < 3) return out.truncated();
    const first = out.u8(at);
    out.print(first >= 1 && first <= 0x1f ? `Tag[${first}] ` : 'Tag[Unused] ');
    out.print(`Salt ${out.u16(at + 1)} `);
    skipped = 3;
  } else if (TUNNEL_STRINGS.includes(type) && out.u8(at) <= 0x1f) {
    if (length < 1) return out.truncated();
    out.print(tag(out.u8(at)));
    skipped = 1;
  } else if (type === 58) {
    if (length < 1) return out.truncated();
    out.print(vlanTag(out, at));
    skipped = 1;
  } else if (type === 79) return printEap(out, at, length);
  printReadable(out, at + skipped, length - skipped);
};

function span(seconds: number): string {
  const two = (value: number): string => `${Math.floor(value)}`.padStart(2, '0');
  if (seconds < 60) return `${two(seconds)} secs`;
  if (seconds < 3600) return `${two(seconds / 60)}:${two(seconds % 60)} min`;
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)} hours`;
}

const number: AttributePrinter = (out, at, length, type) => {
  if (length !== 4) return out.print(`ERROR: length ${length} != 4`);
  const names = ATTRIBUTE_VALUES[type];
  if (names !== undefined) {
    const tunnel = TUNNEL_VALUES.includes(type);
    if (tunnel) out.print(tag(out.u8(at)));
    const value = tunnel ? out.u24(at + 1) : out.u32(at);
    return out.print(names[value] || `#${value}`);
  }
  if (type === 83) return out.print(`${tag(out.u8(at))}${out.u24(at + 1)}`);
  if (type === 56) return out.print(`${vlanTag(out, at)}${out.u24(at + 1)}`);
  const value = out.u32(at);
  if (type === 23 && value === 0xfffffffe) return out.print('NAS Select');
  if (SECONDS.includes(type)) return out.print(span(value));
  if (type === 37 && value === 0) return out.print('Unnumbered');
  if (type === 38 && value === 0) return out.print('NAS assigned');
  out.print(`${value}`);
};

const address: AttributePrinter = (out, at, length, type) => {
  if (length !== 4) return out.print(`ERROR: length ${length} != 4`);
  const value = out.u32(at);
  const chosen = type === 8 || type === 14;
  if (chosen && value === 0xffffffff) out.print('User Selected');
  else out.print(chosen && value === 0xfffffffe ? 'NAS Select' : out.host4(at));
};

const address6: AttributePrinter = (out, at, length) => {
  out.print(length === 16 ? out.host6(at) : `ERROR: length ${length} != 16`);
};

const prefix6: AttributePrinter = (out, at, length) => {
  if (length < 2 || length > 18) return out.print(`ERROR: length ${length} not in range (2..18)`);
  out.need(at, length);
  const width = out.u8(at + 1);
  if (width > 128) return out.print(`ERROR: netmask ${width} not in range (0..128)`);
  const bytes = new Uint8Array(16);
  bytes.set(out.bytes.subarray(at + 2, at + length));
  out.print(`${ipv6Text(bytes, 0)}/${width}`);
  if (width > 8 * (length - 2)) out.print(' (inconsistent prefix length)');
};

const homePrefix: AttributePrinter = (out, at, length) => {
  if (length !== 17) return out.print(`ERROR: length ${length} != 17`);
  if (!out.has(at, length)) return out.truncated();
  const width = out.u8(at);
  if (width > 128) return out.print(`ERROR: netmask ${width} not in range (0..128)`);
  out.print(`${out.host6(at + 1)}/${width}`);
};

const CTIME_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const CTIME_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const time: AttributePrinter = (out, at, length) => {
  if (length !== 4) return out.print(`ERROR: length ${length} != 4`);
  const seconds = out.u32(at);
  const date = new Date((seconds + out.options.zoneMinutes(seconds) * 60) * 1000);
  const day = `${date.getUTCDate()}`.padStart(2);
  out.print(`${CTIME_DAYS[date.getUTCDay()]!} ${CTIME_MONTHS[date.getUTCMonth()]!} ${day} ${date.toISOString().slice(11, 19)} ${date.getUTCFullYear()}`);
};

const vendor: AttributePrinter = (out, at, length) => {
  if (length < 4) return out.truncated();
  out.print(`Vendor: ${valueName(VENDORS, out.u32(at), 'Unknown')} (${out.u32(at)})`);
  let left = length - 4;
  for (let place = at + 4; left >= 2; ) {
    const type = out.u8(place);
    const octets = out.u8(place + 1) - 2;
    if (octets < 0) return out.print('length field in pair must be >= 2');
    out.print(`\n\t    Vendor Attribute: ${type}, Length: ${octets}`);
    if (octets > left - 2) return out.print(' (bogus, goes past end of vendor-specific attribute)');
    out.print(', Value: ');
    printReadable(out, place + 2, octets, false);
    place += octets + 2;
    left -= octets + 2;
  }
};

/** RFC 5447, RFC 5779 and later: bits by their number. */
const FEATURES: Readonly<Record<number, string>> = {
  0: 'MIP6_INTEGRATED', 1: 'LOCAL_HOME_AGENT_ASSIGNMENT', 40: 'PMIP6_SUPPORTED', 41: 'IP4_HOA_SUPPORTED', 42: 'LOCAL_MAG_ROUTING_SUPPORTED', 43: 'ASSIGN_LOCAL_IP',
  44: 'MIP4_SUPPORTED', 45: 'OPTIMIZED_IDLE_MODE_MOBILITY', 46: 'GTPv2_SUPPORTED', 47: 'IP4_TRANSPORT_SUPPORTED', 48: 'IP4_HOA_ONLY_SUPPORTED',
  49: 'INTER_MAG_ROUTING_SUPPORTED',
};

const features: AttributePrinter = (out, at, length) => {
  if (length !== 8) return out.print(`ERROR: length ${length} != 8`);
  out.print('[');
  const value = out.u64(at);
  out.print(`${Object.entries(FEATURES).filter(([bit]) => (value >> BigInt(bit)) & 1n).map(([, name]) => name).join(', ')}]`);
};

const NAMESPACES: Readonly<Record<number, string>> = { 48: 'TADIG', 49: 'REALM', 50: 'E212', 51: 'ICC' };

const operator: AttributePrinter = (out, at, length) => {
  if (length < 2) return out.print(`ERROR: length ${length} < 2`);
  if (!out.has(at, length)) return out.truncated();
  out.print(`[${valueName(NAMESPACES, out.u8(at), 'unknown namespace %u')}] `);
  out.printBytes(at + 1, length - 1);
};

const location: AttributePrinter = (out, at, length) => {
  if (length < 21) return out.print(`ERROR: length ${length} < 21`);
  out.print(`index ${out.u16(at)}`);
  out.print(`, code ${valueName({ 0: 'Civic', 1: 'Geospatial' }, out.u8(at + 2), 'unknown %u')}`);
  out.print(`, entity ${valueName({ 0: 'User', 1: 'RADIUS' }, out.u8(at + 3), 'unknown %u')}`);
  out.print(', sighting time ');
  out.print(ntpTime(out, at + 4));
  out.print(', time to live ');
  out.print(ntpTime(out, at + 12));
  out.print(', method "');
  out.printBytes(at + 20, length - 20);
  out.print('"');
};

const locationData: AttributePrinter = (out, at, length) => {
  if (length < 3) return out.print(`ERROR: length ${length} < 3`);
  out.print(`index ${out.u16(at)}, location`);
  out.need(at + 2, length - 2);
  out.print(hexDump(out.bytes, at + 2, at + length, '\n\t    ', true));
};

const RULES = [[0x8000, 'Retransmission Allowed']] as const;

const rules: AttributePrinter = (out, at, length) => {
  if (length < 10) return out.print(`ERROR: length ${length} < 10`);
  const flags = out.u16(at);
  out.print(`flags [${bitNames(RULES, flags)}]`);
  if (flags & 0x7fff) out.print(' (bogus)');
  out.print(', retention expires ');
  out.print(ntpTime(out, at + 2));
  if (length === 10) return;
  out.print(', note well "');
  out.printBytes(at + 10, length - 10);
  out.print('"');
};

const special: AttributePrinter = (out, at, length, type) => {
  const wanted = { 70: 16, 71: 14, 84: 8, 101: 4 }[type]!;
  if (type === 101 && length !== wanted) return out.print(`Error: length ${length} != 4`);
  if (length !== wanted) return out.print(`ERROR: length ${length} != ${wanted}`);
  if (type === 70) out.print(`User_challenge (${out.hex(at, 8)}) User_resp(${out.hex(at + 8, 8)})`);
  else if (type === 84) out.print(out.hex(at, 8));
  else if (type === 101) out.print(`Error cause ${out.u32(at)}: ${valueName(ERROR_CAUSES, out.u32(at), 'Error-Cause %u not known')}`);
  else {
    out.print(`User can${out.u8(at) ? '' : 'not'} change password, Min password length: ${out.u8(at + 1)}, created at: `);
    out.print(`${out.hex(at + 2, 4)}, expires in: ${out.hex(at + 6, 4)}, Current Time: ${out.hex(at + 10, 4)}`);
  }
};

const SILENT = [2, 3, 17, 21, 54, 59, 93, 94, 96, 102];
const PRINTERS: Readonly<Record<number, AttributePrinter>> = {
  4: address, 8: address, 9: address, 14: address, 26: vendor, 55: time, 70: special, 71: special, 84: special, 101: special, 95: address6, 98: address6, 97: prefix6,
  123: prefix6, 124: features, 125: homePrefix, 126: operator, 127: location, 128: locationData, 129: rules,
};
const NUMBERS = new Set([
  5, 6, 7, 10, 12, 13, 15, 16, 23, 27, 28, 29, 37, 38, 40, 41, 42, 43, 45, 46, 47, 48, 49, 51, 52, 53, 56, 57, 61, 62, 64, 65, 72, 75, 76, 83, 85, 86,
]);

/** The value of an attribute, without its type and length. */
export function printRadiusAttribute(out: Printout, type: number, at: number, length: number): void {
  if (length === 0 || ATTRIBUTES[type] === undefined || SILENT.includes(type)) return;
  (PRINTERS[type] ?? (NUMBERS.has(type) ? number : text))(out, at, length, type);
}
