// Options of the IPv4 header (RFC 791 section 3.1, RFC 2113).
import { Truncated, valueName, type Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = {
  0: 'EOL', 1: 'NOP', 7: 'RR', 68: 'timestamp', 82: 'traceroute', 130: 'security', 131: 'LSRR', 137: 'SSRR', 148: 'RA',
};

/** @returns false where they are cut: the packet is not printed further */
export function ipOptions(out: Printout, start: number, total: number): boolean {
  try {
    options(out, start, total);
    return true;
  } catch (error) {
    if (!(error instanceof Truncated) || error.atRead) throw error;
    out.print(' [truncated-option]');
    return false;
  }
}

function options(out: Printout, start: number, total: number): void {
  let at = start;
  let left = total;
  for (let separator = ''; left > 0; separator = ',') {
    out.print(separator);
    const code = out.u8(at);
    out.print(valueName(NAMES, code, 'unknown %u'));
    let length = 1;
    if (code > 1) {
      length = out.u8(at + 1);
      if (length < 2) return out.print(` [bad length ${length}]`);
    }
    if (length > left) return out.print(` [bad length ${length}]`);
    out.need(at, length);
    if (code === 0) return;
    optionBody(out, code, at, length);
    at += length;
    left -= length;
  }
}

function optionBody(out: Printout, code: number, at: number, length: number): void {
  if (code === 68) timestamps(out, at, length);
  else if (code === 7 || code === 131 || code === 137) route(out, at, length);
  else if (code === 148) {
    if (length < 4) out.print(` [bad length ${length}]`);
    else if (out.u16(at + 2) !== 0) out.print(` value ${out.u16(at + 2)}`);
  }
}

function route(out: Printout, at: number, length: number): void {
  if (length < 3) return out.print(` [bad length ${length}]`);
  if (((length + 1) & 3) !== 0) out.print(` [bad length ${length}]`);
  const pointer = out.u8(at + 2) - 1;
  if (pointer < 3 || ((pointer + 1) & 3) !== 0) out.print(` [bad ptr ${out.u8(at + 2)}]`);
  for (let i = 3; i < length; i += 4) {
    out.need(at + i, 4);
    out.print(` ${out.ip4(at + i)}${pointer > i ? ',' : ''}`);
  }
}

function timestamps(out: Printout, at: number, length: number): void {
  if (length < 4) return out.print(`[bad length ${length}]`);
  out.print(' TS{');
  const kind = out.u8(at + 3) & 15;
  const step = kind === 0 ? 4 : 8;
  if (((length - 4) & (step - 1)) !== 0) out.print(`[bad length ${length}]`);
  const pointer = out.u8(at + 2) - 1;
  if (pointer < 4 || ((pointer - 4) & (step - 1)) !== 0 || pointer > length + 1) out.print(`[bad ptr ${out.u8(at + 2)}]`);
  const name = { 0: 'TSONLY', 1: 'TS+ADDR', 3: 'PRESPEC' }[kind];
  let i = 0;
  if (name === undefined) out.print(`[bad ts type ${kind}]`);
  else {
    out.print(name);
    for (i = 4; i < length; i += step) {
      out.need(at + i, step);
      out.print(`${pointer === i ? ' ^ ' : ' '}${out.u32(at + i + step - 4)}@${step === 8 ? out.ip4(at + i) : ''}`);
    }
  }
  if (pointer === i) out.print(' ^ ');
  const missed = out.u8(at + 3) >> 4;
  out.print(missed === 0 ? '}' : ` [${missed} hops not recorded]} `);
}
