// Options of DHCPv6 as tcpdump writes them: each in parentheses, with those inside it.
import { dhcp6 } from './dhcp6';
import { OPTIONS, STATUS_CODES } from './dhcp6-values';
import { printName } from './domain-name';
import { Truncated, valueName, type Printout } from './printout';

/** Prints what follows the option's name. WRONG: its length does not fit; CUT: what is inside ends too early; the parenthesis is closed by the caller. */
type OptionPrinter = (out: Printout, at: number, length: number) => typeof WRONG | typeof CUT | undefined;

const WRONG = 'wrong';
const CUT = 'cut';
/** Bytes of an identifier that are shown. */
const SHOWN = 10;

/** Options inside one that has a fixed part. */
function inner(out: Printout, at: number, length: number, fixed: number): void {
  if (length > fixed) printDhcp6Options(out, at + fixed, at + length);
}

function of(fits: (length: number) => boolean, print: (out: Printout, at: number, length: number) => void): OptionPrinter {
  return (out, at, length) => {
    if (!fits(length)) return WRONG;
    print(out, at, length);
    return undefined;
  };
}

const least = (octets: number) => (length: number): boolean => length >= octets;
const exactly = (octets: number) => (length: number): boolean => length === octets;
const always = (): boolean => true;

const identifier: OptionPrinter = (out, at, length) => {
  if (length < 2) return WRONG;
  const type = out.u16(at);
  if (type === 1) {
    if (length < 8) return WRONG;
    out.print(` hwaddr/time type ${out.u16(at + 2)} time ${out.u32(at + 4)} ${out.hex(at + 8, length - 8)}`);
  } else if (type === 2) {
    if (length < 10) return WRONG;
    out.print(` vid ${out.hex(at + 2, 8)}`);
  } else if (type === 3) {
    if (length < 4) return WRONG;
    out.print(` hwaddr type ${out.u16(at + 2)} ${out.hex(at + 4, length - 4)}`);
  } else out.print(` type ${type}`);
  return undefined;
};

const lease = of(least(24), (out, at, length) => {
  out.print(` ${out.host6(at)} pltime:${out.u32(at + 16)} vltime:${out.u32(at + 20)}`);
  inner(out, at, length, 24);
});

const prefix = of(least(25), (out, at, length) => {
  out.print(` ${out.host6(at + 9)}/${out.u8(at + 8)} pltime:${out.u32(at)} vltime:${out.u32(at + 4)}`);
  inner(out, at, length, 25);
});

const association = of(least(12), (out, at, length) => {
  out.print(` IAID:${out.u32(at)} T1:${out.u32(at + 4)} T2:${out.u32(at + 8)}`);
  inner(out, at, length, 12);
});

const temporary = of(least(4), (out, at, length) => {
  out.print(` IAID:${out.u32(at)}`);
  inner(out, at, length, 4);
});

const requests = of((length) => length % 2 === 0, (out, at, length) => {
  for (let i = 0; i < length; i += 2) out.print(` ${valueName(OPTIONS, out.u16(at + i), 'opt_%u')}`);
});

const addresses = of((length) => length % 16 === 0, (out, at, length) => {
  for (let i = 0; i < length; i += 16) out.print(` ${out.host6(at + i)}`);
});

/** A name that may end with the bytes. @returns the place behind it, undefined where it is cut off */
function domainName(out: Printout, at: number, end: number): number | undefined {
  try {
    return printName(out, at, end);
  } catch (error) {
    if (!(error instanceof Truncated)) throw error;
    return undefined;
  }
}

const names: OptionPrinter = (out, at, length) => {
  for (let next = at; next < at + length; ) {
    out.print(' ');
    const behind = domainName(out, next, at + length);
    if (behind === undefined) return CUT;
    next = behind;
  }
  return undefined;
};

const relayed = of(always, (out, at, length) => {
  out.print(' (');
  out.pushEnd(at + length);
  out.inside(dhcp6, at, length);
  out.popEnd();
});

const shown = (fixed: number, front: (out: Printout, at: number) => string): OptionPrinter => of(least(fixed), (out, at, length) => {
  out.print(`${front(out, at)}${out.hex(at + fixed, Math.max(0, Math.min(length - fixed, SHOWN)))}...`);
});

const RECONFIGURES: Readonly<Record<number, string>> = { 5: ' for renew', 11: ' for inf-req' };

const reconfigure = of(exactly(1), (out, at) => {
  out.print(RECONFIGURES[out.u8(at)] ?? ` for ???(${out.hex(at, 1)})`);
});

const QUERIES: Readonly<Record<number, string>> = { 1: 'by-address', 2: 'by-clientID' };

const query = of(least(17), (out, at, length) => {
  out.print(` ${valueName(QUERIES, out.u8(at), 'type_%u')}`);
  out.print(` ${out.host6(at + 1)}`);
  inner(out, at, length, 17);
});

