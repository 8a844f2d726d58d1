// Checksums over a pseudo header, and what they should have been.
import { fold16, sum16 } from '../bytes/checksum';
import type { IpPacket } from './ip-protocols';
import type { Printout } from './printout';

/** The Internet checksum of bytes: 0 where one is in it and right. */
export function internetChecksum(out: Printout, at: number, length: number, initial = 0): number {
  return ~fold16(sum16(out.bytes, at, length, initial)) & 0xffff;
}

/** What a checksum field should hold, from what it holds and from the checksum over all of it. */
export function rightChecksum(field: number, computed: number): number {
  return fold16(field + computed);
}

/**
 * The checksum of a transport with IP's pseudo header: 0 where it is right. The bytes must be there.
 * @param covered bytes that the sum covers, where fewer than `length`
 */
export function transportChecksum(out: Printout, at: number, length: number, packet: IpPacket, protocol: number, covered = length): number {
  let sum = protocol + length;
  if (packet.version === 4) {
    sum = sum16(out.bytes, packet.header + 12, 4, sum);
    sum = sum16(out.bytes, finalDestination4(out, packet.header), 4, sum);
  } else {
    sum = sum16(out.bytes, packet.header + 8, 16, sum);
    sum = sum16(out.bytes, finalDestination6(out, packet.header), 16, sum);
  }
  return internetChecksum(out, at, covered, sum);
}

/** Where the last address of a source route stands, or the destination. */
function finalDestination4(out: Printout, header: number): number {
  const end = header + (out.bytes[header]! & 15) * 4;
  for (let at = header + 20; at < end && out.has(at, 2); ) {
    const code = out.bytes[at]!;
    if (code === 0) break;
    const length = code === 1 ? 1 : out.bytes[at + 1]!;
    if (length < 1 || at + length > end || !out.has(at, length)) break;
    if ((code === 131 || code === 137) && length >= 7) return at + length - 4;
    at += length;
  }
  return header + 16;
}

/** The last address of a routing header, or the destination. */
function finalDestination6(out: Printout, header: number): number {
  let next = out.bytes[header + 6]!;
  for (let at = header + 40; out.has(at, 8); ) {
    if (next === 43) {
      const size = out.bytes[at + 1]!;
      const type = out.bytes[at + 2]!;
      if (type === 4) return out.has(at + 8, 16) ? at + 8 : header + 24;
      const last = at + 8 + (size / 2 - 1) * 16;
      return (type === 0 || type === 2) && size >= 2 && size % 2 === 0 && out.has(last, 16) ? last : header + 24;
    }
    if (next !== 0 && next !== 60) break;
    next = out.bytes[at]!;
    at += (out.bytes[at + 1]! + 1) * 8;
  }
  return header + 24;
}
