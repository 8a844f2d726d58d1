// IPv6 Hop-by-Hop and Destination options (RFC 8200 section 4.2).
import type { Printout } from './printout';

/** The Jumbo Payload option (RFC 2675): the length that the packet goes by. */
export interface Jumbo {
  found: boolean;
  length: number;
}

/** Options of which tcpdump knows how long they are at least. */
const FIXED: Readonly<Record<number, { readonly name: string; readonly bytes: number }>> = {
  1: { name: 'padn', bytes: 2 }, 5: { name: 'rtalert', bytes: 4 }, 0xc2: { name: 'jumbo', bytes: 6 }, 0xc9: { name: 'homeaddr', bytes: 18 },
};

/** @returns length of the header, -1 where it cannot be read on */
export function hopByHop(out: Printout, at: number, jumbo: Jumbo): number {
  out.protocol = 'hbhopt';
  const length = (out.u8(at + 1) + 1) * 8;
  out.need(at, length);
  out.print('HBH ');
  if (!options(out, at + 2, length - 2, jumbo)) return cut(out);
  if (out.options.verbose > 0) out.print(' ');
  return length;
}

export function destinationOptions(out: Printout, at: number): number {
  out.protocol = 'dstopt';
  const length = (out.u8(at + 1) + 1) * 8;
  out.need(at, length);
  out.print('DSTOPT ');
  if (out.options.verbose > 0) {
    if (!options(out, at + 2, length - 2, null)) return cut(out);
    out.print(' ');
  }
  return length;
}

function cut(out: Printout): number {
  out.truncated();
  return -1;
}

/** `jumbo` null: options of a destination header. @returns false where they do not fit into it */
function options(out: Printout, start: number, length: number, jumbo: Jumbo | null): boolean {
  const verbose = out.options.verbose > 0;
  const say = (text: string): void => {
    if (verbose) out.print(text);
  };
  let step = 0;
  for (let at = start; at < start + length; at += step) {
    const left = start + length - at;
    const type = out.u8(at);
    step = type === 0 ? 1 : left < 2 ? -1 : out.u8(at + 1) + 2;
    if (step < 0 || step > left) return false;
    if (!optionText(out, at, left, jumbo, say)) return false;
  }
  return true;
}

/** @returns false where it contradicts itself */
function optionText(out: Printout, at: number, left: number, jumbo: Jumbo | null, say: (text: string) => void): boolean {
  const type = out.u8(at);
  if (type === 0) {
    say('(pad1)');
    return true;
  }
  const fixed = FIXED[type];
  if (left < (fixed?.bytes ?? 2)) {
    out.print(fixed === undefined ? `(type ${type}: trunc)` : `(${fixed.name}: trunc)`);
    return false;
  }
  const size = out.u8(at + 1);
  if (fixed !== undefined && type !== 1 && (type === 0xc9 ? size < 16 : size !== fixed.bytes - 2)) {
    out.print(`(${fixed.name}: invalid len ${size})`);
    return false;
  }
  if (type === 1) say('(padn)');
  else if (type === 5) say(`(rtalert: 0x${out.u16(at + 2).toString(16).padStart(4, '0')}) `);
  else if (type === 0xc2) say(jumboText(out, at, jumbo));
  else if (type === 0xc9) {
    say(`(homeaddr: ${out.ip6(at + 2)}`);
    if (size > 16) homeSuboptions(out, at + 18, size - 16, say);
    say(')');
  } else say(`(opt_type 0x${type.toString(16).padStart(2, '0')}: len=${size})`);
  return true;
}

function jumboText(out: Printout, at: number, jumbo: Jumbo | null): string {
  const length = out.u32(at + 2);
  if (jumbo === null) return `(jumbo: ${length} - not a hop-by-hop option) `;
  if (jumbo.found) return `(jumbo: ${length} - already seen) `;
  if (jumbo.length !== 0) return `(jumbo: ${length} - payload len != 0) `;
  if (length < 65536) return `(jumbo: ${length} - < 65536) `;
  jumbo.found = true;
  jumbo.length = length;
  return `(jumbo: ${length}) `;
}

function homeSuboptions(out: Printout, start: number, length: number, say: (text: string) => void): void {
  let step = 0;
  for (let at = start; at < start + length; at += step) {
    const left = start + length - at;
    const type = out.u8(at);
    step = type === 0 ? 1 : left < 2 ? -1 : out.u8(at + 1) + 2;
    if (step < 0 || step > left) return say(type === 1 ? ', padn: trunc' : `, sopt_type ${type}: trunc)`);
    say(type === 0 ? ', pad1' : type === 1 ? ', padn' : `, sopt_type 0x${type.toString(16).padStart(2, '0')}: len=${out.u8(at + 1)}`);
  }
}
