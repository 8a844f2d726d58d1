// UDP datagrams as tcpdump prints them (RFC 768).
import { rightChecksum, transportChecksum } from './checksum-verdict';
import type { IpPacket } from './ip-protocols';
import { noPrinter } from './no-printer';
import { payloadPrinter } from './payload-types';
import type { Printer, Printout } from './printout';
import { udpPrinter } from './udp-ports';

export function udp(out: Printout, at: number, length: number, packet: IpPacket): void {
  out.protocol = 'udp';
  if (!out.has(at, 4)) {
    addresses(out, packet, null, null);
    return out.truncated();
  }
  const from = out.u16(at);
  const to = out.u16(at + 2);
  addresses(out, packet, from, to);
  if (length < 8) return out.print(`truncated-udp ${length}`);
  if (!out.has(at + 4, 2)) return out.truncated();
  const claimed = out.u16(at + 4);
  const whole = claimed === 0 && length > 65535 ? length : claimed;
  if (whole < 8) return out.print(`truncated-udplength ${whole}`);
  if (at + 8 > out.end) return out.truncated();
  const size = Math.min(whole, length) - 8;
  udpBody(out, at, { from, to, size, claimed: whole - 8, given: length - 8 }, packet);
}

interface Datagram {
  readonly from: number;
  readonly to: number;
  /** Bytes of payload: what the header claims, but no more than IP carries. */
  readonly size: number;
  readonly claimed: number;
  readonly given: number;
}

export function udpBody(out: Printout, at: number, d: Datagram, packet: IpPacket): void {
  const { options } = out;
  const asked = options.type === null ? null : payloadPrinter('udp', options.type);
  const rpc = options.type === null && !options.quiet ? rpcPrinter(out, at + 8, d) : null;
  if (rpc !== null) return rpc(out, at + 8, d.size);
  // IPv6 insists on the checksum: it is verified at the first -v.
  if (options.verbose > (packet.version === 4 ? 1 : 0) && !options.noChecksums && !packet.fragmented && options.type === null) checksum(out, at, d.size, packet);
  if (asked !== null) return asked(out, at + 8, d.size);
  const printer = options.quiet ? null : udpPrinter(d.from, d.to);
  if (printer !== null) return out.inside(printer, at + 8, d.size);
  if (d.claimed > d.given && !packet.fragmented) out.print(`UDP, bad length ${d.claimed} > ${d.given}`);
  else out.print(`UDP, length ${d.claimed}`);
}

const nfs = noPrinter('nfs');
const kip = noPrinter('kip');

/** What is known by its first bytes: calls and replies of NFS, AppleTalk in UDP. */
function rpcPrinter(out: Printout, at: number, { from, to }: Datagram): Printer | null {
  if (out.has(at + 4, 4)) {
    const direction = out.u32(at + 4);
    if ((to === 2049 && direction === 0) || (from === 2049 && direction === 1)) return nfs;
  }
  return out.has(at + 2) && out.u8(at + 2) === 2 && (isAppleTalk(from) || isAppleTalk(to)) ? kip : null;
}

function isAppleTalk(port: number): boolean {
  return (port >= 16384 && port < 16512) || (port >= 200 && port < 208) || (port >= 768 && port < 896);
}

function checksum(out: Printout, at: number, size: number, packet: IpPacket): void {
  const field = out.u16(at + 6);
  if (field === 0) return out.print('[no cksum] ');
  if (!out.has(at + 8, size)) return;
  const sum = transportChecksum(out, at, size + 8, packet, 17);
  out.print(sum === 0 ? '[udp sum ok] ' : `[bad udp cksum 0x${hex4(field)} -> 0x${hex4(rightChecksum(field, sum))}!] `);
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}

/** Addresses only where the IP header itself announces UDP: else they stand in front of the extension headers. */
function addresses(out: Printout, packet: IpPacket, from: number | null, to: number | null): void {
  const first = out.u8(packet.header + (packet.version === 4 ? 9 : 6)) === 17;
  const source = first ? (packet.version === 4 ? out.host4(packet.header + 12) : out.host6(packet.header + 8)) : '';
  const target = first ? (packet.version === 4 ? out.host4(packet.header + 16) : out.host6(packet.header + 24)) : '';
  if (from === null || to === null) {
    if (first) out.print(`${source} > ${target}: `);
    return;
  }
  const dot = first ? '.' : '';
  out.print(`${source}${dot}${out.udpPort(from)} > ${target}${dot}${out.udpPort(to)}: `);
}
