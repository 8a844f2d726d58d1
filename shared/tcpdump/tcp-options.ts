// Options of the TCP header (RFC 9293, 7323, 2018, 7413, 5925, 2385, 5482, 6994).
import { mptcpOption } from './mptcp';
import { Truncated, valueName, type Printout } from './printout';

const NAMES: Readonly<Record<number, string>> = {
  0: 'eol', 1: 'nop', 2: 'mss', 3: 'wscale', 4: 'sackOK', 5: 'sack', 6: 'echo', 7: 'echoreply', 8: 'TS', 11: 'cc', 12: 'ccnew', 13: '', 19: 'md5', 20: 'scps', 28: 'uto',
  29: 'tcp-ao', 30: 'mptcp', 34: 'tfo', 254: 'exp',
};
const FAST_OPEN_MAGIC = 0xf989;

interface Option {
  /** Where its data begin. */
  readonly at: number;
  /** Bytes of data that its length promises. */
  readonly size: number;
  readonly flags: number;
  /** What the other side's numbers are counted from: selective acknowledgements name them. */
  readonly reverse: number;
  /** The segment was captured to its end: its signature could be verified. */
  readonly isWhole: boolean;
}

/** How long its data should be, and how they are printed (false: they contradict themselves). */
type Body = readonly [size: number, print: (out: Printout) => boolean];

/** @returns false where an option is so wrong that the line ends there */
export function tcpOptions(out: Printout, segment: number, header: number, flags: number, reverse: number, length: number): boolean {
  out.print(', options [');
  let at = segment + 20;
  const end = segment + header;
  for (let separator = ''; at < end; separator = ',') {
    out.print(separator);
    const kind = out.u8(at++);
    let claimed = 1;
    if (kind > 1) {
      claimed = out.u8(at++);
      if (claimed < 2 || at + claimed - 2 > end) return bad(out, separator);
    }
    out.print(valueName(NAMES, kind, 'unknown-%u'));
    if (kind === 0) break;
    if (kind === 1) continue;
    const [size, print] = optionBody(out, kind, { at, size: claimed - 2, flags, reverse, isWhole: out.has(segment, length) });
    if (at + size > end) return bad(out, separator);
    const done = printed(out, print);
    if (done === 'cut') return cut(out, separator);
    if (done === 'bad') return bad(out, separator);
    if (size + 2 !== claimed) out.print(`[len ${claimed}]`);
    at += size;
  }
  out.print(']');
  return true;
}

function printed(out: Printout, print: (out: Printout) => boolean): 'whole' | 'bad' | 'cut' {
  try {
    return print(out) ? 'whole' : 'bad';
  } catch (error) {
    if (error instanceof Truncated) return 'cut';
    throw error;
  }
}

/** tcpdump closes a list of several options in its own way here. */
function cut(out: Printout, separator: string): boolean {
  out.truncated();
  if (separator !== '') out.print('>');
  return false;
}

function bad(out: Printout, separator: string): boolean {
  out.print(separator === '' ? '[bad opt]' : '[bad opt]]');
  return false;
}

function say(size: number, text: () => string): Body {
  return [size, (out) => {
    out.print(text());
    return true;
  }];
}

function optionBody(out: Printout, kind: number, option: Option): Body {
  const { at, size } = option;
  switch (kind) {
    case 2: return say(2, () => ` ${out.u16(at)}`);
    case 3: return say(1, () => ` ${out.u8(at)}`);
    case 4: return [0, () => true];
    case 5: return [size, () => selective(out, option)];
    case 6: case 7: case 11: case 12: case 13: return say(4, () => ` ${out.u32(at)}`);
    case 8: return say(8, () => ` val ${out.u32(at)} ecr ${out.u32(at + 4)}`);
    case 19: return say(16, () => ` ${option.isWhole ? 'shared secret not supplied with -M' : 'snaplen too short'}, can't check - ${out.hex(at, 16)}`);
    case 20: return say(2, () => ` cap ${out.hex(at, 1)} id ${out.u8(at + 1)}`);
    case 28: return say(2, () => ` 0x${out.u16(at).toString(16)} ${userTimeout(out.u16(at))}`);
    case 29: return [size, () => authentication(out, option)];
    case 30: return [size, () => {
      out.need(at, size);
      return mptcpOption(out, at - 2, size + 2, option.flags);
    }];
    case 34: return [size, () => {
      out.need(at, size);
      out.print(' ');
      fastOpen(out, at, size);
      return true;
    }];
    case 254: return [size, () => experiment(out, option)];
    default: return [size, () => {
      if (size > 0) out.print(' 0x');
      out.printHex(at, size);
      return true;
    }];
  }
}

function selective(out: Printout, { at, size, reverse }: Option): boolean {
  if (size % 8 !== 0) {
    out.print(' invalid sack');
    return true;
  }
  out.print(` ${size / 8} `);
  for (let i = at; i < at + size; i += 8) out.print(`{${(out.u32(i) - reverse) >>> 0}:${(out.u32(i + 4) - reverse) >>> 0}}`);
  return true;
}

/** In seconds: the lowest bit says minutes. */
function userTimeout(value: number): number {
  return (value & 1) !== 0 ? (value >> 1) * 60 : value >> 1;
}

function authentication(out: Printout, { at, size }: Option): boolean {
  if (size < 2) out.invalid();
  else {
    out.print(` keyid ${out.u8(at)}`);
    out.print(` rnextkeyid ${out.u8(at + 1)}`);
    if (size > 2) out.print(' mac 0x');
    out.printHex(at + 2, size - 2);
  }
  return true;
}

function fastOpen(out: Printout, at: number, size: number): void {
  if (size === 0) out.print(' cookiereq');
  else if (size % 2 !== 0 || size < 4 || size > 16) out.invalid();
  else {
    out.print(' cookie ');
    out.printHex(at, size);
  }
}

/** Experiments with a magic number (RFC 6994). */
function experiment(out: Printout, { at, size }: Option): boolean {
  out.need(at, size);
  if (size < 2) return false;
  const magic = out.u16(at);
  out.print('-');
  if (magic === FAST_OPEN_MAGIC) {
    out.print('tfo');
    fastOpen(out, at + 2, size - 2);
  } else out.print(magic.toString(16).padStart(4, '0'));
  return true;
}
