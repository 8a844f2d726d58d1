// L2TP (RFC 2661) as tcpdump writes it: control messages with their attributes, and PPP inside.
import { printL2tpAttributes } from './l2tp-attributes';
import { ppp } from './ppp';
import type { Printer, Printout } from './printout';

const TYPE = 0x8000;
const LENGTH = 0x4000;
const SEQUENCE = 0x0800;
const OFFSET = 0x0200;
const PRIORITY = 0x0100;
const FLAGS = [[TYPE, 'T'], [LENGTH, 'L'], [SEQUENCE, 'S'], [OFFSET, 'O'], [PRIORITY, 'P']] as const;

export const l2tp: Printer = (out, at, length) => {
  out.protocol = 'l2tp';
  const word = out.u16(at);
  const version = word & 15;
  if (version === 1) return out.print(' l2f:');
  if (version !== 2) return out.print(' Unknown Version, neither L2F(1) nor L2TP(2)');
  out.print(` l2tp:[${FLAGS.map(([bit, name]) => (word & bit ? name : '')).join('')}]`);
  let next = at + 2;
  const told = word & LENGTH ? out.u16(next) : -1;
  if (told >= 0) next += 2;
  out.print(`(${out.u16(next)}/`);
  out.print(`${out.u16(next + 2)})`);
  next += 4;
  if (word & SEQUENCE) {
    out.print(`Ns=${out.u16(next)},`);
    out.print(`Nr=${out.u16(next + 2)}`);
    next += 4;
  }
  if (word & OFFSET) next += 2 + out.u16(next);
  out.need(next, 0);
  const header = next - at;
  if (told > length) return out.print(` Length ${told} larger than packet`);
  if (told >= 0 && told < header) return out.print(` Length ${told} smaller than header length`);
  if (told < 0 && length < header) return out.print(` Packet length ${length} smaller than header length`);
  printBody(out, next, { control: (word & TYPE) !== 0, told, header, length });
};

interface Body {
  readonly control: boolean;
  /** The length that the header tells, -1 where it has none. */
  readonly told: number;
  readonly header: number;
  readonly length: number;
}

function printBody(out: Printout, at: number, { control, told, header, length }: Body): void {
  if (!control) {
    out.print(' {');
    out.inside(ppp, at, length - header);
    return out.print('}');
  }
  if (told < 0) return out.print(' No length');
  if (told === header) return out.print(' ZLB');
  printL2tpAttributes(out, at, told - header);
}
