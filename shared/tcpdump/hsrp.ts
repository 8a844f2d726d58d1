// HSRP (RFC 2281) as tcpdump writes it.
import { spanText } from './hex-number';
import { valueName, type Printer } from './printout';

const OPERATIONS: Readonly<Record<number, string>> = { 0: 'hello', 1: 'coup', 2: 'resign' };
const STATES: Readonly<Record<number, string>> = { 0: 'initial', 1: 'learn', 2: 'listen', 4: 'speak', 8: 'standby', 16: 'active' };

export const hsrp: Printer = (out, at, length) => {
  out.protocol = 'hsrp';
  const version = out.u8(at);
  out.print(`HSRPv${version}`);
  if (version !== 0) return;
  out.print('-');
  out.print(`${valueName(OPERATIONS, out.u8(at + 1), 'unknown (%u)')} `);
  out.print(`${length}: `);
  out.print(`state=${valueName(STATES, out.u8(at + 2), 'Unknown (%u)')} `);
  out.print(`group=${out.u8(at + 6)} `);
  if (out.u8(at + 7) !== 0) out.print(`[reserved=${out.u8(at + 7)}!] `);
  out.print(`addr=${out.host4(at + 16)}`);
  if (out.options.verbose === 0) return;
  out.print(` hellotime=${spanText(out.u8(at + 3))}`);
  out.print(` holdtime=${spanText(out.u8(at + 4))}`);
  out.print(` priority=${out.u8(at + 5)}`);
  out.print(' auth="');
  out.printPadded(at + 8, 8);
  out.print('"');
};
