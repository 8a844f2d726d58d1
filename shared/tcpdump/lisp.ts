// LISP's map-register and map-notify messages (RFC 6833) as tcpdump writes them.
import { bitNames, valueName, type Printer, type Printout } from './printout';

const TYPES: Readonly<Record<number, string>> = {
  0: 'LISP-Reserved', 1: 'LISP-Map-Request', 2: 'LISP-Map-Reply', 3: 'LISP-Map-Register', 4: 'LISP-Map-Notify', 8: 'LISP-Encapsulated-Contol-Message',
};
const REGISTER_FLAGS = [
  [0x8000000, 'P-Proxy-Map-Reply'], [0x4000000, 'S-LISP-SEC-Capable'], [0x2000000, 'I-xTR-ID-Present'], [0x1000000, 'R-Build-For-RTR'], [0x100, 'M-Want-Map-Notify'],
] as const;
const NOTIFY_FLAGS = [[0x8000000, 'I-xTR-ID-Present'], [0x4000000, 'R-Build-For-RTR']] as const;
const LOCATOR_FLAGS = [[4, 'Local-Locator'], [2, 'RLoc-Probed'], [1, 'Reachable']] as const;
const AUTHENTICATIONS: Readonly<Record<number, string>> = { 0: 'None', 1: 'SHA1', 2: 'SHA256' };
const ACTIONS: Readonly<Record<number, string>> = { 0: 'No-Action', 1: 'Natively-Forward', 2: 'Send-Map-Request', 3: 'Drop' };
const HEADER = 16;
const RECORD = 12;
const LOCATOR = 8;
const REGISTER = 3;
const NOTIFY = 4;

/** What is left of a message. */
interface Rest {
  readonly at: number;
  readonly length: number;
}

export const lisp: Printer = (out, at, length) => {
  out.protocol = 'lisp';
  out.need(at, HEADER);
  const type = out.u8(at) >> 4;
  out.print(`${valueName(TYPES, type, 'unknown-type-%u')},`);
  if (type !== REGISTER && type !== NOTIFY) return;
  const word = out.u32(at);
  const names = type === REGISTER ? REGISTER_FLAGS : NOTIFY_FLAGS;
  const { verbose } = out.options;
  if (verbose > 0) out.print(` flags [${bitNames(names, word)}],\n    ${out.u8(at + 3)} record(s), `);
  else out.print(` ${out.u8(at + 3)} record(s),`);
  const octets = out.u16(at + 14);
  if (verbose > 0) out.print(`Authentication ${valueName(AUTHENTICATIONS, out.u16(at + 12), 'unknown-type')},`);
  if (verbose > 0) {
    out.unknownData(at + HEADER, '\n    Authentication-Data: ', octets);
    out.reach(at + HEADER, octets);
  }
  if (out.u8(at + 3) === 0) return out.invalid();
  const rest = printRecords(out, { at: at + HEADER + octets, length: length - HEADER - octets }, out.u8(at + 3));
  const identified = (word & (type === REGISTER ? 0x2000000 : 0x8000000)) !== 0;
  if (rest === undefined) return;
  if (identified) printIdentity(out, rest);
  else if (rest.length !== 0) out.unknownData(rest.at, '\n    Data: ', rest.length > 0 ? rest.length : out.left(rest.at));
};

function printIdentity(out: Printout, { at }: Rest): void {
  if (!out.has(at, 24)) return out.invalid();
  out.unknownData(at, '\n    xTR-ID: ', 16);
  out.print(`\n    SITE-ID: ${out.u64(at + 16)}`);
}

/** Undefined where nothing can follow. */
function printRecords(out: Printout, start: Rest, count: number): Rest | undefined {
  let rest = start;
  for (let i = 0; i < count; i++) {
    // What is too short for a record is told as data.
    if (rest.length < RECORD) return rest;
    const next = printRecord(out, rest);
    if (next === undefined) return undefined;
    rest = next;
  }
  return rest;
}

function printRecord(out: Printout, { at, length }: Rest): Rest | undefined {
  out.reach(at, RECORD);
  const locators = out.u8(at + 4);
  out.print('\n');
  if (out.options.verbose > 0) {
    const act = out.u16(at + 6);
    out.print(`      Record TTL ${out.u32(at)},${act & 0x1000 ? ' Authoritative,' : ' Non-Authoritative,'}`);
    out.print(` ${valueName(ACTIONS, act >> 13, 'unknown')}, Map Version: ${out.u16(at + 8) & 0xfff},`);
  }
  const family = out.u16(at + 10);
  const size = family === 1 ? 4 : family === 2 ? 16 : -1;
  if (size < 0) return undefined;
  out.reach(at + RECORD, size);
  out.print(` EID ${size === 4 ? out.host4(at + RECORD) : out.host6(at + RECORD)}/${out.u8(at + 5)}, ${locators} locator(s)`);
  let rest: Rest | undefined = { at: at + RECORD + size, length: length - RECORD - size };
  for (let i = 0; i < locators && rest !== undefined; i++) rest = printLocator(out, rest);
  return rest;
}

function printLocator(out: Printout, { at, length }: Rest): Rest | undefined {
  out.reach(at, LOCATOR);
  const family = out.u16(at + 6);
  if (out.options.verbose > 0) out.print('\n       ');
  const size = family === 1 ? 4 : family === 2 ? 16 : 0;
  out.reach(at + LOCATOR, size);
  if (size > 0) out.print(` LOC ${size === 4 ? out.host4(at + LOCATOR) : out.host6(at + LOCATOR)}`);
  if (out.options.verbose > 0) {
    out.print(`\n          Priority/Weight ${out.u8(at)}/${out.u8(at + 1)}, Multicast Priority/Weight ${out.u8(at + 2)}/${out.u8(at + 3)},`);
    out.print(` flags [${bitNames(LOCATOR_FLAGS, out.u16(at + 4))}],`);
  }
  return { at: at + LOCATOR + size, length: length - LOCATOR - size };
}
