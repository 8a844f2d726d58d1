// Attribute value pairs of L2TP (RFC 2661 section 4) as tcpdump writes them.
import { ATTRIBUTES, MESSAGES } from './l2tp-values';
import { valueName, type Printout } from './printout';

interface Attribute {
  /** Fewer bytes are too few; 0: any number. */
  readonly least: number;
  readonly print: (out: Printout, at: number, length: number) => void;
}

const TOO_SHORT = 'AVP too short';
const AUTHENTICATIONS: Readonly<Record<number, string>> = { 1: 'Text', 2: 'CHAP', 3: 'PAP', 4: 'NoAuth', 5: 'MS-CHAPv1' };

const says = (least: number, text: (out: Printout, at: number, length: number) => string): Attribute => ({ least, print: (out, at, length) => out.print(text(out, at, length)) });
const number16 = says(2, (out, at) => `${out.u16(at)}`);
const number32 = says(4, (out, at) => `${out.u32(at)}`);
const octets = says(0, (out, at, length) => out.hex(at, length));
const words: Attribute = { least: 0, print: (out, at, length) => out.printBytes(at, length) };
const bits = (second: string): Attribute => says(4, (out, at) => (out.u32(at) & 2 ? 'A' : '') + (out.u32(at) & 1 ? second : ''));
const nothing = says(0, () => '');

const result: Attribute = {
  least: 2,
  print: (out, at, length) => {
    out.print(`${out.u16(at)}`);
    if (length === 2) return;
    if (length < 4) return out.print(` ${TOO_SHORT}`);
    out.print(`/${out.u16(at + 2)}`);
    if (length === 4) return;
    out.print(' ');
    out.printBytes(at + 4, length - 4);
  },
};

const cause: Attribute = {
  least: 3,
  print: (out, at, length) => {
    out.print(`${out.u16(at)}, ${out.hex(at + 2, 1)}`);
    if (length === 3) return;
    out.print(' ');
    out.printBytes(at + 3, length - 3);
  },
};

const COUNTERS = ['CRCErr', 'FrameErr', 'HardOver', 'BufOver', 'Timeout', 'AlignErr'];

/** Each counter of four bytes as far as they go. */
const errors: Attribute = {
  least: 2,
  print: (out, at, length) => {
    let left = length - 2;
    for (const [i, name] of COUNTERS.entries()) {
      if (left < 4) return out.print(TOO_SHORT);
      out.print(`${name}=${out.u32(at + 2 + 4 * i)} `);
      left -= 4;
    }
  },
};

const maps: Attribute = {
  least: 2,
  print: (out, at, length) => {
    if (length < 6) return out.print(TOO_SHORT);
    out.print(`send=${out.hex(at + 2, 4)} `);
    if (length < 10) return out.print(TOO_SHORT);
    out.print(`recv=${out.hex(at + 6, 4)} `);
  },
};

const DIRECTIONS: Readonly<Record<number, string>> = { 0: 'global error', 1: 'at peer', 2: 'at local' };

const disconnect: Attribute = {
  least: 5,
  print: (out, at, length) => {
    out.print(`${out.hex(at, 2)}, ${out.hex(at + 2, 2)} ${valueName(DIRECTIONS, out.u8(at + 4), 'Direction-#%u')}`);
    if (length === 5) return;
    out.print(' ');
    out.printBytes(at + 5, length - 5);
  },
};

const PRINTERS: Readonly<Record<number, Attribute>> = {
  0: says(2, (out, at) => valueName(MESSAGES, out.u16(at), 'MSGTYPE-#%u')),
  1: result,
  2: says(2, (out, at) => `${out.u8(at)}.${out.u8(at + 1)}`),
  3: bits('S'),
  4: bits('D'),
  5: says(8, (out, at) => out.hex(at, 8)),
  6: number16, 7: words, 8: words, 9: number16, 10: number16, 11: octets, 12: cause, 13: says(16, (out, at) => out.hex(at, 16)), 14: number16, 15: number32, 16: number32,
  17: number32, 18: bits('D'), 19: bits('S'), 20: says(0, () => 'obsolete'), 21: words, 22: words, 23: words, 24: number32, 25: number32, 26: octets,
  27: octets, 28: octets, 29: says(2, (out, at) => valueName(AUTHENTICATIONS, out.u16(at), 'AuthType-#%u')), 30: words, 31: octets,
  32: says(2, (out, at) => `${out.u16(at) & 0xff}`), 33: octets, 34: errors, 35: maps, 36: octets, 37: words, 38: number32, 39: nothing, 46: disconnect,
};

/** The attributes from `start` on; the mark of a cut message stands where one does not fit. */
export function printL2tpAttributes(out: Printout, start: number, length: number): void {
  let left = length;
  for (let at = start; left > 0; ) {
    out.print(' ');
    const word = out.u16(at);
    const size = word & 0x3ff;
    if (size < 6 || size > left) return out.truncated();
    out.need(at, size);
    out.print(`${word & 0x8000 ? '*' : ''}${word & 0x4000 ? '?' : ''}`);
    const vendor = out.u16(at + 2);
    const type = out.u16(at + 4);
    if (vendor !== 0) out.print(`VENDOR${out.hex(at + 2, 2)}:ATTR${out.hex(at + 4, 2)}(${out.hex(at + 6, size - 6)})`);
    else printIetf(out, type, at + 6, size - 6, (word & 0x4000) !== 0);
    at += size;
    left -= size;
  }
}

function printIetf(out: Printout, type: number, at: number, length: number, hidden: boolean): void {
  out.print(`${valueName(ATTRIBUTES, type, 'AVP-#%u')}(`);
  const known = PRINTERS[type];
  if (hidden) out.print('???');
  else if (known !== undefined && length < known.least) out.print(TOO_SHORT);
  else known?.print(out, at, length);
  out.print(')');
}
