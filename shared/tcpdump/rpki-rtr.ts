// The protocol from an RPKI cache to a router (RFC 6810) as tcpdump writes it.
import { valueName, type Printer, type Printout } from './printout';

const TYPES: Readonly<Record<number, string>> = {
  0: 'Serial Notify', 1: 'Serial Query', 2: 'Reset Query', 3: 'Cache Response', 4: 'IPV4 Prefix', 6: 'IPV6 Prefix', 7: 'End of Data', 8: 'Cache Reset', 10: 'Error Report',
};
const ERRORS: Readonly<Record<number, string>> = {
  0: 'Corrupt Data', 1: 'Internal Error', 2: 'No Data Available', 3: 'Invalid Request', 4: 'Unsupported Protocol Version', 5: 'Unsupported PDU Type',
  6: 'Withdrawal of Unknown Record', 7: 'Duplicate Announcement Received',
};
const HEADER = 8;

/** How far in a line stands: a tab, and two spaces for each step. */
function indent(depth: number): string {
  return `\n\t${'  '.repeat(depth)}`;
}

export const rpkiRtr: Printer = (out, at, length) => {
  out.protocol = 'rpki_rtr';
  if (out.options.verbose === 0) return out.print(', RPKI-RTR');
  for (let used = 0; used < length; ) used += printPdu(out, at + used, length - used, 0);
};

/** @returns how many bytes were looked at */
function printPdu(out: Printout, at: number, length: number, depth: number): number {
  const invalid = (): number => {
    out.invalid();
    out.need(at, length);
    return length;
  };
  const version = out.u8(at);
  if (version !== 0) {
    out.print(`${indent(0)}RPKI-RTRv${version} (unknown)`);
    return length;
  }
  if (length < HEADER) {
    out.print(`(${length} bytes is too few to decode)`);
    return invalid();
  }
  out.need(at, HEADER);
  const type = out.u8(at + 1);
  const told = out.u32(at + 4);
  out.print(`${indent(0)}RPKI-RTRv${version}, ${valueName(TYPES, type, 'Unknown')} PDU (${type}), length: ${told}`);
  if (told < HEADER || told > length) return invalid();
  const body = printBody(out, at, told, type, depth + 1);
  if (body === 'invalid') return invalid();
  if (out.options.verbose > 1 || body === 'dump') out.unknownData(at, '\n\t  ', told);
  return told;
}

type Outcome = 'done' | 'dump' | 'invalid';

function printBody(out: Printout, at: number, length: number, type: number, depth: number): Outcome {
  const exactly = (wanted: number, text: () => string): Outcome => {
    if (length !== wanted) return 'invalid';
    out.print(text());
    return 'done';
  };
  const session = (): string => `${indent(depth)}Session ID: 0x${out.hex(at + 2, 2)}`;
  switch (type) {
    case 0:
    case 1:
    case 7: return exactly(HEADER + 4, () => `${session()}, Serial: ${out.u32(at + 8)}`);
    case 2:
    case 8: return exactly(HEADER, () => '');
    case 3: return exactly(HEADER, session);
    case 4: return exactly(HEADER + 12, () => prefix(out, at, depth, 'IPv4', out.host4(at + 12), 16));
    case 6: return exactly(HEADER + 24, () => prefix(out, at, depth, 'IPv6', out.host6(at + 12), 28));
    case 10: return printError(out, at, length, depth);
    default:
      out.need(at, length);
      return 'dump';
  }
}

function prefix(out: Printout, at: number, depth: number, family: string, address: string, origin: number): string {
  return `${indent(depth)}${family} Prefix ${address}/${out.u8(at + 9)}-${out.u8(at + 10)}, origin-as ${out.u32(at + origin)}, flags 0x${out.hex(at + 8, 1)}`;
}

function printError(out: Printout, at: number, length: number, depth: number): Outcome {
  if (length < HEADER + 4) return 'invalid';
  const inner = out.u32(at + HEADER);
  const code = out.u16(at + 2);
  out.print(`${indent(depth)}Error code: ${valueName(ERRORS, code, 'Unknown')} (${code}), Encapsulated PDU length: ${inner}`);
  let used = HEADER + 4;
  if (length < used + inner) return 'invalid';
  // An error report within another is not taken apart.
  if (inner > 0 && depth === 1) {
    out.print(`${indent(depth + 1)}-----encapsulated PDU-----`);
    printPdu(out, at + used, inner, depth);
  }
  used += inner;
  if (length <= used) return 'done';
  if (length < used + 4) return 'invalid';
  const text = out.u32(at + used);
  used += 4;
  if (length < used + text) return 'invalid';
  if (text === 0) return 'done';
  out.print(`${indent(depth)}Error text: `);
  out.printBytes(at + used, text);
  return 'done';
}
