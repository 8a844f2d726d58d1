// IPv6 Hop-by-Hop and Destination options (RFC 8200 section 4.2).
import type { Printout } from './printout';

/** The Jumbo Payload option (RFC 2675): the length that the packet goes by. */
export interface Jumbo {
  found: boolean;
  length: number;
}

/** @returns length of the header, -1 where it cannot be read on */
export function hopByHop(out: Printout, at: number, jumbo: Jumbo): number {
  out.protocol = 'hbhopt';
  const length = (out.u8(at + 1) + 1) * 8;
  out.need(at, length);
  out.print('HBH ');
  options(out, at + 2, length - 2, jumbo);
  out.print(' ');
  return length;
}

export function destinationOptions(out: Printout, at: number): number {
  out.protocol = 'dstopt';
  const length = (out.u8(at + 1) + 1) * 8;
  out.need(at, length);
  out.print('DSTOPT ');
  if (out.options.verbose > 0) {
    options(out, at + 2, length - 2, null);
    out.print(' ');
  }
  return length;
}

/** `jumbo` null: options of a destination header. */
function options(out: Printout, start: number, length: number, jumbo: Jumbo | null): void {
  const verbose = out.options.verbose > 0;
  const say = (text: string): void => {
    if (verbose) out.print(text);
  };
  let step = 0;
  for (let at = start; at < start + length; at += step) {
    const left = start + length - at;
    const type = out.u8(at);
    step = type === 0 ? 1 : left < 2 ? -1 : out.u8(at + 1) + 2;
    if (step < 0) return out.truncated();
    if (type === 0) say('(pad1)');
    else if (type === 1) {
      if (left < 2) return say('(padn: trunc)');
      say('(padn)');
    } else if (type === 5) {
      if (left < 4) return say('(rtalert: trunc)');
      if (out.u8(at + 1) !== 2) return say(`(rtalert: invalid len ${out.u8(at + 1)})`);
      say(`(rtalert: 0x${out.u16(at + 2).toString(16).padStart(4, '0')}) `);
    } else if (type === 0xc2) {
      if (left < 6) return say('(jumbo: trunc)');
      if (out.u8(at + 1) !== 4) return say(`(jumbo: invalid len ${out.u8(at + 1)})`);
      say(jumboText(out, at, jumbo));
    } else if (type === 0xc9) {
      if (left < 18) return say('(homeaddr: trunc)');
      if (out.u8(at + 1) < 16) return say(`(homeaddr: invalid len ${out.u8(at + 1)})`);
      say(`(homeaddr: ${out.ip6(at + 2)}`);
      if (out.u8(at + 1) > 16) homeSuboptions(out, at + 18, out.u8(at + 1) - 16, say);
      say(')');
    } else {
      if (left < 2) return say(`(type ${type}: trunc)`);
      say(`(opt_type 0x${type.toString(16).padStart(2, '0')}: len=${out.u8(at + 1)})`);
    }
  }
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
