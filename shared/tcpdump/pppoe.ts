// PPP over Ethernet (RFC 2516) as tcpdump writes it: discovery with its tags, and sessions.
import { ppp } from './ppp';
import { valueName, type Printer, type Printout } from './printout';

const HEADER = 6;
const PADI = 9;
const PADI_LIMIT = 1484 - HEADER;
const CODES: Readonly<Record<number, string>> = { 0: '', 7: 'PADO', 9: 'PADI', 25: 'PADR', 101: 'PADS', 167: 'PADT' };
const TAGS: Readonly<Record<number, string>> = {
  0: 'EOL', 0x101: 'Service-Name', 0x102: 'AC-Name', 0x103: 'Host-Uniq', 0x104: 'AC-Cookie', 0x105: 'Vendor-Specific', 0x110: 'Relay-Session-ID',
  0x120: 'PPP-Max-Payload', 0x201: 'Service-Name-Error', 0x202: 'AC-System-Error', 0x203: 'Generic-Error',
};

export const pppoe: Printer = (out, at, length) => {
  out.protocol = 'pppoe';
  if (length < HEADER) {
    out.print(` (length ${length} < ${HEADER})`);
    return out.invalid();
  }
  out.need(at, HEADER);
  const first = out.u8(at);
  const code = out.u8(at + 1);
  const session = out.u16(at + 2);
  const told = out.u16(at + 4);
  const there = length - HEADER;
  if (first >> 4 !== 1) out.print(` [ver ${first >> 4}]`);
  if ((first & 15) !== 1) out.print(` [type ${first & 15}]`);
  out.print(`PPPoE ${valueName(CODES, code, 'PAD-%x')}`);
  if (code === PADI && told > PADI_LIMIT) out.print(` [len ${told}!]`);
  if (told > there) out.print(` [len ${told} > ${there}!]`);
  if (session !== 0) out.print(` [ses 0x${session.toString(16)}]`);
  const size = Math.min(told, there);
  if (code !== 0) return printTags(out, at + HEADER, size);
  out.print(' ');
  out.inside(ppp, at + HEADER, size);
};

/** LINKTYPE_PPP_ETHER. */
export const pppoeLink: Printer = (out, at, length) => {
  pppoe(out, at, length);
  out.linkLength = HEADER;
};

/** Up to the tag that ends the list. */
function printTags(out: Printout, start: number, length: number): void {
  for (let at = start, type = -1; type !== 0 && at < start + length; ) {
    type = out.u16(at);
    const octets = out.u16(at + 2);
    at += 4;
    out.need(at, octets);
    out.print(` [${valueName(TAGS, type, 'TAG-0x%x')}`);
    if (octets > 0) printValue(out, at, octets);
    out.print(']');
    at += octets;
  }
}

/** As text where most of it is. */
function printValue(out: Printout, at: number, octets: number): void {
  const bytes = out.bytes.subarray(at, at + octets);
  const readable = bytes.filter((c) => c >= 32 && c < 127).length;
  if (readable * 2 > octets) out.print(` "${Array.from(bytes, (c) => (c >= 32 && c < 127 ? String.fromCharCode(c) : '.')).join('')}"`);
  else out.print(` 0x${out.hex(at, octets).toUpperCase()}`);
}
