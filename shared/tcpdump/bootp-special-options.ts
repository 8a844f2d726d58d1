// DHCP options whose data has a form of its own, as tcpdump writes them.
import { AGENT_SUBOPTIONS, HARDWARE_TYPES, NETBIOS_NODES, OVERLOADS } from './bootp-values';
import { valueName, type Printout } from './printout';

/** Prints the data. @returns bytes that it took; what is left over is told by the caller */
type SpecialPrinter = (out: Printout, at: number, length: number) => number;

function named(names: Readonly<Record<number, string>>): SpecialPrinter {
  return (out, at, length) => {
    if (length < 1) {
      out.print('[ERROR: length < 1 bytes]');
      return 0;
    }
    out.print(valueName(names, out.u8(at)));
    return 1;
  };
}

function printClientName(out: Printout, at: number, length: number): number {
  if (length < 3) {
    out.print('[ERROR: length < 3 bytes]');
    return length;
  }
  const flags = out.u8(at);
  if (flags & 0xf0) out.print(`[ERROR: MBZ nibble 0x${(flags >> 4).toString(16)} != 0] `);
  if (flags & 0x0f) out.print(`[${(flags & 1 ? 'S' : '') + (flags & 2 ? 'O' : '') + (flags & 4 ? 'E' : '') + (flags & 8 ? 'N' : '')}] `);
  if (out.u16(at + 1) !== 0) out.print(`${out.u8(at + 1)}/${out.u8(at + 2)} `);
  out.print('"');
  out.printBytes(at + 3, length - 3);
  out.print('"');
  return length;
}

function printClientId(out: Printout, at: number, length: number): number {
  if (length < 1) {
    out.print('[ERROR: length < 1 bytes]');
    return 0;
  }
  const type = out.u8(at);
  if (type === 0) {
    out.print('"');
    out.printBytes(at + 1, length - 1);
    out.print('"');
    return length;
  }
  out.print(valueName(HARDWARE_TYPES, type, 'hardware-type %u,'));
  for (let i = 1; i < length; i++) out.print(`${i > 1 ? ':' : ' '}${out.hex(at + i, 1)}`);
  return length;
}

function printAgent(out: Printout, at: number, length: number): number {
  let used = 0;
  while (length - used >= 2) {
    const type = out.u8(at + used);
    const octets = out.u8(at + used + 1);
    used += 2;
    out.print(`\n\t      ${valueName(AGENT_SUBOPTIONS, type, 'Unknown')} SubOption ${type}, length ${octets}: `);
    if (octets > length - used) {
      out.print('length goes past end of option');
      return length;
    }
    if (AGENT_SUBOPTIONS[type] !== undefined) out.printBytes(at + used, octets);
    else out.unknownData(at + used, '\n\t\t', octets);
    used += octets;
  }
  return used;
}

function printRoute(out: Printout, at: number, length: number): number {
  const width = out.u8(at);
  if (width > 32) {
    out.print(`[ERROR: Mask width (${width}) > 32]`);
    return length;
  }
  const octets = Math.ceil(width / 8);
  if (length - 1 < octets + 4) {
    out.print(`[ERROR: Remaining length (${length - 1}) < ${octets + 4} bytes]`);
    return length;
  }
  const parts = [0, 1, 2, 3].map((i) => (i < octets ? out.u8(at + 1 + i) : 0));
  out.print(`(${width === 0 ? 'default' : `${parts.join('.')}/${width}`}:${out.host4(at + 1 + octets)})`);
  return 1 + octets + 4;
}

function printRoutes(out: Printout, at: number, length: number): number {
  if (length < 5) {
    out.print('[ERROR: length < 5 bytes]');
    return length;
  }
  for (let used = 0; used < length; ) {
    if (used > 0) out.print(',');
    used += printRoute(out, at + used, length - used);
  }
  return length;
}

function printUserClasses(out: Printout, at: number, length: number): number {
  if (length < 2) {
    out.print('[ERROR: length < 2 bytes]');
    return length;
  }
  let number = 1;
  for (let used = 0; used < length; number++) {
    const octets = out.u8(at + used++);
    out.print(`\n\t      instance#${number}: `);
    if (octets === 0 || length - used < octets) {
      out.print(octets === 0 ? '[ERROR: suboption length must be non-zero]' : '[ERROR: invalid option]');
      return length;
    }
    out.print('"');
    out.printBytes(at + used, octets);
    out.print(`", length ${octets}`);
    used += octets;
  }
  return length;
}

export const SPECIAL: Readonly<Record<number, SpecialPrinter>> = {
  46: named(NETBIOS_NODES), 52: named(OVERLOADS), 61: printClientId, 77: printUserClasses, 81: printClientName, 82: printAgent, 121: printRoutes, 249: printRoutes,
};
