// Options of EDNS's OPT record (RFC 6891) as tcpdump writes them.
import { ALGORITHMS, DIGESTS, EDNS_OPTIONS, NSEC3_HASHES } from './domain-values';
import { printName } from './domain-name';
import { ipv6Text } from './ipv6-text';
import { valueName, type Printout } from './printout';

type OptionPrinter = (out: Printout, at: number, length: number) => void;

const printSubnet: OptionPrinter = (out, at, length) => {
  if (length < 4) return out.invalid();
  const family = out.u16(at);
  const source = out.u8(at + 2);
  const scope = out.u8(at + 3);
  const bits = family === 1 ? 32 : family === 2 ? 128 : -1;
  const octets = Math.ceil(source / 8);
  if (source > bits || scope > bits || octets !== length - 4) return out.invalid();
  out.need(at + 4, octets);
  const address = new Uint8Array(bits / 8);
  address.set(out.bytes.subarray(at + 4, at + 4 + octets));
  out.print(`${family === 1 ? address.join('.') : ipv6Text(address, 0)}/${source}/${scope}`);
};

const printHex: OptionPrinter = (out, at, length) => {
  for (let i = 0; i < length; i++) out.print(out.hex(at + i, 1));
};

const printCookie: OptionPrinter = (out, at, length) => {
  if (length < 8 || (length > 8 && length < 16) || length > 40) return out.invalid();
  printHex(out, at, 8);
  if (length > 8) {
    out.print(' ');
    printHex(out, at + 8, length - 8);
  }
};

const printKeyTags: OptionPrinter = (out, at, length) => {
  if (length % 2 !== 0) return out.invalid();
  for (let i = 0; i < length; i += 2) out.print(`${i > 0 ? ' ' : ''}${out.u16(at + i)}`);
};

function listOf(names: Readonly<Record<number, string>>): OptionPrinter {
  return (out, at, length) => {
    for (let i = 0; i < length; i++) {
      out.print(`${i > 0 ? ' ' : ''}${valueName(names, out.u8(at + i), 'Alg_%u')}`);
    }
  };
}

function ofLength(wanted: number, print: (out: Printout, at: number) => string): OptionPrinter {
  return (out, at, length) => {
    if (length === wanted) out.print(print(out, at));
    else out.invalid();
  };
}

const PRINTERS: ReadonlyMap<number, OptionPrinter> = new Map<number, OptionPrinter>([
  [5, listOf(ALGORITHMS)],
  [6, listOf(DIGESTS)],
  [7, listOf(NSEC3_HASHES)],
  [8, printSubnet],
  [9, ofLength(4, (out, at) => `${out.u32(at)} sec`)],
  [10, printCookie],
  [11, ofLength(2, (out, at) => `${(out.u16(at) / 10).toFixed(1)} sec`)],
  [12, (out, _at, length) => { out.print(`(${length})`); }],
  [13, (out, at) => { printName(out, at, at); }],
  [14, printKeyTags],
]);

/** Prints the option at `at`; the place behind it. */
export function printEdnsOption(out: Printout, at: number): number {
  const code = out.u16(at);
  out.print(valueName(EDNS_OPTIONS, code, 'Opt%u'));
  const length = out.u16(at + 2);
  out.need(at + 4, length);
  if (length > 0) {
    out.print(' ');
    (PRINTERS.get(code) ?? printHex)(out, at + 4, length);
  }
  return at + 4 + length;
}
