// Linux cooked captures (DLT_LINUX_SLL, DLT_LINUX_SLL2).
import { tagText } from './ether';
import { ETHERTYPE_NAMES } from './ethertype-names';
import { ethertype } from './ethertypes';
import { hexNumber } from './hex-number';
import { llc, logicalHeaderLength } from './llc';
import { noPrinter } from './no-printer';
import { valueName, type Printout } from './printout';

const PACKET_TYPES: Readonly<Record<number, string>> = { 0: 'In', 1: 'B', 2: 'M', 3: 'P', 4: 'Out' };
const TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
const MAX_LENGTH_FIELD = 1500;
/** Values of the protocol field that are no EtherTypes: Novell's raw 802.3, and 802.2. */
const NOVELL = 1;
const LLC = 4;
const ipx = noPrinter('ipx');

export function sllLink(out: Printout, at: number, length: number): void {
  out.protocol = 'sll';
  if (!out.has(at, 16)) return out.truncated();
  out.linkLength = 16;
  cooked(out, length, { at, length: 16, protocol: out.u16(at + 14), print: () => {
    out.print(`${valueName(PACKET_TYPES, out.u16(at), '?').padStart(3)} `);
    if (out.u16(at + 4) === 6) out.print(`${out.mac(at + 6)} `);
  } });
}

export function sll2Link(out: Printout, at: number, length: number): void {
  out.protocol = 'sll2';
  if (!out.has(at, 20)) return out.truncated();
  out.linkLength = 20;
  const index = out.u32(at + 4);
  out.print(`${out.options.interfaceName(index).padEnd(5)} ${valueName(PACKET_TYPES, out.u8(at + 10), '?').padEnd(3)} `);
  cooked(out, length, { at, length: 20, protocol: out.u16(at), print: () => {
    out.print(`ifindex ${index} `);
    if (out.u8(at + 11) === 6) out.print(`${out.mac(at + 12)} `);
  } });
}

interface Header {
  readonly at: number;
  readonly length: number;
  readonly protocol: number;
  /** Packet type, interface, address. */
  readonly print: () => void;
}

function printHeader(out: Printout, header: Header, whole: number): void {
  header.print();
  if (!out.options.quiet) out.print(`${protocolText(header.protocol)}, length ${whole}: `);
}

function cooked(out: Printout, whole: number, header: Header): void {
  let { protocol } = header;
  let at = header.at + header.length;
  const { link } = out.options;
  if (link) printHeader(out, header, whole);
  while (TAGS.has(protocol)) {
    if (!out.has(at, 4)) {
      out.protocol = 'vlan';
      return out.truncated();
    }
    if (link) out.print(`${tagText(out.u16(at))}, `);
    protocol = out.u16(at + 2);
    if (protocol <= MAX_LENGTH_FIELD) protocol = LLC;
    if (link && protocol > MAX_LENGTH_FIELD) out.print(`ethertype ${valueName(ETHERTYPE_NAMES, protocol, 'Unknown')}, `);
    at += 4;
    out.linkLength += 4;
  }
  const length = whole - (at - header.at);
  if (protocol <= MAX_LENGTH_FIELD) return unlike(out, at, length, protocol);
  const printer = ethertype(protocol);
  if (printer !== null) return printer(out, at, length);
  if (!link) printHeader(out, header, whole);
  out.defaultText(at, out.left(at));
}

function unlike(out: Printout, at: number, length: number, protocol: number): void {
  if (protocol === NOVELL) return ipx(out, at, length);
  if (protocol === LLC) {
    const before = out.linkLength;
    out.linkLength += logicalHeaderLength(out, at);
    const done = llc(out, at, length, null);
    if (done < 0) out.defaultText(at, out.left(at));
    out.linkLength = before + Math.abs(done);
    return;
  }
  out.defaultText(at, out.left(at));
}

function protocolText(protocol: number): string {
  if (protocol > MAX_LENGTH_FIELD) return `ethertype ${valueName(ETHERTYPE_NAMES, protocol, 'Unknown')} (0x${hexNumber(protocol, 4)})`;
  return protocol === NOVELL ? '802.3' : protocol === LLC ? '802.2' : `ethertype Unknown (0x${hexNumber(protocol, 4)})`;
}
