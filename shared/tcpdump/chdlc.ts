// Cisco HDLC (DLT_C_HDLC) and its SLARP.
import { ETHERTYPE_NAMES } from './ethertype-names';
import { hexNumber } from './hex-number';
import { ip } from './ip';
import { ip6 } from './ip6';
import { mpls } from './mpls';
import { noPrinter } from './no-printer';
import { valueName, type Printer, type Printout } from './printout';

const HEADER = 4;
const SLARP = 0x8035;
const OSI = 0xfefe;
const DESTINATIONS: Readonly<Record<number, string>> = { 0x0f: 'unicast', 0x8f: 'bcast' };
const isoclns = noPrinter('isoclns');
/** CLNP, ES-IS, IS-IS. */
const OSI_PROTOCOLS: ReadonlySet<number> = new Set([0x81, 0x82, 0x83]);
const PAYLOADS: Readonly<Record<number, Printer>> = { 0x0800: ip, 0x86dd: ip6, [SLARP]: slarp, 0x8847: mpls, 0x8848: mpls, [OSI]: osi };

export function chdlcLink(out: Printout, at: number, length: number): void {
  out.protocol = 'chdlc';
  if (length < HEADER) {
    out.linkLength = out.left(at);
    return out.truncated();
  }
  out.reach(at, HEADER);
  out.linkLength = HEADER;
  chdlc(out, at, length);
}

export function chdlc(out: Printout, at: number, length: number): void {
  out.protocol = 'chdlc';
  const protocol = out.u16(at + 2);
  if (out.options.link) {
    out.print(`${DESTINATIONS[out.u8(at)] ?? `0x${hexNumber(out.u8(at), 2)}`}, `);
    out.print(`ethertype ${valueName(ETHERTYPE_NAMES, protocol, 'Unknown')} (0x${hexNumber(protocol, 4)}), length ${length}: `);
  }
  const payload = PAYLOADS[protocol];
  if (payload !== undefined) payload(out, at + HEADER, length - HEADER);
  else if (!out.options.link) out.print(`unknown CHDLC protocol (0x${hexNumber(protocol, 4)})`);
}

/** Some send an octet in front. */
function osi(out: Printout, at: number, length: number): void {
  if (length < 2) return out.truncated();
  const isShifted = OSI_PROTOCOLS.has(out.u8(at + 1));
  isoclns(out, isShifted ? at + 1 : at, isShifted ? length - 1 : length);
}

const LEAST = 14;
const WITH_UPTIME = 18;

/** Serial Line Address Resolution Protocol. */
function slarp(out: Printout, at: number, length: number): void {
  out.protocol = 'chdlc_slarp';
  out.print(`SLARP (length: ${length}), `);
  if (length < LEAST || !out.has(at, LEAST)) return out.truncated();
  const code = out.u32(at);
  let rest = at + 4;
  if (code === 0) out.print('request');
  else if (code === 1) out.print(`reply ${out.ip4(at + 4)}/${out.ip4(at + 8)}`);
  else if (code === 2) {
    out.print(`keepalive: mineseen=0x${hexNumber(out.u32(at + 4), 8)}, yourseen=0x${hexNumber(out.u32(at + 8), 8)}, reliability=0x${hexNumber(out.u16(at + 12), 4)}`);
    if (length >= WITH_UPTIME) {
      out.print(`, link uptime=${uptime(Math.floor(out.u32(at + LEAST) / 1000))}`);
      rest = at + WITH_UPTIME;
    }
  } else {
    out.print(`0x${hexNumber(code, 2)} unknown`);
    if (out.options.verbose <= 1) out.unknownData(rest, '\n\t', length - 4);
  }
  if (length > WITH_UPTIME && out.options.verbose > 0) out.print(`, (trailing junk: ${length - WITH_UPTIME} bytes)`);
  if (out.options.verbose > 1) out.unknownData(rest, '\n\t', length - 4);
}

function uptime(seconds: number): string {
  return `${Math.floor(seconds / 86_400)}d${Math.floor(seconds / 3600) % 24}h${Math.floor(seconds / 60) % 60}m${seconds % 60}s`;
}
