// IEEE 802.11 frames as tcpdump prints them.
import { hexNumber } from './hex-number';
import { llc, logicalHeaderLength } from './llc';
import type { Printout } from './printout';
import { controlBody, controlHeader, controlLength } from './wlan-control';
import { managementBody } from './wlan-management';

const MANAGEMENT = 0;
const CONTROL = 1;
const DATA = 2;
const PS_POLL = 10;
const FLAGS = [[0x2000, 'More Data '], [0x0400, 'More Fragments '], [0x1000, 'Pwr Mgmt '], [0x0800, 'Retry '], [0x8000, 'Strictly Ordered '], [0x4000, 'Protected ']] as const;
const PROTECTED = 0x4000;

/** LINKTYPE_IEEE802_11. */
export function wlanLink(out: Printout, at: number, length: number): void {
  wlan(out, at, length, { isPadded: false, checksum: 0, before: 0 });
}

/** What the radio's header says of the frame. */
export interface WlanFraming {
  /** The header is padded to whole words. */
  readonly isPadded: boolean;
  /** Bytes of the frame check sequence at the end. */
  readonly checksum: number;
  /** Bytes of the headers in front. */
  readonly before: number;
}

/** Says where the link layer ends, too. */
export function wlan(out: Printout, at: number, wire: number, framing: WlanFraming): void {
  out.linkLength = framing.before + frame(out, at, wire, framing);
}

/** @returns length of the header */
function frame(out: Printout, at: number, wire: number, { isPadded, checksum, before }: WlanFraming): number {
  out.protocol = '802.11';
  const caplen = out.left(at);
  if (wire < checksum) return cut(out, caplen);
  const length = wire - checksum;
  out.narrow(at + length);
  if (out.left(at) < 2) return cut(out, caplen);
  const control = out.le16(at);
  const header = headerLength(out, control, isPadded);
  if (header === 0) return 0;
  const mesh = meshLength(out, control, at + header);
  if (mesh < 0) return cut(out, header);
  const whole = header + mesh;
  if (out.left(at) < whole) return cut(out, whole);
  if (out.options.link) printHeader(out, control, at, header, mesh);
  out.linkLength = before + whole;
  return whole + printBody(out, control, at, { at: at + whole, length: length - whole });
}

function cut(out: Printout, result: number): number {
  out.truncated();
  return result;
}

function typeOf(control: number): number {
  return (control >> 2) & 3;
}

function subtypeOf(control: number): number {
  return (control >> 4) & 15;
}

function isQos(control: number): boolean {
  return typeOf(control) === DATA && (subtypeOf(control) & 8) !== 0;
}

/** 0 where the frame is of no known kind, which is said. */
function headerLength(out: Printout, control: number, isPadded: boolean): number {
  const length = unpaddedLength(out, control);
  return isPadded ? (length + 3) & ~3 : length;
}

function unpaddedLength(out: Printout, control: number): number {
  switch (typeOf(control)) {
    case MANAGEMENT:
      return 24;
    case CONTROL: {
      const length = controlLength(subtypeOf(control));
      if (length === 0) out.print(`unknown 802.11 ctrl frame subtype (${subtypeOf(control)})`);
      return length;
    }
    case DATA:
      return ((control & 0x300) === 0x300 ? 30 : 24) + (isQos(control) ? 2 : 0);
    default:
      out.print(`unknown 802.11 frame type (${typeOf(control)})`);
      return 0;
  }
}

/** Of the mesh header of the 802.11s draft, with -H; negative where it is cut. */
function meshLength(out: Printout, control: number, at: number): number {
  if (!out.options.mesh || !isQos(control)) return 0;
  return out.has(at) ? (out.u8(at) & 3) * 6 + 6 : -1;
}

function printHeader(out: Printout, control: number, at: number, header: number, mesh: number): void {
  if (out.options.verbose > 0) {
    for (const [bit, name] of FLAGS) if ((control & bit) !== 0) out.print(name);
    if (typeOf(control) !== CONTROL || subtypeOf(control) !== PS_POLL) out.print(`${out.le16(at + 2)}us `);
  }
  if (mesh > 0) printMesh(out, at + header);
  if (typeOf(control) === MANAGEMENT) out.print(`BSSID:${out.mac(at + 16)} DA:${out.mac(at + 4)} SA:${out.mac(at + 10)} `);
  else if (typeOf(control) === CONTROL) controlHeader(out, subtypeOf(control), at);
  else dataHeader(out, control, at);
}

function printMesh(out: Printout, at: number): void {
  const extra = out.u8(at) & 3;
  out.print(`MeshData (AE ${extra} TTL ${out.u8(at + 1)} seq ${out.le32(at + 2)}`);
  if (extra > 0) out.print(` A4:${out.mac(at + 6)}`);
  if (extra > 1) out.print(` A5:${out.mac(at + 12)} A6:${out.mac(at + 18)}`);
  out.print(') ');
}

/** The names of the addresses by the bits To DS and From DS. */
const ADDRESS_NAMES = [['DA', 'SA', 'BSSID'], ['BSSID', 'SA', 'DA'], ['DA', 'BSSID', 'SA'], ['RA', 'TA', 'DA', 'SA']] as const;
const ADDRESS_PLACES = [4, 10, 16, 24] as const;

function dataHeader(out: Printout, control: number, at: number): void {
  const subtype = subtypeOf(control);
  const [acknowledges, polls] = [(subtype & 1) !== 0, (subtype & 2) !== 0];
  const kind = acknowledges ? (polls ? 'Ack/Poll' : 'Ack') : polls ? 'Poll' : '';
  if (kind !== '' || isQos(control)) out.print(`CF ${kind}${isQos(control) ? '+QoS' : ''} `);
  for (const [i, name] of ADDRESS_NAMES[(control >> 8) & 3]!.entries()) out.print(`${name}:${out.mac(at + ADDRESS_PLACES[i]!)} `);
}

interface Body {
  readonly at: number;
  readonly length: number;
}

/** @returns length of a logical link's header that was printed */
function printBody(out: Printout, control: number, start: number, { at, length }: Body): number {
  switch (typeOf(control)) {
    case MANAGEMENT:
      if (!managementBody(out, subtypeOf(control), { source: start + 10, at, length, decrypt: isProtected(control) ? printWep : null })) out.truncated();
      return 0;
    case CONTROL:
      controlBody(out, subtypeOf(control), start);
      return 0;
    default:
      return (subtypeOf(control) & 4) !== 0 ? 0 : dataBody(out, control, start, { at, length });
  }
}

function isProtected(control: number): boolean {
  return (control & PROTECTED) !== 0;
}

function dataBody(out: Printout, control: number, start: number, { at, length }: Body): number {
  if (isProtected(control)) {
    out.print('Data');
    if (!printWep(out, at)) out.truncated();
    return 0;
  }
  const [toDs, fromDs] = [(control & 0x100) !== 0, (control & 0x200) !== 0];
  out.linkLength += logicalHeaderLength(out, at);
  const done = llc(out, at, length, { source: start + (fromDs ? (toDs ? 24 : 16) : 10), target: start + (toDs ? 16 : 4) });
  if (done < 0) out.defaultText(at, out.left(at));
  return Math.abs(done);
}

/** The initialisation vector in front of what is encrypted. @returns false where it is cut */
function printWep(out: Printout, at: number): boolean {
  if (!out.has(at, 4)) return false;
  const vector = out.le32(at);
  out.print(` IV:${hexNumber(vector & 0xffffff).padStart(3)} Pad ${hexNumber((vector >>> 24) & 0x3f)} KeyID ${vector >>> 30}`);
  return true;
}
