// Multicast listener discovery (RFC 2710, 3810).
import { valueName, type Printout } from './printout';

const RECORDS: Readonly<Record<number, string>> = { 1: 'is_in', 2: 'is_ex', 3: 'to_in', 4: 'to_ex', 5: 'allow', 6: 'block' };

/** Version 1: queries, reports and the end of listening look alike. */
export function listenerDone(out: Printout, at: number): void {
  if (!out.has(at, 24)) return;
  out.print(`max resp delay: ${out.u16(at + 4)} addr: ${out.host6(at + 8)}`);
}

export function listenerQuery2(out: Printout, at: number, length: number): void {
  out.print(' v2');
  const { verbose } = out.options;
  const code = out.u16(at + 4);
  const delay = code < 32768 ? code : ((code & 0xfff) | 0x1000) << (((code & 0x7000) >> 12) + 3);
  if (verbose > 0) out.print(` [max resp delay=${delay}]`);
  out.print(` [gaddr ${out.host6(at + 8)}`);
  if (verbose > 0) {
    const flags = out.u8(at + 24);
    if ((flags & 8) !== 0) out.print(' sflag');
    if ((flags & 7) !== 0) out.print(` robustness=${flags & 7}`);
    const interval = out.u8(at + 25);
    out.print(` qqi=${interval < 128 ? interval : ((interval & 15) | 16) << (((interval & 0x70) >> 4) + 3)}`);
  }
  const count = out.u16(at + 26);
  if (count > 0) {
    if (length < 28 + count * 16) out.print(' [invalid number of sources]');
    else if (verbose > 1) sources(out, at + 28, count);
    else out.print(`, ${count} source(s)`);
  }
  out.print(']');
}

export function listenerReport2(out: Printout, at: number, length: number): void {
  if (length < 8) return out.print(` [invalid len ${length}]`);
  const groups = out.u16(at + 6);
  out.print(`, ${groups} group record(s)`);
  if (out.options.verbose === 0) return;
  let group = 8;
  for (let i = 0; i < groups; i++) {
    if (length < group + 20) return out.print(' [invalid number of groups]');
    out.print(` [gaddr ${out.host6(at + group + 4)}`);
    out.print(` ${valueName(RECORDS, out.u8(at + group), ' [v2-report-#%u]')}`);
    const count = out.u16(at + group + 2);
    if (length < group + 20 + count * 16) return out.print(` [invalid number of sources ${count}]`);
    if (out.options.verbose === 1) out.print(`, ${count} source(s)`);
    else sources(out, at + group + 20, count);
    group += 20 + count * 16;
    out.print(']');
  }
}

function sources(out: Printout, at: number, count: number): void {
  out.print(' {');
  for (let i = 0; i < count; i++) out.print(` ${out.host6(at + i * 16)}`);
  out.print(' }');
}
