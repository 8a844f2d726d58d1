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
const FLAGS = [[FIN, 'F'], [SYN, 'S'], [RST, 'R'], [8, 'P'], [ACK, '.'], [URG, 'U'], [64, 'E'], [128, 'W'], [256, 'e']] as const;

/** What sequence numbers are counted from: a connection's first ones, by the end that was seen first. */
interface Origin {
  readonly seq: number;
  readonly ack: number;
}
const ABSOLUTE: Origin = { seq: 0, ack: 0 };

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
  const [origin, base] = !out.options.absolute && (flags & ACK) !== 0 ? originOf(out, at, packet, (flags & SYN) !== 0) : [ABSOLUTE, ABSOLUTE];
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
  if (header > 20 && !tcpOptions(out, at, header, flags, base.ack, length)) return;
  out.print(`, length ${size}`);
  if (size > 0 && out.left(at) < header) {
    out.print(` [remaining caplen(${out.left(at)}) < header length(${header})]`);
    return out.truncated();
  }
  if (size > 0) payload(out, at + header, size, { from: out.u16(at), to: out.u16(at + 2), flags });
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

function payload(out: Printout, at: number, size: number, { from, to, flags }: Payload): void {
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

/** Remembers the first numbers of a connection; the packet that shows them is printed with them as they are. */
function originOf(out: Printout, at: number, packet: IpPacket, begins: boolean): readonly [shown: Origin, own: Origin] {
  const [here, there] = ends(out, at, packet);
  const seq = out.u32(at + 4);
  const ack = out.u32(at + 8);
  const own = begins ? undefined : recall(out, here + there);
  if (own !== undefined) return [own, own];
  const other = recall(out, there + here);
  if (other !== undefined && !begins) {
    const turned = { seq: other.ack, ack: other.seq };
    return [turned, turned];
  }
  const first: Origin = { seq, ack: (ack - 1) >>> 0 };
  if (other === undefined) out.state.remember('tcp', here + there, first);
  else out.state.remember('tcp', there + here, { seq: first.ack, ack: first.seq });
  return [ABSOLUTE, first];
}

function recall(out: Printout, key: string): Origin | undefined {
  return out.state.recall('tcp', key) as Origin | undefined;
}

function ends(out: Printout, at: number, { version, header }: IpPacket): [string, string] {
  const [first, size] = version === 4 ? [header + 12, 4] : [header + 8, 16];
  const end = (address: number, port: number): string =>
    String.fromCharCode(...out.bytes.subarray(address, address + size), out.bytes[port]!, out.bytes[port + 1]!);
  return [end(first, at), end(first + size, at + 2)];
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
