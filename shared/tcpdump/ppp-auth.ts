// PPP's authentication protocols CHAP (RFC 1994) and PAP (RFC 1334), and multilink (RFC 1990), as tcpdump writes them.
import { CHAP_CODES, PAP_CODES } from './ppp-values';
import { bitNames, valueName, type Printer, type Printout } from './printout';

const MULTILINK_FLAGS = [[0x80, 'begin'], [0x40, 'end']] as const;

/** False with the mark printed where there is no whole header. */
function hasHeader(out: Printout, at: number, length: number, mark: string): boolean {
  if (length >= 4) return true;
  out.print(length < 1 ? `[|${mark}]` : `[|${mark} 0x${out.hex(at, 1)}]`);
  return false;
}

export const chap: Printer = (out, at, length) => {
  if (!hasHeader(out, at, length, 'chap')) return;
  const code = out.u8(at);
  out.print(`CHAP, ${valueName(CHAP_CODES, code, 'unknown')} (0x${out.hex(at, 1)})`);
  out.print(`, id ${out.u8(at + 1)}`);
  const told = out.u16(at + 2);
  if (code === 3 || code === 4) {
    out.print(', Msg ');
    return printRest(out, at + 4, told - 4);
  }
  if (code !== 1 && code !== 2) return;
  if (length < 5) return;
  const octets = out.u8(at + 4);
  if (length - 5 < octets) return;
  out.print(', Value ');
  for (let i = 0; i < octets; i++) out.print(out.hex(at + 5 + i, 1));
  out.print(', Name ');
  printRest(out, at + 5 + octets, told - 5 - octets);
};

/** A negative length is a huge one to tcpdump: it prints until the bytes end. */
function printRest(out: Printout, at: number, length: number): void {
  out.printBytes(at, length < 0 ? out.left(at) + 1 : length);
}

export const pap: Printer = (out, at, length) => {
  if (!hasHeader(out, at, length, 'pap')) return;
  const code = out.u8(at);
  out.print(`PAP, ${valueName(PAP_CODES, code, 'unknown')} (0x${out.hex(at, 1)})`);
  out.print(`, id ${out.u8(at + 1)}`);
  const told = out.u16(at + 2);
  if (told > length) return out.print(`, length ${told} > packet size`);
  if (told < 4) return out.print(`, length ${told} < PAP header length`);
  const names = code === 1 ? [', Peer ', ', Name '] : code === 2 || code === 3 ? [', Msg '] : [];
  if (names.length > 0 && told < 4 + names.length) return out.print('[|pap]');
  let next = at + 4;
  for (const name of names) {
    if (at + told - next < 1) return;
    const octets = out.u8(next++);
    if (at + told - next < octets) return;
    out.print(name);
    out.printBytes(next, octets);
    next += octets;
  }
};

export const multilink: Printer = (out, at, length) => {
  if (!out.options.link) out.print('MLPPP, ');
  if (length < 2 || !out.has(at, 2)) return out.print('[|mlppp]');
  const word = out.u16(at);
  out.print(`seq 0x${(word & 0xfff).toString(16).padStart(3, '0')}, Flags [${bitNames(MULTILINK_FLAGS, (word >> 8) & 0xc0)}], length ${length}`);
};
