// TCP segments as tcpdump prints them (RFC 9293).
import { rightChecksum, transportChecksum } from './checksum-verdict';
import type { IpPacket } from './ip-protocols';
import { noPrinter } from './no-printer';
import { payloadPrinter } from './payload-types';
import { bitNames, type Printer, type Printout } from './printout';
import { tcpOptions } from './tcp-options';
import { tcpPrinter } from './tcp-ports';

const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;
const URG = 32;
export const FLAGS = [[FIN, 'F'], [SYN, 'S'], [RST, 'R'], [8, 'P'], [ACK, '.'], [URG, 'U'], [64, 'E'], [128, 'W'], [256, 'e']] as const;

export function tcp(out: Printout, at: number, length: number, packet: IpPacket): void {
  out.protocol = 'tcp';
  if (!out.has(at, 4)) {
    out.print(`${source(out, packet)} > ${target(out, packet)}:`);
    return out.truncated();
  }
  const from = out.u16(at);
  const to = out.u16(at + 2);
  const dot = announced(out, packet) ? '.' : '';
  out.print(`${source(out, packet)}${dot}${out.tcpPort(from)} > ${target(out, packet)}${dot}${out.tcpPort(to)}: `);
  if (!out.has(at, 20)) return out.truncated();
  const header = (out.u8(at + 12) >> 4) * 4;
  if (header < 20) return out.print(` tcp ${(length - header) >>> 0} [bad hdr length ${header} - too short, < 20]`);
  if (out.options.quiet) {
    out.print(`tcp ${(length - header) >>> 0}`);
    if (header > length) out.print(` [bad hdr length ${header} - too long, > ${length}]`);
    return;
  }
  segment(out, at, length, header, packet);
}

function segment(out: Printout, at: number, length: number, header: number, packet: IpPacket): void {
  const flags = out.u16(at + 12) & 0x1ff;
  out.print(`Flags [${bitNames(FLAGS, flags & 0xff, 'none', '')}]`);
  const seq = out.u32(at + 4);
  const ack = out.u32(at + 8);
  const origin = !out.options.absolute && (flags & ACK) !== 0 ? originOf(out, at, packet, seq, ack, (flags & SYN) !== 0) : ABSOLUTE;
  if (header > length) return out.print(` [bad hdr length ${header} - too long, > ${length}]`);
  if (out.options.verbose > 0 && !out.options.noChecksums && !packet.fragmented) checksum(out, at, length, packet);
  const size = length - header;
  if (out.options.verbose > 1 || size > 0 || (flags & (SYN | FIN | RST)) !== 0) {
    const shown = (seq - origin.seq) >>> 0;
    out.print(`, seq ${shown}${size > 0 ? `:${(shown + size) >>> 0}` : ''}`);
  }
  if ((flags & ACK) !== 0) out.print(`, ack ${(ack - origin.ack) >>> 0}`);
  out.print(`, win ${out.u16(at + 14)}`);
  if ((flags & URG) !== 0) out.print(`, urg ${out.u16(at + 18)}`);
  if (header > 20 && !tcpOptions(out, at, header, flags, origin.reverse, length)) return;
  out.print(`, length ${size}`);
  if (size > 0 && out.left(at) < header) {
    out.print(` [remaining caplen(${out.left(at)}) < header length(${header})]`);
    return out.truncated();
  }
  if (size > 0) tcpPayload(out, at + header, size, { from: out.u16(at), to: out.u16(at + 2), flags });
}

const ABSOLUTE = { seq: 0, ack: 0, reverse: 0 };

function originOf(out: Printout, at: number, { version, header }: IpPacket, seq: number, ack: number, begins: boolean): typeof ABSOLUTE {
  const { tcp: origins } = out.state;
  if (version === 4) origins.look(out.bytes, header + 12, 4, at, seq, ack, begins);
  else origins.look(out.bytes, header + 8, 16, at, seq, ack, begins);
  return origins;
}

function checksum(out: Printout, at: number, length: number, packet: IpPacket): void {
  if (!out.has(at, length)) return;
  const field = out.u16(at + 16);
  const sum = transportChecksum(out, at, length, packet, 6);
  out.print(`, cksum 0x${hex4(field)}${sum === 0 ? ' (correct)' : ` (incorrect -> 0x${hex4(rightChecksum(field, sum))})`}`);
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}

const nfs = noPrinter('nfs');

interface Payload {
  readonly from: number;
  readonly to: number;
  readonly flags: number;
}

export function tcpPayload(out: Printout, at: number, size: number, { from, to, flags }: Payload): void {
  const { options } = out;
  if ((flags & RST) !== 0 && options.verbose > 0) return resetReason(out, at, size);
  if (options.type !== null) {
    payloadPrinter('tcp', options.type)?.(out, at, size);
    return;
  }
  const printer = tcpPrinter(from, to) ?? rpcPrinter(out, at, size, from, to);
  if (printer !== null) out.inside(printer, at, size);
}

/** Calls and replies of NFS: a record's length stands in front of the message. */
function rpcPrinter(out: Printout, at: number, size: number, from: number, to: number): Printer | null {
  if (size < 4 || !out.has(at + 8, 4)) return null;
  const direction = out.u32(at + 8);
  return (to === 2049 && direction === 0) || (from === 2049 && direction === 1) ? nfs : null;
}

/** RFC 1122 section 4.2.2.12: a reset may say why. */
function resetReason(out: Printout, at: number, size: number): void {
  out.print(out.has(at, size) ? ' [RST' : ' [!RST');
  const shown = Math.min(size, 30);
  if (size > shown) out.print('+');
  out.print(' ');
  for (let i = 0; i < shown && out.has(at + i); i++) out.printBytes(at + i, 1);
  out.print(']');
}

/** True where the IP header itself announces TCP: else the addresses stand in front of the extension headers. */
function announced(out: Printout, { version, header }: IpPacket): boolean {
  return out.u8(header + (version === 4 ? 9 : 6)) === 6;
}

function source(out: Printout, packet: IpPacket): string {
  if (!announced(out, packet)) return '';
  return packet.version === 4 ? out.host4(packet.header + 12) : out.host6(packet.header + 8);
}

function target(out: Printout, packet: IpPacket): string {
  if (!announced(out, packet)) return '';
  return packet.version === 4 ? out.host4(packet.header + 16) : out.host6(packet.header + 24);
}
