// MACsec (IEEE 802.1AE) as tcpdump writes it: the security tag, and what follows where it is not encrypted.
import { bitNames, type Printout } from './printout';

const FLAGS = [[8, 'E'], [4, 'C'], [0x40, 'S'], [0x10, 'B'], [0x20, 'I']] as const;
const CHANNEL = 0x20;
const CONFIDENTIAL = 0x0c;
const TAG = 6;
const CHANNEL_LENGTH = 8;
const CHECK_VALUE = 16;

/** Where the protected frame goes on, and how many bytes it has. */
export interface MacsecInside {
  readonly at: number;
  readonly length: number;
}

/** @param ends says addresses and name, where the link layer is not printed @returns undefined where nothing can follow */
export function macsec(out: Printout, at: number, length: number, ends: () => void): MacsecInside | undefined {
  out.protocol = 'macsec';
  const cut = (): undefined => {
    out.truncated();
    return undefined;
  };
  if (!out.has(at, TAG) || length < TAG) return cut();
  const control = out.u8(at);
  const size = TAG + (control & CHANNEL ? CHANNEL_LENGTH : 0);
  if (!out.has(at, size) || length < size) return cut();
  const short = out.u8(at + 1) & 0x3f;
  const encrypted = (control & CONFIDENTIAL) !== 0;
  if (!out.options.link && encrypted) ends();
  if (out.options.link || encrypted) printTag(out, at, control, short);
  const left = length - size;
  if (encrypted) {
    out.defaultText(at + size, Math.min(left, out.left(at + size)));
    return undefined;
  }
  const inside = short !== 0 ? short : left - CHECK_VALUE;
  const captured = out.left(at + size);
  if (inside < 0 || left < inside + CHECK_VALUE || captured < (short !== 0 ? inside : 0) + CHECK_VALUE) return cut();
  out.narrow(at + size + (short !== 0 ? inside : captured - CHECK_VALUE));
  return { at: at + size, length: inside };
}

/** Where the tag ends whose payload is not printed: all is header where the frame is cut. */
export function macsecEnd(out: Printout, at: number, length: number): number {
  const size = out.has(at) && (out.u8(at) & CHANNEL) !== 0 ? TAG + CHANNEL_LENGTH : TAG;
  const isWhole = out.has(at, size) && length >= size && (out.u8(at) & CONFIDENTIAL) !== 0;
  return isWhole ? at + size : out.bytes.length;
}

function printTag(out: Printout, at: number, control: number, short: number): void {
  out.print(`an ${control & 3}, pn ${out.u32(at + 2)}, flags ${bitNames(FLAGS, control & 0xfc, 'none', '')}`);
  if (short !== 0) out.print(`, sl ${short}`);
  if (control & CHANNEL) out.print(`, sci ${out.hex(at + TAG, CHANNEL_LENGTH)}`);
  out.print(', ');
}
