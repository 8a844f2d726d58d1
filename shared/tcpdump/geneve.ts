// Geneve (RFC 8926) as tcpdump writes it.
import { ether } from './ether';
import { ETHERTYPE_NAMES } from './ethertype-names';
import { ethertype } from './ethertypes';
import { bitNames, valueName, type Printer, type Printout } from './printout';

const HEADER = 8;
const TRANSPARENT_ETHERNET = 0x6558;
const FLAGS = [[0x80, 'O'], [0x40, 'C'], [0x20, 'R1'], [0x10, 'R2'], [8, 'R3'], [4, 'R4'], [2, 'R5'], [1, 'R6']] as const;
const OPTION_CLASSES: Readonly<Record<number, string>> = {
  0x100: 'Linux', 0x101: 'Open vSwitch', 0x102: 'Open Virtual Networking (OVN)', 0x103: 'In-band Network Telemetry (INT)', 0x104: 'VMware',
};

export const geneve: Printer = (out, at, length) => {
  out.protocol = 'geneve';
  out.print('Geneve');
  if (length < HEADER) {
    out.print(` [length ${length} < ${HEADER}]`);
    return out.invalid();
  }
  const first = out.u8(at);
  if (first >> 6 !== 0) return out.print(` ERROR: unknown-version ${first >> 6}`);
  out.need(at, HEADER);
  out.print(`, Flags [${bitNames(FLAGS, out.u8(at + 1), 'none', '')}]`);
  const type = out.u16(at + 2);
  out.print(`, vni 0x${out.u24(at + 4).toString(16)}`);
  const reserved = out.u8(at + 7);
  if (reserved !== 0) out.print(`, rsvd 0x${reserved.toString(16)}`);
  if (out.options.link) out.print(`, proto ${valueName(ETHERTYPE_NAMES, type, 'unknown')} (0x${out.hex(at + 2, 2)})`);
  const options = (first & 0x3f) * 4;
  if (options > length - HEADER) return out.print(` truncated-geneve - ${options - (length - HEADER)} bytes missing`);
  out.need(at + HEADER, options);
  if (options > 0) {
    out.print(', options [');
    if (out.options.verbose > 0) printOptions(out, at + HEADER, options);
    else out.print(`${options} bytes`);
    out.print(']');
  }
  out.print(out.options.verbose > 0 ? '\n\t' : ': ');
  const payload = type === TRANSPARENT_ETHERNET ? ether : ethertype(type);
  if (payload === null) out.print(`geneve-proto-0x${type.toString(16)}`);
  else out.inside(payload, at + HEADER + options, length - HEADER - options);
};

function className(value: number): string {
  if (value <= 0xff) return 'Standard';
  return value >= 0xfff0 ? 'Experimental' : valueName(OPTION_CLASSES, value, 'Unknown');
}

function printOptions(out: Printout, start: number, length: number): void {
  let left = length;
  for (let at = start; left > 0; ) {
    const type = out.u8(at + 2);
    const octets = 4 + (out.u8(at + 3) & 0x1f) * 4;
    out.print(`${at > start ? ', ' : ''}class ${className(out.u16(at))} (0x${out.u16(at).toString(16)}) `);
    out.print(`type 0x${type.toString(16)}${type & 0x80 ? '(C)' : ''} len ${octets}`);
    if (octets > left) return out.print(' [bad length]');
    if (out.options.verbose > 1 && octets > 4) {
      out.print(' data');
      for (let i = 4; i < octets; i += 4) out.print(` ${out.hex(at + i, 4)}`);
    }
    at += octets;
    left -= octets;
  }
}
