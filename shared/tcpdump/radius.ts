// RADIUS (RFC 2865 and its extensions) as tcpdump writes it.
import { printRadiusAttribute } from './radius-attributes';
import { ATTRIBUTES, COMMANDS } from './radius-values';
import { valueName, type Printer, type Printout } from './printout';

const HEADER = 20;

export const radius: Printer = (out, at, length) => {
  out.protocol = 'radius';
  out.need(at, HEADER);
  const told = out.u16(at + 2);
  if (told < HEADER) return out.truncated();
  const whole = Math.min(told, length);
  const code = out.u8(at);
  const name = `${valueName(COMMANDS, code, 'Unknown Command')} (${code}), id: 0x${out.hex(at + 1, 1)}`;
  if (out.options.verbose === 0) return out.print(`RADIUS, ${name} length: ${whole}`);
  out.print(`RADIUS, length: ${whole}\n\t${name}, Authenticator: ${out.hex(at + 4, 16)}`);
  printAttributes(out, at + HEADER, whole - HEADER);
};

function printAttributes(out: Printout, start: number, length: number): void {
  let left = length;
  for (let at = start; left > 0; ) {
    if (left < 2) return out.truncated();
    out.need(at, 2);
    const type = out.u8(at);
    const octets = out.u8(at + 1);
    out.print(`\n\t  ${valueName(ATTRIBUTES, type, 'Unknown')} Attribute (${type}), length: ${octets}`);
    if (octets < 2) return out.print(' (bogus, must be >= 2)');
    if (octets > left) return out.print(' (bogus, goes past end of packet)');
    out.print(', Value: ');
    printRadiusAttribute(out, type, at + 2, octets - 2);
    if (out.options.verbose > 1) out.unknownData(at + 2, '\n\t    ', octets - 2);
    at += octets;
    left -= octets;
  }
}
