// IGMP (RFC 1112, 2236, 3376).
import { internetChecksum } from './checksum-verdict';
import { dvmrp } from './dvmrp';
import { hexNumber, spanText } from './hex-number';
import { pimv1 } from './pimv1';
import { valueName, type Printout } from './printout';

const RECORDS: Readonly<Record<number, string>> = { 1: 'is_in', 2: 'is_ex', 3: 'to_in', 4: 'to_ex', 5: 'allow', 6: 'block' };

export function igmp(out: Printout, at: number, length: number): void {
  out.protocol = 'igmp';
  if (out.options.quiet) return out.print('igmp');
  const type = out.u8(at);
  message(out, at, length, type);
  if (out.options.verbose > 0 && out.has(at, length) && internetChecksum(out, at, length) !== 0) out.print(` bad igmp cksum ${hexNumber(out.u16(at + 2))}!`);
}

function message(out: Printout, at: number, length: number, type: number): void {
  const odd = length === 8 ? '' : ` [len ${length}]`;
  switch (type) {
    case 0x11:
      out.print('igmp query');
      return length >= 12 ? query3(out, at, length) : query(out, at, odd);
    case 0x12:
      return out.print(`igmp v1 report ${out.host4(at + 4)}${odd}`);
    case 0x16:
      return out.print(`igmp v2 report ${out.host4(at + 4)}`);
    case 0x17:
      return out.print(`igmp leave ${out.host4(at + 4)}`);
    case 0x22:
      out.print('igmp v3 report');
      return report3(out, at, length);
    case 0x13:
      out.print('igmp dvmrp');
      return length < 8 ? out.print(` [len ${length}]`) : dvmrp(out, at, length);
    case 0x14:
      out.print('igmp pimv1');
      return pimv1(out, at, length);
    case 0x1e: case 0x1f:
      return trace(out, at, length, type);
    default:
      out.print(`igmp-${type}`);
  }
}

function query(out: Printout, at: number, odd: string): void {
  const time = out.u8(at + 1);
  out.print(time === 0 ? ' v1' : ` v2${time === 100 ? '' : ` [max resp time ${time}]`}`);
  if (out.u32(at + 4) !== 0) out.print(` [gaddr ${out.host4(at + 4)}]`);
  out.print(odd);
}

function query3(out: Printout, at: number, length: number): void {
  out.print(' v3');
  if (length % 4 !== 0) return out.print(` [invalid len ${length}]`);
  const code = out.u8(at + 1);
  const tenths = code < 128 ? code : ((code & 15) | 16) << (((code & 0x70) >> 4) + 3);
  if (code !== 100) out.print(` [max resp time ${tenths < 600 ? `${(tenths * 0.1).toFixed(1)}s` : spanText(Math.floor(tenths / 10))}]`);
  out.need(at + 8, 4);
  if (out.u32(at + 4) === 0) return;
  out.print(` [gaddr ${out.host4(at + 4)}`);
  sources(out, at + 12, out.u16(at + 10), length - 12, out.options.verbose > 1, true);
  out.print(']');
}

/** @returns false where they cannot all be there */
function sources(out: Printout, at: number, count: number, room: number, all: boolean, silentNone: boolean): boolean {
  if (room < count * 4) {
    out.print(` [invalid number of sources ${count}]`);
    return false;
  }
  if (silentNone && count === 0) return true;
  if (!all) out.print(`, ${count} source(s)`);
  else {
    out.print(' {');
    for (let i = 0; i < count; i++) out.print(` ${out.host4(at + i * 4)}`);
    out.print(' }');
  }
  return true;
}

function report3(out: Printout, at: number, length: number): void {
  if (length < 16 || length % 4 !== 0) return out.print(` [invalid len ${length}]`);
  const groups = out.u16(at + 6);
  out.print(`, ${groups} group record(s)`);
  if (out.options.verbose === 0) return;
  let group = 8;
  for (let i = 0; i < groups; i++) {
    if (length < group + 8) return out.print(' [invalid number of groups]');
    out.print(` [gaddr ${out.host4(at + group + 4)}`);
    out.print(` ${valueName(RECORDS, out.u8(at + group), ' [v3-report-#%u]')}`);
    const count = out.u16(at + group + 2);
    if (!sources(out, at + group + 8, count, length - group - 8, out.options.verbose > 1, false)) return;
    group += 8 + count * 4;
    out.print(']');
  }
}

function trace(out: Printout, at: number, length: number, type: number): void {
  const name = type === 0x1e ? 'mresp' : 'mtrace';
  if (length < 24) return out.print(` [invalid len ${length}]`);
  out.print(`${name} ${(out.u32(at + 20) & 0xffffff) >>> 0}: ${out.host4(at + 8)} to ${out.host4(at + 12)} reply-to ${out.host4(at + 16)}`);
  if (out.u8(at + 16) >> 4 === 14) out.print(` with-ttl ${out.u8(at + 20)}`);
}