const timeServers: OptionPrinter = (out, at, length) => {
  if (length < 4) return WRONG;
  for (let next = at; next < at + length - 4; ) {
    const code = out.u16(next);
    const octets = out.u16(next + 2);
    next += 4;
    if (next + octets > at + length) return CUT;
    out.print(` subopt:${code}`);
    if ((code === 1 || code === 2) && octets === 16) out.print(` ${out.host6(next)}`);
    else if (code === 3) {
      out.print(' ');
      if (domainName(out, next, next + octets) === undefined) return CUT;
    } else out.print(' ?');
    next += octets;
  }
  return undefined;
};

const routerName = of(least(3), (out, at, length) => {
  out.print(' ');
  let left = length;
  for (let next = at; left > 0 && out.u8(next) !== 0; ) {
    const octets = out.u8(next++);
    if (octets >= left - 1) return out.print(' ?');
    out.printBytes(next, octets);
    next += octets;
    left -= octets + 1;
    if (out.u8(next) !== 0) out.print('.');
  }
});

const words = of(least(5), (out, at, length) => {
  out.print(' ');
  out.printPadded(at, length);
});

const PROTOCOLS: Readonly<Record<number, string>> = { 2: 'delayed', 3: 'reconfigure' };

const authentication = of(least(11), (out, at, length) => {
  const protocol = out.u8(at);
  out.print(` proto: ${PROTOCOLS[protocol] ?? protocol}`);
  out.print(`, alg: ${out.u8(at + 1) === 1 ? 'HMAC-MD5' : out.u8(at + 1)}`);
  out.print(`, RDM: ${out.u8(at + 2) === 0 ? 'mono' : out.u8(at + 2)}`);
  out.print(', RD:');
  for (let i = 3; i < 11; i += 2) out.print(` ${out.hex(at + i, 2)}`);
  const left = length - 11;
  if (protocol === 2) delayed(out, at + 11, left);
  else if (protocol === 3 && left === 17) {
    out.print({ 1: ' reconfig-key', 2: ' type: HMAC-MD5' }[out.u8(at + 11)] ?? ' type: ??');
    out.print(' value:');
    for (let i = 12; i < 28; i += 4) out.print(` ${out.hex(at + i, 4)}`);
  } else out.print(' ??');
});

function delayed(out: Printout, at: number, length: number): void {
  if (length === 0) return;
  if (length < 20) return out.print(' ??');
  const realm = length - 20;
  if (realm > 0) out.print(`, realm: ${out.hex(at, realm)}`);
  out.print(`, key ID: ${out.hex(at + realm, 4)}`);
  out.print(', HMAC-MD5:');
  for (let i = 4; i < 20; i += 4) out.print(` ${out.hex(at + realm + i, 4)}`);
}

const seconds = of(exactly(4), (out, at) => out.print(` ${out.u32(at)}`));

const PRINTERS: Readonly<Record<number, OptionPrinter>> = {
  1: identifier, 2: identifier, 3: association, 4: temporary, 5: lease, 6: requests, 7: of(exactly(1), (out, at) => out.print(` ${out.u8(at)}`)),
  8: of(exactly(2), (out, at) => out.print(` ${out.u16(at)}`)), 9: relayed, 11: authentication,
  13: of(least(2), (out, at) => out.print(` ${valueName(STATUS_CODES, out.u16(at), 'code%u')}`)), 18: shown(0, () => ' '), 19: reconfigure, 21: names, 22: addresses,
  23: addresses, 24: names, 25: association, 26: prefix, 27: addresses, 28: addresses, 31: addresses, 32: seconds, 34: addresses,
  37: shown(4, (out, at) => ` ${out.u32(at)} `), 38: shown(0, () => ' '), 40: addresses, 41: words, 42: words, 43: requests, 44: query,
  45: of(always, (out, at, length) => inner(out, at, length, 0)), 46: seconds, 47: shown(16, (out, at) => ` ${out.host6(at)} `), 48: addresses, 56: timeServers,
  64: routerName, 112: words,
};

/** The options from `start` to `end`; the mark of a cut message stands where they end too early. */
export function printDhcp6Options(out: Printout, start: number, end: number): void {
  for (let at = start; at < end; ) {
    if (at + 4 > end) return out.truncated();
    const length = out.u16(at + 2);
    if (at + 4 + length > end) return out.truncated();
    const type = out.u16(at);
    out.print(` (${valueName(OPTIONS, type, 'opt_%u')}`);
    out.need(at + 4, length);
    const outcome = PRINTERS[type]?.(out, at + 4, length);
    if (outcome === CUT) return out.truncated();
    out.print(outcome === WRONG ? ' ?)' : ')');
    at += 4 + length;
  }
}
