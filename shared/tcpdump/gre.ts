// GRE (RFC 2784, 2890) and its version 1 for PPTP (RFC 2637).
import { ether } from './ether';
import { ETHERTYPE_NAMES } from './ethertype-names';
import { hexNumber } from './hex-number';
import { ip } from './ip';
import { ip6 } from './ip6';
import { mpls } from './mpls';
import { noPrinter } from './no-printer';
import { ppp } from './ppp';
import { bitNames, valueName, type Printer, type Printout } from './printout';

const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const ACKNOWLEDGED = 0x0080;
const FLAGS = [[CHECKSUM, 'checksum present'], [ROUTING, 'routing present'], [KEY, 'key present'], [SEQUENCE, 'sequence# present'], [0x0800, 'source routing present'], [ACKNOWLEDGED, 'ack present']] as const;

export function gre(out: Printout, at: number, length: number): void {
  out.protocol = 'gre';
  out.need(at, 2);
  const flags = out.u16(at);
  const version = flags & 7;
  out.print(`GREv${version}`);
  if (version > 1) return out.print(' ERROR: unknown-version');
  if (out.options.verbose > 0) out.print(`, Flags [${bitNames(FLAGS, flags)}]`);
  if (!out.has(at, 4)) return out.truncated();
  out.asks(() => {
    if (version === 0) plain(out, at, length, flags);
    else enhanced(out, at, length, flags);
  });
}

function plain(out: Printout, at: number, length: number, flags: number): void {
  const protocol = out.u16(at + 2);
  let next = at + 4;
  if ((flags & (CHECKSUM | ROUTING)) !== 0) {
    const sum = out.u16(next);
    if (out.options.verbose > 0) out.print(`, sum 0x${hexNumber(sum)}`);
    out.print(`, off 0x${hexNumber(out.u16(next + 2))}`);
    next += 4;
  }
  if ((flags & KEY) !== 0) {
    out.print(`, key=0x${hexNumber(out.u32(next))}`);
    next += 4;
  }
  if ((flags & SEQUENCE) !== 0) {
    out.print(`, seq ${out.u32(next)}`);
    next += 4;
  }
  if ((flags & ROUTING) !== 0) {
    const behind = routes(out, next, length - (next - at));
    if (behind === null) return out.truncated();
    next = behind;
  }
  announced(out, protocol, length);
  out.print(out.options.verbose > 0 ? '\n\t' : ': ');
  payload(out, PLAIN[protocol], protocol, next, length - (next - at));
}

const SOURCE_ROUTES: Readonly<Record<number, { readonly name: string; readonly bytes: number }>> = { 0x0800: { name: 'ip', bytes: 4 }, 0xfffe: { name: 'asn', bytes: 2 } };

/** RFC 1701: address families, each with its list. @returns where the last ends; null where one is cut */
function routes(out: Printout, start: number, length: number): number | null {
  let at = start;
  let left = length;
  while (left >= 4) {
    const [family, offset, size] = [out.u16(at), out.u8(at + 2), out.u8(at + 3)];
    at += 4;
    left -= 4;
    if (family === 0 && size === 0) return at;
    out.print(`, (rtaf=${SOURCE_ROUTES[family]?.name ?? `0x${hexNumber(family)}`}`);
    route(out, at, SOURCE_ROUTES[family]?.bytes ?? 0, offset, size);
    out.print(')');
    if (left < size) return null;
    at += size;
    left -= size;
  }
  return null;
}

/** The hops, a star at the next one. */
function route(out: Printout, at: number, bytes: number, offset: number, size: number): void {
  if (bytes === 0) return;
  if (offset % bytes !== 0) return out.print(`, badoffset=${offset}`);
  if (size % bytes !== 0) return out.print(`, badlength=${size}`);
  if (offset >= size) return out.print(`, badoff/len=${offset}/${size}`);
  for (let i = 0; i < size && out.has(at + i, bytes); i += bytes) {
    out.print(` ${i === offset ? '*' : ''}${bytes === 4 ? out.host4(at + i) : hexNumber(out.u16(at + i))}`);
  }
}

function enhanced(out: Printout, at: number, length: number, flags: number): void {
  const protocol = out.u16(at + 2);
  let next = at + 4;
  if ((flags & KEY) !== 0) {
    out.print(`, call ${out.u32(next) & 0xffff}`);
    next += 4;
  }
  if ((flags & SEQUENCE) !== 0) {
    out.print(`, seq ${out.u32(next)}`);
    next += 4;
  }
  if ((flags & ACKNOWLEDGED) !== 0) {
    out.print(`, ack ${out.u32(next)}`);
    next += 4;
  }
  const empty = (flags & SEQUENCE) === 0;
  if (empty) out.print(', no-payload');
  announced(out, protocol, length);
  if (empty) return;
  out.print(out.options.verbose > 0 ? '\n\t' : ': ');
  payload(out, protocol === 0x880b ? ppp : undefined, protocol, next, length - (next - at));
}

function announced(out: Printout, protocol: number, length: number): void {
  if (out.options.link) out.print(`, proto ${valueName(ETHERTYPE_NAMES, protocol, 'unknown')} (0x${hexNumber(protocol, 4)})`);
  out.print(`, length ${length}`);
}

const PLAIN: Readonly<Record<number, Printer>> = { 0x0800: ip, 0x86dd: ip6, 0x8847: mpls, 0x8848: mpls, 0x00fe: noPrinter('isoclns'), 0x6558: ether };

function payload(out: Printout, printer: Printer | undefined, protocol: number, at: number, length: number): void {
  if (printer === undefined) out.print(`gre-proto-0x${hexNumber(protocol)}`);
  else out.inside(printer, at, length);
}
