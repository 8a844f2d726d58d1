// Options of the TCP header.
import { mptcpOption } from './mptcp';
import { valueName, type Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = {
  0: 'eol', 1: 'nop', 2: 'mss', 3: 'wscale', 4: 'sackOK', 5: 'sack', 6: 'echo', 7: 'echoreply', 8: 'TS', 11: 'cc', 12: 'ccnew', 13: 'ccecho', 19: 'md5', 20: 'scps', 28: 'uto',
  29: 'tcp-ao', 30: 'mptcp', 34: 'tfo', 254: 'exp',
};

/** @param reverse what the other side's numbers are counted from: selective acknowledgements name them */
export function tcpOptions(out: Printout, segment: number, header: number, reverse: number): void {
  out.print(', options [');
  let at = segment + 20;
  const end = segment + header;
  for (let separator = ''; at < end; separator = ',') {
    out.print(separator);
    const kind = out.u8(at);
    let length = 1;
    let bad = false;
    if (kind > 1) {
      length = at + 1 < end ? out.u8(at + 1) : 0;
      bad = length < 2 || at + length > end;
    }
    if (bad) {
      out.print('[bad opt]');
      break;
    }
    out.print(valueName(NAMES, kind, 'unknown-%u'));
    if (!optionBody(out, kind, at, length, reverse)) {
      out.print('[bad opt]');
      break;
    }
    if (kind === 0) break;
    at += length;
  }
  out.print(']');
}

/** @returns false where its length is wrong */
function optionBody(out: Printout, kind: number, at: number, length: number, reverse: number): boolean {
  switch (kind) {
    case 2:
      if (length !== 4) return false;
      out.print(` ${out.u16(at + 2)}`);
      return true;
    case 3:
      out.print(` ${out.u8(at + 2)}`);
      return true;
    case 5:
      if ((length - 2) % 8 !== 0 || length === 2) out.print(' invalid sack');
      else {
        out.print(` ${(length - 2) / 8} `);
        for (let i = at + 2; i < at + length; i += 8) out.print(`{${(out.u32(i) - reverse) >>> 0}:${(out.u32(i + 4) - reverse) >>> 0}}`);
      }
      return true;
    case 6: case 7: case 11: case 12: case 13:
      out.print(` ${out.u32(at + 2)}`);
      return true;
    case 8:
      out.print(` val ${out.u32(at + 2)} ecr ${out.u32(at + 6)}`);
      return true;
    case 30:
      return mptcpOption(out);
    default:
      return true;
  }
}
