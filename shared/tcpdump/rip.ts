// RIP versions 1 and 2 (RFC 1058, RFC 2453) as tcpdump writes them.
import { valueName, type Printer, type Printout } from './printout';

const COMMANDS: Readonly<Record<number, string>> = { 1: 'Request', 2: 'Response', 3: 'Trace on', 4: 'Trace off', 5: 'Sun', 6: 'Poll', 11: 'Poll Entry' };
/** Address families of BSD systems. */
const FAMILIES: Readonly<Record<number, string>> = { 2: 'IPv4', 6: 'NS', 7: 'ISO', 16: 'Appletalk', 23: 'IPX', 24: 'IPv6', 28: 'IPv6', 30: 'IPv6' };
const HEADER = 4;
const ENTRY = 20;
const AUTHENTICATION = 0xffff;

export const rip: Printer = (out, at, length) => {
  out.protocol = 'rip';
  if (length < HEADER) return out.truncated();
  const command = out.u8(at);
  const version = out.u8(at + 1);
  out.need(at, HEADER);
  out.print(`${out.options.verbose > 0 ? '\n\t' : ''}RIPv${version}`);
  if (version === 0) {
    out.unknownData(at, '\n\t', length);
    return;
  }
  out.print(`, ${valueName(COMMANDS, command, 'unknown command (%u)')}, length: ${length}`);
  if (out.options.verbose === 0) return;
  if (command === 1 || command === 2) printEntries(out, at, length, version);
  else if (COMMANDS[command] === undefined && out.options.verbose < 2) out.unknownData(at, '\n\t', length);
  if (out.options.verbose > 1) out.unknownData(at, '\n\t', length);
};

function printEntries(out: Printout, at: number, length: number, version: number): void {
  let left = Math.min(length - HEADER, out.left(at + HEADER));
  const routes = Math.floor(length / ENTRY);
  if (version === 1) out.print(`, routes: ${routes}`);
  else if (version === 2) out.print(`, routes: ${routes} or less`);
  else {
    out.print(', unknown version');
    return;
  }
  let place = at + HEADER;
  while (left > 0) {
    const used = (version === 1 ? printEntry1 : printEntry2)(out, place, left);
    if (used === 0) return out.truncated();
    if (left < used) {
      out.print(` [remaining entries length ${left} < ${used}]`);
      return out.invalid();
    }
    place += used;
    left -= used;
  }
}

function printEntry1(out: Printout, at: number, left: number): number {
  if (left < ENTRY || !out.has(at, ENTRY)) return 0;
  const family = out.u16(at);
  if (family !== 0 && family !== 2) {
    out.print(`\n\t AFI ${valueName(FAMILIES, family, 'Unknown (%u)')}, `);
    out.unknownData(at + 4, '\n\t  ', ENTRY - 4);
    return ENTRY;
  }
  const plain = out.u16(at + 2) === 0 && out.u32(at + 8) === 0 && out.u32(at + 12) === 0;
  if (plain) out.print(`\n\t  ${family === 0 ? 'AFI 0, ' : ''}${out.host4(at + 4)}, metric: ${out.u32(at + 16)}`);
  else out.unknownData(at, '\n\t  ', ENTRY);
  return ENTRY;
}

/** The mask as the number of its leading bits, or -1. */
function maskWidth(mask: number): number {
  const width = Math.clz32(~mask);
  return mask === (width === 0 ? 0 : (0xffffffff << (32 - width)) >>> 0) ? width : -1;
}

function printEntry2(out: Printout, at: number, left: number): number {
  if (!out.has(at, 4)) return 0;
  const family = out.u16(at);
  if (family === AUTHENTICATION) return printAuthentication(out, at, left);
  if (family !== 2 && family !== 0) {
    out.print(`\n\t  AFI ${valueName(FAMILIES, family, 'Unknown (%u)')}`);
    out.unknownData(at + 4, '\n\t  ', ENTRY - 4);
    return ENTRY;
  }
  if (left < ENTRY || !out.has(at, ENTRY)) return 0;
  const name = family === 0 ? '0' : 'IPv4';
  out.print(`\n\t  AFI ${name}, ${out.host4(at + 4).padStart(15)}/${`${maskWidth(out.u32(at + 8))}`.padEnd(2)}, tag 0x${out.hex(at + 2, 2)}, metric: ${out.u32(at + 16)}, next-hop: `);
  out.print(out.u32(at + 12) === 0 ? 'self' : out.host4(at + 12));
  return ENTRY;
}

function printAuthentication(out: Printout, at: number, left: number): number {
  const type = out.u16(at + 2);
  if (type === 2) {
    out.print('\n\t  Simple Text Authentication data: ');
    out.printPadded(at + 4, 16);
  } else if (type === 3) {
    if (left < ENTRY || !out.has(at, ENTRY)) return 0;
    out.print('\n\t  Auth header:');
    out.print(` Packet Len ${out.u16(at + 4)}, Key-ID ${out.u8(at + 6)}, Auth Data Len ${out.u8(at + 7)}, SeqNo ${out.u32(at + 8)}, MBZ ${out.u32(at + 12)}, MBZ ${out.u32(at + 16)}`);
  } else if (type === 1) {
    out.print('\n\t  Auth trailer:');
    out.unknownData(at + 4, '\n\t  ', left - 4);
    return left;
  } else {
    out.print(`\n\t  Unknown (${type}) Authentication data:`);
    out.unknownData(at + 4, '\n\t  ', left - 4);
    return left;
  }
  return ENTRY;
}
