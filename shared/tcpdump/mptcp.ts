// Multipath TCP's option (RFC 6824, 8684).
import type { Printout } from './printout';

const NAMES = ['capable', 'join', 'dss', 'add-addr', 'rem-addr', 'prio', 'fail', 'fast-close'] as const;
const SYN = 2;
const ACK = 16;

/** @returns false where its length is wrong */
export function mptcpOption(out: Printout, at: number, length: number, flags: number): boolean {
  out.protocol = 'mptcp';
  if (length < 3) return false;
  const subtype = out.u8(at + 2) >> 4;
  out.print(` ${length} ${NAMES[subtype] ?? 'unknown'}`);
  switch (subtype) {
    case 0: return capable(out, at, length, flags);
    case 1: return join(out, at, length, flags);
    case 2: return dataSequence(out, at, length, flags);
    case 3: return addAddress(out, at, length);
    case 4: return removeAddress(out, at, length);
    case 5: return priority(out, at, length);
    case 6: case 7:
      if (length !== 12) return false;
      out.print(subtype === 6 ? ` seq ${out.u64(at + 4)}` : ` key 0x${out.u64(at + 4).toString(16)}`);
      return true;
    default: return true;
  }
}

function capable(out: Printout, at: number, length: number, flags: number): boolean {
  const fits = (flags & SYN) !== 0 ? length === 4 || length === 12 : length === 20 || length === 22;
  if (!fits) return false;
  const version = out.u8(at + 2) & 15;
  if (version > 1) {
    out.print(` Unknown Version (${version})`);
    return true;
  }
  out.print(` v${version}`);
  if ((out.u8(at + 3) & 0x80) !== 0) out.print(' csum');
  if (length >= 12) {
    out.print(` {0x${out.u64(at + 4).toString(16)}`);
    if (length >= 20) out.print(`,0x${out.u64(at + 12).toString(16)}`);
    out.print('}');
  }
  return true;
}

function join(out: Printout, at: number, length: number, flags: number): boolean {
  const syn = (flags & SYN) !== 0;
  const ack = (flags & ACK) !== 0;
  if (!((syn && length === 12) || (syn && ack && length === 16) || (ack && length === 24))) return false;
  if (length !== 24) {
    if ((out.u8(at + 2) & 1) !== 0) out.print(' backup');
    out.print(` id ${out.u8(at + 3)}`);
  }
  if (length === 12) out.print(` token 0x${out.u32(at + 4).toString(16)} nonce 0x${out.u32(at + 8).toString(16)}`);
  else if (length === 16) out.print(` hmac 0x${out.u64(at + 4).toString(16)} nonce 0x${out.u32(at + 12).toString(16)}`);
  else out.print(` hmac 0x${out.hex(at + 4, 20)}`);
  return true;
}

/** Data sequence signal. */
function dataSequence(out: Printout, at: number, length: number, flags: number): boolean {
  if (length < 4 || (flags & SYN) !== 0) return false;
  const bits = out.u8(at + 3);
  if ((bits & 0x10) !== 0) out.print(' fin');
  let left = length - 4;
  let next = at + 4;
  const number = (name: string, long: boolean): boolean => {
    out.print(` ${name} `);
    const size = long ? 8 : 4;
    if (left < size) return false;
    out.print(long ? `${out.u64(next)}` : `${out.u32(next)}`);
    next += size;
    left -= size;
    return true;
  };
  if ((bits & 1) !== 0 && !number('ack', (bits & 2) !== 0)) return false;
  if ((bits & 4) !== 0) {
    if (!number('seq', (bits & 8) !== 0)) return false;
    if (left < 4) return false;
    out.print(` subseq ${out.u32(next)}`);
    if (left < 6) return false;
    out.print(` len ${out.u16(next + 4)}`);
    left -= 6;
    next += 6;
    if (left >= 2) {
      out.print(` csum 0x${out.u16(next).toString(16)}`);
      left -= 2;
    }
  }
  return left === 0;
}

const ADDRESS_LENGTHS: ReadonlySet<number> = new Set([8, 10, 16, 18, 20, 22, 28, 30]);

function addAddress(out: Printout, at: number, length: number): boolean {
  if (!ADDRESS_LENGTHS.has(length)) return false;
  const version = { 0: 'v1', 1: 'v1-echo', 4: 'v0-ip4', 6: 'v0-ip6' }[out.u8(at + 2) & 15] ?? '[bad version/echo]';
  out.print(` ${version} id ${out.u8(at + 3)}`);
  let next = at + 4;
  let left = length - 4;
  const size = length >= 20 ? 16 : 4;
  out.print(` ${size === 16 ? out.ip6(next) : out.ip4(next)}`);
  next += size;
  left -= size;
  if (left === 2 || left === 10) {
    out.print(`:${out.u16(next)}`);
    next += 2;
    left -= 2;
  }
  if (left >= 8) out.print(` hmac 0x${out.u64(next).toString(16)}`);
  return true;
}

function removeAddress(out: Printout, at: number, length: number): boolean {
  if (length < 4) return false;
  out.print(' id');
  for (let i = at + 3; i < at + length; i++) out.print(` ${out.u8(i)}`);
  return true;
}

function priority(out: Printout, at: number, length: number): boolean {
  if (length !== 3 && length !== 4) return false;
  out.print((out.u8(at + 2) & 1) !== 0 ? ' backup' : ' non-backup');
  if (length === 4) out.print(` id ${out.u8(at + 3)}`);
  return true;
}
