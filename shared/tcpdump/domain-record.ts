// Questions and resource records of DNS messages as tcpdump writes them.
import { printEdnsOption } from './domain-edns';
import { printName, skipName } from './domain-name';
import { CLASSES, RECORD_TYPES } from './domain-values';
import { valueName, type Printout } from './printout';
import { ipv6Text } from './ipv6-text';
import { spanText } from './hex-number';

/** A DNS message being printed: where it begins, and whether mDNS's bit of the class has its meaning. */
export interface DomainMessage {
  readonly start: number;
  readonly multicast: boolean;
}

interface RecordData {
  readonly at: number;
  readonly length: number;
  readonly recordClass: number;
  readonly flags: number;
}

/** False: the record cannot be printed to its end, and nothing can follow. */
type DataPrinter = (out: Printout, data: RecordData, message: DomainMessage) => boolean;

const IN = 1;
const TOP_BIT = 0x8000;
export const OPT = 41;

/** Prints the question at `at`; the place behind it, or undefined where it is cut off. */
export function printQuestion(out: Printout, at: number, message: DomainMessage): number | undefined {
  const behind = skipName(out, at);
  if (behind === undefined || !out.has(behind, 4)) return undefined;
  out.print(` ${valueName(RECORD_TYPES, out.u16(behind), 'Type%u')}`);
  const word = out.u16(behind + 2);
  const questionClass = message.multicast ? word & ~TOP_BIT : word;
  if (questionClass !== IN) out.print(` ${valueName(CLASSES, questionClass, '(Class %u)')}`);
  if (message.multicast) out.print(word & TOP_BIT ? ' (QU)' : ' (QM)');
  out.print('? ');
  const next = printName(out, at, message.start);
  return next === undefined ? undefined : next + 4;
}

/** Prints the resource record at `at`; the place behind it, or undefined where it is cut off. */
export function printRecord(out: Printout, at: number, message: DomainMessage): number | undefined {
  let behind: number | undefined;
  if (out.options.verbose > 0) {
    out.print(' ');
    behind = printName(out, at, message.start);
    if (behind === undefined) return undefined;
  } else behind = skipName(out, at);
  if (behind === undefined || !out.has(behind, 10)) return out.end;
  const type = out.u16(behind);
  const word = out.u16(behind + 2);
  const recordClass = message.multicast ? word & ~TOP_BIT : word;
  if (recordClass !== IN && type !== OPT) out.print(` ${valueName(CLASSES, recordClass, '(Class %u)')}`);
  if (message.multicast && word & TOP_BIT) out.print(' (Cache flush)');
  if (type !== OPT && out.options.verbose > 2) {
    out.print(' [');
    out.print(spanText(out.u32(behind + 4)));
    out.print(']');
  }
  const length = out.u16(behind + 8);
  out.print(` ${valueName(RECORD_TYPES, type, 'Type%u')}`);
  const next = behind + 10 + length;
  if (next > out.end) return undefined;
  const data = { at: behind + 10, length, recordClass, flags: out.u16(behind + 6) };
  return DATA[type]?.(out, data, message) === false ? undefined : next;
}

const printOneName: DataPrinter = (out, { at }, message) => {
  out.print(' ');
  return printName(out, at, message.start) !== undefined;
};

const printStart: DataPrinter = (out, { at }, message) => {
  if (out.options.verbose === 0) return true;
  out.print(' ');
  const contact = printName(out, at, message.start);
  if (contact === undefined) return false;
  out.print(' ');
  const next = printName(out, contact, message.start);
  if (next === undefined) return false;
  for (let i = 0; i < 5; i++) out.print(` ${out.u32(next + 4 * i)}`);
  return true;
};

const printExchange: DataPrinter = (out, { at }, message) => {
  out.print(' ');
  if (printName(out, at + 2, message.start) === undefined) return false;
  out.print(` ${out.u16(at)}`);
  return true;
};

const printTexts: DataPrinter = (out, { at, length }) => {
  for (let next = at; next < at + length; ) {
    out.print(' "');
    const octets = out.u8(next);
    out.printBytes(next + 1, octets);
    next += octets + 1;
    out.print('"');
  }
  return true;
};

const printService: DataPrinter = (out, { at }, message) => {
  out.print(' ');
  if (!out.has(at, 2) || printName(out, at + 6, message.start) === undefined) return false;
  out.print(`:${out.u16(at + 4)} ${out.u16(at)} ${out.u16(at + 2)}`);
  return true;
};

const printPrefixed: DataPrinter = (out, { at }, message) => {
  const bits = out.u8(at);
  const octets = Math.floor(bits / 8);
  if (bits > 128) {
    out.print(` ${bits}(bad plen)`);
    return true;
  }
  if (bits < 128) {
    out.need(at + 1, 16 - octets);
    const address = new Uint8Array(16);
    address.set(out.bytes.subarray(at + 1, at + 17 - octets), octets);
    out.print(` ${bits} ${ipv6Text(address, 0)}`);
  }
  if (bits === 0) return true;
  out.print(' ');
  return printName(out, at + 17 - octets, message.start) !== undefined;
};

const printOptions: DataPrinter = (out, { at, length, recordClass, flags }) => {
  out.print(` UDPsize=${recordClass}`);
  if (flags & TOP_BIT) out.print(' DO');
  if (length === 0) return true;
  out.print(' [');
  for (let next = at; next < at + length; ) {
    next = printEdnsOption(out, next);
    if (next < at + length) out.print(',');
  }
  out.print(']');
  return true;
};

const printSignature: DataPrinter = (out, { at }, message) => {
  if (out.options.verbose === 0) return true;
  out.print(' ');
  const name = printName(out, at, message.start);
  if (name === undefined) return false;
  out.print(` fudge=${out.u16(name + 6)}`);
  out.print(` maclen=${out.u16(name + 8)}`);
  const next = name + 10 + out.u16(name + 8);
  out.print(` origid=${out.u16(next)}`);
  out.print(` error=${out.u16(next + 2)}`);
  out.print(` otherlen=${out.u16(next + 4)}`);
  return true;
};

const always = (print: (out: Printout, data: RecordData) => void): DataPrinter => (out, data) => {
  print(out, data);
  return true;
};

const DATA: Readonly<Record<number, DataPrinter>> = {
  1: always((out, { at }) => { out.print(` ${out.host4(at)}`); }),
  2: printOneName,
  5: printOneName,
  6: printStart,
  12: printOneName,
  15: printExchange,
  16: printTexts,
  28: always((out, { at }) => { out.print(` ${out.host6(at)}`); }),
  33: printService,
  38: printPrefixed,
  39: printOneName,
  [OPT]: printOptions,
  99: printTexts,
  104: always((out, { at, length }) => { out.printBytes(at, length); }),
  250: printSignature,
  256: always((out, { at, length }) => {
    out.print(` ${out.u16(at)} ${out.u16(at + 2)} `);
    out.printBytes(at + 4, Math.max(0, length - 4));
  }),
};
